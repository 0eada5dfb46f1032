package generator

import (
	"cmp"
	"context"
	"crypto/sha256"
	"io/fs"
	"slices"

	"gongshi"
	"gongshi/generator/cache"
	"gongshi/generator/erasure"
	"gongshi/generator/export"
	"gongshi/generator/page"
	"gongshi/generator/parallel"
	"gongshi/generator/progress"
	"gongshi/generator/register"
	"gongshi/generator/release"
	"gongshi/generator/render"
	"gongshi/generator/sign"
	"gongshi/generator/source"
	"gongshi/generator/watch"
)

func build(ctx context.Context, o Options, builtIn fs.FS) (Result, error) {
	if err := release.Held(o.Output); err != nil {
		return Result{}, err
	}
	folder, err := source.Open(o.Source)
	if err != nil {
		return Result{}, err
	}
	defer folder.Close()
	p := newPipeline(o, folder, builtIn)
	p.timer.Enter(progress.Reading, 0)
	var before cache.Stamps
	first := []func(){func() { p.memo = p.store.loadSite() }, func() {
		before = cache.StampsOf(folder.Dir(), source.Inputs(), source.Leftover)
	}}
	_ = parallel.Each(len(first), func() func(int) error { // none has an error
		return func(i int) error { first[i](); return nil }
	})
	if result, done := p.republish(o, before); done {
		return result, nil
	}
	p.memory.Stamps = before.Take(source.ContentDir)
	defer render.LimitMemory(before.Files)()
	var result Result
	var stage *release.Stage
	var config register.Config
	var erased erasure.Erased
	p.into = func(fill func(target) error) (err error) {
		result.Release, stage, err = p.publish(o, p.now.site.Identity(), func(s *release.Stage) error {
			err := fill(s)
			if err == nil {
				err = p.prove(o, s)
			}
			if err == nil { // a release has no need of the register, which is most of the memory
				result, config, erased = p.result(), p.now.site.Config, erasure.Of(p.now.read)
				result.Remarks = register.CloneRemarks(result.Remarks)
				p.now, p.latest = plan{}, plan{}
			}
			return err
		})
		return err
	}
	err = p.walk(ctx, watch.Batch{})
	if result.Pages == 0 { // it ended before
		result = p.result()
	}
	result.Leftovers = before.Skipped
	if err == nil {
		result.Files, result.Cost.Tally = len(p.memo.actions), stage.Tally()
		// The site is out; what could not be written beside its source does not take it back.
		result.Hosting = folder.WriteState(HostingDir, export.Hosting(config,
			p.theme.assets.Inline.Hash))
		p.memo.whole = p.wholeOf(before, o, config, result)
		p.store.Write(siteCache, p.memo.pack())
		result.Reports, err = erased.Clear(p.folder, PreviewDir)
	}
	result.Cost.Took = p.timer.End()
	return result, err
}

// newPipeline gives one that makes the site as it is published.
func newPipeline(o Options, folder *source.Folder, builtIn fs.FS) *pipeline {
	return &pipeline{folder: folder, fsys: folder.FS(), builtIn: builtIn, naming: render.ByContent,
		shown: (*register.Register).Published, day: o.Day, tell: func([]string) {},
		store: newStore(folder), timer: progress.Timer{Tell: o.Progress}}
}

// rerender makes files of the site as they are made from the source now: see [release.Back].
func (p *pipeline) rerender(wanted map[string]release.Digest) (map[string][]byte, error) {
	to := release.Capture{Wanted: wanted, Made: map[string][]byte{}}
	p.memo = p.store.loadSite()
	p.into = func(fill func(target) error) error { return fill(to) }
	return to.Made, p.walk(context.Background(), watch.Batch{})
}

// Single gives all that is published of the findings as one page, which needs no other file. The
// errors are those of [Check] and of rendering.
func Single(ctx context.Context, o Options) (data []byte, result Result, err error) {
	folder, err := source.Open(o.Source)
	if err != nil {
		return nil, Result{}, err
	}
	defer folder.Close()
	p := newPipeline(o, folder, gongshi.Theme)
	if err = p.read(ctx); err == nil {
		style, script, search := p.theme.assets.Inlined()
		single := p.now.planner.Single(page.Inlined{Style: page.InlineStyle(style),
			Script: page.InlineStyle(script), Search: page.InlineStyle(search)})
		err = p.now.renderer.Render(ctx, p.contents([]*page.Page{&single}, map[string]action{}),
			func(_ string, page []byte) error { data = page; return nil })
	}
	return data, p.result(), err
}

