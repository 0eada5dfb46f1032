package main

import (
	"context"
	"errors"
	"fmt"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"gongshi/generator"
	"gongshi/generator/importer"
	"gongshi/generator/personal"
	"gongshi/generator/problem"
	"gongshi/generator/record"
	"gongshi/generator/register"
	"gongshi/generator/source"
)

type reporting struct {
	importing
	date   string
	ledger bool // no report, but the register's own spreadsheet
}

// report adds what a later report says to the findings that are there.
//
// Exit 0 says that the additions are written, or that --dry-run has shown them. 1 is a report that
// speaks of no finding or leaves a question, and a register that does not check: nothing is
// written.
func (c *command) report() *cobra.Command {
	r := reporting{importing: importing{command: c}}
	cmd := c.verb("report", func(cmd *cobra.Command) error {
		r.file = cmd.Flags().Arg(0)
		r.importing.report = &c.voice
		return r.run(cmd.Context())
	})
	cmd.Use = "report FILE"
	cmd.Args = c.one("report-missing")
	cmd.ValidArgsFunction = anyFile
	cmd.Flags().StringVar(&r.slug, "inspection", "", c.say("flag.report-inspection"))
	cmd.Flags().StringVar(&r.date, "date", "", c.say("flag.date"))
	cmd.Flags().BoolVar(&r.dryRun, "dry-run", false, c.say("flag.dry-run"))
	return cmd
}

func (r *reporting) run(ctx context.Context) error {
	options := importer.ReportOptions{Slug: r.slug}
	if r.date != "" {
		date, err := register.ParseDate(r.date)
		if err != nil {
			return misuse{"flag-value", []any{"--date", r.date, "2023-07-13"}, ""}
		}
		options.Date = date
	}
	in, err := r.read(ctx)
	if err != nil {
		return r.unread(err)
	}
	if r.ledger && in.Ledger == nil {
		return misuse{"ledger-other", []any{r.file}, ""}
	}
	folder, err := source.Open(r.source)
	if err != nil {
		return r.trouble(err)
	}
	defer folder.Close()
	if !r.dryRun {
		unlock, err := importer.Lock(folder)
		if err != nil {
			return r.trouble(err)
		}
		defer unlock()
	}
	now, err := r.ready(ctx)
	if err != nil {
		return r.unready(folder, err, "report.unready")
	}
	options.Now = now
	report, err := in.Report(folder, options)
	if err != nil {
		return r.unready(folder, err, "report.unready")
	}
	r.remarks(in.Source)
	return r.add(ctx, folder, report)
}

// ready says whether all of the register checks: what does not is not written to. It gives the time
// that it was checked at.
func (r *reporting) ready(ctx context.Context) (time.Time, error) {
	options, err := r.options()
	if err == nil {
		_, err = generator.Check(ctx, options)
	}
	return options.Now, err
}

// hold holds what a report would write against the record. What is still to be written by a person is
// no reason to stop.
func (r *reporting) hold(ctx context.Context, folder *source.Folder, p *importer.Report) error {
	options, err := r.options()
	if err != nil {
		return err
	}
	after, gate := source.Overlay(folder.FS(), p.Transaction()), record.Gate{}
	_, err = gate.Read(ctx, new(register.Cache), after, options.Day)
	var list problem.List
	if !errors.As(err, &list) {
		return err
	}
	return slices.DeleteFunc(list, func(one problem.Problem) bool {
		return !strings.HasPrefix(one.Rule, "record-")
	}).Err()
}

// unready says why a register takes no report, by a key of the words.
func (r *reporting) unready(folder *source.Folder, err error, why string) error {
	var list problem.List
	switch {
	case errors.As(err, &list):
		list.Text(r.out, r.lang)
		r.complain(why, "", r.counted("problem", len(list)))
		return stopped(exitProblems)
	case errors.Is(err, importer.ErrNoInspection):
		return misuse{"report-nowhere", []any{r.slug, strings.Join(inspections(folder), ", ")}, ""}
	}
	return r.trouble(err)
}

