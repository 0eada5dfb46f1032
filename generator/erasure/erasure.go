// Package erasure tells whether what is kept of a site still has the texts of findings that were
// erased by law.
//
// It looks at the page of each such finding, under its id and its former ids: that says of itself
// that its text was erased, or is one of before. Releases that are kept are removed by the room
// release, which asks; [Erased.Clear] removes the rest. What lies outside the source is out of reach: git's
// history, backups, copies.
package erasure

import (
	"bytes"
	"errors"
	"io/fs"
	"path/filepath"

	"gongshi/generator/importer"
	"gongshi/generator/register"
	"gongshi/generator/release"
	"gongshi/generator/source"
)

// Mark stands in the page of every erased finding: see layouts/_partials/head.html.
const Mark = `<meta name="gongshi-erased"`

// Erased are the findings whose texts were erased.
type Erased struct {
	pages       []string // relative to a site's root
	inspections []string // the ids of theirs
}

// Of gives those of a register, which may be nil; none where there is none. It holds nothing of the
// register.
func Of(r *register.Register) (e Erased) {
	if r == nil {
		return e
	}
	for _, f := range r.Withdrawn() {
		if !f.Erased() {
			continue
		}
		e.inspections = append(e.inspections, f.Category.Inspection.ID)
		e.pages = append(e.pages, f.URL())
		for _, id := range f.Aliases {
			e.pages = append(e.pages, register.FindingURL(id))
		}
	}
	return e
}

// Refused is [Erased.Within], or nil where no text was erased.
func (e Erased) Refused() func(read func(name string) ([]byte, error)) bool {
	if len(e.pages) == 0 {
		return nil
	}
	return e.Within
}

// Within says whether a site has such a page as it was before: then the texts are in its lists and
// data, too.
//
// A page that the site has and that cannot be read counts as one.
func (e Erased) Within(read func(name string) ([]byte, error)) bool {
	for _, page := range e.pages {
		data, err := read(page)
		if !errors.Is(err, fs.ErrNotExist) && !bytes.Contains(data, []byte(Mark)) {
			return true
		}
	}
	return false
}

// Clear removes the texts of erased findings from what lies beside the releases: the preview, a folder
// of the source, and reports on imports, which quote notices and are counted.
func (e Erased) Clear(folder *source.Folder, preview string) (reports int, err error) {
	dir := filepath.Join(folder.Dir(), filepath.FromSlash(preview))
	err = release.PurgeTree(dir, e.Within)
	if err == nil {
		reports, err = importer.ForgetReports(folder, e.inspections)
	}
	if err != nil {
		err = &release.PlacedError{Whole: true, Err: err}
	}
	return reports, err
}
