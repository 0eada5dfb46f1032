package generator

import (
	"context"
	"crypto/sha256"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"

	"gongshi/generator/export"
	"gongshi/generator/page"
	"gongshi/generator/register"
	"gongshi/generator/release"
	"gongshi/generator/render"
	"gongshi/generator/watch"
)

// live is the site of a source, drafts included, that is kept up to date in a tree while the
// source changes. What it costs is what changed: a file that is as it was is not read again, a page
// that is made from the same is not written again, and one that says the same is not rendered
// again.
//
// After any changes, update and finish leave the tree that they would have made of the source at
// once. Whatever ended one of them, an error, its context or a crash, the next calls do what it has
// left.
type live struct {
	source string
	fsys   fs.FS // of the source
	face   fs.FS // the built-in theme
	memory register.Cache
	tree   *release.Tree

	themed   bool             // the theme is as it was
	placed   bool             // its files are in the tree
	assets   render.Assets    // of the theme
	renderer *render.Renderer // of the theme

	attached register.Files
	pages    map[string]rendered // that lie in the tree, by URL
	exports  map[string]page.Key // what the exports in the tree were made from, by name
	latest   plan
	reached  bool // the tree is what latest is, but for what takes long
}

// plan is what a site is to be.
type plan struct {
	*register.Snapshot
	pages []page.Page
	files attachments
}

// openLive takes the directory that the site will lie in. face is the built-in theme. The errors
// are those of [release.OpenTree].
func openLive(source string, face fs.FS, dir string) (*live, error) {
	tree, err := release.OpenTree(dir)
	if err != nil {
		return nil, err
	}
	return &live{source: source, fsys: os.DirFS(source), face: face, tree: tree,
		attached: register.Files{}, pages: map[string]rendered{}}, nil
}

func (l *live) Close() error { return l.tree.Close() }

// forget notes what may have changed.
func (l *live) forget(batch watch.Batch) {
	paths := batch.Paths
	if batch.All {
		paths = []string{"."}
		clear(l.attached)
		l.themed = false
	}
	for _, changed := range paths {
		l.memory.Invalidate(changed)
		folder, _, _ := strings.Cut(changed, "/")
		if folder == "layouts" || folder == "static" || folder == "i18n" {
			l.themed = false
		}
		maps.DeleteFunc(l.attached, func(name string, _ register.File) bool {
			return name == changed || strings.HasPrefix(name, changed+"/")
		})
	}
}

// update brings the tree to what the source is, as of a day, but for what takes long: see finish.
// The pages that changed files are named after come first, and are told of as soon as they are
// there.
//
// The error is a problem.List where the source is at fault. With one in content/ or config.toml, or
// one that [render.Bundle] or [render.New] finds, the tree is left as it is, to the byte; with one
// that is only found while pages are rendered, or addresses compared, it may have some of the new
// pages beside the old.
func (l *live) update(ctx context.Context, batch watch.Batch,
	day func(register.Config) register.Day, tell func(changed []string)) error {
	l.forget(batch)
	r, err := l.memory.Read(l.fsys)
	if err != nil {
		return err
	}
	files, err := attach(l.fsys, r, l.attached)
	if err != nil {
		return err
	}
	l.attached = maps.Clone(files.published) // the plan keeps its own
	if err := l.theme(); err != nil {
		return err
	}
	asOf := r.AsOf(day(r.Config))
	w := l.writing(asOf, tell)
	defer w.told()
	l.reached = false
	planner := page.NewPlanner(asOf, files.published)
	first := planner.Findings(func(f *register.Finding) bool {
		return slices.Contains(batch.Paths, f.Body.File)
	})
	if err := w.render(ctx, w.due(first)); err != nil {
		return err
	}
	pages, err := planner.Plan()
	if err != nil {
		return err
	}
	l.latest = plan{asOf, pages, files}
	taken := takenAway(l.source, asOf, pages, files)
	others := export.Names(taken)
	if err := overlaps(l.assets, pages, others); err != nil {
		return err
	}
	if err := w.place(); err != nil {
		return err
	}
	if err := w.render(ctx, w.due(pages)); err != nil {
		return err
	}
	if err := w.clear(others); err != nil {
		return err
	}
	l.reached = true
	return nil
}

// theme reads the theme again where it may have changed.
func (l *live) theme() error {
	if l.themed {
		return nil
	}
	theme := render.Theme{BuiltIn: l.face, Own: l.fsys}
	assets, err := render.Bundle(theme, render.BySource)
	if err != nil {
		return err
	}
	renderer, err := render.New(theme, render.Site{})
	if err != nil {
		return err
	}
	l.assets, l.renderer, l.themed, l.placed = assets, renderer, true, false
	return nil
}

// finish does what update has left: notices, which hold many findings whole, and what can be taken
// away. It does nothing where the tree is not what the last plan is, or the theme not what it was:
// then the source is at fault, and half of the site would be new. It stops when the context does,
// and the next call takes it up again.
func (l *live) finish(ctx context.Context, tell func(changed []string)) error {
	if !l.reached || !l.themed {
		return nil
	}
	w := l.writing(l.latest.Snapshot, tell)
	defer w.told()
	w.slow = true
	for _, p := range w.due(l.latest.pages) {
		if err := w.render(ctx, []page.Page{p}); err != nil {
			return err
		}
	}
	return w.export(ctx)
}

// export writes what can be taken away. It is what a build gives, without drafts; only the search
// finds them too.
func (w *writing) export(ctx context.Context) error {
	p := w.latest
	public, pages := p.Snapshot, p.pages
	if p.drafts() > 0 {
		var err error
		public = p.Published().AsOf(p.Day)
		pages, err = page.NewPlanner(public, p.files.published).Plan()
		if err != nil {
			return err
		}
	}
	taken := takenAway(w.source, public, pages, p.files)
	taken.Searched = p.Snapshot
	shared := w.renderer.Digest()
	made := map[string]page.Key{}
	known := func(name string, key export.Key) bool {
		if key == (export.Key{}) {
			return false
		}
		made[name] = sha256.Sum256(slices.Concat(shared[:], key[:]))
		return w.exports[name] == made[name] && w.tree.Has(name)
	}
	err := export.Write(taken, known, func(name string, data []byte) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		return w.add(name, data)
	})
	if err != nil {
		return err
	}
	w.exports = made
	return w.clear(export.Names(taken))
}

// prepare makes ready, in the background, what the next update begins with.
func (l *live) prepare() {
	if l.reached && l.themed {
		l.renderer.For(site(l.latest.Snapshot, l.assets)).WarmUp()
	}
}

// sources gives the author's file, relative to the source, that each page of the plan is named
// after, by the page's URL.
func (p plan) sources() map[string]string {
	sources := map[string]string{}
	for _, page := range p.pages {
		sources[page.URL] = page.File
	}
	return sources
}

func (p plan) drafts() int {
	drafts := 0
	if p.Snapshot == nil {
		return 0
	}
	for _, f := range p.All() {
		if f.Draft {
			drafts++
		}
	}
	return drafts
}
