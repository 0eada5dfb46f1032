package notice

import (
	"path"
	"slices"
)

// Follow gives the record for files that an editor has moved to another folder since: a finding's
// file name is its id, and stays.
func (r Record) Follow(files []File) Record {
	there := map[string]bool{}
	moved := map[string]string{} // by base name
	for _, f := range files {
		there[f.Name] = true
	}
	for _, f := range files {
		if base := path.Base(f.Name); r[f.Name] == nil && base != "_index.md" {
			moved[base] = f.Name
		}
	}
	followed := Record{}
	for name, parts := range r {
		if to := moved[path.Base(name)]; !there[name] && to != "" {
			name = to
		}
		followed[name] = parts
	}
	return followed
}

// Parts names the parts in which two forms of a file differ: the keys of its front matter, and its
// body.
func Parts(a, b []byte) []string {
	var names []string
	before, after := partsOf(a), partsOf(b)
	for _, p := range slices.Concat(before, after) {
		x, _ := named(before, p.name)
		y, _ := named(after, p.name)
		if x.digest() != y.digest() && !slices.Contains(names, p.name) {
			names = append(names, p.name)
		}
	}
	return names
}
