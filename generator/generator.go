// Package generator is the way from a register to its site:
//
//	content/ ─ read ─▶ register ─ check ─▶ plan ─▶ pages ─ render ─▶ files ─ release ─▶ public/
//
// [Check] goes as far as the second arrow, [Build] all the way. Either all of a site is released or nothing is
// touched. Reading the arguments, the clock and the environment is left to the command, and so is
// everything that is said.
package generator

import (
	"context"
	"os"
	"strings"
	"time"

	"gongshi"
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
	AsOf   register.Day // computed states are as of this day; 0: the day of Now in the site's time zone
}

// Result is what there was to do, as far as it went.
type Result struct {
	Findings int // read, drafts included
	Pages    int // released
	Files    int // released, pages included
}

// Check reads the register of a source. The error is a problem.List of all that is wrong with it, or the
// system's own.
func Check(source string) (Result, error) {
	r, err := read(source)
	return Result{Findings: len(r.All())}, err
}

// Build releases the site of a source to its output. Drafts stay out. The errors are those of [Check], of
// rendering (a problem.List too) and of [release.Publish].
func Build(ctx context.Context, o Options) (Result, error) {
	r, err := read(o.Source)
	result := Result{Findings: len(r.All())}
	if err != nil {
		return result, err
	}
	r = r.Published()
	result.Findings = len(r.All())
	files, err := attach(o.Source, r)
	if err != nil {
		return result, err
	}
	pages, err := page.Plan(r, o.day(r.Config), files.published)
	if err != nil {
		return result, err
	}
	result.Pages = len(pages)
	theme := render.Theme{BuiltIn: gongshi.Theme, Own: os.DirFS(o.Source)}
	err = release.Publish(o.Output, func(add func(string, []byte) error) error {
		counted := func(name string, data []byte) error {
			result.Files++
			return add(name, data)
		}
		if err := files.add(counted); err != nil {
			return err
		}
		return renderAll(ctx, theme, r, pages, counted)
	})
	return result, err
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

// renderAll adds the theme's own files, and every page.
func renderAll(ctx context.Context, theme render.Theme, r *register.Register, pages []page.Page,
	add func(name string, data []byte) error) error {
	assets, err := render.Bundle(theme)
	if err != nil {
		return err
	}
	if err := overlaps(assets, pages); err != nil {
		return err
	}
	for name, data := range assets.Files {
		if err := add(name, data); err != nil {
			return err
		}
	}
	renderer, err := render.New(theme, site(r, assets))
	if err != nil {
		return err
	}
	sources := make([]render.Page, len(pages))
	for i, p := range pages {
		sources[i] = render.Page{URL: p.URL, Layout: p.Layout, Title: p.Title, Params: p.Params,
			Body: p.Body.Text, File: p.Body.File, Line: p.Body.Line}
	}
	return renderer.Render(ctx, sources, add)
}

// overlaps refuses a file of static/ that would lie where a page lies.
func overlaps(assets render.Assets, pages []page.Page) error {
	taken := map[string]string{}
	for _, p := range pages {
		taken[strings.ToLower(p.URL)] = p.URL
	}
	var list problem.List
	for name := range assets.Files {
		if url, ok := taken[strings.ToLower(name)]; ok {
			list = append(list, problem.Problem{File: "static/" + name, Rule: "url-twice",
				Args: []any{name, url}})
		}
	}
	return list.Err()
}

// site is what all pages share.
func site(r *register.Register, assets render.Assets) render.Site {
	c := r.Config
	return render.Site{
		Title:    c.Title,
		Language: c.Language,
		TimeZone: c.TimeZone,
		BaseURL:  c.SiteURL,
		Params:   page.NewSite(r, assets.Style, assets.Script).Params(),
	}
}
