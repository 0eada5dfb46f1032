package export

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"slices"
	"sync"

	"gongshi/generator/register"
)

// Key is a digest of all that a file is made from, but for the program and the site's words; the
// zero Key where that may be anything of the register, or the day.
type Key = [sha256.Size]byte

// parts divides a register; nothing where it is one file.
func (s Site) parts(r *register.Snapshot) []register.Part {
	return r.Parts(cmp.Or(s.Part, register.PartFindings))
}

// datasets are the register as data: of 10,000 findings, whole files were 48 MB, and 0.7 s of every
// build.
func (w *writer) datasets() []output {
	parts := w.parts(w.Snapshot)
	if parts == nil {
		return []output{
			{name: register.JSONURL, make: w.data},
			{name: register.CSVURL, make: func() ([]byte, error) {
				return csvOf(w, w.columns(), w.All())
			}},
			{name: register.XLSXURL, make: func() ([]byte, error) {
				return workbookOf(w, w.columns(), w.All())
			}},
		}
	}
	outputs := []output{
		{name: register.JSONURL, make: func() ([]byte, error) { return w.contents(parts) }},
		{name: register.CSVURL, make: func() ([]byte, error) {
			return csvOf(w, w.indexColumns(register.Part.CSVURL), parts)
		}},
		{name: register.XLSXURL, make: func() ([]byte, error) {
			return workbookOf(w, w.indexColumns(register.Part.XLSXURL), parts)
		}},
	}
	for _, p := range parts {
		key := sync.OnceValue(func() Key { return w.key(p) })
		outputs = append(outputs,
			output{name: p.JSONURL(), key: key, make: func() ([]byte, error) {
				return w.dataOfPart(p)
			}},
			output{name: p.CSVURL(), key: key, make: func() ([]byte, error) {
				return csvOf(w, w.columns(), p.Findings)
			}},
			output{name: p.XLSXURL(), key: key, make: func() ([]byte, error) {
				return workbookOf(w, w.columns(), p.Findings)
			}})
	}
	return outputs
}

// key is of all that the files of a part are made from.
func (w *writer) key(p register.Part) Key {
	i, report := p.Inspection, w.Report(p.Inspection)
	k := &keying{}
	k.add(p.Name, w.configured, w.Day.String(), i.ID,
		string(i.Digest[:]), report.Latest.String(), report.Next.String())
	for _, c := range i.Categories {
		k.add(c.ID, string(c.Digest[:]))
		for _, g := range c.Groups { // those that some finding of the category is in
			k.add(g.ID)
		}
	}
	k.addFindings(p.Findings)
	for _, f := range p.Findings {
		for _, name := range f.Attachments() {
			k.add(name, w.Files[name].URL, w.Files[name].Type, fmt.Sprint(w.Files[name].Size))
		}
	}
	return k.sum()
}

// keying puts a key together.
type keying struct{ data []byte }

func (k *keying) add(texts ...string) {
	for _, text := range texts {
		k.data = append(binary.AppendUvarint(k.data, uint64(len(text))), text...)
	}
}

func (k *keying) addFindings(findings []*register.Finding) {
	k.data = slices.Grow(k.data, 128*len(findings))
	for _, f := range findings {
		k.add(f.Category.ID, f.ID, string(f.Digest[:]))
	}
}

func (k *keying) sum() Key { return sha256.Sum256(k.data) }

// contents writes findings.json of a register in parts: all but the findings, and where they are.
func (w *writer) contents(parts []register.Part) ([]byte, error) {
	all := w.records()
	for _, p := range parts {
		all.Parts = append(all.Parts, partRecord{p.Inspection.ID, len(p.Findings),
			w.url(p.JSONURL()), w.url(p.CSVURL())})
	}
	return encodeJSON(all)
}

// dataOfPart writes a part's findings as findings.json has them, with their inspection.
func (w *writer) dataOfPart(p register.Part) ([]byte, error) {
	all := w.records()
	all.Register, all.Whole, all.Withdrawn = nil, "findings.json", nil
	all.Inspections = []inspectionRecord{w.inspection(p.Inspection)}
	all.Findings = w.recordsOf(p.Findings)
	return encodeJSON(all)
}
