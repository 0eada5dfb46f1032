package importer

import (
	"cmp"
	"fmt"
	"path"
	"strings"

	"gongshi/generator/notice"
	"gongshi/generator/register"
	"gongshi/generator/source"
)

// Target is where an import goes.
type Target struct {
	Slug     string             // the inspection's folder; empty for a name from its year
	Register *register.Register // nil where there is none yet, and one is to be begun
}

// slugOf is the name of the inspection's folder where nobody gives one.
func slugOf(n *notice.Inspection) string {
	for _, date := range []string{n.From, n.Published, n.Feedback} {
		if _, err := register.ParseDate(date); err == nil {
			return "inspection-" + date[:4]
		}
	}
	return "inspection"
}

// Files gives the register that the notice becomes: config.toml and content/_index.md where there
// is no register yet, the inspection, its categories and findings, and what is left over. The same
// import gives the same files, the uppermost last; what the register has of the inspection already
// keeps its names, and no id is one of another inspection's. Keys that only a person can fill are
// left empty, each with a question in the report: the checker refuses them at their own place.
// There are none where there are no findings.
func Files(i *notice.Import, t Target) []source.File {
	files, _ := write(i, t)
	return files
}

// write gives the files, and where it has written what.
func write(i *notice.Import, t Target) ([]source.File, notice.Places) {
	if len(i.Findings) == 0 {
		return nil, notice.Places{}
	}
	t.Slug = cmp.Or(t.Slug, slugOf(&i.Inspection))
	dir := path.Join("content", t.Slug)
	w := &writer{Import: i, dir: dir, slug: t.Slug, ids: map[string]int{}}
	w.match(t.Register)
	w.nameCategories()
	places := notice.Places{Findings: map[*notice.Finding]string{}, Leftover: LeftoverFile}
	for n, f := range i.Findings {
		places.Findings[f] = w.fileOf(f)
		if there := w.known.findings[f]; there != nil && there.Withdrawn != nil {
			continue // what was withdrawn stays so
		}
		w.add(places.Findings[f], w.finding(f, n+1))
	}
	for n, c := range i.Categories {
		w.add(path.Join(dir, w.categories[c], "_index.md"), w.category(c, n+1))
	}
	places.Inspection = path.Join(dir, "_index.md")
	places.Register = places.Inspection
	w.add(places.Inspection, w.inspection(t.Register))
	if t.Register == nil {
		places.Register = path.Join("content", "_index.md")
		w.add(places.Register, w.register())
	}
	if left := leftoverText(i); left != "" {
		w.add(LeftoverFile, left)
	}
	if t.Register == nil {
		w.add(source.ConfigFile, w.config())
	}
	return w.files, places
}

type writer struct {
	*notice.Import
	dir, slug  string
	files      []source.File
	ids        map[string]int // that are in use in the whole register
	known      known
	categories map[*notice.Category]string // their folders
	groups     map[*notice.Group]string    // their ids
	pieces     map[*notice.Finding][]notice.Piece
}

// piecesOf gives the pieces of a finding, in the order of the text.
func (w *writer) piecesOf(f *notice.Finding) []notice.Piece {
	if w.pieces == nil {
		w.pieces = map[*notice.Finding][]notice.Piece{}
		for _, p := range w.Pieces {
			w.pieces[p.Finding] = append(w.pieces[p.Finding], p)
		}
	}
	return w.pieces[f]
}

func (w *writer) add(name, text string) {
	w.files = append(w.files, source.File{Name: name, Data: []byte(text)})
}

// nameCategories names the folders of the categories, and the groups.
func (w *writer) nameCategories() {
	w.categories, w.groups = map[*notice.Category]string{}, map[*notice.Group]string{}
	used := map[string]int{}
	for n, c := range w.Categories {
		id := idOf("category", c.Path)
		if len(c.Path) == 0 {
			id = idOf("category", []int{n + 1})
		}
		if there := w.folderOf(c, id, used); there != "" {
			id = there
		}
		w.categories[c] = unique(id, used)
		w.nameGroups(c)
	}
}

func (w *writer) nameGroups(c *notice.Category) {
	within := map[string]int{}
	for _, g := range c.Groups {
		if id := w.known.groupIn(w.categories[c], g); id != "" {
			w.groups[g], within[id] = id, 1
		}
	}
	for _, g := range c.Groups {
		if w.groups[g] == "" {
			w.groups[g] = unique(idOf("group", g.Path), within)
		}
	}
}

// leftoverText is what went nowhere, each paragraph with its place.
func leftoverText(i *notice.Import) string {
	var b strings.Builder
	for _, p := range i.Pieces {
		if p.Use == notice.Leftover {
			fmt.Fprintf(&b, "%s\n\n", toMarkdown(i.Text(p)))
		}
	}
	return b.String()
}
