package export

import (
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
			URL: w.base, Banner: c.Banner},
		Register: &registerRecord{w.Register, computedRegister{
			w.url(register.HomeURL), w.Latest, w.links(w.Links())}},
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
		all[i] = findingRecord{f.ID, f.Category.Inspection.ID, f.Category.ID, f, w.computed(f)}
	}
	return &all
}

func (w *writer) inspection(i *register.Inspection) inspectionRecord {
	report := w.Report(i)
	r := inspectionRecord{i.ID, i, computedInspection{URL: w.url(i.URL()), AsOf: w.Day,
		Latest: report.Latest, Next: report.Next, Overdue: report.Overdue,
		Links: w.links(i.Links())}, []categoryRecord{}}
	if report.Next != 0 {
		r.Computed.Days = &report.Days
	}
	for _, c := range i.Categories {
		r.Categories = append(r.Categories, categoryRecord{c.ID, c,
			computedCategory{w.url(c.URL()), w.links(c.Links())}})
	}
	return r
}

func (w *writer) computed(f *register.Finding) computedFinding {
	s := w.State(f)
	c := computedFinding{
		URL: w.url(f.URL()), AsOf: w.Day, Schedule: s.Schedule, Due: s.Due,
		Modified: w.Modified(f), Links: w.links(f.Links()),
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
			fileRecord{name, w.url(file.URL), file.Type, file.Size})
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
		if one := (link{l.Raw, w.url(to)}); !slices.Contains(links, one) {
			links = append(links, one)
		}
	}
	return links
}
