package page

import (
	"cmp"
	"path"
	"slices"

	"gongshi/generator/register"
)

func (p *planner) planFindings() error {
	for _, i := range p.register.Inspections {
		all := i.All()
		for n, f := range all {
			v := p.finding(f)
			if n > 0 {
				v.Prev = &Link{all[n-1].Title, findingURL(all[n-1].ID)}
			}
			if n+1 < len(all) {
				v.Following = &Link{all[n+1].Title, findingURL(all[n+1].ID)}
			}
			if err := p.add(v.URL, f.Title, v.Frame, v, f.Body); err != nil {
				return err
			}
		}
	}
	return nil
}

func (p *planner) finding(f *register.Finding) Finding {
	c := f.Category
	frame := p.frame("finding", findingURL(f.ID), f.Summary, p.home(),
		inspectionLink(c.Inspection), categoryLink(c))
	frame.Contact = p.contactOf(c.Inspection, f)
	frame.Modified = modified([]*register.Finding{f})
	p.publish(&frame, c.Inspection)
	shown := []*register.Finding{f}
	for _, id := range f.Related {
		shown = append(shown, p.byID[id])
	}
	frame.AsOf = p.asOf(shown)
	v := Finding{Matter: p.matter(f), Related: p.rows(shown[1:]), Extra: f.Own}
	if v.Report.Next != "" {
		frame.AsOf = p.today.String()
	}
	frame.Links = p.links(frame.Root, f)
	v.Frame = frame
	return v
}

// matter gives all that is shown of a finding wherever it is shown whole.
func (p *planner) matter(f *register.Finding) Matter {
	c := f.Category
	v := Matter{
		Row:         p.openRows([]*register.Finding{f})[0],
		Group:       c.GroupTitle(f.Group),
		Responsible: f.Responsible,
		Documents:   p.documents(f),
		Evidence:    p.evidence(f),
		Timeline:    timeline(f),
		Report:      Report{Latest: p.reports[c.Inspection].report.Latest.String()},
	}
	if f.Status == register.LongTerm {
		v.Report = p.report(c.Inspection) // its only promise is to go on reporting
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

func (p *planner) documents(f *register.Finding) []Document {
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

func (p *planner) evidence(f *register.Finding) []Document {
	var evidence []Document
	for _, e := range f.Evidence {
		v := Document{Title: e.Title}
		p.attach(&v, f, e.File)
		evidence = append(evidence, v)
	}
	return evidence
}

func (p *planner) attach(d *Document, f *register.Finding, name string) {
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
