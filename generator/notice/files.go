package notice

import (
	"fmt"
	"path"
	"strconv"
	"strings"
	"unicode/utf8"

	"gongshi/generator/register"
)

// Target is where an import goes.
type Target struct {
	Slug     string             // the inspection's folder; empty for a name from its year
	Register *register.Register // nil where there is none yet, and one is to be begun
}

// File is one to be written, slash-separated and relative to the source.
type File struct {
	Name string
	Data []byte
}

// LeftoverFile holds what went nowhere, for a person to place.
const LeftoverFile = "import-leftover.md"

// Slug is the name of the inspection's folder where nobody gives one.
func (i *Import) Slug() string {
	if year := i.Inspection.year(); year != "" {
		return "inspection-" + year
	}
	return "inspection"
}

// Files gives the register that the notice becomes: config.toml and content/_index.md where there
// is no register yet, the inspection, its categories and findings, and what is left over. The same
// import gives the same files, the uppermost last; what the register has of the inspection already
// keeps its names, and no id is one of another inspection's. Keys that only a person can fill are
// left empty, each with a question in the report: the checker refuses them at their own place.
// There are none where there are no findings.
func (i *Import) Files(t Target) []File {
	if len(i.Findings) == 0 {
		return nil
	}
	if t.Slug == "" {
		t.Slug = i.Slug()
	}
	dir := path.Join("content", t.Slug)
	w := &writer{Import: i, dir: dir, slug: t.Slug, ids: map[string]bool{}}
	w.meet(t.Register)
	w.nameCategories()
	for n, f := range i.Findings {
		w.add(w.fileOf(f), w.finding(f, n+1))
	}
	for n, c := range i.Categories {
		if w.used[c] {
			w.add(path.Join(dir, w.categories[c], "_index.md"), w.category(c, n+1))
		}
	}
	w.add(path.Join(dir, "_index.md"), w.inspection(t.Register))
	if t.Register == nil {
		w.add(path.Join("content", "_index.md"), w.register())
	}
	if left := i.leftoverText(); left != "" {
		w.add(LeftoverFile, left)
	}
	if t.Register == nil {
		w.add(register.ConfigFile, w.config())
	}
	return w.files
}

// writer is an import on its way to files.
type writer struct {
	*Import
	dir, slug  string
	files      []File
	ids        map[string]bool // that are taken, in the whole register
	known      known
	categories map[*Category]string // their folders
	used       map[*Category]bool
	groups     map[*Group]string // their ids
}

func (w *writer) add(name, text string) { w.files = append(w.files, File{name, []byte(text)}) }

// nameCategories names the folders of the categories that have findings, and the groups.
func (w *writer) nameCategories() {
	w.categories, w.groups = map[*Category]string{}, map[*Group]string{}
	w.used = map[*Category]bool{}
	for _, f := range w.Findings {
		w.used[f.Category] = true
	}
	taken := map[string]bool{}
	for n, c := range w.Categories {
		id := idOf("category", c.Path)
		if len(c.Path) == 0 {
			id = idOf("category", []int{n + 1})
		}
		if there := w.folderOf(c, id, taken); there != "" {
			id = there
		}
		w.categories[c] = free(id, taken)
		w.nameGroups(c)
	}
}

func (w *writer) nameGroups(c *Category) {
	within := map[string]bool{}
	for _, g := range c.Groups {
		if id := w.known.groupIn(w.categories[c], g); id != "" {
			w.groups[g], within[id] = id, true
		}
	}
	for _, g := range c.Groups {
		if w.groups[g] == "" {
			w.groups[g] = free(idOf("group", g.Path), within)
		}
	}
}

// idOf gives a finding its id, were it free: the inspection's name and the figures of its number.
func (w *writer) idOf(f *Finding) string {
	path := f.Path
	if len(path) == 0 {
		for _, part := range strings.FieldsFunc(narrow(f.Number), func(r rune) bool {
			return r < '0' || r > '9'
		}) {
			if n, err := strconv.Atoi(part); err == nil && len(path) < 5 {
				path = append(path, n)
			}
		}
	}
	if len(path) == 0 {
		for n, other := range w.Findings {
			if other == f {
				path = []int{n + 1}
			}
		}
	}
	prefix := strings.Trim(w.slug[:min(len(w.slug), 36)], "-")
	return idOf(prefix, path)
}

// free gives an id that is not taken yet, and takes it.
func free(id string, taken map[string]bool) string {
	unique := id
	for n := 2; taken[unique]; n++ {
		unique = fmt.Sprintf("%s-x%d", id, n)
	}
	taken[unique] = true
	return unique
}

// summaryLimit is how long a summary may be, in characters.
const summaryLimit = 120

// summaryOf is a finding's title, as long as a summary may be.
func summaryOf(f *Finding) string {
	if utf8.RuneCountInString(f.Title) <= summaryLimit {
		return f.Title
	}
	return firstRunes(f.Title, summaryLimit-1) + "…"
}

// leftoverText is what went nowhere, each paragraph with its place.
func (i *Import) leftoverText() string {
	var b strings.Builder
	for _, p := range i.Pieces {
		if p.Use == Leftover {
			fmt.Fprintf(&b, "%s\n\n", toMarkdown(i.text(p)))
		}
	}
	return b.String()
}
