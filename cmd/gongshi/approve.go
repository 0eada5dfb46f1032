package main

import (
	"errors"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"gongshi/generator/approval"
	"gongshi/generator/problem"
	"gongshi/generator/record"
	"gongshi/generator/register"
	"gongshi/generator/source"
)

// approve approves texts by somebody's name, or prints the sheet of those that wait for it.
func (c *command) approve() *cobra.Command {
	by, out, all, sheet := "", "", false, false
	cmd := c.verb("approve", func(cmd *cobra.Command) error {
		ids := cmd.Flags().Args()
		switch by = strings.TrimSpace(by); {
		case out != "" && !sheet:
			return misuse{"flag-alone", []any{"--out", "--sheet"}, ""}
		case all && !sheet:
			return misuse{"flag-alone", []any{"--all", "--sheet"}, ""}
		case all && len(ids) > 0:
			return misuse{"flags-apart", []any{"--all", "ID"}, ""}
		case by == "" && !sheet:
			return misuse{"approver-missing", nil, ""}
		case by == "" && all:
			return misuse{"approver-missing", nil, ""}
		case by != "" && len(ids) == 0 && !all:
			return misuse{"id-missing", nil, ""}
		case by != "" && sheet && out == "":
			return misuse{"sheet-nowhere", nil, ""}
		}
		folder, err := source.Open(c.source)
		if err != nil {
			return err
		}
		defer folder.Close()
		return c.approving(cmd, folder, ids, by, out, sheet)
	})
	cmd.Use = "approve [ID...]"
	cmd.Args = cobra.ArbitraryArgs
	cmd.ValidArgsFunction = c.completeAwaiting
	flags := cmd.Flags()
	flags.StringVar(&by, "by", "", c.say("flag.by"))
	flags.BoolVar(&sheet, "sheet", false, c.say("flag.sheet"))
	flags.StringVar(&out, "out", "", c.say("flag.sheet-out"))
	flags.BoolVar(&all, "all", false, c.say("flag.all"))
	flags.StringVar(&c.asOf, "as-of", "", c.say("flag.approve-as-of"))
	return cmd
}

// approving writes the sheet, where one is asked for, and then approves, where somebody does.
func (c *command) approving(cmd *cobra.Command, folder *source.Folder, ids []string, by, out string,
	sheet bool) error {
	options, err := c.options()
	if err != nil {
		return err
	}
	gate := record.Gate{}
	r, err := gate.Read(cmd.Context(), new(register.Cache), folder.FS(), options.Day)
	var list problem.List
	if err != nil && !errors.As(err, &list) { // what is wrong with others stops no approval
		return err
	}
	if !r.Config.Approval.Required {
		return misuse{"approval-off", nil, ""}
	}
	findings := approval.Awaiting(r)
	if len(ids) > 0 {
		if findings, err = approval.Find(r, ids); err != nil {
			return c.refused(err, r)
		}
	}
	texts, err := approval.Texts(folder.FS(), findings)
	if err != nil {
		return c.refused(err, r)
	}
	day := options.Day(r.Config)
	if sheet {
		html, err := approval.Sheet{Register: r, Texts: texts, Day: day, Lang: c.lang}.HTML()
		if err != nil {
			return err
		}
		if out == "" {
			_, err = c.out.Write(html)
			return err
		}
		if err := createOut(out, html); err != nil {
			return err
		}
		c.print("approve.sheet", c.counted("finding", len(texts)), filepath.ToSlash(out))
	}
	if by == "" {
		return nil
	}
	if err := approval.Approve(cmd.Context(), folder, r, texts, by, day); err != nil {
		return c.refused(err, r)
	}
	for _, t := range texts {
		c.print("approve.each", t.Finding.Number, t.Finding.Title, t.Digest[:16])
	}
	c.print("approve.done", c.counted("finding", len(texts)), by,
		path.Join(shownDir(c.source), register.ApprovedDir)+"/")
	return nil
}

// refused says why nothing was approved.
func (c *command) refused(err error, r *register.Register) error {
	var list problem.List
	if errors.As(err, &list) {
		list.Text(c.out, c.lang)
		c.print("approve.problems", c.counted("problem", len(list)))
		return stopped(exitProblems)
	}
	if why, is := errors.AsType[*approval.RefusedError](err); is {
		mean := ""
		if why.Why == "unknown" {
			var ids []string
			for _, f := range r.Filed() {
				ids = append(ids, f.ID)
			}
			mean = problem.Nearest(why.ID, ids)
		}
		return misuse{"approve-" + why.Why, []any{why.ID, strings.Join(r.Config.Approval.By, ", ")}, mean}
	}
	return err
}

// completeAwaiting offers the findings that wait for approval, with their titles.
func (c *command) completeAwaiting(*cobra.Command, []string, string) ([]string,
	cobra.ShellCompDirective) {
	r, _ := register.Read(os.DirFS(c.source)) // as for categories
	var ids []string
	for _, f := range approval.Awaiting(r) {
		ids = append(ids, cobra.CompletionWithDesc(f.ID, f.Title))
	}
	return ids, cobra.ShellCompDirectiveNoFileComp
}
