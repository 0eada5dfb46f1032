package export

import (
	"path"
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
		AsOf:    w.Day,
		Site: siteRecord{Title: c.Title, Language: w.Config.LanguageTag(), TimeZone: c.TimeZone,
			URL: w.base, Licence: c.Licence, Banner: c.Banner},
		Register: &registerRecord{authoredRegister{w.Title, authoredContact(w.Contact),
			textOf(w.Body)}, computedRegister{
			w.url(register.HomeURL), w.Latest, w.links(w.Links())}},
		Inspections: []inspectionRecord{},
	}
	for _, i := range w.Inspections {
		all.Inspections = append(all.Inspections, w.inspection(i))
	}
	for _, f := range w.Withdrawn() {
		r := withdrawnRecord{f.ID, f.Category.Inspection.ID, f.Category.ID, f.Number, f.Title,
			authoredWithdrawal(*f.Withdrawn), w.url(f.URL())}
		if f.Erased() {
			r.Number, r.Title = "", ""
		}
		all.Withdrawn = append(all.Withdrawn, r)
	}
	return all
}

func (w *writer) recordsOf(findings []*register.Finding) *[]findingRecord {
	all := make([]findingRecord, len(findings))
	for i, f := range findings {
		all[i] = findingRecord{f.ID, f.Category.Inspection.ID, f.Category.ID, w.authored(f),
			w.computed(f)}
	}
	return &all
}

func (w *writer) inspection(i *register.Inspection) inspectionRecord {
	report := w.Report(i)
	r := inspectionRecord{i.ID, authoredInspectionOf(i), computedInspection{
		URL: w.url(i.URL()), AsOf: w.Day, Latest: report.Latest, Next: report.Next,
		Overdue: report.Overdue, Links: w.links(i.Links())}, []categoryRecord{}}
	if report.Next != 0 {
		r.Computed.Days = &report.Days
	}
	for _, c := range i.Categories {
		r.Categories = append(r.Categories, categoryRecord{c.ID, authoredCategoryOf(c),
			computedCategory{w.url(c.URL()), w.links(c.Links())}})
	}
	return r
}

func (w *writer) computed(f *register.Finding) computedFinding {
	s := w.State(f)
	c := computedFinding{
		URL: w.url(f.URL()), AsOf: w.Day, Schedule: s.Schedule, Due: s.Due,
		Modified: f.Modified(), Links: w.links(f.Links()),
	}
	if s.Running() {
		c.Days = &s.Days
	}
	if s.SinceFirst > 0 {
		c.SinceFirst = &s.SinceFirst
	}
	for _, name := range f.Attachments() {
		file := w.Files[name]
		known := func(r fileRecord) bool { return r.File == path.Base(file.URL) }
		if !slices.ContainsFunc(c.Files, known) {
			c.Files = append(c.Files, fileRecord{path.Base(file.URL), w.url(file.URL),
				file.Type, file.Size})
		}
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
		raw := l.Raw
		if l.File != "" {
			raw = path.Base(to)
		}
		if one := (link{raw, w.url(to)}); !slices.Contains(links, one) {
			links = append(links, one)
		}
	}
	return links
}
