package importer

import (
	"errors"
	"path"
	"time"

	"gongshi/generator/document"
	"gongshi/generator/edit"
	"gongshi/generator/notice"
	"gongshi/generator/office"
	"gongshi/generator/problem"
	"gongshi/generator/register"
	"gongshi/generator/source"
)

// Report is what a later report adds to an inspection: dated additions, which replace nothing.
type Report struct {
	Slug      string
	Date      register.Date
	Additions []Addition
	Same      int // findings of which the register has all that the report says
	Questions []Question
	Leftover  string // the file with what speaks of no finding; empty where there is none

	left  []string
	plan  Plan
	notes *notice.Progress
	today register.Day

	isLedger bool
	given    *office.Given // of a ledger, the one that is read
	cells    []string      // of a ledger, for places
	Notes    []Question    // what was found in a ledger and changes nothing
}

// Addition is what a report adds to one finding. Allowed are an update, a status with the day of
// completion, an extension, and answers.
type Addition struct {
	Finding   *register.Finding
	Update    register.Update // without Text where the report has but answers
	Answers   []register.Answer
	Status    register.Status // that it changes to; empty where it stays
	Basis     register.Basis  // likewise: what was inferred is stated now
	Completed register.Date
	Undated   bool               // completed, and the report gives no day: left for a person
	Extension register.Extension // without Reason, where the report gives none: left for a person
	Remarks   []Question         // what the report says and is not taken over, but for the text
}

// Question is something that a person has to decide; report.Questions stop the whole report. What
// is said of each, and what to do, is the command's.
type Question struct {
	Rule  string
	Block int // -1 where no paragraph is meant
	Args  []any
}

// ReportOptions says what a report is about where it does not say so itself.
type ReportOptions struct {
	Slug string        // of the inspection
	Date register.Date // of the report
	Now  time.Time     // nothing is reported from a later day; zero looks at no day
}

// ErrNoInspection says that the register has no inspection of a name, or none at all.
var ErrNoInspection = errors.New("no such inspection")

// NewReport looks what a report adds to a register, and writes nothing. The errors are a
// problem.List where the register does not check, [ErrNoInspection] or the system's.
func NewReport(folder *source.Folder, o ReportOptions, s *document.Source) (*Report, error) {
	r, err := register.Read(folder.FS())
	if err != nil {
		return nil, err
	}
	p := &Report{plan: Plan{folder: folder}, today: o.today(r.Config)}
	i, read, err := p.inspection(r, o.Slug, s)
	if err != nil || i == nil {
		return p, err
	}
	p.Slug, p.plan.Slug, p.notes = i.ID, i.ID, read
	p.left = read.Left
	if o.Slug == "" && other(read, i) {
		p.ask("body", -1, issuer(read), i.Inspected, i.ID)
	}
	p.date(i, o.Date)
	all := i.All()
	for _, q := range read.Questions {
		p.ask(q.Rule, q.Block, q.Args...)
	}
	for _, item := range read.Items {
		if item.Known < 0 {
			p.askWhich(item, all)
			continue
		}
		p.item(all[item.Known], item)
	}
	if len(p.Questions) > 0 {
		return p, nil
	}
	return p, p.files()
}

// Matched says whether the report speaks of any finding of the register.
func (p *Report) Matched() bool { return len(p.Additions)+p.Same+len(p.Questions) > 0 }

// IsLedger says whether it is no report but a ledger that has come back.
func (p *Report) IsLedger() bool { return p.isLedger }

// Write puts the files in place, all or none. The errors are those of [source.Folder.Commit].
func (p *Report) Write() error { return p.plan.Write() }

// Transaction is what Write writes.
func (p *Report) Transaction() []source.File { return p.plan.files }

// Place names a paragraph of the report, for a question about it; lang is zh or en.
func (p *Report) Place(block int, lang string) string {
	switch {
	case block < 0:
		return ""
	case p.IsLedger():
		return p.cells[block] + map[string]string{"zh": "：", "en": ": "}[lang]
	}
	return p.notes.Place(block, lang)
}

