package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/mattn/go-runewidth"
	"github.com/spf13/cobra"

	"gongshi/generator"
	"gongshi/generator/personal"
	"gongshi/generator/problem"
	"gongshi/generator/record"
	"gongshi/generator/register"
	"gongshi/generator/source"
)

// status says how the register stands on a day, and fails where it is asked to: in a cron job,
// what is late should be heard of.
func (c *command) status() *cobra.Command {
	fail := ""
	cmd := c.verb("status", func(cmd *cobra.Command) error {
		asked, err := failing(fail)
		if err != nil {
			return err
		}
		folder, err := source.Open(c.source)
		if err != nil {
			return err
		}
		defer folder.Close()
		r, recorded, day, err := c.read(cmd.Context(), folder, "status.problems")
		if err != nil {
			return err
		}
		return c.showStatus(statusReportOf(r, day, recorded), asked)
	})
	cmd.Flags().StringVar(&c.asOf, "as-of", "", c.say("flag.as-of"))
	cmd.Flags().StringVar(&fail, "fail-on", "", c.say("flag.fail-on"))
	c.formatFlag(cmd)
	return cmd
}

// failing gives what is asked for by words between commas.
func failing(words string) ([]failure, error) {
	known := failures()
	names := failureNames()
	var asked []failure
	for _, word := range strings.FieldsFunc(words, isComma) {
		i := slices.Index(names, word)
		if i < 0 {
			return nil, misuse{"fail-unknown", []any{word, strings.Join(names, ", ")},
				problem.Nearest(word, names)}
		}
		asked = append(asked, known[i])
	}
	return asked, nil
}

func failureNames() []string {
	var names []string
	for _, f := range failures() {
		names = append(names, f.name)
	}
	return names
}

// read reads the register behind its gate, with the record and the day of its states. What is wrong
// with it was said, and counted in the sentence named by key.
func (c *command) read(ctx context.Context, folder *source.Folder, key string) (
	*register.Register, *record.Record, register.Day, error) {
	options, err := c.options()
	if err != nil {
		return nil, nil, 0, err
	}
	gate := record.Gate{}
	r, err := gate.Read(ctx, new(register.Cache), folder.FS(), options.Day)
	if err != nil {
		result := generator.Result{Findings: len(r.All()), Remarks: r.Remarks}
		return nil, nil, 0, c.problems(err, result, key)
	}
	return r, gate.Record(), options.Day(r.Config), nil
}

func (c *command) showStatus(s *statusReport, asked []failure) error {
	if c.format == "json" {
		if err := c.encode(s); err != nil {
			return err
		}
	} else {
		c.printStatus(s)
	}
	var failed []string
	for _, f := range asked {
		if n := f.count(s); n > 0 {
			failed = append(failed, c.say("status.failed", f.name, n))
		}
	}
	if failed == nil {
		return nil
	}
	c.remark("status.fails", strings.Join(failed, c.say("status.comma")))
	return stopped(exitProblems)
}

func (c *command) printStatus(s *statusReport) {
	c.print("status.head", c.day(s.AsOf), c.counted("finding", s.Findings), s.Inferred)
	rows := [][]string{{c.say("status.status"), c.say("status.findings")}}
	for _, of := range s.Status {
		if of.Count > 0 {
			rows = append(rows, []string{of.Status.Label(c.lang), fmt.Sprint(of.Count)})
		}
	}
	c.columns(rows)
	rows = [][]string{{c.say("status.category"), c.say("status.findings"),
		register.Completed.Label(c.lang), c.say("status.overdue")}}
	for _, of := range s.Categories {
		rows = append(rows, []string{cut(of.Title), fmt.Sprint(of.Findings),
			fmt.Sprint(of.Completed), fmt.Sprint(of.Overdue)})
	}
	c.columns(rows)
	c.late("status.list-overdue", s.Overdue)
	c.late("status.list-review", s.Review)
	c.late("status.list-soon", s.Soon)
	fmt.Fprintln(c.out)
	for _, r := range s.Reports {
		key := "status.report"
		if r.Overdue {
			key = "status.report-late"
		}
		c.print(key, r.Title, c.day(r.Next), max(r.Days, -r.Days))
	}
	c.print("status.slippage", s.Slippage.Findings, s.Slippage.Extensions, s.Slippage.Days)
	c.print("status.aside", s.Drafts, s.Withdrawn)
	if a := s.Approval; a != nil {
		c.print("build.unapproved", a.Awaiting, a.Unpublished, a.Earlier)
	}
	if s.Record == nil {
		c.print("status.unrecorded")
	} else {
		c.print("status.recorded", c.day(s.Record.Last), s.Record.Changed)
	}
}

// shownRows is how many rows of a list a terminal is given; the others are counted.
const shownRows = 20

func (c *command) late(key string, list []lateFinding) {
	if len(list) == 0 {
		return
	}
	fmt.Fprintln(c.out)
	c.print(key, len(list))
	for _, f := range list[:min(len(list), shownRows)] {
		words := "status.in-days"
		if f.Days < 0 {
			words = "status.days-late"
		}
		c.print("status.row", f.Due, c.say(words, max(f.Days, -f.Days)), f.Number, cut(f.Title), f.ID)
	}
	if n := len(list) - shownRows; n > 0 {
		c.print("status.more", n)
	}
}

// titleWidth is in columns of a terminal: a number, a day and an id stand beside a title.
const titleWidth = 48

func cut(title string) string { return runewidth.Truncate(title, titleWidth, "...") }

// columns prints a table in which figures stand to the right of the first column.
func (v *voice) columns(rows [][]string) {
	widths := make([]int, len(rows[0]))
	for _, row := range rows {
		for i, cell := range row {
			widths[i] = max(widths[i], runewidth.StringWidth(cell))
		}
	}
	fmt.Fprintln(v.out)
	for _, row := range rows {
		line := "  " + runewidth.FillRight(row[0], widths[0])
		for i, cell := range row[1:] {
			line += "  " + runewidth.FillLeft(cell, widths[i+1])
		}
		fmt.Fprintln(v.out, personal.Mask(strings.TrimRight(line, " ")))
	}
}

// day is a day in a sentence.
func (v *voice) day(d register.Day) string { return d.In(v.lang) }
