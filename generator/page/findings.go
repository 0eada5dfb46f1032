package page

import (
	"cmp"
	"slices"

	"gongshi/generator/register"
)

// Findings is findings/index.html and its further pages: every finding in a line. What the list can
// be narrowed to stands on the first page only, or one changed status would change all of them.
type Findings struct {
	Frame
	*Narrowing
	Rows  []Row `json:"rows"`
	Pager Pager `json:"pager"`
}

// Offices is offices/index.html: every office that answers for a finding.
type Offices struct {
	Frame
	Offices []CategoryHead `json:"offices"` // those with the most findings first
}

// Office is the page of what one office answers for: what is open first, the earliest deadline
// first.
type Office struct {
	Frame
	Counts Counts `json:"counts"` // on the first page only
	Rows   []Row  `json:"rows"`
	Pager  Pager  `json:"pager"`
}

func (p *Planner) planAll() {
	all := p.snapshot.All()
	newest := p.modified(all)
	add := func(url string, shown []*register.Finding, pager Pager) {
		page := Page{URL: url, Layout: "findings", Modified: newest}
		key := keyOf(p.keysOf(shown), pager)
		if pager.Page == 1 {
			key = keyOf(p.Everything(), pager)
		}
		p.add(page, key, func(page Page) any {
			v := Findings{Frame: p.frame(page, p.home()), Rows: p.rows(shown), Pager: pager}
			if v.AsOf = p.asOf(shown); pager.Page == 1 {
				v.Narrowing = p.narrowing()
			}
			return v
		})
	}
	paged(register.FindingsURL, all, p.perPage, add)
}

// office is an office, and the findings that it answers for.
type office struct {
	name     string
	findings []*register.Finding
}

// offices gives every office that answers for a finding, those with the most findings first.
func (p *Planner) offices() []*office {
	var all []*office
	known := map[string]*office{}
	for _, f := range p.snapshot.All() {
		for _, name := range f.Responsible {
			o := known[name]
			if o == nil {
				o = &office{name: name}
				known[name] = o
				all = append(all, o)
			}
			if n := len(o.findings); n == 0 || o.findings[n-1] != f {
				o.findings = append(o.findings, f)
			}
		}
	}
	slices.SortStableFunc(all, func(a, b *office) int { return len(b.findings) - len(a.findings) })
	return all
}

func (p *Planner) planOffices() {
	offices := p.offices()
	for _, o := range offices {
		p.planOffice(o)
	}
	page := Page{URL: register.OfficesURL, Layout: "offices", Modified: p.modified(p.snapshot.All())}
	p.add(page, p.Everything(), func(page Page) any {
		v := Offices{Frame: p.frame(page, p.home(), Link{URL: register.FindingsURL}),
			Offices: []CategoryHead{}}
		for _, o := range offices {
			v.Offices = append(v.Offices,
				CategoryHead{o.name, register.OfficeURL(o.name), p.totals(o.findings)})
			v.AsOf = cmp.Or(v.AsOf, p.asOf(o.findings))
		}
		return v
	})
}

func (p *Planner) planOffice(o *office) {
	newest, all := p.modified(o.findings), p.keysOf(o.findings)
	sorted := p.openFirst(o.findings)
	paged(register.OfficeURL(o.name), sorted, p.perPage,
		func(url string, shown []*register.Finding, pager Pager) {
			page := Page{URL: url, Layout: "office", Modified: newest, title: o.name}
			key := keyOf(p.keysOf(shown), pager)
			if pager.Page == 1 {
				key = keyOf(key, all)
			}
			p.add(page, key, func(page Page) any {
				v := Office{Rows: p.factRows(shown), Pager: pager, Frame: p.frame(page, p.home(),
					Link{URL: register.FindingsURL}, Link{URL: register.OfficesURL})}
				v.AsOf, v.Links = p.asOf(o.findings), p.links(v.Root, linking(shown)...)
				if pager.Page == 1 {
					v.Counts = p.totals(o.findings)
				}
				return v
			})
		})
}

// openFirst puts what is open first, the earliest deadline first, and leaves the rest as it stands.
func (p *Planner) openFirst(findings []*register.Finding) []*register.Finding {
	rank := func(f *register.Finding) (int, register.Day) {
		switch due := p.snapshot.State(f).Due; {
		case !f.Status.Open():
			return 2, 0
		case due == 0:
			return 1, 0
		default:
			return 0, due
		}
	}
	sorted := slices.Clone(findings)
	slices.SortStableFunc(sorted, func(a, b *register.Finding) int {
		x, due := rank(a)
		y, other := rank(b)
		return cmp.Or(x-y, int(due-other))
	})
	return sorted
}
