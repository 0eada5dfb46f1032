package page

import (
	"fmt"
	"slices"
	"strings"

	"gongshi/generator/register"
)

const (
	// pageRows is how many findings one page of a list shows: about ten screens of a phone.
	pageRows = 50
	// entriesShown is how many unfinished findings, with reason and next step, the page of an
	// inspection shows whole.
	entriesShown = 20
	// A home page with more unfinished findings or categories than listedShown is brief: it has the
	// latestShown that are latest, and a line for each of the inspectionsShown newest inspections in
	// place of tables of categories. So it stays within three screens, eight of a phone.
	listedShown      = 10
	latestShown      = 5
	inspectionsShown = 10
	// changesShown is how many changes the home page tells: one screen.
	changesShown = 5
)

// first gives the findings that are shown whole, and how many more there are.
func first[T any](all []T, most int) (shown []T, more int) {
	n := min(len(all), most)
	return all[:n], len(all) - n
}

func (p *Planner) planHome() {
	all := p.snapshot.All()
	page := Page{URL: register.HomeURL, Layout: "home", File: p.snapshot.Body.File,
		Modified: p.modified(all), title: p.snapshot.Config.Title, body: &p.snapshot.Body}
	p.add(page, p.Everything(), func(page Page) any { return p.homeView(page, all) })
}

func (p *Planner) homeView(page Page, all []*register.Finding) Home {
	open, categories := p.unfinished(all), 0
	for _, i := range p.snapshot.Inspections {
		categories += len(i.Categories)
	}
	v := Home{Frame: p.frame(page), Extra: p.snapshot.Own, Counts: p.totals(all),
		Completions: completions(all), Brief: max(len(open), categories) > listedShown}
	v.InspectionKind = p.snapshot.InspectionKind()
	most := listedShown
	if v.Brief && len(open) > listedShown {
		most = latestShown
	}
	shown, more := first(open, most)
	v.Unfinished, v.More, v.AsOf = p.openRows(shown), more, p.asOf(all)
	texts := append([]linker{p.snapshot}, linkers(shown)...)
	for n, i := range p.snapshot.Inspections {
		if n == inspectionsShown {
			v.MoreInspections = len(p.snapshot.Inspections) - n
			break
		}
		h := p.head(i)
		if v.Brief {
			h.Categories = []CategoryHead{}
		}
		v.Inspections = append(v.Inspections, h)
		if h.Report.Next != "" {
			v.AsOf = p.snapshot.Day.String()
		}
	}
	newest := p.snapshot.Changes()
	views, linking := p.changes(newest[:min(len(newest), changesShown)])
	for n := range views {
		if v.Brief {
			views[n].Text, views[n].Reason = "", ""
		}
	}
	v.Changes, v.Links = views, p.links(v.Root, append(texts, linking...)...)
	return v
}

func (p *Planner) planInspections() {
	for _, i := range p.snapshot.Inspections {
		page := Page{URL: i.URL(), Layout: "inspection", File: i.Body.File,
			Modified: p.modified(i.All()), title: i.Title, body: &i.Body}
		p.add(page, p.inspectionKey(i), func(page Page) any { return p.inspection(i, page) })
	}
}

func (p *Planner) inspection(i *register.Inspection, page Page) Inspection {
	shown, more := first(p.unfinished(i.All()), entriesShown)
	v := Inspection{Frame: p.frameWithin(i, page, p.home()), Extra: i.Own, Head: p.head(i),
		Unfinished: p.openRows(shown), More: more,
		Completions: completions(i.All()), Accountability: i.Accountability,
		Opinions:    i.Opinions,
		Corrections: corrections(i.Changes(), "inspection", p.snapshot.Config.Language)}
	v.AsOf = p.dayOf(i, i.All())
	v.Links = p.links(v.Root, append([]linker{i}, linkers(shown)...)...)
	return v
}

// paged calls add once for each page of a list, size entries each: at the list's own address, then
// at …_2.html and so on. A list of nothing has one page.
func paged[T any](url string, list []T, size int, add func(url string, shown []T, pager Pager)) {
	pages := max(1, (len(list)+size-1)/size)
	at := func(page int) string {
		if page < 1 || page > pages {
			return ""
		}
		return pageURL(url, page)
	}
	for page := 1; page <= pages; page++ {
		from := (page - 1) * size
		to := min(from+size, len(list))
		add(at(page), list[from:to], Pager{page, pages, at(page - 1), at(page + 1)})
	}
}

// pageURL is the address of a page of a list, from 1.
func pageURL(url string, page int) string {
	if page == 1 {
		return url
	}
	return fmt.Sprintf("%s_%d.html", strings.TrimSuffix(url, ".html"), page)
}

