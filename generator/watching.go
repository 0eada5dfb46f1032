package generator

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"sync"
	"time"

	"gongshi/generator/preview"
	"gongshi/generator/problem"
	"gongshi/generator/register"
	"gongshi/generator/release"
	"gongshi/generator/render"
	"gongshi/generator/source"
	"gongshi/generator/watch"
)

// slowDelay is the debounce delay of the slow part: longer than the pause between two saves of one
// edit, shorter than it takes to look at another page.
const slowDelay = time.Second

type watching struct {
	WatchOptions
	pipeline *pipeline
	watcher  *watch.Watcher
	names    *watch.Names
	server   *preview.Server
	days     chan string // that the editor chose
	asOf     string      // the day that is shown; empty: today
	builds   int

	problems problem.List // of the last build
}

func watchSource(ctx context.Context, o WatchOptions, builtIn fs.FS) error {
	folder, err := source.Open(o.Source)
	if err != nil {
		return err
	}
	defer folder.Close()
	if err := folder.MakeState(); err != nil {
		return err
	}
	token, err := preview.Token(folder.Root(), path.Join(source.StateDir, "preview-token"))
	if err != nil {
		return err
	}
	tree, err := release.OpenTree(filepath.Join(folder.Dir(), filepath.FromSlash(PreviewDir)))
	if err != nil {
		return err
	}
	defer tree.Close()
	// Watch before reading: no change is lost between the two.
	watcher, err := watch.Open(watch.Options{Root: folder.Dir(), Poll: o.Poll,
		Names: source.Inputs()})
	if err != nil {
		return err
	}
	defer watcher.Close()
	w := &watching{WatchOptions: o, watcher: watcher, names: watch.NewNames(source.Inputs()),
		days: make(chan string)}
	w.pipeline = livePipeline(folder, builtIn, tree)
	w.pipeline.day = w.day
	w.server = preview.New(preview.Options{Dir: tree.Dir(), Has: tree.Contains,
		Source: folder.Dir(), Folder: folder, Site: o.Site, Now: o.Now, Start: o.Start,
		Language: o.Language, Reach: o.Reach, Token: token, AsOf: w.choose,
		Unreleased: o.Unreleased})
	if err := w.server.Listen(ctx, o.Address); err != nil {
		return err
	}
	return w.run(ctx)
}

// livePipeline leads to a tree that is kept up to date, drafts included.
func livePipeline(folder *source.Folder, builtIn fs.FS, tree target) *pipeline {
	return &pipeline{folder: folder, fsys: folder.FS(), builtIn: builtIn,
		naming: render.BySource, shown: func(r *register.Register) *register.Register { return r },
		into:   func(fill func(target) error) error { return fill(tree) },
		putOff: true, memo: newMemo(),
		latest: plan{site: new(register.Register).AsOf(0)}}
}

// run serves, watches and builds until the context ends.
func (w *watching) run(ctx context.Context) error {
	ctx, stop := context.WithCancel(ctx)
	var others sync.WaitGroup
	defer others.Wait()
	defer stop()
	served := make(chan error, 1)
	others.Go(func() { served <- w.server.Serve(ctx) })
	batches := make(chan watch.Batch)
	others.Go(func() { w.forward(ctx, batches) })
	w.build(ctx, watch.Batch{Rescan: true})
	if ctx.Err() == nil {
		w.Ready(w.server.URL(), w.server.OnceURL())
	}
	for {
		interrupt := w.later(ctx)
		batch, asOf, err := w.wait(ctx, batches, served)
		interrupt()
		if err != nil || ctx.Err() != nil {
			return err
		}
		w.asOf = asOf
		w.build(ctx, batch)
	}
}

func (w *watching) wait(ctx context.Context, batches <-chan watch.Batch,
	served <-chan error) (batch watch.Batch, asOf string, err error) {
	// A machine that slept over midnight finds out as soon as it has woken up: such a sleep is no
	// part of a timer's time.
	minute := time.NewTicker(time.Minute)
	defer minute.Stop()
	config := w.pipeline.latest.site.Config
	today := w.day(config)
	for {
		select {
		case <-ctx.Done():
			return batch, w.asOf, nil
		case err := <-served:
			return batch, w.asOf, err
		case batch := <-batches:
			return batch, w.asOf, nil
		case asOf := <-w.days:
			return batch, asOf, nil
		case <-minute.C:
			if w.day(config) != today {
				return batch, w.asOf, nil
			}
		}
	}
}

