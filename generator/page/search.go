package page

import (
	"slices"

	"gongshi/generator/register"
)

// Search is search.html. Nothing on it depends on the day: what is overdue the visitor's browser
// finds out, and the links that do without it lead to lists.
type Search struct {
	Frame
	Data        string         `json:"data"` // the script with all texts
	Inspections []SearchScope  `json:"inspections"`
	Statuses    []StatusCount  `json:"statuses"`  // only those that some finding has
	Schedules   []string       `json:"schedules"` // those that some finding can have, on any day
	Samples     []SearchSample `json:"samples"`   // the looks that a result can have
}

// SearchScope is an inspection whose categories narrow a search.
type SearchScope struct {
	Title      string           `json:"title"`
	Categories []SearchCategory `json:"categories"`
}

// SearchCategory is a category that narrows a search.
type SearchCategory struct {
	Sibling
	Value string `json:"value"` // as the data names it: <inspection>/<category>
}

// SearchSample is a row without words; the browser puts those of a finding into a copy.
type SearchSample struct {
	Row
	Look string `json:"look"` // status, basis and draft, as the browser joins them
}

func (p *Planner) planSearch() {
	page := Page{URL: register.SearchURL, Layout: "search", Modified: p.modified(p.snapshot.All())}
	p.add(page, p.Everything(), func() any { return p.search(page) })
}

func (p *Planner) search(page Page) Search {
	v := Search{Frame: p.frame(page, p.home()), Data: register.IndexURL, Samples: samples(p.snapshot.All()),
		Schedules: p.schedules(), Inspections: []SearchScope{},
		Statuses: slices.DeleteFunc(tally(p.snapshot.All()).Statuses,
			func(s StatusCount) bool { return s.Count == 0 })}
	for _, i := range p.snapshot.Inspections {
		scope := SearchScope{Title: i.Title, Categories: []SearchCategory{}}
		for _, c := range i.Categories {
			scope.Categories = append(scope.Categories, SearchCategory{
				Sibling{c.Title, c.URL(), len(c.Findings)}, c.Path()})
		}
		v.Inspections = append(v.Inspections, scope)
	}
	return v
}

// samples gives a row for every look that a finding of the register has, in the order of their
// first findings.
func samples(findings []*register.Finding) []SearchSample {
	samples := []SearchSample{}
	for _, f := range findings {
		look := string(f.Status) + " " + string(f.Basis)
		if f.Draft {
			look += " draft"
		}
		if slices.ContainsFunc(samples, func(s SearchSample) bool { return s.Look == look }) {
			continue
		}
		row := Row{URL: register.SearchURL, Status: string(f.Status), Basis: string(f.Basis),
			Draft: f.Draft, Deadline: Deadline{Schedule: string(register.None)}}
		samples = append(samples, SearchSample{row, look})
	}
	return samples
}

// schedules gives what a search can be narrowed to, most urgent first.
func (p *Planner) schedules() []string {
	possible := map[register.Schedule]bool{}
	for _, f := range p.snapshot.All() {
		switch s := p.snapshot.State(f); s.Schedule {
		case register.None:
		case register.Met, register.MetLate:
			possible[s.Schedule] = true
		case register.Conditional, register.ReviewOverdue:
			possible[register.Conditional] = true
			possible[register.ReviewOverdue] = s.Due != 0 || possible[register.ReviewOverdue]
		default: // due today, overdue one day
			possible[register.Due], possible[register.DueSoon] = true, true
			possible[register.Overdue] = true
		}
	}
	found := []string{}
	for _, s := range append(slices.Clone(urgency), register.MetLate, register.Met) {
		if possible[s] {
			found = append(found, string(s))
		}
	}
	return found
}