// publish puts the site of the register with an identity into the output's place.
func (p *pipeline) publish(o Options, identity string, fill func(*release.Stage) error) (
	released release.Release, stage *release.Stage, err error) {
	output, err := release.Open(o.Output, p.folder.StatePath(), identity)
	if err != nil && p.now.planner != nil {
		err = cmp.Or(p.plan(), err) // what is wrong with the source comes first
	}
	if err != nil {
		return released, nil, err
	}
	defer output.Close()
	output.Refuse(erasure.Of(p.now.read).Refused())
	released, err = output.Publish(o.Keep, func(s *release.Stage) error {
		stage = s
		err := fill(s)
		p.timer.Enter(progress.Releasing, 0)
		if err == nil && o.Approve != nil {
			err = o.Approve(s.Changes())
		}
		return err
	})
	return released, stage, err
}

// prove adds what proves the site to a stage, which is signed before where that is asked for.
func (p *pipeline) prove(o Options, s *release.Stage) (err error) {
	n := p.now.site
	p.stale, err = sign.Prove(sign.Site{Stage: s, Folder: p.folder, Output: o.Output,
		Key: n.Config.Sign.Key, Identity: n.Identity(), Day: n.Day.String()}, o.Sign,
		func(name string, data []byte) error { return p.put(name, data, action{}) })
	return err
}

// result is what a build has done, as far as it went.
func (p *pipeline) result() Result {
	n := &p.now
	result := Result{Remarks: n.remarks, Rendered: p.rendered, Stale: p.stale,
		Pages: len(p.latest.pages), Cost: Cost{Register: p.store.register, Site: p.store.site}}
	result.Findings = len(cmp.Or(n.read, &register.Register{}).All())
	if n.site != nil {
		result.Findings = len(n.site.All())
		result.Drafts = n.read.Drafts()
		result.Unapproved, result.Earlier = n.read.Unapproved()
		result.Ahead = n.site.Ahead(n.site.Day)
		result.NoAddress = n.site.Config.Address() == ""
	}
	return result
}

// whole is the last build as one action: where its input is as it was, there is nothing to be read
// or planned, only the output to be looked at. At 2,000 findings, that takes a fifth of the CPU.
type whole struct {
	input  release.Digest // see wholeInput; zero where it does not tell
	zone   string         // of the site, for its day
	result Result
}

// wholeInput is of all that a build reads, of the settings for hosts, which it writes (so that
// edited ones are put right), and of the day.
func (p *pipeline) wholeInput(of cache.Stamps, day register.Day) release.Digest {
	hosting := cache.StampsOf(p.folder.Dir(), []string{HostingDir},
		func(string) bool { return false })
	return sha256.Sum256(slices.Concat(of.Digest[:], hosting.Digest[:], []byte(day.String())))
}

// republish releases the site again where its input is as it was, and its files have the stamps
// that they are known to have now. It gives false where it is not, or the output is not as it was:
// then all is to be looked at.
func (p *pipeline) republish(o Options, now cache.Stamps) (Result, bool) {
	last := p.memo.whole
	day := o.Day(register.Config{TimeZone: last.zone})
	if o.Sign != nil || !now.Hold(p.memo.noted) || now.Digest == (release.Digest{}) ||
		last.input != p.wholeInput(now, day) {
		return Result{}, false
	}
	p.timer.Enter(progress.Releasing, 0)
	// An output with all files of this site is no other register's.
	released, stage, err := p.publish(o, "", func(to *release.Stage) error {
		for name, a := range p.memo.actions {
			if !to.Has(name, a.output) {
				return fs.ErrNotExist
			}
		}
		return to.Sweep(func(name string) bool { _, is := p.memo.actions[name]; return is })
	})
	if err != nil {
		return Result{}, false
	}
	result := last.result
	result.Release, result.Leftovers = released, now.Skipped // somebody may have added a file
	result.Cost = Cost{Took: p.timer.End(), Tally: stage.Tally(), Register: cache.Unneeded,
		Site: p.store.site}
	return result, true
}

// wholeOf notes what this build was made from, as it was before anything was read.
func (p *pipeline) wholeOf(before cache.Stamps, o Options, c register.Config, r Result) whole {
	if before.Digest == (release.Digest{}) || len(r.Ahead) > 0 ||
		register.PackRemarks(r.Remarks) == "" || r.Hosting != nil || r.Stale {
		return whole{}
	}
	return whole{p.wholeInput(before, o.Day(c)), c.TimeZone, r}
}

// pack packs the action; dates that are still to come are not in it.
func (w *whole) pack(p *cache.Packer) {
	p.Digest(w.input)
	p.Text(w.zone)
	for _, n := range w.numbers() {
		p.Number(int64(*n))
	}
	p.Text(register.PackRemarks(w.result.Remarks))
}

func (w *whole) unpack(u *cache.Unpacker) {
	w.input, w.zone = u.Digest(), u.Text()
	for _, n := range w.numbers() {
		*n = int(u.Number())
	}
	w.result.Remarks = register.UnpackRemarks(u)
}

func (w *whole) numbers() []*int {
	r := &w.result
	return []*int{&r.Findings, &r.Pages, &r.Files, &r.Drafts, &r.Unapproved, &r.Earlier}
}