// add shows what a report adds, and writes it where nothing is left to be asked.
func (r *reporting) add(ctx context.Context, folder *source.Folder, p *importer.Report) error {
	r.additions(p)
	switch {
	case len(p.Questions) > 0:
		return r.asked(p)
	case !p.Matched() && p.IsLedger():
		r.print("ledger.same", r.file)
		return nil
	case !p.Matched():
		r.complain("report.nothing", "", r.file)
		return stopped(exitProblems)
	case len(p.Additions) == 0:
		return nil
	}
	if err := r.hold(ctx, folder, p); err != nil {
		return r.unready(folder, err, "report.silent")
	}
	count, dir := r.counted("finding", len(p.Additions)), shownDir(path.Join(
		filepath.ToSlash(r.source), p.Dir()))
	if r.dryRun {
		r.print("import.trial", count, dir)
		return nil
	}
	if err := p.Write(); err != nil {
		return r.trouble(err)
	}
	return r.checked(ctx, count, dir, 0)
}

// additions shows what a report adds, unless something is left to be asked.
func (r *reporting) additions(p *importer.Report) {
	for _, n := range p.Notes {
		r.print("report."+n.Rule, r.listed(n.Args)...)
	}
	if len(p.Questions) > 0 {
		return
	}
	for _, a := range p.Additions {
		r.addition(a)
	}
	if p.Same > 0 {
		r.print("report.same", r.counted("finding", p.Same))
	}
	if p.Leftover != "" {
		r.print("report.leftover", p.Leftover)
	}
}

// asked lists what has to be decided before anything is written.
func (r *reporting) asked(p *importer.Report) error {
	for _, q := range p.Questions {
		r.two(r.question(p, q))
	}
	r.complain("report.asked", "", r.counted("thing", len(p.Questions)))
	return stopped(exitProblems)
}

func (r *reporting) question(p *importer.Report, q importer.Question) (wrong, fix string) {
	args := r.listed(q.Args)
	return p.Place(q.Block, known(r.lang)) + r.say("report."+q.Rule, args...),
		r.say("report."+q.Rule+"-fix", args...)
}

// addition shows in words what becomes of one finding, a line for each key.
func (r *reporting) addition(a importer.Addition) {
	f := a.Finding
	r.print("report.finding", f.Body.File, f.Number, f.Title)
	if a.Update.Text != "" {
		r.print("report.update", a.Update.Date, beginning(string(a.Update.Text)))
	}
	for _, answer := range a.Answers {
		r.print("report.answer", answer.On, beginning(answer.Question))
	}
	if a.Status != "" {
		r.print("report.status", r.word(f.Status), r.word(a.Status))
	}
	if a.Basis != "" {
		r.print("report.basis", r.meaning("basis", string(f.Basis)), r.meaning("basis",
			string(a.Basis)))
	}
	switch {
	case !a.Completed.IsZero():
		r.print("report.completed-day", a.Completed)
	case a.Undated:
		r.print("report.undated-completion")
	}
	switch reason := a.Extension.Reason; {
	case a.Extension.To == 0:
	case reason == "":
		r.print("report.extended-why", a.Extension.To)
	default:
		r.print("report.extended", a.Extension.To, personal.Mask(reason))
	}
	for _, q := range a.Remarks {
		r.print("report."+q.Rule, r.listed(q.Args)...)
	}
}

// beginning is the first line of a text, as much of it as fits on a screen.
func beginning(text string) string {
	const limit = 40
	line, _, more := strings.Cut(personal.Mask(text), "\n")
	if runes := []rune(line); len(runes) > limit {
		line, more = string(runes[:limit]), true
	}
	if more {
		line += "…"
	}
	return line
}

// word names a status in the program's language.
func (r *reporting) word(s register.Status) string { return r.meaning("status", string(s)) }

func (r *reporting) meaning(kind, value string) string {
	for _, k := range register.Keys(kind) {
		if k.Name == value && known(r.lang) == "zh" {
			return k.ZH
		}
	}
	return value
}

// listed gives arguments in words: statuses, and lists with a line for each of their items.
func (r *reporting) listed(args []any) []any {
	var shown []any
	for _, arg := range args {
		switch v := arg.(type) {
		case register.Status:
			arg = r.word(v)
		case []string:
			arg = strings.Join(v, r.say("report.or"))
		case fmt.Stringer:
			arg = v.String()
		}
		if text, ok := arg.(string); ok {
			arg = personal.Mask(text)
		}
		shown = append(shown, arg)
	}
	return shown
}
