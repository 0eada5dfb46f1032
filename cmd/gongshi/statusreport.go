package main

import (
	"slices"

	"gongshi/generator/record"
	"gongshi/generator/register"
)

// statusReport is a public register on a day: every state is the snapshot's.
type statusReport struct {
	AsOf       register.Day    `json:"as_of"`
	Findings   int             `json:"findings"`
	Inferred   int             `json:"inferred"` // of those completed
	Status     []statusCount   `json:"status"`
	Categories []categoryCount `json:"categories"`
	Overdue    []lateFinding   `json:"overdue"`
	Review     []lateFinding   `json:"review_overdue"`
	Soon       []lateFinding   `json:"due_soon"` // within 30 days
	Reports    []reportDue     `json:"reports"`
	Slippage   slippage        `json:"slippage"`
	Drafts     int             `json:"drafts"`
	Withdrawn  int             `json:"withdrawn"`
	Approval   *approvalCount  `json:"approval,omitempty"` // where texts are approved
	Record     *recordCount    `json:"record,omitempty"`   // where there is a record
}

type statusCount struct {
	Status register.Status `json:"status"`
	Count  int             `json:"count"`
}

type categoryCount struct {
	ID        string `json:"id"` // inspection/category
	Title     string `json:"title"`
	Findings  int    `json:"findings"`
	Completed int    `json:"completed"`
	Overdue   int    `json:"overdue"`
}

type lateFinding struct {
	ID         string       `json:"id"`
	Number     string       `json:"number"`
	Title      string       `json:"title"`
	Due        register.Day `json:"due"`
	Days       int          `json:"days"` // to the day; negative once it has passed
	SinceFirst int          `json:"since_first,omitempty"`
}

type reportDue struct {
	Inspection string        `json:"inspection"`
	Title      string        `json:"title"`
	Latest     register.Date `json:"latest,omitzero"`
	Next       register.Day  `json:"next"`
	Days       int           `json:"days"`
	Overdue    bool          `json:"update_overdue"`
}

// slippage counts deadlines that were put off.
type slippage struct {
	Findings   int `json:"findings"`
	Extensions int `json:"extensions"`
	Days       int `json:"days"` // in all
}

// approvalCount counts findings that await approval.
type approvalCount struct {
	Awaiting    int `json:"awaiting"` // in all
	Unpublished int `json:"unpublished"`
	Earlier     int `json:"earlier"` // shown as they were approved before
}

type recordCount struct {
	Last    register.Day `json:"last"`    // on which something was recorded
	Changed int          `json:"changed"` // findings, new ones counted in
}

func statusReportOf(all *register.Register, day register.Day,
	recorded *record.Record) *statusReport {
	site := all.Published().AsOf(day)
	s := &statusReport{AsOf: day, Findings: len(site.All()), Drafts: all.Drafts(),
		Withdrawn: len(site.Withdrawn()), Overdue: []lateFinding{}, Review: []lateFinding{},
		Soon: []lateFinding{}, Reports: []reportDue{}, Categories: []categoryCount{}}
	counts := map[register.Status]int{}
	for _, f := range site.All() {
		counts[f.Status]++
		s.add(f, site.State(f))
	}
	for _, status := range register.Statuses() {
		s.Status = append(s.Status, statusCount{status, counts[status]})
	}
	for _, i := range site.Inspections {
		s.inspection(site, i)
	}
	for _, list := range [][]lateFinding{s.Overdue, s.Review, s.Soon} {
		slices.SortStableFunc(list, func(a, b lateFinding) int { return int(a.Due - b.Due) })
	}
	if all.Config.Approval.Required {
		out, earlier := all.Unapproved()
		s.Approval = &approvalCount{out + earlier, out, earlier}
	}
	if recorded != nil {
		ids := map[string]bool{}
		for _, c := range record.Compare(recorded, all) {
			if c.Kind == record.Finding {
				ids[c.ID] = true
			}
		}
		s.Record = &recordCount{recorded.Last(), len(ids)}
	}
	return s
}

func (s *statusReport) add(f *register.Finding, state register.State) {
	if f.Status == register.Completed && f.Basis == register.Inferred {
		s.Inferred++
	}
	late := lateFinding{f.ID, f.Number, f.Title, state.Due, state.Days, state.SinceFirst}
	switch state.Schedule {
	case register.Overdue:
		s.Overdue = append(s.Overdue, late)
	case register.ReviewOverdue:
		s.Review = append(s.Review, late)
	case register.DueSoon:
		s.Soon = append(s.Soon, late)
	}
	if f.Deadline == nil {
		return
	}
	if times, days := f.Deadline.PutOff(); times > 0 {
		s.Slippage.Findings++
		s.Slippage.Extensions += times
		s.Slippage.Days += days
	}
}

func (s *statusReport) inspection(site *register.Snapshot, i *register.Inspection) {
	if r := site.Report(i); r.Next != 0 {
		s.Reports = append(s.Reports,
			reportDue{i.ID, i.Title, r.Latest, r.Next, r.Days, r.Overdue})
	}
	for _, c := range i.Categories {
		one := categoryCount{ID: i.ID + "/" + c.ID, Title: c.Title, Findings: len(c.Findings)}
		for _, f := range c.Findings {
			if f.Status == register.Completed {
				one.Completed++
			}
			if site.State(f).Schedule == register.Overdue {
				one.Overdue++
			}
		}
		s.Categories = append(s.Categories, one)
	}
}

// failure is a word of --fail-on and how much of the register it counts.
type failure struct {
	name  string
	count func(*statusReport) int
}

// failures are the words of --fail-on, in the order in which they are listed.
func failures() []failure {
	return []failure{
		{"overdue", func(s *statusReport) int { return len(s.Overdue) }},
		{"review-overdue", func(s *statusReport) int { return len(s.Review) }},
		{"update-overdue", func(s *statusReport) int {
			late := 0
			for _, r := range s.Reports {
				if r.Overdue {
					late++
				}
			}
			return late
		}},
		{"due-soon", func(s *statusReport) int { return len(s.Soon) }},
		{"drafts", func(s *statusReport) int { return s.Drafts }},
		{"awaiting", func(s *statusReport) int {
			if s.Approval == nil {
				return 0
			}
			return s.Approval.Awaiting
		}},
		{"changed", func(s *statusReport) int {
			if s.Record == nil {
				return 0
			}
			return s.Record.Changed
		}},
	}
}
