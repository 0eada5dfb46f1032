package page

import (
	"cmp"
	"path"
	"slices"

	"gongshi/generator/register"
)

func (p *Planner) planFindings(chosen func(*register.Finding) bool) {
	for _, i := range p.register.Inspections {
		all := i.All()
		for n, f := range all {
			if !chosen(f) {
				continue
			}
			var prev, following Link
			if n > 0 {
				prev = Link{all[n-1].Title, findingURL(all[n-1].ID)}
			}
			if n+1 < len(all) {
				following = Link{all[n+1].Title, findingURL(all[n+1].ID)}
			}
			p.planFinding(f, prev, following)
		}
	}
}

func (p *Planner) planFinding(f *register.Finding, prev, following Link) {
	related := make([]*register.Finding, len(f.Related))
	for i, id := range f.Related {
		related[i] = p.byID[id]
	}
	newest := p.modified([]*register.Finding{f})
	page := Page{URL: findingURL(f.ID), Layout: "finding", File: f.Body.File, Modified: newest}
	key := keyOf(p.fact(f).key, p.keys(related), p.reportKey(f), prev, following)
	p.add(page, key, func() (string, any, register.Body) {
		v := p.finding(f, related)
		v.Modified, v.Prev, v.Following = newest, given(prev), given(following)
		return f.Title, v, f.Body
	})
}

func (p *Planner) finding(f *register.Finding, related []*register.Finding) Finding {
	c := f.Category
	frame := p.frame("finding", findingURL(f.ID), f.Summary, p.home(),
		inspectionLink(c.Inspection), categoryLink(c))
	frame.Contact = p.contactOf(c.Inspection, f)
	p.publish(&frame, c.Inspection)
	frame.AsOf = p.asOf(append([]*register.Finding{f}, related...))
	v := Finding{Matter: p.matter(f), Related: p.rows(related), Extra: f.Own}
	if v.Report.Next != "" {
		frame.AsOf = p.today.String()
	}
	frame.Links = p.links(frame.Root, f)
	v.Frame = frame
	return v
}

// given is a link, or nothing where it leads nowhere.
func given(l Link) *Link {
	if l.URL == "" {
		return nil
	}
	return &l
}

// reportKey is of what reported gives.
func (p *Planner) reportKey(f *register.Finding) Key {
	promise := p.reports[f.Category.Inspection]
	if f.Status == register.LongTerm {
		return promise.key
	}
	return promise.latest
}

// reported is when a finding was last reported on; of a long-term one, whose only promise is to go
// on reporting, also how that promise stands.
func (p *Planner) reported(f *register.Finding) Report {
	i := f.Category.Inspection
	if f.Status == register.LongTerm {
		return p.report(i)
	}
	return Report{Latest: p.reports[i].report.Latest.String()}
}

// matter gives all that is shown of a finding wherever it is shown whole.
func (p *Planner) matter(f *register.Finding) Matter {
	c := f.Category
	v := Matter{
		Row:         p.openRows([]*register.Finding{f})[0],
		Group:       c.GroupTitle(f.Group),
		Responsible: f.Responsible,
		Documents:   p.documents(f),
		Evidence:    p.evidence(f),
		Timeline:    timeline(f),
		Report:      p.reported(f),
	}
	if f.Verified != nil {
		v.Verified = &Verified{f.Verified.By, f.Verified.On.String()}
	}
	for _, m := range f.Measures {
		v.Measures = append(v.Measures, Measure{markdown(m.Text), m.Date.String(), done(m.Done)})
	}
	for _, r := range f.Results {
		v.Results = append(v.Results, Result(r))
	}
	for _, a := range slices.Backward(f.Answers) {
		v.Answers = append(v.Answers, Answer{a.On.String(), a.Question, markdown(a.Answer)})
	}
	slices.SortStableFunc(v.Answers, func(a, b Answer) int { return cmp.Compare(b.On, a.On) })
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
	file := p.files[path.Join(path.Dir(f.Body.File), name)]
	d.File, d.Type, d.Size = file.URL, file.Type, file.Size
}

// timeline tells what became of a finding, newest first; of the same day, what the register
// tells last comes first.
func timeline(f *register.Finding) []Event {
	var events []Event
	dates := map[int]register.Day{}
	add := func(last register.Day, e Event) {
		dates[len(events)] = last
		events = append(events, e)
	}
	feedback := f.Category.Inspection.Feedback
	if !feedback.IsZero() {
		add(feedback.Last, Event{Date: feedback.String(), Kind: "feedback"})
	}
	for _, u := range f.Updates {
		add(u.Date.Last, Event{Date: u.Date.String(), Kind: "update", Status: string(u.Status),
			Text: markdown(u.Text)})
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
	order := make([]int, len(events))
	for i := range order {
		order[i] = len(events) - 1 - i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(dates[b], dates[a]) })
	sorted := make([]Event, len(events))
	for i, from := range order {
		sorted[i] = events[from]
	}
	return sorted
}
