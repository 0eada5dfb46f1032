package generator

import (
	"cmp"
	"context"
	"io/fs"
	"slices"
	"strings"

	"gongshi/generator/export"
	"gongshi/generator/page"
	"gongshi/generator/progress"
	"gongshi/generator/record"
	"gongshi/generator/register"
	"gongshi/generator/release"
	"gongshi/generator/render"
	"gongshi/generator/sign"
	"gongshi/generator/source"
	"gongshi/generator/watch"
)

// target is where a site goes: a [release.Stage], which takes the output's place as a whole, or a
// [release.Tree], which is kept up to date in place.
type target interface {
	// Has says whether the file is there, or to be had, with the bytes of a digest.
	Has(name string, digest release.Digest) bool
	Put(name string, data []byte) (release.Digest, error)
	Read(name string) ([]byte, error) // a file that it has, or that is to be had
	// Sweep leaves no other file than those to be kept.
	Sweep(keep func(name string) bool) error
}

// pipeline is the one way from a source to a target; its functions stand in their order. What it
// costs is what changed since it was walked last: see [memo].
//
// Whatever ends a walk, an error, its context or a crash, the next one does what it has left, and
// the target is then what it would be without the walks before.
type pipeline struct {
	folder  *source.Folder
	fsys    fs.FS // of the folder
	builtIn fs.FS // the theme
	naming  render.Naming
	shown   func(*register.Register) *register.Register // what of it the site shows
	day     func(register.Config) register.Day
	into    func(fill func(target) error) error
	putOff  bool // the slow part is left to finish
	tell    func(changed []string)

	store  *store         // of the memories between builds; nil where they end with the process
	memory register.Cache // the reader's part of the memo
	gate   record.Gate    // likewise
	memo   memo
	theme  theme
	timer  progress.Timer

	now      plan // of this walk, as far as it has come
	latest   plan // that was made whole
	to       target
	changed  []string // files of the target, since the last notify
	rendered int      // pages
	stale    bool     // the signature that is kept is not this site's
	reached  bool     // the target is what latest is, but for the slow part
}

// walk takes the source into the target: read → plan → render → export → sweep, the fast part
// before the slow one. What somebody who edits looks at comes first of all.
//
// The error is a problem.List where the source is at fault. With one in content/ or config.toml, or
// one that [render.Bundle] or [render.New] finds, the target is left as it is, to the byte; with one
// that is only found while pages are rendered, or addresses compared, a tree may have some of the
// new pages beside the old.
func (p *pipeline) walk(ctx context.Context, dirty watch.Batch) error {
	defer p.notify()
	p.invalidate(dirty)
	if err := p.early(ctx, dirty.Changed); err != nil {
		return err
	}
	p.latest.read = nil // until all that is read now is planned: see early
	if err := p.read(ctx); err != nil {
		return err
	}
	p.reached = false
	if err := p.edited(ctx, dirty.Changed); err != nil {
		return err
	}
	return p.into(func(to target) error {
		p.to = to
		if err := p.plan(); err != nil { // while a stage looks at what it has
			return err
		}
		if err := p.fast(ctx); err != nil || p.putOff {
			return err
		}
		return p.slow(ctx)
	})
}

// finish does the slow part that a walk has put off. It does nothing where the target is not what
// the last plan is, or the theme is dirty: then the source is at fault, and half of the site would
// be new. It stops when the context does, and the next call takes it up again.
func (p *pipeline) finish(ctx context.Context) error {
	if !p.reached || !p.theme.clean {
		return nil
	}
	defer p.notify()
	p.now = p.latest
	return p.into(func(to target) error {
		p.to = to
		return p.slow(ctx)
	})
}

// warmUp makes ready, in the background, what the next walk begins with.
func (p *pipeline) warmUp() {
	if p.reached && p.theme.clean {
		p.latest.renderer.WarmUp()
	}
}

// invalidate makes dirty what was remembered of files that may have changed.
func (p *pipeline) invalidate(dirty watch.Batch) {
	paths := dirty.Changed
	if dirty.Rescan {
		paths = []string{"."}
	}
	for _, name := range paths {
		p.memory.Invalidate(name)
		p.memo.attached.Invalidate(name)
		switch place, _, _ := strings.Cut(name, "/"); place {
		case ".", source.ConfigFile, source.LayoutsDir, source.StaticDir, source.I18nDir:
			p.theme.clean = false
		}
	}
}

