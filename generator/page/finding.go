package page

import (
	"cmp"
	"slices"
	"sync"

	"gongshi/generator/register"
)

// planFindings plans the pages of the findings whose files are chosen, in categories whose files are.
func (p *Planner) planFindings(in, chosen func(file string) bool) {
	p.planWithdrawn(chosen)
	for _, i := range p.snapshot.Inspections {
		all, n := sync.OnceValue(i.All), 0
		for _, c := range i.Categories {
			for at, f := range c.Findings {
				if in(c.Body.File) && chosen(f.Body.File) {
					p.planFinding(all(), n+at)
				}
			}
			n += len(c.Findings)
		}
	}
}

// planFinding plans the page of the nth finding of an inspection. Of the page no more is kept than
// that: with all that it shows, 100,000 took 60 MB.
func (p *Planner) planFinding(all []*register.Finding, n int) {
	f := all[n]
	report, prev, following := p.reported(f), linkTo(all, n-1), linkTo(all, n+1)
	key := keyOf(p.key(f), p.keysOf(p.related(f)), report.Latest, report.Next, report.Days, prev,
		following)
	p.add(Page{URL: f.URL(), Layout: "finding", File: f.Body.File,
		Modified: p.modified([]*register.Finding{f}), title: f.Title, body: &f.Body}, key,
		func(page Page) any {
			v := p.finding(f, p.related(f), page)
			v.Prev, v.Following = optional(linkTo(all, n-1)), optional(linkTo(all, n+1))
			return v
		})
}

// linkTo is a link to the nth finding; an empty one where there is none.
func linkTo(all []*register.Finding, n int) Link {
	if n < 0 || n >= len(all) {
		return Link{}
	}
	return Link{all[n].Title, all[n].URL()}
}

func (p *Planner) related(f *register.Finding) []*register.Finding {
	var related []*register.Finding
	for _, id := range f.Related {
		if other := p.byID[id]; other != nil { // else it was withdrawn, and that is remarked on
			related = append(related, other)
		}
	}
	return related
}

func (p *Planner) finding(f *register.Finding, related []*register.Finding, page Page) Finding {
	c := f.Category
	v := Finding{Details: p.details(f), Related: p.rows(related), Extra: f.Own,
		Frame: p.frameWithin(c.Inspection, page, p.home(), inspectionLink(c.Inspection),
			categoryLink(c))}
	v.Description, v.Contact = f.Summary, p.contactOf(c.Inspection, f)
	v.AsOf = p.asOf(append([]*register.Finding{f}, related...))
	if v.Report.Next != "" {
		v.AsOf = p.snapshot.Day.String()
	}
	v.Links = p.links(v.Root, f)
	if len(f.Answers) > 0 {
		v.Opinions = c.Inspection.Opinions
	}
	return v
}

// optional is a link, or nothing where it leads nowhere.
func optional(l Link) *Link {
	if l.URL == "" {
		return nil
	}
	return &l
}

// reported is when a finding was last reported on; of a long-term one, whose only promise is to go
// on reporting, also how that promise stands.
func (p *Planner) reported(f *register.Finding) Report {
	i := f.Category.Inspection
	if f.Status == register.LongTerm {
		return p.report(i)
	}
	return Report{Latest: p.snapshot.Report(i).Latest.String()}
}

// details gives all that is shown of a finding wherever it is shown whole.
func (p *Planner) details(f *register.Finding) Details {
	c := f.Category
	v := Details{
		Row:       p.openRows([]*register.Finding{f})[0],
		Group:     c.GroupTitle(f.Group),
		Verified:  f.Verified,
		Results:   f.Results,
		Documents: p.documents(f),
		Evidence:  p.evidence(f),
		Timeline:  timeline(f),
		Report:    p.reported(f),

		Corrections: corrections(f.Changes(), "finding", p.snapshot.Config.Language),
	}
	for _, m := range f.Measures {
		v.Measures = append(v.Measures, Measure{emphasis(m.Text), m.Date.String(), done(m.Done)})
	}
	for _, a := range slices.Backward(f.Answers) {
		a.Answer = register.Markdown(emphasis(a.Answer))
		v.Answers = append(v.Answers, a)
	}
	slices.SortStableFunc(v.Answers, func(a, b register.Answer) int {
		return cmp.Compare(b.On.String(), a.On.String())
	})
	return v
}

// done is a word, since a layout cannot tell false from nothing.
func done(b *bool) string {
	switch {
	case b == nil:
		return ""
	case *b:
		return "yes"
	}
	return "no"
}

func (p *Planner) documents(f *register.Finding) []Document {
	var documents []Document
	for _, d := range f.Documents {
		v := Document{Title: d.Title, Date: d.Date.String(), URL: d.URL}
		if d.File != "" {
			p.attach(&v, f, d.File)
		}
		documents = append(documents, v)
	}
	return documents
}

func (p *Planner) evidence(f *register.Finding) []Document {
	var evidence []Document
	for _, e := range f.Evidence {
		v := Document{Title: e.Title}
		p.attach(&v, f, e.File)
		evidence = append(evidence, v)
	}
	return evidence
}

func (p *Planner) attach(d *Document, f *register.Finding, name string) {
	file := p.files.Of(f, name)
	d.File, d.Type, d.Size = file.URL, file.Type, file.Size
	d.Name = register.DownloadName(d.Title, name)
}

// timeline tells what became of a finding, newest first; of the same day, what the register
// tells last comes first.
func timeline(f *register.Finding) []Event {
	var events []Event
	add := func(last register.Day, e Event) {
		e.last = last
		events = append(events, e)
	}
	feedback := f.Category.Inspection.Feedback
	if !feedback.IsZero() {
		add(feedback.Last, Event{Date: feedback.String(), Kind: "feedback"})
	}
	for _, u := range f.Updates {
		add(u.Date.Last, Event{Date: u.Date.String(), Kind: "update", Status: string(u.Status),
			Text: emphasis(u.Text)})
	}
	if f.Deadline != nil {
		for _, e := range f.Deadline.Extended {
			add(e.On, Event{Date: e.On.String(), Kind: "extended", To: e.To.String(),
				Reason: e.Reason})
		}
	}
	if !f.Completed.IsZero() {
		add(f.Completed.Last, Event{Date: f.Completed.String(), Kind: "completed"})
	}
	if f.Verified != nil {
		add(f.Verified.On.Last, Event{Date: f.Verified.On.String(), Kind: "verified",
			By: f.Verified.By})
	}
	slices.Reverse(events)
	slices.SortStableFunc(events, func(a, b Event) int { return cmp.Compare(b.last, a.last) })
	return events
}
