package generator

import (
	"context"
	"crypto/sha256"
	"maps"
	"slices"

	"gongshi/generator/page"
	"gongshi/generator/register"
	"gongshi/generator/render"
)

// rendered is what a page in the tree was made from.
type rendered struct {
	key   page.Key // of the page and of what all pages share
	sheet page.Key // likewise, of what stands on it
}

// writing is one walk to the tree.
type writing struct {
	*live
	renderer *render.Renderer
	shared   [sha256.Size]byte
	slow     bool // what takes long, and nothing else
	changed  []string
	tell     func(changed []string)
}

func (l *live) writing(r *register.Register, tell func([]string)) *writing {
	renderer := l.renderer.For(site(r, l.assets))
	return &writing{live: l, renderer: renderer, shared: renderer.Digest(), tell: tell}
}

// add puts a file into the tree.
func (w *writing) add(name string, data []byte) error {
	changed, err := w.tree.Put(name, data)
	if changed {
		w.changed = append(w.changed, name)
	}
	return err
}

// place puts what is no page into the tree: the theme's files and the attachments, which are named
// by what they hold.
func (w *writing) place() error {
	if !w.placed {
		for _, name := range slices.Sorted(maps.Keys(w.assets.Files)) {
			if err := w.add(name, w.assets.Files[name]); err != nil {
				return err
			}
		}
		w.placed = true
	}
	return w.latest.files.add(w.tree.Has, w.add)
}

// told tells of what has changed since it was last told.
func (w *writing) told() {
	if len(w.changed) > 0 {
		w.tell(w.changed)
	}
	w.changed = nil
}

// due gives those of some pages that are made from something else than when they were rendered.
func (w *writing) due(pages []page.Page) []page.Page {
	var due []page.Page
	for _, p := range pages {
		known := w.pages[p.URL].key == w.keyed(p.Key) && w.tree.Has(p.URL)
		if !known && (p.Layout == "notice") == w.slow {
			due = append(due, p)
		}
	}
	return due
}

// keyed is a key of what all pages share, too.
func (w *writing) keyed(k page.Key) page.Key {
	return page.Key(sha256.Sum256(slices.Concat(w.shared[:], k[:])))
}

// render renders those of some pages that say something else than when they were rendered.
func (w *writing) render(ctx context.Context, pages []page.Page) error {
	now := map[string]rendered{}
	stale := func(p page.Page, s page.Sheet) bool {
		as := rendered{w.keyed(p.Key), w.keyed(s.Digest())}
		if w.pages[p.URL].sheet == as.sheet && w.tree.Has(p.URL) {
			w.pages[p.URL] = as
			return false
		}
		now[p.URL] = as
		return true
	}
	err := w.renderer.Render(ctx, written(pages, stale), func(url string, data []byte) error {
		if err := w.add(url, data); err != nil {
			return err
		}
		w.pages[url] = now[url]
		return nil
	})
	w.told()
	return err
}

// clear removes what the site no longer has. others are the addresses of what can be taken away.
func (w *writing) clear(others []string) error {
	keep := map[string]bool{}
	for _, p := range w.latest.pages {
		keep[p.URL] = true
	}
	for name := range w.assets.Files {
		keep[name] = true
	}
	for _, f := range w.latest.files.published {
		keep[f.URL] = true
	}
	for _, name := range others {
		keep[name] = true
	}
	removed, err := w.tree.Keep(func(name string) bool { return keep[name] })
	maps.DeleteFunc(w.pages, func(url string, _ rendered) bool { return !keep[url] })
	w.changed = append(w.changed, removed...)
	return err
}
