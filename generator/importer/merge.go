package importer

import (
	"cmp"
	"maps"
	"slices"
	"unicode/utf8"

	"gongshi/generator/source"
)

// Merged is what is to be done so that files on disk follow a new import.
type Merged struct {
	Files []source.File // to be written, in the order of the import
	Kept  []Kept        // what differs from the import and stays as it is, sorted
}

// Kept is a part of a file that an editor has changed, and the new import would change otherwise.
type Kept struct {
	File string
	Part string // a key, or "body text"; empty for a whole file
	Why  Keep
}

// Keep is why a part stays.
type Keep string

const (
	Edited  Keep = "edited"  // an editor has changed it since the last import
	Removed Keep = "removed" // an editor has taken it away
	Gone    Keep = "gone"    // the notice has it no more
	Held    Keep = "held"    // it is never changed by an import: a promise, or what was counted
)

// held are the parts that an import writes once. What was promised, what was done and how many were
// held to account is changed by a person alone, who sees what the notice says otherwise.
var held = map[string]bool{"number": true, "deadline": true, "measures": true,
	"accountability": true, "report_every": true}

// Merge brings a new import together with the files on disk and the record of the last import: what
// no editor has touched follows the import, all else stays and is listed where the import would
// have it otherwise. Without a record for a file nothing in it counts as untouched.
func Merge(old []source.File, last Record, fresh []source.File) Merged {
	var m Merged
	known := map[string][]byte{}
	for _, f := range old {
		known[f.Name] = f.Data
	}
	made := map[string]bool{}
	for _, f := range fresh {
		made[f.Name] = true
		data, there := known[f.Name]
		switch {
		case !utf8.Valid(data): // in another encoding: ours would be put into it
			m.Kept = append(m.Kept, Kept{f.Name, "", Edited})
		case there:
			m.file(f, data, last[f.Name])
		case last[f.Name] != nil:
			m.Kept = append(m.Kept, Kept{f.Name, "", Removed})
		default:
			m.Files = append(m.Files, f)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(last)) {
		if data, there := known[name]; there && utf8.Valid(data) && !made[name] {
			m.Kept = append(m.Kept, Kept{name, "", Gone})
		}
	}
	slices.SortStableFunc(m.Kept, func(a, b Kept) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Part, b.Part))
	})
	return m
}

func (m *Merged) file(fresh source.File, old []byte, last map[string]string) {
	before, after := partsOf(old), partsOf(fresh.Data)
	var merged []part
	changed := false
	for _, p := range after {
		kept, there := named(before, p.name)
		take, why := choose(kept, there, p, last[p.name])
		if there && held[p.name] && take.digest() != kept.digest() {
			take, why = kept, Held
		}
		if why != "" {
			m.Kept = append(m.Kept, Kept{fresh.Name, p.name, why})
		}
		changed = changed || take.digest() != kept.digest() && (there || take.text != "")
		if take.text != "" {
			merged = append(merged, take)
		}
	}
	for _, p := range before {
		if _, there := named(after, p.name); there {
			continue
		}
		switch {
		case held[p.name] && last[p.name] != "":
			m.Kept = append(m.Kept, Kept{fresh.Name, p.name, Held})
		case p.digest() == last[p.name]:
			changed = true
			continue
		}
		merged = insert(merged, p)
	}
	if changed {
		m.Files = append(m.Files, source.File{Name: fresh.Name, Data: join(merged)})
	}
}

// choose gives the part that stays, and why where it is not the import's.
func choose(old part, there bool, fresh part, last string) (part, Keep) {
	switch {
	case there && old.digest() == fresh.digest():
		return old, ""
	case !there && last == "":
		return fresh, ""
	case !there && fresh.digest() == last:
		return part{}, ""
	case !there:
		return part{}, Removed
	case old.digest() == last:
		return fresh, ""
	case fresh.digest() == last:
		return old, ""
	}
	return old, Edited
}

// insert puts an editor's own key behind the import's, and before the body.
func insert(parts []part, p part) []part {
	if n := len(parts); p.name != BodyPart && n > 0 && parts[n-1].name == BodyPart {
		return slices.Insert(parts, n-1, p)
	}
	return append(parts, p)
}
