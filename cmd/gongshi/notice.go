package main

import (
	"context"
	"errors"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"gongshi/generator/approval"
	"gongshi/generator/office"
	"gongshi/generator/problem"
	"gongshi/generator/register"
	"gongshi/generator/source"
)

// noticing is one call of notice.
type noticing struct {
	*command
	slug, form, out string
	approval        bool
}

// notice writes the public notice of an inspection as a file.
//
// Exit 0 says that it is written, 1 that the register does not check or holds what cannot be
// printed: nothing is written then, and an old file stays as it is.
func (c *command) notice() *cobra.Command {
	n := noticing{command: c}
	cmd := c.verb("notice", func(cmd *cobra.Command) error {
		if ext := strings.TrimPrefix(filepath.Ext(n.out), "."); !cmd.Flags().Changed("to") &&
			slices.Contains(office.Forms(), ext) {
			n.form = ext
		}
		switch {
		case !slices.Contains(office.Forms(), n.form):
			return misuse{"flag-value", []any{"--to", n.form, strings.Join(office.Forms(), ", ")},
				problem.Nearest(n.form, office.Forms())}
		case n.approval && n.form != "docx":
			return misuse{"flag-alone", []any{"--approval", "--to docx"}, ""}
		}
		return n.write(cmd.Context())
	})
	flags := cmd.Flags()
	flags.StringVar(&n.slug, "inspection", "", c.say("flag.notice-inspection"))
	flags.StringVar(&n.form, "to", "docx", c.say("flag.notice-to"))
	flags.StringVar(&n.out, "out", "", c.say("flag.notice-out"))
	flags.BoolVar(&n.approval, "approval", false, c.say("flag.notice-approval"))
	return cmd
}

func (n *noticing) write(ctx context.Context) error {
	n.output = filepath.Join(n.source, defaultOutput)
	if err := n.apart(n.out); err != nil {
		return err
	}
	folder, err := source.Open(n.source)
	if err != nil {
		return err
	}
	defer folder.Close()
	r, _, _, err := n.read(ctx, folder, "notice.problems")
	if err != nil {
		return err
	}
	paper, err := n.paper(r.Published())
	if err != nil {
		return err
	}
	if n.approval {
		title, signers := approval.Blank(paper.Language)
		paper.Approval = &office.Approval{Title: title, Signers: signers}
	}
	data, err := paper.As(n.form)
	if err != nil {
		return err
	}
	if n.out == "-" {
		_, err := n.voice.out.Write(data)
		return err
	}
	file, put := n.out, source.Overwrite
	if file == "" { // an office may have gone on writing in it
		file, put = paper.FileName(n.form), source.Create
	}
	err = put(file, data)
	if errors.Is(err, fs.ErrExist) {
		return misuse{"notice-taken", []any{filepath.ToSlash(file)}, ""}
	}
	if err != nil {
		return err
	}
	n.print("notice.done", n.counted("finding", paper.Findings), filepath.ToSlash(file))
	if paper.Dated != paper.Published {
		n.remark("notice.dated", paper.Dated.In(n.lang), paper.Published.In(n.lang))
	}
	out, earlier := r.Unapproved()
	n.remarkHeld(r.Drafts(), out, earlier)
	if paper.Withdrawn > 0 {
		n.remark("notice.withdrawn", n.counted("finding", paper.Withdrawn))
	}
	return nil
}

// paper gives the notice of the inspection that is meant, which is the only one unless it is named.
func (n *noticing) paper(r *register.Register) (*office.Paper, error) {
	var known []string
	var meant *register.Inspection
	for _, i := range r.Inspections {
		known = append(known, i.ID)
		if i.ID == n.slug || n.slug == "" {
			meant = i
		}
	}
	switch {
	case len(known) == 0:
		return nil, misuse{"notice-none", nil, ""}
	case n.slug == "" && len(known) > 1:
		return nil, misuse{"notice-which", []any{strings.Join(known, ", ")}, ""}
	case meant == nil:
		return nil, misuse{"inspection-unknown", []any{n.slug, strings.Join(known, ", ")},
			problem.Nearest(n.slug, known)}
	}
	paper, err := office.Notice(r, meant)
	if bad, is := errors.AsType[*office.UnprintableError](err); is {
		n.complain("notice.unprintable", "", bad.File, int(bad.Character))
		return nil, stopped(exitProblems)
	}
	return paper, err
}
