package importer

import (
	"maps"
	"path"
	"slices"
	"strings"

	"gongshi/generator/notice"
	"gongshi/generator/register"
)

// known is the inspection as a register has it already, so that a second import finds its files
// again whatever they are called now: by an editor's own names, in another category, or under the
// numbers that the notice had before it was corrected.
type known struct {
	findings   map[*notice.Finding]*register.Finding
	paired     map[*register.Finding]bool
	categories map[string]*register.Category // by id
}

// match notes the ids that the register has, of every inspection, and looks which findings of this
// one are there.
func (w *writer) match(r *register.Register) {
	w.known = known{map[*notice.Finding]*register.Finding{}, map[*register.Finding]bool{},
		map[string]*register.Category{}}
	if r == nil {
		return
	}
	for _, f := range r.Filed() {
		w.ids[strings.ToLower(f.ID)] = 1
		for _, id := range f.Aliases {
			w.ids[id] = 1 // its address leads to a finding
		}
	}
	for _, i := range r.Inspections {
		if i.ID != w.slug {
			continue
		}
		for _, c := range i.Categories {
			w.known.categories[c.ID] = c
		}
		w.pair(i)
	}
}

// pair brings findings together with those on disk, the surest likeness first: a title is seldom
// corrected, while every number behind an inserted finding is another one.
func (w *writer) pair(i *register.Inspection) {
	for _, like := range []func(*notice.Finding, *register.Finding) bool{
		func(a *notice.Finding, b *register.Finding) bool {
			return a.Title == b.Title && a.Number == b.Number
		},
		func(a *notice.Finding, b *register.Finding) bool { return a.Title == b.Title },
		func(a *notice.Finding, b *register.Finding) bool { return a.Number == b.Number },
		func(a *notice.Finding, b *register.Finding) bool { return w.numberID(a) == b.ID },
		func(a *notice.Finding, b *register.Finding) bool { // it has no title to tell it by
			return b.Erased() && w.idOf(a) == b.ID
		},
	} {
		for _, f := range w.Findings {
			if w.known.findings[f] != nil {
				continue
			}
			if found := w.known.first(i, f, like); found != nil {
				w.known.findings[f], w.known.paired[found] = found, true
			}
		}
	}
}

// first is the first finding of an inspection that is like another, and nobody's yet.
func (k known) first(i *register.Inspection, f *notice.Finding,
	like func(*notice.Finding, *register.Finding) bool) *register.Finding {
	for _, c := range i.Categories {
		for _, there := range c.Filed() {
			if !k.paired[there] && like(f, there) {
				return there
			}
		}
	}
	return nil
}

// fileOf is where a finding lies, or is to lie.
func (w *writer) fileOf(f *notice.Finding) string {
	if there := w.known.findings[f]; there != nil {
		return there.Body.File
	}
	return path.Join(w.dir, w.categories[f.Category], unique(w.idOf(f), w.ids)+".md")
}

// folderOf is the folder of a category that is there: by its title, by the name that an import
// gives it, or by where the first of its findings lies. It is empty where there is none.
func (w *writer) folderOf(c *notice.Category, id string, used map[string]int) string {
	for _, name := range slices.Sorted(maps.Keys(w.known.categories)) {
		if w.known.categories[name].Title == c.Title && used[name] == 0 {
			return name
		}
	}
	if w.known.categories[id] != nil && used[id] == 0 {
		return id
	}
	for _, f := range w.Findings {
		there := w.known.findings[f]
		if f.Category == c && there != nil && used[there.Category.ID] == 0 {
			return there.Category.ID
		}
	}
	return ""
}

// groupIn is the id of a group in a category that is there; empty where it is none of its groups.
func (k known) groupIn(category string, g *notice.Group) string {
	if c := k.categories[category]; c != nil {
		for _, there := range c.Groups {
			if there.Title == g.Title {
				return there.ID
			}
		}
	}
	return ""
}
