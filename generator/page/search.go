package page

import (
	"slices"

	"gongshi/generator/register"
)

// Search is search.html. Nothing on it depends on the day: what is overdue the visitor's browser
// finds out, and the links that do without it lead to lists.
type Search struct {
	Frame
	Narrowing
}

// Narrowing is what a list of findings can be narrowed to, and what the script needs for it.
type Narrowing struct {
	All         int            `json:"all"`
	Data        string         `json:"data"` // the script with all texts
	Inspections []SearchScope  `json:"inspections"`
	Statuses    []StatusCount  `json:"statuses"`  // only those that some finding has
	Schedules   []string       `json:"schedules"` // those that some finding can have, on any day
	Offices     []Sibling      `json:"offices,omitempty"`
	Samples     []SearchSample `json:"samples"` // the looks that a result can have

	// Brief has inspections without their categories, and so many at most.
	Brief           bool `json:"brief"`
	MoreInspections int  `json:"more_inspections"` // beyond those
}

// scopesShown is how many inspections and categories can be chosen and are listed: 30 kB of a page.
const scopesShown = 60

// SearchScope is an inspection whose categories narrow a search.
type SearchScope struct {
	Title      string           `json:"title"`
	URL        string           `json:"url"`
	Value      string           `json:"value"` // <inspection>/, with which its categories begin
	All        int              `json:"all"`
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
	p.add(page, p.Everything(), func(page Page) any {
		return Search{p.frame(page, p.home()), *p.narrowing()}
	})
}

func (p *Planner) narrowing() *Narrowing {
	of := ""
	if len(p.snapshot.Inspections) > 1 {
		of = " "
	}
	all := p.snapshot.All()
	v := &Narrowing{All: len(all), Data: register.IndexURL, Samples: samples(p.snapshot.Filed(), of),
		Schedules: p.schedules(), Inspections: []SearchScope{},
		Statuses: slices.DeleteFunc(tally(all).Statuses,
			func(s StatusCount) bool { return s.Count == 0 })}
	scopes := len(p.snapshot.Inspections)
	for _, i := range p.snapshot.Inspections {
		scopes += len(i.Categories)
	}
	v.Brief = scopes > scopesShown
	shown, more := first(p.snapshot.Inspections, scopesShown)
	v.MoreInspections = more
	for _, i := range shown {
		scope := SearchScope{Title: i.Label(), URL: i.URL(), Value: i.ID + "/", All: len(i.All()),
			Categories: []SearchCategory{}}
		for _, c := range i.Categories {
			if v.Brief {
				break
			}
			scope.Categories = append(scope.Categories, SearchCategory{
				Sibling{c.Title, c.URL(), len(c.Findings)}, c.Path()})
		}
		v.Inspections = append(v.Inspections, scope)
	}
	for _, o := range p.offices() {
		v.Offices = append(v.Offices, Sibling{o.name, register.OfficeURL(o.name), len(o.findings)})
	}
	return v
}

// samples gives a row for every look that a finding of the register has, in the order of their
// first findings. of is a space where a row names its inspection.
func samples(findings []*register.Finding, of string) []SearchSample {
	samples := []SearchSample{}
	for _, f := range findings {
		look := string(f.Status) + " " + string(f.Basis)
		if f.Draft {
			look += " draft"
		}
		if f.Withdrawn != nil {
			look = "withdrawn"
		}
		if slices.ContainsFunc(samples, func(s SearchSample) bool { return s.Look == look }) {
			continue
		}
		// A space, a link and a date hold the places where the browser writes.
		row := Row{URL: register.SearchURL, Status: string(f.Status), Basis: string(f.Basis), Of: of,
			Draft: f.Draft, Deadline: Deadline{Schedule: string(register.None), Date: " "},
			Responsible: []Link{{}}, Withdrawn: f.Withdrawn != nil}
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
