package page

import "gongshi/generator/register"

// Overdue is overdue.html and its further pages: what is overdue, then what is to be reviewed, then
// what is due soon, each the most urgent first.
type Overdue struct {
	Frame
	Sections []DueSection `json:"sections"` // on the only page all three, else those with rows
	Begins   []Begins     `json:"begins"`   // of several pages, for each schedule that has rows
	Later    []Row        `json:"later"`    // what comes next, for a visitor's later day
	Partial  bool         `json:"partial"`  // on a later day there may be more than it shows
	Pager    Pager        `json:"pager"`

	PutOff *PutOff `json:"put_off,omitempty"` // on the first page only, where any was

	Inspections []InspectionHead `json:"inspections"`      // to be reported on; on the first page only
	Letter      *Letter          `json:"letter,omitempty"` // likewise; nothing where nothing is late
}

// Letter asks the body about all that is late on the day of the build.
type Letter struct {
	Late []Late `json:"late"` // as many as two sheets of paper hold
	More int    `json:"more"` // how many there are besides
}

// Late is a line of a letter: a finding, or an inspection without its report.
type Late struct {
	Number string `json:"number,omitempty"`
	Title  string `json:"title"`
	Kind   string `json:"kind"` // overdue, review-overdue or report
	Days   int    `json:"days"` // over
}

// PutOff is how many findings had their deadline extended, how often, and by how many days in all.
type PutOff struct {
	Findings int `json:"findings"`
	Times    int `json:"times"`
	Days     int `json:"days"` // of those with a first date
}

func putOff(findings []*register.Finding) *PutOff {
	all := PutOff{}
	for _, f := range findings {
		if f.Deadline == nil || len(f.Deadline.Extended) == 0 {
			continue
		}
		times, days := f.Deadline.PutOff()
		all.Findings++
		all.Times += times
		all.Days += days
	}
	if all.Findings == 0 {
		return nil
	}
	return &all
}

// Due is the findings of one schedule, as many as the page shows.
type DueSection struct {
	Schedule string `json:"schedule"` // overdue, review-overdue or due-soon
	Count    int    `json:"count"`    // on all pages
	Rows     []Row  `json:"rows"`
}

// Begins is the page on which a schedule has its first finding.
type Begins struct {
	Schedule string `json:"schedule"`
	Count    int    `json:"count"`
	URL      string `json:"url"`
}

func (p *Planner) planOverdue() {
	shown := []register.Schedule{register.Overdue, register.ReviewOverdue, register.DueSoon}
	counts := map[register.Schedule]int{}
	var all []*register.Finding
	var begins []Begins
	for _, s := range shown {
		found := p.scheduled(s)
		counts[s] = len(found)
		if len(found) > 0 {
			begins = append(begins, Begins{string(s), len(found),
				pageURL(register.OverdueURL, 1+len(all)/p.perPage)})
		}
		all = append(all, found...)
	}
	later := p.later()
	left := max(0, len(later)-laterRows)
	later = later[:len(later)-left]
	newest := p.modified(p.snapshot.All())
	add := func(url string, rows []*register.Finding, pager Pager) {
		key := keyOf(p.keysOf(rows), counts, int(p.snapshot.Day), left, pager)
		if pager.Page == 1 {
			key = keyOf(p.Everything(), pager)
		} else if pager.Page == pager.Pages {
			key = keyOf(key, p.keysOf(later))
		}
		page := Page{URL: url, Layout: "overdue", Modified: newest}
		p.add(page, key, func(page Page) any {
			v := Overdue{Frame: p.frame(page, p.home()), Pager: pager,
				Partial: left > 0 || pager.Pages > 1}
			v.AsOf = p.snapshot.Day.String()
			texts := linking(rows)
			for _, s := range shown {
				due := DueSection{string(s), counts[s], p.factRows(p.withSchedule(s, rows))}
				if pager.Pages == 1 || len(due.Rows) > 0 {
					v.Sections = append(v.Sections, due)
				}
			}
			if pager.Pages > 1 {
				v.Begins = begins
			}
			if pager.Page == pager.Pages {
				v.Later, texts = p.factRows(later), append(texts, linking(later)...)
			}
			if pager.Page == 1 {
				v.Inspections, v.PutOff = p.reportable(), putOff(p.snapshot.All())
				v.Letter = p.letter()
			}
			v.Links = p.links(v.Root, texts...)
			return v
		})
	}
	paged(register.OverdueURL, all, p.perPage, add)
}

// lettered is how many lines a letter has: on two sheets of A4.
const lettered = 50

func (p *Planner) letter() *Letter {
	var late []Late
	for _, s := range []register.Schedule{register.Overdue, register.ReviewOverdue} {
		for _, f := range p.scheduled(s) {
			late = append(late, Late{f.Number, f.Title, string(s), -p.snapshot.State(f).Days})
		}
	}
	for _, i := range p.snapshot.Inspections {
		if r := p.snapshot.Report(i); r.Overdue {
			late = append(late, Late{"", i.Label(), "report", -r.Days})
		}
	}
	if len(late) == 0 {
		return nil
	}
	n := min(len(late), lettered)
	return &Letter{late[:n], len(late) - n}
}

// withSchedule gives those of some findings that stand so against their promise.
func (p *Planner) withSchedule(s register.Schedule,
	findings []*register.Finding) []*register.Finding {
	return only(findings, func(f *register.Finding) bool {
		return p.snapshot.State(f).Schedule == s
	})
}

// reportable gives the inspections that are to be reported on.
func (p *Planner) reportable() []InspectionHead {
	var heads []InspectionHead
	for _, i := range p.snapshot.Inspections {
		if p.snapshot.Report(i).Next != 0 {
			heads = append(heads, p.head(i))
		}
	}
	return heads
}
