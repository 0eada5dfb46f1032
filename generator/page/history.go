package page

import (
	"slices"

	"gongshi/generator/register"
)

// How many pages there are of what changed between recorded days: between any two of the newest
// pairedDays, 28 pages, and before those from one day to the next, for chainedDays. What is older
// stands in data/record.json. A page lists changesListed at most, and counts the rest.
const (
	pairedDays    = 8
	chainedDays   = 60
	changesListed = 500
)

// Recorded is what was recorded of a finding on a day, until the next.
type Recorded struct {
	On        register.Day
	Status    register.Status
	Deadline  register.Day
	Withdrawn bool
}

// History is history.html: the recorded days, newest first, each with the earlier ones that it is
// compared with.
type History struct {
	Frame
	Days []HistoryDay `json:"days"`
}

// HistoryDay is a recorded day.
type HistoryDay struct {
	Day   string        `json:"day"`
	Since []HistoryLink `json:"since"` // newest first
}

// HistoryLink leads to what changed since a day.
type HistoryLink struct {
	Day string `json:"day"`
	URL string `json:"url"`
}

// Comparison is history_<from>_<to>.html: what changed between two recorded days.
type Comparison struct {
	Frame
	From    string       `json:"from"`
	To      string       `json:"to"`
	Changes []Difference `json:"changes"` // in the notice's order
	More    int          `json:"more"`    // changes beyond those
}

// Difference is what became of one finding between two days. What did not change is empty.
type Difference struct {
	Finding FindingLink `json:"finding"`
	Added   bool        `json:"added,omitempty"`
	Gone    bool        `json:"gone,omitempty"` // withdrawn in between
	Was     string      `json:"was,omitempty"`  // statuses
	Now     string      `json:"now,omitempty"`
	Before  string      `json:"before,omitempty"` // deadlines, days
	After   string      `json:"after,omitempty"`
	Days    int         `json:"days,omitempty"` // from Before to After
}

// recordedDays gives every day on which a state was recorded, newest first.
func (p *Planner) recordedDays() []register.Day {
	seen := map[register.Day]bool{}
	for _, states := range p.Recorded {
		for _, s := range states {
			seen[s.On] = true
		}
	}
	var days []register.Day
	for day := range seen {
		days = append(days, day)
	}
	slices.SortFunc(days, func(a, b register.Day) int { return int(b - a) })
	return days
}

func (p *Planner) planHistory() {
	days := p.recordedDays()
	if len(days) < 2 {
		return
	}
	days = days[:min(len(days), chainedDays)]
	index := History{}
	for i, to := range days[:len(days)-1] {
		earlier := days[i+1 : max(i+2, min(len(days), pairedDays))]
		day := HistoryDay{Day: to.String()}
		for _, from := range earlier {
			day.Since = append(day.Since, HistoryLink{from.String(), p.planComparison(from, to)})
		}
		index.Days = append(index.Days, day)
	}
	page := Page{URL: register.HistoryURL, Layout: "history"}
	p.add(page, keyOf(index), func(page Page) any {
		v := index
		v.Frame = p.frame(page, p.home())
		return v
	})
}

// planComparison plans the page of what changed between two days, and gives its address.
func (p *Planner) planComparison(from, to register.Day) string {
	v := Comparison{From: from.String(), To: to.String(), Changes: []Difference{}}
	for _, f := range p.snapshot.Filed() {
		if d, differs := p.difference(f, from, to); differs && len(v.Changes) < changesListed {
			v.Changes = append(v.Changes, d)
		} else if differs {
			v.More++
		}
	}
	page := Page{URL: register.ComparisonURL(from, to), Layout: "comparison"}
	p.add(page, keyOf(v), func(page Page) any {
		v := v
		v.Frame = p.frame(page, p.home(), Link{URL: register.HistoryURL})
		return v
	})
	return page.URL
}

// at is what was recorded last by the end of a day; false where there was nothing.
func at(states []Recorded, day register.Day) (Recorded, bool) {
	for _, s := range slices.Backward(states) {
		if s.On <= day {
			return s, true
		}
	}
	return Recorded{}, false
}

func (p *Planner) difference(f *register.Finding, from, to register.Day) (Difference, bool) {
	was, before := at(p.Recorded[f.ID], from)
	now, after := at(p.Recorded[f.ID], to)
	d := Difference{Finding: findingLink(f)}
	switch {
	case !after:
		return d, false
	case !before:
		d.Added, d.Now, d.After = true, string(now.Status), now.Deadline.String()
		return d, true
	}
	if now.Withdrawn {
		d.Gone = !was.Withdrawn
		return d, d.Gone
	}
	if was.Status != now.Status {
		d.Was, d.Now = string(was.Status), string(now.Status)
	}
	if was.Deadline != now.Deadline {
		d.Before, d.After = was.Deadline.String(), now.Deadline.String()
		if was.Deadline != 0 && now.Deadline != 0 {
			d.Days = int(now.Deadline - was.Deadline)
		}
	}
	return d, d.Was != d.Now || d.Before != d.After
}

func (p *Planner) hasHistory() bool { return len(p.recordedDays()) > 1 }
