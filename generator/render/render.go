// Package render turns pages into bytes. It is the only room that knows Hugo, and esbuild.
//
// A [Theme] is what the site's face is made of: the built-in files, and the site's own, which win
// one by one. [Bundle] makes one stylesheet and one script of static/, each named by its content.
// [New] takes the theme's layouts and words, and [Renderer.Render] turns pages into bytes batch by
// batch, all of it in memory: directly, or by Hugo's own builds where a layout needs them.
//
// Every page, lists and the home page included, is an ordinary page whose params hold all that it
// shows. A layout that asks for more, such as other pages or the clock, is refused.
//
// The package does not read the register, does not know what a finding is, does not refuse equal
// addresses or raw HTML (register and page do, with the author's line and column), and writes
// nothing to the disk. What Hugo or esbuild has to say comes back as a [problem.List].
package render

import (
	"cmp"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"iter"
	"sync"
	"time"

	"gongshi/generator/problem"
	"gongshi/generator/source"
)

// batchLimit is how many pages, and how many bytes of params and bodies, are rendered at a time. A
// single page may have more.
type batchLimit struct{ pages, bytes int }

var (
	// directLimit lets all processors work while the next pages are written.
	directLimit = batchLimit{64, 1 << 20}
	// hugoLimit is for Hugo's own builds, which keep all pages in memory, some 20 times their bytes:
	// 5,000 findings with the built-in theme took 635 MB at once, 152 in batches of 500 and 113 in
	// batches of 250. Every batch begins anew with the layouts.
	hugoLimit = batchLimit{500, 4 << 20}
)

// Renderer renders the pages of one site with one theme. Several may be used at the same time: they
// take turns.
type Renderer struct {
	theme       overlay // layouts/ and i18n/
	site        Site
	digest      func() [sha256.Size]byte
	loaded      *loaded
	limit       batchLimit // of Hugo's builds
	stopTimeout time.Duration
}

// New reads the theme's layouts and words. Its error is a problem.List where one is a symbolic
// link, is not UTF-8, or asks for more than its page; one that is broken is found by
// [Renderer.Render].
func New(theme Theme, site Site) (*Renderer, error) { return theme.renderer(site, overlay.paths) }

// renderer is [New], which looks at those of the layouts that are to be checked only.
func (t Theme) renderer(site Site, checked func(overlay) []string) (*Renderer, error) {
	files, problems, err := t.read(source.LayoutsDir, source.I18nDir)
	if err != nil {
		return nil, err
	}
	if err := files.mergeWords(t.BuiltIn); err != nil {
		return nil, err
	}
	problems = append(problems, files.unreadable(func(string) bool { return true })...)
	if err := append(problems, files.impure(checked(files))...).Err(); err != nil {
		return nil, err
	}
	r := &Renderer{theme: files, loaded: &loaded{}, limit: hugoLimit, stopTimeout: stopTimeout}
	return r.For(site), nil
}

// For gives a renderer with the same theme for another site.
func (r *Renderer) For(site Site) *Renderer {
	other := *r
	other.site = site
	other.digest = sync.OnceValue(other.hash) // of the theme, which is some 200 kB
	return &other
}

// Digest is of all that pages have in common: two renderers with the same digest make the same of
// the same page.
func (r *Renderer) Digest() [sha256.Size]byte { return r.digest() }

func (r *Renderer) hash() [sha256.Size]byte {
	h := sha256.New()
	for _, name := range r.theme.paths() {
		fmt.Fprintf(h, "%q %d\n%s", name, len(r.theme[name].data), r.theme[name].data)
	}
	fmt.Fprintf(h, "%#v", r.site) // JSON has no word for every number of TOML
	return [sha256.Size]byte(h.Sum(nil))
}

