package generator

import (
	"context"
	"errors"
	"io/fs"
	"path/filepath"
	"sync"
	"time"

	"gongshi"
	"gongshi/generator/preview"
	"gongshi/generator/problem"
	"gongshi/generator/register"
	"gongshi/generator/source"
	"gongshi/generator/watch"
)

// PreviewDir is where the pages lie that watch mode shows, relative to the source.
const PreviewDir = source.StateDir + "/preview"

// quiet is how long nothing must have changed before what takes long is done: longer than an
// editor's pause between two savings of one thought, shorter than it takes to look at another page.
const quiet = time.Second

// WatchOptions says what is watched, and how it is shown.
type WatchOptions struct {
	Source   string // the folder with config.toml and content/
	Address  string // host:port that the preview is served at
	Reach    preview.Reach
	Poll     time.Duration // between two walks over the source; 0: where the system sends no events
	Language string        // of what the preview itself says
	Now      func() time.Time
	// Ready is called once, when the preview can be opened at an address.
	Ready func(url string)
	// Seen is called after every build, and where what takes long met an error; never twice at
	// once.
	Seen func(Seen)
}

// Seen is what became of one change.
type Seen struct {
	At      time.Time
	Changed []string // files and folders of the source
	All     bool     // anything may have; no file is named
	AsOf    string   // the day that the pages are shown as of, 2006-01-02; empty: today
	Files   int      // of the site that are new, have changed, or are gone
	Took    time.Duration

	Findings, Pages, Drafts int // of the last good build

	Leftovers []string // see [source.Leftovers]; looked for where anything may have changed

	Polling watch.Reason // why the source is polled; the zero Reason where it is not
	// Err is a problem.List, the system's error, or a *Crash; nil after a good build.
	Err error
}

// Watch shows the site of a source, drafts included, and keeps it up to date until the context
// ends. The errors are those of [watch.Open], [preview.Server.Listen] and [release.OpenTree]: once
// the preview is served, nothing that is wrong with the source ends it.
func Watch(ctx context.Context, o WatchOptions) error {
	folder, err := source.Open(o.Source)
	if err != nil {
		return err
	}
	defer folder.Close()
	if err := folder.MakeState(); err != nil {
		return err
	}
	l, err := openLive(folder.Dir(), gongshi.Theme, filepath.Join(folder.Dir(), filepath.FromSlash(PreviewDir)))
	if err != nil {
		return err
	}
	defer l.Close()
	// What changes from now on is told; so the watching begins before the reading.
	watcher, err := watch.Open(watch.Options{Root: folder.Dir(), Poll: o.Poll,
		Names: source.Inputs()})
	if err != nil {
		return err
	}
	defer watcher.Close()
	w := &watching{WatchOptions: o, live: l, watcher: watcher, names: names{},
		days: make(chan string)}
	w.server = preview.New(preview.Options{Dir: l.tree.Dir(), Has: l.tree.Has, Source: folder.Dir(),
		Language: o.Language, Reach: o.Reach, AsOf: w.choose})
	if err := w.server.Listen(ctx, o.Address); err != nil {
		return err
	}
	return w.run(ctx)
}

// watching is one run of watch mode.
type watching struct {
	WatchOptions
	live    *live
	watcher *watch.Watcher
	names   names
	server  *preview.Server
	days    chan string // that the editor chose
	asOf    string      // the day that is shown; empty: today
	builds  int

	problems problem.List // of the last build
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
	others.Go(func() { w.gather(ctx, batches) })
	w.build(ctx, watch.Batch{All: true})
	if ctx.Err() == nil {
		w.Ready(w.server.URL())
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

// wait waits for something to build, or the end.
func (w *watching) wait(ctx context.Context, batches <-chan watch.Batch,
	served <-chan error) (batch watch.Batch, asOf string, err error) {
	// A machine that slept over midnight finds out as soon as it has woken up: such a sleep is no
	// part of a timer's time.
	minute := time.NewTicker(time.Minute)
	defer minute.Stop()
	var config register.Config
	if r := w.live.latest.Snapshot; r != nil {
		config = r.Config
	}
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

// gather hands batches over while somebody wants them.
func (w *watching) gather(ctx context.Context, batches chan<- watch.Batch) {
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
	if day != "" {
		if _, err := register.ParseDay(day); err != nil {
			return err
		}
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
	tell := func(changed []string) {
		seen.Files += len(changed)
		w.show(changed, nil)
	}
	update := func() error { return w.live.update(ctx, batch, w.day, tell) }
	seen.Err = guarded(update)
	if errors.Is(seen.Err, fs.ErrNotExist) {
		batch = watch.Batch{All: true} // a file has gone since it was listed
		seen.Err = guarded(update)
	}
	if ctx.Err() != nil {
		return
	}
	seen.Changed, seen.All = w.names.told(w.live.fsys, batch), batch.All
	if batch.All { // later, they come and go with every file that is open
		seen.Leftovers, _ = source.Leftovers(w.live.fsys)
	}
	w.report(seen, start)
	w.live.prepare()
}

// report shows and tells how things stand after what was begun at start.
func (w *watching) report(seen Seen, start time.Time) {
	w.problems = nil
	errors.As(seen.Err, &w.problems)
	w.show(nil, w.problems)
	seen.Took, seen.Polling = time.Since(start), w.watcher.Polling()
	seen.Pages, seen.Drafts = len(w.live.latest.pages), w.live.latest.drafts()
	if r := w.live.latest.Snapshot; r != nil {
		seen.Findings = len(r.All())
	}
	w.Seen(seen)
}

// later does what takes long, once it has been quiet. What it gives interrupts that, and waits
// until it has ended.
func (w *watching) later(ctx context.Context) (interrupt func()) {
	ctx, stop := context.WithCancel(ctx)
	done := make(chan struct{})
	go func() {
		defer close(done)
		select {
		case <-time.After(quiet):
		case <-ctx.Done():
			return
		}
		start := time.Now()
		tell := func(changed []string) { w.show(changed, w.problems) }
		err := guarded(func() error { return w.live.finish(ctx, tell) })
		if ctx.Err() != nil {
			return
		}
		w.live.prepare()
		if err != nil {
			w.report(Seen{At: w.Now(), AsOf: w.asOf, Err: err}, start)
		}
	}()
	return func() {
		stop()
		<-done
	}
}

// show tells the open pages how things stand.
func (w *watching) show(changed []string, problems problem.List) {
	w.builds++
	sources := sync.OnceValue(w.live.latest.sources)
	w.server.Show(preview.State{
		Build:    w.builds,
		Changed:  changed,
		Problems: problems,
		Drafts:   w.live.latest.drafts(),
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
