// Package generator is the way from a register to its site:
//
//	content/ ─ read ─▶ register ─ check ─▶ plan ─▶ pages ─ render ─▶ files ─ release ─▶ public/
//
// [Check] goes as far as the second arrow, [Build] all the way. Either all of a site is released
// or nothing is touched. Reading the arguments, the clock and the environment is left to the
// command, and so is everything that is said.
package generator

import (
	"context"
	"iter"
	"maps"
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
)

// Options says what is built, and for which day.
type Options struct {
	Source string // the folder with config.toml and content/
	Output string // the folder that the site is released to
	Now    time.Time
	AsOf   register.Day // of the states; 0: the day of Now in the site's time zone
	Keep   int          // how many earlier releases stay beside the output
}

// Result is what was done, as far as it went.
type Result struct {
	Findings int // read; once the site is planned, without drafts
	Pages    int // planned
	Files    int // rendered, pages included
	How      release.How
	Drafts   int              // left out
	Ahead    []register.Dated // dates of the past that are still to come
	Hosting  error            // why the settings for hosts could not be written, if they were not
}

// Check reads the register of a source. The error is a problem.List of all that is wrong with it,
// or the system's own.
func Check(source string) (Result, error) {
	r, err := read(source)
	return Result{Findings: len(r.All())}, err
}

// Build releases the site of a source to its output. Drafts stay out. The errors are those of
// [Check], of rendering (a problem.List too) and of [release.Output.Publish].
func Build(ctx context.Context, o Options) (Result, error) {
	if err := release.Held(o.Output); err != nil {
		return Result{}, err
	}
	r, err := read(o.Source)
	result := Result{Findings: len(r.All())}
	if err != nil {
		return result, err
	}
	r = r.Published()
	result.Drafts = result.Findings - len(r.All())
	result.Findings = len(r.All())
	today := o.day(r.Config)
	result.Ahead = r.Ahead(today)
	files, err := attach(os.DirFS(o.Source), r, nil)
	if err != nil {
		return result, err
	}
	pages, err := page.NewPlanner(r, today, files.published).Plan()
	if err != nil {
		return result, err
	}
	result.Pages = len(pages)
	taken := takenAway(o.Source, r, today, pages, files)
	theme := render.Theme{BuiltIn: gongshi.Theme, Own: os.DirFS(o.Source)}
	output, err := release.Open(o.Output)
	if err != nil {
		return result, err
	}
	defer output.Close()
	result.How, err = output.Publish(o.Keep, func(add func(string, []byte) error) error {
		counted := func(name string, data []byte) error {
			result.Files++
			return add(name, data)
		}
		added := map[string]bool{}
		has := func(name string) bool {
			before := added[name]
			added[name] = true
			return before
		}
		if err := files.add(has, counted); err != nil {
			return err
		}
		others := append(export.Names(taken), files.addresses()...)
		if err := renderAll(ctx, theme, r, pages, others, counted); err != nil {
			return err
		}
		return export.Write(taken, counted)
	})
	if err == nil {
		// The site is out; what could not be written beside its source does not take it back.
		result.Hosting = writeHosting(o.Source, r.Config)
	}
	return result, err
}

// Rollback puts the release before in the output's place. The errors are those of [release.Open]
// and [release.Output.Rollback].
func Rollback(dir string) (release.How, error) {
	output, err := release.Open(dir)
	if err != nil {
		return "", err
	}
	defer output.Close()
	return output.Rollback()
}

func read(source string) (*register.Register, error) {
	return register.Read(os.DirFS(source))
}

// day is the day that the site's states are computed for.
func (o Options) day(c register.Config) register.Day {
	if o.AsOf != 0 {
		return o.AsOf
	}
	return register.DayOf(o.Now.In(c.Location()))
}

// renderAll adds the theme's own files, and every page. others are the addresses of what is
// neither.
func renderAll(ctx context.Context, theme render.Theme, r *register.Register, pages []page.Page,
	others []string, add func(name string, data []byte) error) error {
	assets, err := render.Bundle(theme, render.ByContent)
	if err != nil {
		return err
	}
	if err := overlaps(assets, pages, others); err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(assets.Files)) {
		if err := add(name, assets.Files[name]); err != nil {
			return err
		}
	}
	renderer, err := render.New(theme, site(r, assets))
	if err != nil {
		return err
	}
	all := func(page.Page, page.Sheet) bool { return true }
	return renderer.Render(ctx, written(pages, all), add)
}

// written writes each page when it is wanted, since all of them at once are many times the register,
// and gives those that are chosen by what stands on them.
func written(pages []page.Page,
	chosen func(page.Page, page.Sheet) bool) iter.Seq2[render.Page, error] {
	return func(yield func(render.Page, error) bool) {
		for _, p := range pages {
			s, err := p.Write()
			if err == nil && !chosen(p, s) {
				continue
			}
			sheet := render.Page{URL: p.URL, Layout: p.Layout, Title: s.Title, Params: s.Params,
				Body: s.Body.Text, File: s.Body.File, Line: s.Body.Line}
			if !yield(sheet, err) {
				return
			}
		}
	}
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
func site(r *register.Register, assets render.Assets) render.Site {
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