func (p *Report) ask(rule string, block int, args ...any) {
	p.Questions = append(p.Questions, Question{rule, block, args})
}

// inspection chooses the one that a report is about: the one that is named, the only one, or the
// only one with findings that the report speaks of.
func (p *Report) inspection(r *register.Register, slug string, s *document.Source) (
	*register.Inspection, *notice.Progress, error) {
	var found *register.Inspection
	var read *notice.Progress
	var names []string
	for _, i := range r.Inspections {
		if slug != "" && i.ID != slug {
			continue
		}
		progress := notice.ReadProgress(s, knownIn(i))
		if slug == "" && len(r.Inspections) > 1 && len(progress.Items) == 0 {
			continue
		}
		found, read, names = i, progress, append(names, i.ID)
	}
	switch {
	case len(names) > 1:
		p.ask("inspection", -1, names)
		return nil, nil, nil
	case found == nil && (slug != "" || len(r.Inspections) == 0):
		return nil, nil, ErrNoInspection
	}
	return found, read, nil
}

func knownIn(i *register.Inspection) []notice.Known {
	var known []notice.Known
	for _, f := range i.All() {
		known = append(known, notice.Known{Title: f.Title, Number: f.Number})
	}
	return known
}

// date finds the day of the report: the one that is given, or the report's own. One that is
// not after the notice is that of something else: of the notice itself, perhaps.
func (p *Report) date(i *register.Inspection, given register.Date) {
	p.Date = given
	if own, err := register.ParseDate(p.notes.Published); given.IsZero() && err == nil {
		p.Date = own
	}
	switch {
	case p.Date.IsZero():
		p.ask("date", -1)
	case p.isAhead(p.Date):
		p.ask("date-ahead", -1, p.Date)
	case p.Date == i.Published.Date, p.Date.Before(i.Published.Date):
		p.ask("date-early", -1, p.Date, i.Published.Date)
	}
}

func (o ReportOptions) today(c register.Config) register.Day {
	if o.Now.IsZero() {
		return 0
	}
	return register.DayOf(o.Now.In(c.Location()))
}

// isAhead says whether a date is certainly after today.
func (p *Report) isAhead(d register.Date) bool { return p.today != 0 && d.First > p.today }

// askOf asks about what a report says of a finding. A ledger is asked about by the cell, in
// sentences of its own.
func (p *Report) askOf(rule string, item *notice.Item, c office.Column, args ...any) {
	block := item.Block
	if p.IsLedger() {
		rule, block = "ledger-"+rule, p.at(p.given.Place(c))
	}
	p.ask(rule, block, args...)
}

// at gives a place in a ledger for a question.
func (p *Report) at(place string) int {
	p.cells = append(p.cells, place)
	return len(p.cells) - 1
}

func (p *Report) askWhich(item *notice.Item, all []*register.Finding) {
	var titles []string
	for _, c := range item.Candidates {
		titles = append(titles, all[c].Number+" "+all[c].Title)
	}
	p.ask("which", item.Block, item.Title, titles)
}

// files makes the changed texts, and what is left over.
func (p *Report) files() error {
	for _, a := range p.Additions {
		name := a.Finding.Body.File
		old, err := p.plan.folder.Root().ReadFile(name)
		if err != nil {
			return err
		}
		data, err := edit.Apply(name, old, a.changes()...)
		var list problem.List
		switch {
		case errors.Is(err, register.ErrForm), errors.As(err, &list), errors.Is(err, edit.ErrText):
			p.ask("form", -1, name)
			continue
		case err != nil:
			return err
		}
		p.plan.files = append(p.plan.files, source.File{Name: name, Data: data, Old: old})
	}
	left := allMarkdown(p.left)
	if left == "" || len(p.Additions) == 0 || len(p.Questions) > 0 {
		return nil
	}
	if err := p.plan.leave([]byte(left+"\n\n"), nil); err != nil {
		return err
	}
	p.Leftover = p.plan.Leftover
	return nil
}

// Dir is the folder of the inspection, relative to the source.
func (p *Report) Dir() string { return path.Join(source.ContentDir, p.Slug) }
