// Package generator is the way from a register to its site:
//
//	content/ ─ read ─▶ register ─ check ─▶ plan ─▶ pages ─ render what changed ─▶ files ─ release ─▶ public/
//
// One function walks it, pipeline.go from top to bottom: read the register, the attachments and the
// theme; plan the pages; render those that changed; export; sweep what is no more. It goes into one
// of two targets. [Build] walks it once, into a stage that takes the place of public/ as a whole, so
// that all of a site is released or nothing is touched; [Watch] walks it at every save, into the
// tree of the preview, and leaves what is slow until it has been quiet. [Check] goes as far as the
// register. What is not made again, memo.go knows.
//
// Reading the arguments, the clock and the environment is left to the command, and so is
// everything that is said.
package generator

import (
	"context"
	"errors"
	"slices"
	"time"

	"gongshi"
	"gongshi/generator/cache"
	"gongshi/generator/erasure"
	"gongshi/generator/form"
	"gongshi/generator/preview"
	"gongshi/generator/problem"
	"gongshi/generator/progress"
	"gongshi/generator/record"
	"gongshi/generator/register"
	"gongshi/generator/release"
	"gongshi/generator/render"
	"gongshi/generator/sign"
	"gongshi/generator/source"
	"gongshi/generator/watch"
)

// Options says what is built, and for which day.
type Options struct {
	Source string // the folder with config.toml and content/
	Output string // the folder that the site is released to
	Now    time.Time
	AsOf   register.Day // of the states; 0: the day of Now in the site's time zone
	Keep   int          // how many earlier releases stay, or [release.Forget]
	Back   int          // which of them [Rollback] puts back: see [release.Back]
	// Approve sees, perhaps twice, what would change in the output; its error ends that. It may be nil.
	Approve func(release.Changes) error
	// Sign is called with the site before it is released: see [sign.Prove]. It may be nil.
	Sign func(sign.Site) error
	// Progress hears of every finding that is read and every page that is rendered; it must be
	// quick, and may be called by several goroutines at once. It may be nil.
	Progress func(Progress)
}

// Result is what was done, as far as it went.
type Result struct {
	Findings int          // read; once the site is planned, without drafts
	Remarks  problem.List // what is wrong with the source and stops nothing
	Pages    int          // planned
	Files    int          // of the site, pages included
	Rendered int          // pages that were not as before
	release.Release
	NoAddress           bool             // the site does not say where it will be: siteURL
	Drafts              int              // left out
	Unapproved, Earlier int              // left out until approved; as they were approved before
	Ahead               []register.Dated // dates of the past that are still to come
	Leftovers           []string         // of the source, left out: see [source.Leftovers]
	Stale               bool             // the signature that is kept does not fit this site
	Reports             int              // on imports, removed since they quote what was erased
	Hosting             error            // why the settings for hosts could not be written, if they were not
	Cost                Cost
}

// Progress is what is told of a build while it runs.
type Progress = progress.Progress

// Cost is what a build took and what it was spared.
type Cost struct {
	Took     []progress.Took
	Tally    release.Tally
	Register cache.State // of what the files of the register were read as
	Site     cache.State // of what the site was made from
}

// WatchOptions says what is watched, and how it is shown.
type WatchOptions struct {
	Source   string // the folder with config.toml and content/
	Address  string // host:port that the preview is served at
	Reach    preview.Reach
	Start    string        // the page that is opened: see [preview.Options]
	Poll     time.Duration // between two walks over the source; 0: where the system sends no events
	Language string        // of what the preview itself says
	Site     form.Site     // what forms publish; nil where they do not
	Now      func() time.Time
	// Ready is called once, when the preview can be opened at an address; once is one that signs
	// a single browser in.
	Ready func(url, once string)
	// Unreleased says what a release of the preview would change: see [preview.Options].
	Unreleased func() []string
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

	Remarks   problem.List // of the last good build
	Leftovers []string     // see [source.Leftovers]; looked for where anything may have changed

	Polling watch.Reason // why the source is polled; the zero Reason where it is not
	// Err is a problem.List, the system's error, or a *Crash; nil after a good build.
	Err error
}

