package record

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"

	"gongshi/generator/edit"
	"gongshi/generator/privacy"
	"gongshi/generator/problem"
	"gongshi/generator/register"
)

// Fixes gives [privacy.Fixes], and what accounts for changes as a skeleton: an update, a correction
// or a withdrawal without its text and day, which the checker then asks a person for. Nothing is
// written. The errors are the file system's.
func Fixes(fsys fs.FS) ([]register.Fix, error) {
	fixes, err := privacy.Fixes(fsys)
	if err != nil {
		return nil, err
	}
	r, err := register.Read(fsys)
	var list problem.List
	if err != nil && !errors.As(err, &list) {
		return nil, err
	}
	recorded, _, err := Read(fsys)
	if recorded == nil {
		return fixes, err
	}
	p := newReport(fsys, recorded, r, list)
	f := fixer{p, Compare(recorded, r), fixes}
	for _, c := range f.changes {
		if c.Rule == "record-vanished" && p.whole {
			f.restore(c)
		}
	}
	edits := f.edits()
	for _, file := range slices.Sorted(maps.Keys(edits)) {
		f.apply(file, edits[file])
	}
	return f.fixes, nil
}

type fixer struct {
	*report
	changes []Change
	fixes   []register.Fix
}

// restore begins the file of a finding that has vanished, or names its old id in the new file.
func (f *fixer) restore(c Change) {
	switch one := f.vanished(c, f.changes); one.Rule {
	case "record-renamed":
		f.apply(one.File, []edit.Change{edit.Append("aliases", c.ID)})
	case "record-vanished":
		if entry, _ := f.record.Entry(Finding, c.ID); entry.Erased == nil {
			f.fixes = append(f.fixes, register.Fix{File: one.File, After: skeleton()})
		}
	}
}

var (
	// unfixed are the rules that no new entry accounts for.
	unfixed = []string{"record-later", "record-config", "record-moved", "record-erased",
		"record-premature"}
	// updatable are those that an update accounts for.
	updatable = []string{"record-status", "record-changed", "record-backdated"}
)

// edits gives what each file lacks: one update for all that an update accounts for, and a
// correction for each of the others.
func (f *fixer) edits() map[string][]edit.Change {
	all := map[string][]edit.Change{}
	updated := map[string]bool{}
	corrections := map[string]int{}
	for _, c := range f.changes {
		if f.wrong[c.File] || c.File == "" {
			continue
		}
		switch rule := c.Rule; {
		case rule == "" || slices.Contains(unfixed, rule):
		case slices.Contains(updatable, rule) && c.Finding.Withdrawn == nil:
			if !updated[c.File] {
				all[c.File] = append(all[c.File], update(c.Finding)...)
			}
			updated[c.File] = true
		default:
			file, field := correctedIn(c)
			n := c.corrections + corrections[file]
			all[file] = append(all[file], correction(c, field, n)...)
			corrections[file]++
		}
	}
	return all
}

func update(f *register.Finding) []edit.Change {
	item, add := fmt.Sprintf("updates[%d]", len(f.Updates)), edit.Append
	if register.NewestFirst(f.Updates, func(u register.Update) register.Date { return u.Date }) {
		item, add = "updates[0]", edit.Prepend
	}
	return []edit.Change{add("updates", edit.Fields{{Key: "status", Value: f.Status}}),
		edit.Leave(item + ".date"), edit.Leave(item + ".text")}
}

func correction(c Change, field string, n int) []edit.Change {
	fields := edit.Fields{{Key: "field", Value: field}}
	if c.Rule == "record-deadline" && c.Now.First != 0 {
		fields = append(fields, edit.Field{Key: "from", Value: c.Was.First},
			edit.Field{Key: "to", Value: c.Now.First})
	}
	item := fmt.Sprintf("corrections[%d]", n)
	return []edit.Change{edit.Append("corrections", fields), edit.Leave(item + ".on"),
		edit.Leave(item + ".reason")}
}

// apply changes a text, which may be put right for other reasons too. One that cannot be edited is
// left, and the gate goes on reporting it.
func (f *fixer) apply(file string, edits []edit.Change) {
	i := slices.IndexFunc(f.fixes, func(x register.Fix) bool { return x.File == file })
	before := f.text(file).data
	if i >= 0 {
		before = f.fixes[i].After
	}
	after, err := edit.Apply(file, before, edits...)
	if err != nil {
		return
	}
	if i < 0 {
		i = len(f.fixes)
		f.fixes = append(f.fixes, register.Fix{File: file, Before: before, Text: string(before)})
	}
	f.fixes[i].After = after
}