func (p *pipeline) read(ctx context.Context) (err error) {
	p.timer.Enter(progress.Reading, 0)
	p.now, p.memory.Progress = plan{}, p.timer.At
	n := &p.now
	end := p.theme.read(p)
	p.store.load(&p.memory, &p.gate)
	n.read, err = p.gate.Read(ctx, &p.memory, p.fsys, p.day)
	p.store.save(&p.memory, &p.gate)
	theme, wrong := end()
	if n.remarks = n.read.Remarks; err != nil {
		return err
	}
	p.timer.Enter(progress.Planning, 0)
	n.site = p.shown(n.read).AsOf(p.day(n.read.Config))
	n.drafts = n.site.Drafts()
	if n.files, err = p.memo.attached.Read(p.fsys, n.site.Register); err != nil {
		return err
	}
	if err := cmp.Or(p.gate.Changed(n.files), wrong); err != nil {
		return err
	}
	p.theme = theme
	n.remarks = slices.Concat(n.remarks, p.theme.remarks).Remarks()
	n.renderer = p.theme.renderer.For(siteOf(n.site, p.theme.assets))
	n.common = n.renderer.Digest()
	n.planner = page.NewPlanner(n.site, n.files)
	n.planner.Recorded = recorded(p.gate.Record())
	n.planner.NotFoundStyle = page.InlineStyle(p.theme.assets.Inline)
	return nil
}

// plan plans all pages and exports, and refuses files that would lie in one place.
func (p *pipeline) plan() (err error) {
	n := &p.now
	if n.pages, err = n.planner.Plan(); err != nil {
		return err
	}
	n.exports = p.exportsOf(n.site, n.pages)
	n.names = export.Names(n.exports)
	p.latest = *n
	addresses := slices.Concat(n.names, n.files.URLs(), p.theme.assets.Bundles(), sign.Names())
	for _, planned := range n.pages {
		addresses = append(addresses, planned.URL)
	}
	return page.Overlaps(p.theme.assets.Plain(), addresses)
}

// fast makes what an editor waits for, and sweeps where the rest is put off.
func (p *pipeline) fast(ctx context.Context) error {
	if err := p.theme.place(p); err != nil {
		return err
	}
	if err := p.attach(); err != nil {
		return err
	}
	due := p.due(p.now.pages, p.isFast)
	p.timer.Enter(progress.Rendering, len(due))
	if err := p.render(ctx, due); err != nil || !p.putOff {
		return err
	}
	err := p.sweep(p.now.names)
	p.reached = err == nil
	return err
}

// slow makes the rest, page by page since it may be stopped, and sweeps. Where nothing is put off
// all pages are in the fast part: a batch of Hugo's takes 15 ms.
func (p *pipeline) slow(ctx context.Context) error {
	for _, due := range p.due(p.now.pages, p.isPutOff) {
		if err := p.render(ctx, []*page.Page{due}); err != nil {
			return err
		}
	}
	names, err := p.export(ctx)
	if err != nil {
		return err
	}
	return p.sweep(names)
}

// render renders those of some pages that say something else than they did.
func (p *pipeline) render(ctx context.Context, due []*page.Page) error {
	made := map[string]action{}
	err := p.now.renderer.Render(ctx, p.contents(due, made), func(url string, data []byte) error {
		p.timer.Step()
		p.rendered++
		defer delete(made, url)
		return p.put(url, data, made[url])
	})
	p.notify()
	return err
}

// export makes what a released site exports, without drafts; only the search finds them too. It
// gives the names.
func (p *pipeline) export(ctx context.Context) ([]string, error) {
	site, names, planner, err := p.published()
	if err != nil {
		return nil, err
	}
	p.timer.Enter(progress.Exporting, len(names))
	inputs := map[string]release.Digest{}
	site.Read, site.Step = p.old, p.timer.Step
	known := func(name string, key export.Key) bool {
		if key == (export.Key{}) {
			key = export.Key(planner.Everything())
		}
		inputs[name] = p.now.digest(page.Key(key))
		return ctx.Err() != nil || p.memo.fresh(p.to, name, inputs[name])
	}
	err = export.Write(site, known, func(name string, data []byte) error {
		return p.put(name, data, action{input: inputs[name]})
	})
	return names, cmp.Or(err, ctx.Err())
}

// sweep removes what the site no longer has, and prunes the memo.
func (p *pipeline) sweep(exports []string) error {
	keep := map[string]bool{}
	for _, planned := range p.now.pages {
		keep[planned.URL] = true
	}
	for _, name := range slices.Concat(exports, p.now.files.URLs(), p.theme.assets.Plain(),
		p.theme.assets.Bundles()) {
		keep[name] = true
	}
	isKept := func(name string) bool { return keep[name] }
	p.changed = append(p.changed, p.memo.prune(isKept)...)
	return p.to.Sweep(isKept)
}

func (p *pipeline) notify() {
	if len(p.changed) > 0 {
		p.tell(p.changed)
	}
	p.changed = nil
}
