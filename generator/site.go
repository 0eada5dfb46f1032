package generator

import (
	"io/fs"
	"maps"
	"slices"

	"gongshi/generator/export"
	"gongshi/generator/page"
	"gongshi/generator/problem"
	"gongshi/generator/record"
	"gongshi/generator/register"
	"gongshi/generator/release"
	"gongshi/generator/render"
)

type plan struct {
	read     *register.Register // all of it, even with problems
	remarks  problem.List       // on the source, and on its theme once that is read
	site     *register.Snapshot // what is shown
	drafts   int                // of it
	files    register.Files     // that findings name
	renderer *render.Renderer
	common   release.Digest // of what all pages have in common
	planner  *page.Planner
	pages    []page.Page
	exports  export.Site
	names    []string // of the exports
}

func siteOf(s *register.Snapshot, assets render.Assets) render.Site {
	c := s.Config
	shared := page.NewSite(s)
	shared.Style, shared.Script, shared.Search = assets.Style, assets.Script, assets.Search
	shared.Verify, shared.Policy = assets.Verify, export.Policy
	return render.Site{Title: c.Title, Language: c.Language, TimeZone: c.TimeZone,
		BaseURL: c.SiteURL, Params: shared.Params()}
}

type theme struct {
	clean    bool // nothing of it has changed since
	placed   bool // its files were put into the target
	assets   render.Assets
	renderer *render.Renderer
	remarks  problem.List
}

// read begins to read a theme where it may have changed; end gives it, or the one that is there. It
// is taken once the register is read, too: pages that are still to come go with the theme before.
func (t *theme) read(p *pipeline) (end func() (theme, error)) {
	if t.clean {
		return func() (theme, error) { return *t, nil }
	}
	c, _ := register.ReadConfig(p.fsys) // what is wrong with it is said of the register
	wait := render.Theme{BuiltIn: p.builtIn, Own: p.fsys, Static: c.Static}.Load(p.naming,
		render.Site{Title: c.Title, Language: c.Language, TimeZone: c.TimeZone, BaseURL: c.SiteURL})
	return func() (now theme, err error) {
		now.clean = true
		now.assets, now.renderer, now.remarks, err = wait()
		return now, err
	}
}

func (t *theme) place(p *pipeline) error {
	if t.placed {
		return nil
	}
	for _, name := range slices.Sorted(maps.Keys(t.assets.Files)) {
		if err := p.put(name, t.assets.Files[name], action{}); err != nil {
			return err
		}
	}
	t.placed = true
	return nil
}

// attach puts each file that findings name into the target where it is not there yet.
func (p *pipeline) attach() error {
	for _, file := range slices.Sorted(maps.Keys(p.now.files)) {
		url := p.now.files[file].URL
		if p.to.Has(url, p.memo.actions[url].output) {
			continue
		}
		data, err := fs.ReadFile(p.fsys, file)
		if err != nil {
			return err
		}
		if register.NewFile(file, data).URL != url { // it is named by what it was a moment ago
			return problem.List{{File: file, Line: 1, Column: 1, Rule: "file-changed"}}
		}
		if err := p.put(url, data, action{}); err != nil {
			return err
		}
	}
	return nil
}

// exportsOf is what a site exports besides its pages. robots.txt may be the site's own: it is the
// one export that says nothing of the register. In the way of any other, a file of static/ is
// refused: it would have that say something else.
func (p *pipeline) exportsOf(s *register.Snapshot, pages []page.Page) export.Site {
	_, own := p.theme.assets.Files[register.RobotsURL]
	e := export.Site{Snapshot: s, Word: p.now.renderer.Words(), Files: p.now.files, OwnRobots: own}
	for _, planned := range pages {
		if planned.Canonical == "" {
			e.Pages = append(e.Pages, export.Page{URL: planned.URL, Modified: planned.Modified})
		}
	}
	return e
}

// published gives the exports of the site without its drafts, their names and their planner.
func (p *pipeline) published() (export.Site, []string, *page.Planner, error) {
	n := &p.now
	public := n.site.Published()
	if public == n.site.Register {
		return n.exports, n.names, n.planner, nil
	}
	asOf := public.AsOf(n.site.Day)
	planner := page.NewPlanner(asOf, n.files)
	pages, err := planner.Plan()
	if err != nil {
		return export.Site{}, nil, nil, err
	}
	exports := p.exportsOf(asOf, pages)
	exports.Searched = n.site
	return exports, export.Names(exports), planner, nil
}

// sources gives the author's file, relative to the source, that each page of the plan is named
// after, by the page's URL.
func (n plan) sources() map[string]string {
	sources := map[string]string{}
	for _, page := range n.pages {
		sources[page.URL] = page.File
	}
	return sources
}

// recorded is what pages show of a record; nothing of none.
func recorded(r *record.Record) map[string][]page.Recorded {
	all := map[string][]page.Recorded{}
	for id, states := range r.States() {
		for _, s := range states {
			all[id] = append(all[id], page.Recorded{On: s.On, Status: s.Status,
				Deadline: s.Deadline, Withdrawn: s.Withdrawn != 0})
		}
	}
	return all
}
