package page

import (
	"cmp"
	"slices"

	"gongshi/generator/register"
)

// promisesKept is on how many days promises may fall for a page to bring them along: ten years of
// month ends, about 2 kB.
const promisesKept = 120

// laterRows is how much of what comes next overdue.html brings along, unseen: what a site that
// nobody rebuilds would else never call late.
const laterRows = 30

// Promises are the days, the earliest first, on which something that is still open was promised,
// so that totals can be counted anew on another day.
type Promises struct {
	Deadlines []Promised `json:"deadlines"`
	Reviews   []Promised `json:"reviews"`
}

// Promised is how many findings have one day.
type Promised struct {
	Day   string `json:"day"`
	Count int    `json:"count"`
}

// totals is counts, with the promises unless they fall on too many days.
func (p *Planner) totals(findings []*register.Finding) Counts {
	c := p.counts(findings)
	deadlines, reviews := map[register.Day]int{}, map[register.Day]int{}
	for _, f := range findings {
		switch state := p.snapshot.State(f); state.Schedule {
		case register.Overdue, register.DueSoon, register.Due:
			deadlines[state.Due]++
		case register.ReviewOverdue, register.Conditional:
			reviews[state.Due]++
		}
	}
	delete(reviews, 0) // a condition without a day never comes due
	if len(deadlines)+len(reviews) <= promisesKept {
		c.Promises = &Promises{promised(deadlines), promised(reviews)}
	}
	return c
}

func promised(counts map[register.Day]int) []Promised {
	days := []Promised{} // Hugo has no null
	for day, count := range counts {
		days = append(days, Promised{day.String(), count})
	}
	slices.SortFunc(days, func(a, b Promised) int { return cmp.Compare(a.Day, b.Day) })
	return days
}

// later gives what is not due soon yet but will be, the next first.
func (p *Planner) later() []*register.Finding {
	dated := func(f *register.Finding) bool { return p.snapshot.State(f).Due != 0 }
	later := append(p.scheduled(register.Due), only(p.scheduled(register.Conditional), dated)...)
	slices.SortStableFunc(later, func(a, b *register.Finding) int {
		return p.snapshot.State(a).Days - p.snapshot.State(b).Days
	})
	return later
}
