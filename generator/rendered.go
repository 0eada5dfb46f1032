package generator

import (
	"crypto/sha256"
	"iter"
	"maps"
	"slices"

	"gongshi/generator/page"
	"gongshi/generator/render"
)

// rendered is what a page was made from.
type rendered struct {
	key   page.Key // of the page and of what all pages share
	sheet page.Key // likewise, of what stands on it
}

// renderings are the pages that were rendered, by URL: with the same shared digest, a page with the
// same key or the same sheet need not be rendered again.
type renderings struct {
	shared [sha256.Size]byte // of what all pages have in common
	pages  map[string]rendered
	lies   func(url string) bool // says whether a page is still where it was put
}

// keyed is a key of what all pages share, too.
func (r renderings) keyed(k page.Key) page.Key {
	return page.Key(sha256.Sum256(slices.Concat(r.shared[:], k[:])))
}

// due says whether a page is made from something else than when it was rendered.
func (r renderings) due(p page.Page) bool {
	return r.pages[p.URL].key != r.keyed(p.Key) || !r.lies(p.URL)
}

// rendering is one walk over pages that are due.
type rendering struct {
	renderings
	now map[string]rendered // of those that are on their way
	say func(url string)    // is told of each page that says the same after all
}

func (r renderings) render(same func(url string)) rendering {
	return rendering{r, map[string]rendered{}, same}
}

// written writes each page when it is wanted, since all of them at once are many times the
// register, and leaves out those that say the same as when they were rendered.
func (r rendering) written(pages []page.Page) iter.Seq2[render.Page, error] {
	return func(yield func(render.Page, error) bool) {
		for _, p := range pages {
			s, err := p.Write()
			layout := sha256.Sum256([]byte(p.Layout))
			sheet := s.Digest()
			as := rendered{r.keyed(p.Key),
				r.keyed(sha256.Sum256(slices.Concat(layout[:], sheet[:])))}
			if err == nil && r.pages[p.URL].sheet == as.sheet && r.lies(p.URL) {
				r.pages[p.URL] = as
				r.say(p.URL)
				continue
			}
			r.now[p.URL] = as
			if !yield(render.Page{URL: p.URL, Layout: p.Layout, Title: s.Title,
				Params: s.Params, Body: s.Body.Text, File: s.Body.File, Line: s.Body.Line}, err) {
				return
			}
		}
	}
}

// done notes that a page is rendered.
func (r rendering) done(url string) { r.pages[url] = r.now[url] }

// keep forgets the pages that are no more.
func (r renderings) keep(is func(url string) bool) {
	maps.DeleteFunc(r.pages, func(url string, _ rendered) bool { return !is(url) })
}