// Render gives emit the bytes of each page, in the order of pages, which are taken as they are
// wanted. Their URLs must differ. The context is looked at between batches.
//
// The layouts are executed on pages of our own. Where one asks for what only Hugo's pages have, all
// is rendered by Hugo's builds instead: then pages are taken once more from the first one, and emit
// has some of them twice.
//
// Where the layouts or a body are at fault the error is a problem.List. The batch with the fault
// emits nothing and ends the rendering: what is broken on one page is mostly broken on all. An
// error of pages is given back.
func (r *Renderer) Render(ctx context.Context, pages iter.Seq2[Page, error], emit Emit) error {
	r.loaded.mu.Lock()
	defer r.loaded.mu.Unlock()
	if r.load() == nil && !r.loaded.byHugo {
		err := r.renderDirect(ctx, pages, emit)
		if !errors.Is(err, errNotDirect) {
			return err
		}
	}
	if err := r.renderByHugo(ctx, pages, emit); err != nil {
		return err
	}
	r.loaded.byHugo = true
	return nil
}

// Emit takes the bytes of a page.
type Emit func(url string, data []byte) error

// renderDirect renders a batch while the one before is handed over and the one behind it is written.
// Its error is errNotDirect where Hugo's builds have to do it.
func (r *Renderer) renderDirect(
	ctx context.Context, pages iter.Seq2[Page, error], emit Emit,
) error {
	var batch []Page
	wait := r.loaded.direct.start(nil)
	defer func() { _, _ = wait() }()
	// begin begins a batch as soon as the one under way is done, and hands that over.
	begin := func(next []Page) error {
		out, err := wait()
		if err != nil {
			r.loaded.drop()
			_, broken := r.build(batch)
			return cmp.Or(broken, err)
		}
		done := batch
		batch, wait = next, r.loaded.direct.start(next)
		for i, p := range done {
			if err := emit(p.URL, out[i]); err != nil {
				return err
			}
		}
		return nil
	}
	for next, err := range directLimit.batches(pages) {
		if err = errors.Join(err, ctx.Err(), r.theme.missing(next).Err()); err != nil {
			return cmp.Or(begin(nil), err)
		}
		if err := begin(next); err != nil {
			return err
		}
	}
	return begin(nil)
}

// renderByHugo renders pages by Hugo's builds, batch by batch.
func (r *Renderer) renderByHugo(
	ctx context.Context, pages iter.Seq2[Page, error], emit Emit,
) error {
	for batch, err := range r.limit.batches(pages) {
		if err := errors.Join(err, ctx.Err()); err != nil {
			return err
		}
		if err := r.theme.missing(batch).Err(); err != nil {
			return err
		}
		out, err := r.build(batch)
		if err != nil {
			return err
		}
		for _, p := range batch {
			if err := emit(p.URL, out[p.URL]); err != nil {
				return err
			}
		}
	}
	return nil
}

// batches cuts pages into batches.
func (l batchLimit) batches(pages iter.Seq2[Page, error]) iter.Seq2[[]Page, error] {
	return func(yield func([]Page, error) bool) {
		var batch []Page
		size := 0
		for p, err := range pages {
			if err != nil {
				yield(nil, err)
				return
			}
			weight := len(p.Params) + len(p.Body)
			if len(batch) == l.pages || len(batch) > 0 && size+weight > l.bytes {
				if !yield(batch, nil) {
					return
				}
				batch, size = nil, 0
			}
			batch, size = append(batch, p), size+weight
		}
		if len(batch) > 0 {
			yield(batch, nil)
		}
	}
}

// missing finds the layouts that pages ask for and that are not there; Hugo would leave the pages
// out and say so without the layout's name.
func (o overlay) missing(pages []Page) problem.List {
	var list problem.List
	asked := map[string]bool{}
	for _, p := range pages {
		path := "layouts/" + p.Layout + ".html"
		if _, exists := o[path]; !exists && !asked[p.Layout] {
			list = append(list, problem.Problem{
				File: path, Rule: "layout-missing", Args: []any{p.Layout, p.URL},
			})
		}
		asked[p.Layout] = true
	}
	return list
}