func (w *watching) forward(ctx context.Context, batches chan<- watch.Batch) {
	for {
		batch, err := w.watcher.Next(ctx)
		if err != nil {
			return // the context has ended
		}
		select {
		case batches <- batch:
		case <-ctx.Done():
			return
		}
	}
}

// choose takes a day that the editor wants to see the pages on; empty is today.
func (w *watching) choose(ctx context.Context, day string) error {
	if _, err := register.ParseDay(day); day != "" && err != nil {
		return err
	}
	select {
	case w.days <- day:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// build brings the preview up to date and tells how that went.
func (w *watching) build(ctx context.Context, batch watch.Batch) {
	start := time.Now()
	seen := Seen{At: w.Now(), AsOf: w.asOf}
	w.pipeline.tell = func(changed []string) {
		seen.Files += len(changed)
		w.show(changed, nil)
	}
	walk := func() error {
		// Before any page is shown: what its reader does next may be quicker.
		seen.Changed = w.names.Changed(w.pipeline.fsys, batch)
		return w.pipeline.walk(ctx, batch)
	}
	seen.Err = guarded(walk)
	if errors.Is(seen.Err, fs.ErrNotExist) {
		batch = watch.Batch{Rescan: true} // a file has gone since it was listed
		seen.Err = guarded(walk)
	}
	if ctx.Err() != nil && seen.Err != nil {
		return
	}
	if seen.All = batch.Rescan; seen.All { // between rescans they come and go with every open file
		seen.Leftovers, _ = source.Leftovers(w.pipeline.fsys)
	}
	w.report(seen, start)
	w.pipeline.warmUp()
}

// report shows and tells how things stand after what was begun at start.
func (w *watching) report(seen Seen, start time.Time) {
	w.problems = nil
	errors.As(seen.Err, &w.problems)
	w.show(nil, w.problems)
	seen.Took, seen.Polling = time.Since(start), w.watcher.Polling()
	latest := &w.pipeline.latest
	seen.Pages, seen.Drafts = len(latest.pages), latest.drafts
	seen.Findings, seen.Remarks = len(latest.site.All()), latest.remarks
	w.Seen(seen)
}

// later does the slow part once nothing has changed for a while (debouncing). What it gives
// interrupts that, and waits until it has ended.
func (w *watching) later(ctx context.Context) (interrupt func()) {
	ctx, stop := context.WithCancel(ctx)
	done := make(chan struct{})
	go func() {
		defer close(done)
		select {
		case <-time.After(slowDelay):
		case <-ctx.Done():
			return
		}
		start := time.Now()
		w.pipeline.tell = func(changed []string) { w.show(changed, w.problems) }
		err := guarded(func() error { return w.pipeline.finish(ctx) })
		if ctx.Err() != nil {
			return
		}
		w.pipeline.warmUp()
		go runtime.GC() // or it comes while the next page is waited for
		if err != nil {
			w.report(Seen{At: w.Now(), AsOf: w.asOf, Err: err}, start)
		}
	}()
	return func() {
		stop()
		<-done
	}
}

func (w *watching) show(changed []string, problems problem.List) {
	w.builds++
	sources := sync.OnceValue(w.pipeline.latest.sources)
	w.server.Show(preview.State{
		Build:    w.builds,
		Changed:  changed,
		Problems: problems,
		Drafts:   w.pipeline.latest.drafts,
		Remarks:  len(w.pipeline.latest.remarks),
		AsOf:     w.asOf,
		Source:   func(name string) (string, int) { return sources()[name], 0 },
	})
}

// day is the day that the pages are shown as of.
func (w *watching) day(c register.Config) register.Day {
	if day, err := register.ParseDay(w.asOf); err == nil {
		return day
	}
	return register.DayOf(w.Now().In(c.Location()))
}

// Crash is a build that panicked.
type Crash struct {
	Reason any
	Stack  []byte
}

func (c *Crash) Error() string { return fmt.Sprint("the build crashed: ", c.Reason) }

// guarded gives a crash as an error: the next change finds the preview still there.
func guarded(build func() error) (err error) {
	defer func() {
		if crash := recover(); crash != nil {
			err = &Crash{crash, debug.Stack()}
		}
	}()
	return build()
}
