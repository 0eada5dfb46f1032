package page

import (
	"cmp"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"gongshi/generator/register"
)

// contact makes addresses ready for use. subject is a mail's subject; empty for none.
func contact(c register.Contact, subject string) Contact {
	v := Contact{Phone: c.Phone, Email: c.Email, Address: c.Address, Postcode: c.Postcode,
		Hours: c.Hours}
	if all := c.Phones(); len(all) > 0 {
		number, _, _ := strings.Cut(all[0], "转") // an extension is not dialled
		v.PhoneHref = "tel:" + strings.Map(dialled, number)
	}
	if c.Email != "" {
		v.EmailHref = "mailto:" + c.Email
		if subject != "" {
			// PathEscape, since mail programs show a query's + as it is.
			v.EmailHref += "?subject=" + strings.ReplaceAll(url.PathEscape(subject), "&", "%26")
		}
	}
	return v
}

// dialled is a character of a number as a telephone takes it.
func dialled(r rune) rune {
	switch r {
	case '(':
		return -1
	case ' ', ')':
		return '-'
	}
	return r
}

// contactOf is how to reach somebody about an inspection or, where f is given, a finding: each
// key from the nearest place that gives it.
func (p *Planner) contactOf(i *register.Inspection, f *register.Finding) Contact {
	c, subject := i.Contact.Or(p.snapshot.Contact), ""
	if f != nil {
		subject = f.ID + " " + f.Title
		if f.Contact != nil {
			c = f.Contact.Or(c)
		}
	}
	return contact(c, subject)
}

func (p *Planner) row(f *register.Finding) Row {
	return Row{
		ID:         f.ID,
		URL:        f.URL(),
		Title:      f.Title,
		Number:     f.Number,
		Summary:    f.Summary,
		Status:     string(f.Status),
		Basis:      string(f.Basis),
		Draft:      f.Draft,
		Approval:   f.Awaits(),
		Completed:  f.Completed.String(),
		Deadline:   p.deadline(f),
		Inspection: inspectionLink(f.Category.Inspection),
		Category:   categoryLink(f.Category),
		NotStated:  f.NotStated,
		Of:         p.of(f),

		Responsible: offices(f),
	}
}

func offices(f *register.Finding) []Link {
	var links []Link
	for _, name := range f.Responsible {
		links = append(links, Link{name, register.OfficeURL(name)})
	}
	return links
}

func (p *Planner) of(f *register.Finding) string {
	if len(p.snapshot.Inspections) < 2 {
		return ""
	}
	return f.Category.Inspection.Label()
}

func (p *Planner) rows(findings []*register.Finding) []Row {
	rows := make([]Row, len(findings))
	for i, f := range findings {
		rows[i] = p.row(f)
	}
	return rows
}

// openRows is rows, each with why it is not done and what comes next.
func (p *Planner) openRows(findings []*register.Finding) []Row {
	rows := p.rows(findings)
	for i, f := range findings {
		rows[i].Reason, rows[i].Next = emphasis(f.Reason), emphasis(f.Next)
	}
	return rows
}

// factRows is openRows for lists that give them with each row.
func (p *Planner) factRows(findings []*register.Finding) []Row {
	rows := p.openRows(findings)
	for i := range rows {
		rows[i].Facts = true
	}
	return rows
}

func (p *Planner) deadline(f *register.Finding) Deadline {
	state := p.snapshot.State(f)
	v := Deadline{Schedule: string(state.Schedule), Days: state.Days, SinceFirst: state.SinceFirst}
	d := f.Deadline
	if d == nil {
		return v
	}
	v.Condition, v.NotStated = d.Condition, d.NotStated
	if d.Condition != "" && len(d.Extended) == 0 {
		v.Review = state.Due.String()
		return v
	}
	v.Date, v.First = d.Due().String(), d.Date.String()
	v.Extended = d.Extended
	_, v.PutOff = d.PutOff()
	return v
}

