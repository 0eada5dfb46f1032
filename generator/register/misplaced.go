package register

import (
	"bytes"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"

	"gongshi/generator/problem"
	"gongshi/generator/source"
)

var (
	// copyMark is what Windows, WPS and people put into the name of a copy.
	copyMark = regexp.MustCompile(`(?i)^(?:副本|复件|copy of)[ _-]*|` +
		`[ _-]*(?:[(（]?(?:副本|复件|备份|copy|bak)[)）]?)?[ _]*(?:[(（]\d+[)）])?$`)
	// wrongEnd is the end of a name that should end in .md: Notepad adds .txt to it.
	wrongEnd = regexp.MustCompile(`(?i)(\.md)?\.(txt|markdown|mdown|md|bak)$`)
)

// copyOf gives the name of the finding's file that a file is a copy of, by its name; empty where
// there is none beside it.
func copyOf(file string, there map[string]bool) string {
	dir, name := path.Split(file)
	stem := strings.TrimSuffix(name, ".md")
	if stem != name && !strings.ContainsFunc(stem, func(r rune) bool {
		return r != '-' && (r < '0' || '9' < r) && (r < 'a' || 'z' < r)
	}) {
		return "" // an id, as of nearly every file
	}
	stem = name
	for {
		shorter := wrongEnd.ReplaceAllString(stem, "")
		if shorter == stem {
			break
		}
		stem = shorter
	}
	stem = copyMark.ReplaceAllString(stem, "")
	original := dir + stem + ".md"
	if stem == "" || original == file || !there[original] || !wrongEnd.MatchString(name) {
		return ""
	}
	return path.Base(original)
}

// dropCopies reports the copies of findings' files and takes them from the list.
func (r *reader) dropCopies(files []string) []string {
	there := map[string]bool{}
	for _, file := range files {
		there[file] = IsFinding(file)
	}
	return slices.DeleteFunc(files, func(file string) bool {
		original := copyOf(file, there)
		if original != "" {
			r.report(file, "file-copy", original)
			delete(r.others, file)
		}
		return original != ""
	})
}

// reportStray reports a file that belongs nowhere, with the advice that fits it.
func (r *reader) reportStray(file string) {
	name := path.Base(file)
	if m := wrongEnd.FindString(name); m != "" && path.Ext(name) != ".md" && strings.Contains(m, "m") {
		r.report(file, "file-text", m, strings.TrimSuffix(name, m)+".md")
		return
	}
	data, err := fs.ReadFile(r.fsys, file)
	first, _, _ := bytes.Cut(bytes.TrimPrefix(data, []byte("\ufeff")), []byte("\n"))
	text := err == nil && fence.Match(bytes.TrimRight(first, "\r"))
	if !text || path.Ext(name) != ".md" || name == indexName {
		r.report(file, "file-stray")
		return
	}
	r.report(file, "file-place", r.placeFor(file))
}

// placeFor is where a finding's file that lies elsewhere may be meant to be.
func (r *reader) placeFor(file string) problem.Phrase {
	steps, name := strings.Split(path.Dir(file), "/"), path.Base(file)
	zh := []string{source.ContentDir, "<检查>", "<类别>"}
	en := []string{source.ContentDir, "<inspection>", "<category>"}
	n := copy(zh, steps)
	copy(en, steps)
	if all := r.register.categories(); n < len(zh) && len(all) == 1 {
		zh = []string{source.ContentDir, all[0].Inspection.ID, all[0].ID}
		en = zh
	}
	return problem.Phrase{"zh": path.Join(path.Join(zh...), name),
		"en": path.Join(path.Join(en...), name)}
}

// categories are those of all inspections.
func (r *Register) categories() []*Category {
	var all []*Category
	for _, i := range r.Inspections {
		all = append(all, i.Categories...)
	}
	return all
}
