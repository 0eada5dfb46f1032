package notice

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// Record is what an import wrote: of every file the digest of every part, a key of its front matter
// or its body. With it the next import can tell what an editor has touched since.
type Record map[string]map[string]string

// BodyPart is the part of a file that is no key.
const BodyPart = "body text"

// RecordOf gives the record of files.
func RecordOf(files []File) Record {
	r := Record{}
	for _, f := range files {
		r[f.Name] = map[string]string{}
		for _, p := range partsOf(f.Data) {
			r[f.Name][p.name] = p.digest()
		}
	}
	return r
}

// ReadRecord reads what [Record.Bytes] wrote.
func ReadRecord(data []byte) (Record, error) {
	var r Record
	err := json.Unmarshal(data, &r)
	return r, err
}

// Bytes gives the record as JSON; the same record gives the same bytes.
func (r Record) Bytes() []byte {
	data, err := json.MarshalIndent(r, "", " ")
	if err != nil {
		panic(err) // a map of texts
	}
	return append(data, '\n')
}

// Merged is what is to be done so that files on disk follow a new import.
type Merged struct {
	Files []File // to be written, in the order of the import
	Kept  []Kept // what differs from the import and stays as it is, sorted
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
)

// Merge brings a new import together with the files on disk and the record of the last import: what
// no editor has touched follows the import, all else stays and is listed where the import would
// have it otherwise. Without a record for a file nothing in it counts as untouched.
func Merge(old []File, last Record, fresh []File) Merged {
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
		case there:
			m.file(f, data, last[f.Name])
		case last[f.Name] != nil:
			m.Kept = append(m.Kept, Kept{f.Name, "", Removed})
		default:
			m.Files = append(m.Files, f)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(last)) {
		if _, there := known[name]; there && !made[name] {
			m.Kept = append(m.Kept, Kept{name, "", Gone})
		}
	}
	slices.SortStableFunc(m.Kept, func(a, b Kept) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Part, b.Part))
	})
	return m
}

// file merges one file, part by part.
func (m *Merged) file(fresh File, old []byte, last map[string]string) {
	before, after := partsOf(old), partsOf(fresh.Data)
	var merged []part
	changed := false
	for _, p := range after {
		kept, there := named(before, p.name)
		take, why := choose(kept, there, p, last[p.name])
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
		if p.digest() == last[p.name] {
			changed = true
			continue
		}
		merged = insert(merged, p)
	}
	if changed {
		m.Files = append(m.Files, File{fresh.Name, join(merged)})
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

// part is a key of a front matter with its value and the comments above it, or a body. A file
// without front matter is one body.
type part struct {
	name string
	text string // with its last newline
}

func (p part) digest() string {
	if p.text == "" {
		return ""
	}
	sum := sha256.Sum256([]byte(strings.TrimSpace(p.text)))
	return hex.EncodeToString(sum[:16])
}

func named(parts []part, name string) (part, bool) {
	for _, p := range parts {
		if p.name == name {
			return p, true
		}
	}
	return part{}, false
}

// keyLine is a line on which a key begins.
var keyLine = regexp.MustCompile(`^([A-Za-z_][A-Za-z0-9_-]*):(?:\s|$)`)

// partsOf cuts a file into its parts. Line ends, and spaces at them, are no part of a text.
func partsOf(data []byte) []part {
	text := string(bytes.ReplaceAll(bytes.TrimPrefix(data, []byte("\ufeff")), []byte("\r\n"),
		[]byte("\n")))
	front, cut := strings.CutPrefix(text, "---\n")
	before, body, closed := strings.Cut("\n"+front, "\n---\n")
	if !cut || !closed {
		return []part{{BodyPart, text}}
	}
	var parts []part
	above := ""
	for _, line := range strings.SplitAfter(strings.TrimPrefix(before, "\n")+"\n", "\n") {
		line = strings.TrimRight(line, " \t\n") + "\n"
		m := keyLine.FindStringSubmatch(line)
		switch {
		case m != nil:
			parts = append(parts, part{m[1], above + line})
			above = ""
		case strings.HasPrefix(line, "#"):
			above += line
		case len(parts) > 0 && strings.TrimSpace(line) != "":
			parts[len(parts)-1].text += above + line
			above = ""
		}
	}
	if strings.TrimSpace(body) != "" || len(parts) == 0 {
		parts = append(parts, part{BodyPart, body})
	}
	return parts
}

// join puts parts together again.
func join(parts []part) []byte {
	var front, body strings.Builder
	for _, p := range parts {
		if p.name == BodyPart {
			body.WriteString(p.text)
			continue
		}
		front.WriteString(p.text)
	}
	if front.Len() == 0 {
		return []byte(body.String())
	}
	return []byte("---\n" + front.String() + "---\n" + body.String())
}