// planCategories plans the pages of the categories whose files are chosen.
func (p *Planner) planCategories(chosen func(file string) bool) {
	for _, i := range p.snapshot.Inspections {
		var siblings []Sibling
		for _, c := range i.Categories {
			siblings = append(siblings, Sibling{c.Title, c.URL(), len(c.Findings)})
		}
		for _, c := range i.Categories {
			if chosen(c.Body.File) {
				p.planCategory(c, siblings)
			}
		}
	}
}

func (p *Planner) planCategory(c *register.Category, siblings []Sibling) {
	shared := Category{Extra: c.Own, Inspection: inspectionLink(c.Inspection),
		Counts: p.totals(c.Findings), Siblings: siblings}
	newest := p.modified(c.Findings)
	shared.AsOf = p.asOf(c.Findings)
	key := keyOf(c.Inspection.Digest, c.Digest, shared.Counts, siblings, shared.AsOf,
		p.keysOf(c.Withdrawn))
	orders := p.orders(c.URL(), c.Findings)
	for _, o := range orders {
		add := func(url string, shown []*register.Finding, pager Pager) {
			page := Page{URL: url, Layout: "category", File: c.Body.File,
				Modified: newest, Canonical: o.canonical(orders), title: c.Title}
			if url == c.URL() {
				page.body = &c.Body
			}
			key := keyOf(key, p.keysOf(shown), o.views(orders), pager)
			p.add(page, key, func(page Page) any {
				v := p.category(c, shared, page)
				v.Orders, v.Pager = o.views(orders), pager
				v.Withdrawn = withdrawnLines(c, pager)
				if o.by == "number" {
					v.Sections = p.sections(c, shown)
				} else {
					v.Sections = []Section{{Rows: p.factRows(shown)}}
					v.Links = p.links(v.Root, append(linking(shown), c)...)
				}
				return v
			})
		}
		paged(o.url, o.findings, p.perPage, add)
	}
}

// category is what all pages of a category have, as one of them has it.
func (p *Planner) category(c *register.Category, shared Category, page Page) Category {
	frame := p.frameWithin(c.Inspection, page, p.home(), inspectionLink(c.Inspection))
	frame.AsOf, frame.Links = shared.AsOf, p.links(frame.Root, c)
	shared.Frame = frame
	return shared
}

// sections puts the findings of one group together, where its first one stands; a finding without
// group stands alone.
func (p *Planner) sections(c *register.Category, findings []*register.Finding) []Section {
	var sections []Section
	for _, f := range findings {
		i := slices.IndexFunc(sections, func(s Section) bool { return s.ID == f.Group })
		if i < 0 || f.Group == "" {
			i = len(sections)
			sections = append(sections, Section{ID: f.Group, Title: c.GroupTitle(f.Group)})
		}
		sections[i].Rows = append(sections[i].Rows, p.row(f))
	}
	return sections
}

func (p *Planner) planStatuses() {
	all := p.snapshot.All()
	counts := tally(all)
	for _, s := range register.Statuses() {
		p.planStatus(s, counts,
			only(all, func(f *register.Finding) bool { return f.Status == s }))
	}
}

func (p *Planner) planStatus(s register.Status, counts Counts, found []*register.Finding) {
	newest := p.modified(found)
	orders := p.orders(s.URL(), found)
	for _, o := range orders {
		add := func(url string, shown []*register.Finding, pager Pager) {
			page := Page{URL: url, Layout: "status", Modified: newest,
				Canonical: o.canonical(orders), title: string(s)}
			counts := counts
			if pager.Page > 1 {
				counts = tally(nil) // or one changed status would change all lists, 400 pages
			}
			key := keyOf(counts, p.keysOf(shown), o.views(orders), pager)
			p.add(page, key, func(page Page) any {
				frame := p.frame(page, p.home())
				frame.AsOf, frame.Links = p.asOf(shown), p.links(frame.Root, linking(shown)...)
				return Status{Frame: frame, Status: string(s), Counts: counts,
					Orders: o.views(orders), Rows: p.factRows(shown), Pager: pager}
			})
		}
		paged(o.url, o.findings, p.perPage, add)
	}
}

func (p *Planner) planContact() {
	page := Page{URL: register.ContactURL, Layout: "contact"}
	p.add(page, p.Everything(), func(page Page) any {
		v := ContactPage{Frame: p.frame(page, p.home())}
		for _, i := range p.snapshot.Inspections {
			if i.Contact != (register.Contact{}) {
				v.Others = append(v.Others, OtherContact{inspectionLink(i), p.contactOf(i, nil)})
			}
		}
		return v
	})
}

func (p *Planner) planAccessibility() {
	page := Page{URL: register.AccessibilityURL, Layout: "accessibility"}
	p.add(page, Key{}, func(page Page) any { return Accessibility{p.frame(page, p.home())} })
}

func (p *Planner) planNotFound() {
	page := Page{URL: register.NotFoundURL, Layout: "404"}
	home := p.snapshot.Config.Home()
	p.add(page, keyOf(p.NotFoundStyle), func(page Page) any {
		return NotFound{p.frame(page), home, p.NotFoundStyle}
	})
}