// Places in a source, slash-separated.
const (
	PreviewDir = source.StateDir + "/preview"   // the pages that watch mode shows
	HostingDir = source.StateDir + "/hosting"   // the settings for hosts
	CrashFile  = source.StateDir + "/crash.txt" // where it may be noted how a build crashed
)

// Check reads the register of a source. The error is a problem.List, or the system's own.
func Check(ctx context.Context, o Options) (Result, error) {
	folder, err := source.Open(o.Source)
	if err != nil {
		return Result{}, err
	}
	defer folder.Close()
	memory, gate := register.Cache{}, record.Gate{}
	newStore(folder).load(&memory, &gate)
	r, err := gate.Read(ctx, &memory, folder.FS(), o.Day)
	result := Result{Findings: len(r.All()), Remarks: r.Remarks}
	if err != nil {
		return result, err
	}
	words, err := render.Theme{BuiltIn: gongshi.Theme, Own: folder.FS()}.Remarks()
	if err != nil {
		return result, err
	}
	result.Remarks = slices.Concat(r.Remarks, words).Remarks()
	result.Leftovers, err = source.Leftovers(folder.FS())
	return result, err
}

// Build releases the site of a source to its output. Drafts stay out. What is as it was when the
// source was built before is neither parsed, rendered nor written again; what was built is the same
// as without. The errors are those of [Check], of rendering (a problem.List too) and of
// [release.Output.Publish].
func Build(ctx context.Context, o Options) (Result, error) {
	return build(ctx, o, gongshi.Theme)
}

// Rollback puts an earlier release in the output's place. The errors are those of [release.Open],
// [release.Output.Rollback] and [register.Register.Returning]; a finding that cannot be read counts
// as removed.
func Rollback(o Options, restore []string) (Result, error) {
	folder, err := source.Open(o.Source)
	if err != nil {
		return Result{}, err
	}
	defer folder.Close()
	r, err := register.Read(folder.FS())
	if _, wrong := errors.AsType[problem.List](err); err != nil && !wrong {
		return Result{}, err
	}
	output, err := release.Open(o.Output, folder.StatePath(), "")
	if err != nil {
		return Result{}, err
	}
	defer output.Close()
	output.Refuse(erasure.Of(r).Refused())
	back := release.Back{Number: o.Back, Render: newPipeline(o, folder, gongshi.Theme).rerender}
	back.Accept = func(c release.Changes) error {
		if err := r.Returning(c.Added, restore); err != nil || o.Approve == nil {
			return err
		}
		return o.Approve(c)
	}
	released, err := output.Rollback(back)
	return Result{Release: released}, err
}

// Fixed is what became of one file that could be mended.
type Fixed struct {
	register.Fix
	Err error // why the file was left as it was; nil where it was written
}

// Fix writes every file of a source in which something has exactly one right answer: see
// [record.Fixes]. One that must not be written does not stop the others: those are written in one
// transaction. The error is the file system's, met while reading.
func Fix(dir string) ([]Fixed, error) {
	folder, err := source.Open(dir)
	if err != nil {
		return nil, err
	}
	defer folder.Close()
	fixes, err := record.Fixes(folder.FS())
	if err != nil {
		return nil, err
	}
	files, fixed := make([]source.File, len(fixes)), make([]Fixed, len(fixes))
	for i, f := range fixes {
		files[i] = source.File{Name: f.File, Data: f.After, Old: f.Before, With: f.With}
	}
	for i, err := range folder.CommitEach(files) {
		fixed[i] = Fixed{fixes[i], err}
	}
	return fixed, nil
}

// Watch shows the site of a source, drafts included, and keeps it up to date until the context
// ends. The errors are those of [watch.Open], [preview.Server.Listen] and [release.OpenTree]: once
// the preview is served, nothing that is wrong with the source ends it.
func Watch(ctx context.Context, o WatchOptions) error {
	return watchSource(ctx, o, gongshi.Theme)
}

// Day is the day that the site's states are computed for.
func (o Options) Day(c register.Config) register.Day {
	if o.AsOf != 0 {
		return o.AsOf
	}
	return register.DayOf(o.Now.In(c.Location()))
}
