package export

import (
	"fmt"
	"slices"

	"gongshi/generator/register"
)

// data writes findings.json of a register that is one file.
func (w *writer) data() ([]byte, error) {
	all := w.records()
	all.Findings = w.recordsOf(w.All())
	return encodeJSON(all)
}

// records gives all but the findings.
func (w *writer) records() records {
	c := w.Config
	all := records{
		Schema:  "findings.schema.json",
		Version: version,
		AsOf:    day(w.Day.String()),
		Site: siteRecord{Title: c.Title, Language: w.Config.LanguageTag(), TimeZone: c.TimeZone,
			URL: address(w.base), Banner: c.Banner},
		Register: &registerRecord{
			authoredRegister{w.Title, contactOf(w.Contact),
				markdown(w.Body.Text)},
			computedRegister{address(w.url(register.HomeURL)), date(w.Latest.String()),
				w.links(w.Links())},
		},
		Inspections: []inspectionRecord{},
	}
	for _, i := range w.Inspections {
		all.Inspections = append(all.Inspections, w.inspection(i))
	}
	return all
}

func (w *writer) recordsOf(findings []*register.Finding) *[]findingRecord {
	all := make([]findingRecord, len(findings))
	for i, f := range findings {
		all[i] = findingRecord{f.ID, f.Category.Inspection.ID, f.Category.ID, authored(f),
			w.computed(f)}
	}
	return &all
}

func contactOf(c register.Contact) *contact {
	if c == (register.Contact{}) {
		return nil
	}
	return &contact{c.Phone, c.Email, c.Address, c.Postcode, c.Hours}
}

func (w *writer) inspection(i *register.Inspection) inspectionRecord {
	r := inspectionRecord{
		ID: i.ID,
		Authored: authoredInspection{
			Title: i.Title, Inspected: i.Inspected, Issuer: i.Issuer, Inspector: i.Inspector,
			From: date(i.From.String()), To: date(i.To.String()),
			Feedback: date(i.Feedback.String()), Published: moment(i.Published.String()),
			ReportEvery: periodOf(i.ReportEvery), Source: i.Source,
			Contact: contactOf(i.Contact), Text: markdown(i.Body.Text),
		},
		Categories: []categoryRecord{},
	}
	if a := i.Accountability; a != nil {
		r.Authored.Accountability = &accountability{a.Organisations, a.Persons,
			list(a.Kinds, func(k register.Kind) kindRecord { return kindRecord(k) })}
	}
	report := w.Report(i)
	r.Computed = computedInspection{URL: address(w.url(i.URL())),
		AsOf: day(w.Day.String()), Latest: date(report.Latest.String()),
		Next: day(report.Next.String()), Overdue: report.Overdue, Links: w.links(i.Links())}
	if report.Next != 0 {
		r.Computed.Days = &report.Days
	}
	for _, c := range i.Categories {
		r.Categories = append(r.Categories, categoryRecord{c.ID,
			authoredCategory{c.Title, c.Weight,
				list(c.Groups, func(g register.Group) groupRecord { return groupRecord(g) }),
				markdown(c.Body.Text)},
			computedCategory{address(w.url(c.URL())), w.links(c.Links())}})
	}
	return r
}

// periodOf writes a duration as ISO 8601 has it; a year as twelve months, a week as seven days.
func periodOf(p register.Period) period {
	if p.IsZero() {
		return ""
	}
	text := "P"
	if p.Months > 0 {
		text += fmt.Sprintf("%dM", p.Months)
	}
	if p.Days > 0 {
		text += fmt.Sprintf("%dD", p.Days)
	}
	return period(text)
}

// list makes records of some values; nil of none, so that their key is left out.
func list[From, To any](values []From, record func(From) To) []To {
	var records []To
	for _, v := range values {
		records = append(records, record(v))
	}
	return records
}

func authored(f *register.Finding) authoredFinding {
	a := authoredFinding{
		Title: f.Title, Number: f.Number, Group: f.Group, Weight: f.Weight, Summary: f.Summary,
		Status: f.Status, Basis: f.Basis, Completed: date(f.Completed.String()),
		Reason: markdown(f.Reason), Next: markdown(f.Next), Responsible: f.Responsible,
		Related: f.Related, Contact: contactOf(f.Contact), Text: markdown(f.Body.Text),
	}
	if v := f.Verified; v != nil {
		a.Verified = &verification{v.By, date(v.On.String())}
	}
	if d := f.Deadline; d != nil {
		a.Deadline = &deadline{day(d.Date.String()),
			list(d.Extended, func(e register.Extension) extension {
				return extension{day(e.On.String()), day(e.To.String()), e.Reason}
			}), d.Condition, day(d.Review.String())}
	}
	a.Measures = list(f.Measures, func(m register.Measure) measure {
		return measure{markdown(m.Text), date(m.Date.String()), m.Done}
	})
	a.Results = list(f.Results, func(r register.Result) result { return result(r) })
	a.Documents = list(f.Documents, func(d register.Document) document {
		return document{d.Title, date(d.Date.String()), d.File, address(d.URL)}
	})
	a.Updates = list(f.Updates, func(u register.Update) update {
		return update{date(u.Date.String()), u.Status, markdown(u.Text)}
	})
	a.Answers = list(f.Answers, func(q register.Answer) answer {
		return answer{date(q.On.String()), q.Question, markdown(q.Answer)}
	})
	a.Evidence = list(f.Evidence, func(e register.Attachment) attachment { return attachment(e) })
	return a
}

func (w *writer) computed(f *register.Finding) computedFinding {
	s := w.State(f)
	c := computedFinding{
		URL: address(w.url(f.URL())), AsOf: day(w.Day.String()), Schedule: s.Schedule,
		Due: day(s.Due.String()), Modified: date(w.Modified(f).String()),
		Links: w.links(f.Links()),
	}
	if s.Running() {
		c.Days = &s.Days
	}
	if s.SinceFirst > 0 {
		c.SinceFirst = &s.SinceFirst
	}
	add := func(name string) {
		known := func(r fileRecord) bool { return r.File == name }
		if name == "" || slices.ContainsFunc(c.Files, known) {
			return
		}
		file := w.Files.Of(f, name)
		c.Files = append(c.Files,
			fileRecord{name, address(w.url(file.URL)), file.Type, file.Size})
	}
	for _, d := range f.Documents {
		add(d.File)
	}
	for _, e := range f.Evidence {
		add(e.File)
	}
	return c
}

// links says where the Markdown's destinations within the register lead.
func (w *writer) links(from []register.Link) []link {
	var links []link
	for _, l := range from {
		to := w.Files.Target(l)
		if to == "" {
			continue
		}
		if one := (link{l.Raw, address(w.url(to))}); !slices.Contains(links, one) {
			links = append(links, one)
		}
	}
	return links
}
