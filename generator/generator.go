// Package generator is the way from a register to its site:
//
//	content/ ─ read ─▶ register ─ check ─▶ plan ─▶ pages ─ render ─▶ files ─ release ─▶ public/
//
// [Check] goes as far as the second arrow, [Build] all the way. Either all of a site is released
// or nothing is touched. Along each arrow goes only what has changed: kept.go has what was there
// before. Reading the arguments, the clock and the environment is left to the command, and so is
// everything that is said.
package generator

import (
	"context"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"time"

	"gongshi"
	"gongshi/generator/export"
	"gongshi/generator/page"
	"gongshi/generator/problem"
	"gongshi/generator/register"
	"gongshi/generator/release"
	"gongshi/generator/render"
	"gongshi/generator/source"
)

// Options says what is built, and for which day.
type Options struct {
	Source string // the folder with config.toml and content/
	Output string // the folder that the site is released to
	Now    time.Time
	AsOf   register.Day // of the states; 0: the day of Now in the site's time zone
	Keep   int          // how many earlier releases stay beside the output
	// Progress hears of every finding that is read and every page that is rendered; it must be
	// quick, and may be called by several goroutines at once. It may be nil.
	Progress func(Progress)
}

// Result is what was done, as far as it went.
type Result struct {
	Findings  int          // read; once the site is planned, without drafts
	Remarks   problem.List // what is wrong with the register and stops nothing
	Pages     int          // planned
	Files     int          // of the site, pages included
	Rendered  int          // pages that were not as before
	How       release.How
	Edited    []string         // files of the output that somebody had edited; they are put right
	Drafts    int              // left out
	Ahead     []register.Dated // dates of the past that are still to come
	Leftovers []string         // of the source, left out: see [source.Leftovers]
	Hosting   error            // why the settings for hosts could not be written, if they were not
	Cost      Cost
}

// Check reads the register of a source. The error is a problem.List of all that is wrong with it,
// or the system's own.
func Check(dir string) (Result, error) {
	k := recall(dir)
	defer k.close()
	r, err := k.read(os.DirFS(dir))
	result := Result{Findings: len(r.All()), Remarks: r.Remarks}
	if k.folder != nil && err == nil {
		result.Leftovers, err = source.Leftovers(k.folder.FS())
	}
	return result, err
}

// Build releases the site of a source to its output. Drafts stay out. What is as it was when the
// source was built before is neither parsed, rendered nor written again; what was built is the same
// as without. The errors are those of [Check], of rendering (a problem.List too) and of
// [release.Output.Publish].
func Build(ctx context.Context, o Options) (Result, error) {
	return build(ctx, o, gongshi.Theme)
}

// build is Build with a built-in theme.
func build(ctx context.Context, o Options, face fs.FS) (Result, error) {
	if err := release.Held(o.Output); err != nil {
		return Result{}, err
	}
	k := recall(o.Source)
	defer k.close()
	k.course.tell = o.Progress
	k.course.enter(Reading, 0)
	before := marksOf(o.Source, source.Inputs(), k.noted)
	if result, done := k.unchanged(o, before); done {
		result.Cost.Took, result.Leftovers = k.course.end(), before.left
		return result, nil
	}
	defer limitMemory(before.files)()
	fsys := os.DirFS(o.Source)
	r, err := k.read(fsys)
	k.keepRegister()
	result := Result{Findings: len(r.All()), Remarks: r.Remarks, Leftovers: before.left}
	if err != nil {
		return result, err
	}
	r = r.Published()
	result.Drafts = result.Findings - len(r.All())
	result.Findings = len(r.All())
	k.course.enter(Planning, 0)
	today := o.day(r.Config)
	result.Ahead = r.Ahead(today)
	files, err := k.attach(fsys, r)
	if err != nil {
		return result, err
	}
	asOf := r.AsOf(today)
	planner := page.NewPlanner(asOf, files.published)
	pages, err := planner.Plan()
	if err != nil {
		return result, err
	}
	result.Pages = len(pages)
	b := &building{kept: k, files: files, pages: pages,
		theme: render.Theme{BuiltIn: face, Own: fsys},
		taken: takenAway(o.Source, asOf, pages, files), everything: planner.Everything()}
	err = b.release(ctx, o, &result)
	if err == nil {
		// The site is out; what could not be written beside its source does not take it back.
		result.Hosting = writeHosting(k.folder, r.Config)
		k.remember(before.digest, o, r.Config.TimeZone, result)
		k.keepSite()
	}
	result.Cost = Cost{k.course.end(), result.Cost.Tally, k.registerState, k.siteState}
	return result, err
}

// Rollback puts the release before in the output's place. The errors are those of [release.Open]
// and [release.Output.Rollback].
func Rollback(dir string) (Result, error) {
	output, err := release.Open(dir)
	if err != nil {
		return Result{}, err
	}
	defer output.Close()
	released, err := output.Rollback()
	return Result{How: released.How, Edited: released.Edited}, err
}

// day is the day that the site's states are computed for.
func (o Options) day(c register.Config) register.Day {
	return o.dayIn(c.Location())
}

func (o Options) dayIn(zone *time.Location) register.Day {
	if o.AsOf != 0 {
		return o.AsOf
	}
	return register.DayOf(o.Now.In(zone))
}

// overlaps refuses a file of static/ that would lie where a page or another file of the site lies,
// or where the folder of one does; the bundles are the theme's own.
func overlaps(assets render.Assets, pages []page.Page, others []string) error {
	taken := map[string]string{}
	take := func(address string) {
		for url := strings.ToLower(address); url != "."; url = path.Dir(url) {
			taken[url] = address
		}
	}
	for _, p := range pages {
		take(p.URL)
	}
	for _, name := range others {
		take(name)
	}
	bundles := slices.DeleteFunc([]string{assets.Style, assets.Script, assets.Search},
		func(name string) bool { return name == "" })
	for _, name := range bundles {
		take(name)
	}
	var list problem.List
	for name := range assets.Files {
		if slices.Contains(bundles, name) {
			continue
		}
		for at := strings.ToLower(name); at != "."; at = path.Dir(at) {
			url, held := taken[at]
			if held && (at == strings.ToLower(name) || at == strings.ToLower(url)) {
				list = append(list, problem.Problem{File: "static/" + name, Line: 1, Column: 1,
					Rule: "url-twice", Args: []any{at, url}})
			}
		}
	}
	return list.Err()
}

// site is what all pages share.
func site(r *register.Snapshot, assets render.Assets) render.Site {
	c := r.Config
	shared := page.NewSite(r)
	shared.Style, shared.Script, shared.Search = assets.Style, assets.Script, assets.Search
	shared.Policy = export.Policy
	return render.Site{
		Title:    c.Title,
		Language: c.Language,
		TimeZone: c.TimeZone,
		BaseURL:  c.SiteURL,
		Params:   shared.Params(),
	}
}
