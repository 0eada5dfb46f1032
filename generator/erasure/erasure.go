// Package erasure tells whether what is kept of a site still has the texts of findings that were
// erased by law.
//
// It looks at the page of each such finding, under its id and its former ids: that says of itself
// that its text was erased, or is one of before. Releases that are kept are removed by the room
// release, which asks; [Clear] removes the rest. What lies outside the source is out of reach: git's
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

// Erased are the pages of findings whose texts were erased, relative to a site's root.
type Erased []string

// Of gives the pages of a register, which may be nil; nothing where there is none.
func Of(r *register.Register) Erased {
	var pages Erased
	if r == nil {
		return nil
	}
	for _, f := range r.Withdrawn() {
		if !f.Erased() {
			continue
		}
		pages = append(pages, f.URL())
		for _, id := range f.Aliases {
			pages = append(pages, register.FindingURL(id))
		}
	}
	return pages
}

// Within says whether a site has such a page as it was before: then the texts are in its lists and
// data, too.
//
// A page that the site has and that cannot be read counts as one.
func (e Erased) Within(read func(name string) ([]byte, error)) bool {
	for _, page := range e {
		data, err := read(page)
		if !errors.Is(err, fs.ErrNotExist) && !bytes.Contains(data, []byte(Mark)) {
			return true
		}
	}
	return false
}

// Clear removes the texts of erased findings from what lies beside the releases: the preview, a folder
// of the source, and reports on imports, which quote notices and are counted.
func Clear(folder *source.Folder, r *register.Register, preview string) (reports int, err error) {
	dir := filepath.Join(folder.Dir(), filepath.FromSlash(preview))
	err = release.PurgeTree(dir, Of(r).Within)
	if err == nil {
		reports, err = importer.ForgetReports(folder, r)
	}
	if err != nil {
		err = &release.PlacedError{Whole: true, Err: err}
	}
	return reports, err
}