func (p *Planner) counts(findings []*register.Finding) Counts {
	c := tally(findings)
	for _, f := range findings {
		switch p.snapshot.State(f).Schedule {
		case register.Overdue:
			c.Overdue++
		case register.DueSoon:
			c.DueSoon++
		case register.ReviewOverdue:
			c.Review++
		}
	}
	return c
}

// tally gives the totals that do not depend on the day.
func tally(findings []*register.Finding) Counts {
	c := Counts{All: len(findings)}
	by := map[register.Status]int{}
	for _, f := range findings {
		by[f.Status]++
		if f.Status == register.Completed && f.Basis == register.Inferred {
			c.Inferred++
		}
		if f.Status.Open() {
			c.Open++
		}
	}
	c.Completed = by[register.Completed]
	tenths := register.Rate(c.Completed, c.All)
	c.Rate = strconv.Itoa(tenths/10) + "." + strconv.Itoa(tenths%10)
	for _, s := range register.Statuses() {
		c.Statuses = append(c.Statuses, StatusCount{string(s), by[s], s.URL()})
	}
	return c
}

func (p *Planner) report(i *register.Inspection) Report {
	r := p.snapshot.Report(i)
	v := Report{Latest: r.Latest.String()}
	if r.Next == 0 {
		return v
	}
	v.Every, v.EveryDays = i.ReportEvery.Months, i.ReportEvery.Days
	v.Next, v.Days, v.Overdue = r.Next.String(), r.Days, r.Overdue
	return v
}

func (p *Planner) head(i *register.Inspection) InspectionHead {
	h := InspectionHead{
		Title:     i.Title,
		Short:     i.Short,
		URL:       i.URL(),
		Kind:      i.Kind,
		Body:      i.Inspected,
		Issuer:    i.Issuer,
		Inspector: i.Inspector,
		From:      i.From.String(),
		To:        i.To.String(),
		Feedback:  i.Feedback.String(),
		Published: i.Published.String(),
		Clock:     i.Published.Clock,
		Source:    i.Source,
		Report:    p.report(i),
		Counts:    p.totals(i.All()),
	}
	if d := i.Disclosure; d != nil && *d != (register.Disclosure{}) {
		h.Disclosure = d
	}
	for _, c := range i.Categories {
		h.Categories = append(h.Categories,
			CategoryHead{c.Title, c.URL(), p.counts(c.Findings)})
	}
	return h
}

// urgency orders schedules by how much they want a reader's eye.
var urgency = []register.Schedule{register.Overdue, register.ReviewOverdue, register.DueSoon,
	register.Due, register.Conditional, register.None}

// only gives those findings that are wanted, in their order.
func only(findings []*register.Finding, wanted func(*register.Finding) bool) []*register.Finding {
	return slices.DeleteFunc(slices.Clone(findings),
		func(f *register.Finding) bool { return !wanted(f) })
}

// unfinished gives the open findings, the longest overdue first, equals in the notice's order.
func (p *Planner) unfinished(findings []*register.Finding) []*register.Finding {
	open := only(findings, func(f *register.Finding) bool { return f.Status.Open() })
	p.sortByUrgency(open)
	return open
}

func (p *Planner) sortByUrgency(findings []*register.Finding) {
	slices.SortStableFunc(findings, func(a, b *register.Finding) int {
		x, y := p.snapshot.State(a), p.snapshot.State(b)
		if (x.Due == 0) != (y.Due == 0) && x.Schedule == y.Schedule {
			return int(y.Due - x.Due) // a condition without a day comes last
		}
		return cmp.Or(
			slices.Index(urgency, x.Schedule)-slices.Index(urgency, y.Schedule),
			x.Days-y.Days)
	})
}

// scheduled gives the findings that stand so against their promise, the longest overdue first; a
// long-term one with a deadline is among them.
func (p *Planner) scheduled(want register.Schedule) []*register.Finding {
	found := p.withSchedule(want, p.snapshot.All())
	p.sortByUrgency(found)
	return found
}
