package generator

import (
	"context"
	"maps"
	"slices"

	"gongshi/generator/page"
	"gongshi/generator/register"
	"gongshi/generator/render"
)

// writing is one walk to the tree.
type writing struct {
	*live
	renderer *render.Renderer
	known    renderings
	slow     bool // what takes long, and nothing else
	changed  []string
	tell     func(changed []string)
}

func (l *live) writing(r *register.Snapshot, tell func([]string)) *writing {
	renderer := l.renderer.For(site(r, l.assets))
	return &writing{live: l, renderer: renderer, tell: tell,
		known: renderings{renderer.Digest(), l.pages, l.tree.Has}}
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
		if w.known.due(p) && (p.Layout == "notice") == w.slow {
			due = append(due, p)
		}
	}
	return due
}

// render renders those of some pages that say something else than when they were rendered.
func (w *writing) render(ctx context.Context, pages []page.Page) error {
	r := w.known.render(func(string) {})
	err := w.renderer.Render(ctx, r.written(pages), func(url string, data []byte) error {
		if err := w.add(url, data); err != nil {
			return err
		}
		r.done(url)
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
	w.known.keep(func(url string) bool { return keep[url] })
	w.changed = append(w.changed, removed...)
	return err
}
