package main

import (
	"bufio"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"gongshi/generator"
	"gongshi/generator/form"
	"gongshi/generator/importer"
	"gongshi/generator/problem"
	"gongshi/generator/register"
	"gongshi/generator/release"
	"gongshi/generator/source"
)

// keptReleases is how many earlier releases stay, unless somebody wants another number.
const keptReleases = 3

// site is what forms begin and publish: init, build and rollback, with what they say to the
// terminal put into the pages instead.
type site struct {
	command
	said *strings.Builder
}

func (c *command) site() form.Site {
	s := &site{command: *c, said: &strings.Builder{}}
	s.out, s.err = s.said, s.said
	s.output = filepath.Join(c.source, defaultOutput)
	return s
}

func (s *site) Starter() ([]source.File, error) {
	o, err := s.options()
	if err != nil {
		return nil, err
	}
	return starter(s.lang, o.Now.Year())
}

func (s *site) Reason(err error) string { return s.system(err) }

func (s *site) Folder() string {
	absolute, err := filepath.Abs(s.output)
	if err != nil {
		return s.output
	}
	return absolute
}

func (s *site) Publish(ctx context.Context, approve func(form.Change) error) (form.Published, error) {
	o, err := s.options()
	if err != nil {
		return form.Published{}, err
	}
	o.Keep, o.Approve = keptReleases, s.approving(approve)
	result, err := generator.Build(ctx, o)
	result.Remarks = nil // the page has them itself
	s.remarkContent(result)
	return s.published(result, err)
}

func (s *site) Rollback(restore []string, approve func(form.Change) error) (form.Published, error) {
	o, err := s.options()
	if err != nil {
		return form.Published{}, err
	}
	o.Approve = s.approving(approve)
	result, err := generator.Rollback(o, restore)
	if errors.Is(err, release.ErrNoEarlier) {
		return form.Published{}, errors.New(s.say("edit.no-earlier"))
	}
	return s.published(result, err)
}

func (s *site) Import(p *importer.Plan) []string {
	i := importing{command: &s.command, report: &s.voice}
	if p.Known && len(p.Files)+len(p.Kept) == 0 {
		i.report.print("import.same", i.folder(p))
	} else {
		i.difference(p)
	}
	return s.lines()
}

func (s *site) Report(p *importer.Report) (adds []string, asks []form.Question) {
	r := reporting{importing: importing{command: &s.command}}
	r.additions(p)
	for _, q := range p.Questions {
		wrong, fix := r.question(p, q)
		asks = append(asks, form.Question{Text: wrong, Fix: fix, Block: q.Block})
	}
	return s.lines(), asks
}

// lines are what was said since.
func (s *site) lines() []string {
	defer s.said.Reset()
	return strings.FieldsFunc(s.said.String(), func(r rune) bool { return r == '\n' })
}

// clicked edits the register that the program lies beside, at any port that is free. Its window
// closes with it: what went wrong stays there until somebody has read it.
func (c *command) clicked(root *cobra.Command, keys io.Reader) error {
	program, err := os.Executable()
	if err != nil {
		return err
	}
	c.source = filepath.Dir(program)
	edit, _, err := root.Find([]string{"edit"})
	if err == nil {
		err = edit.Flags().Set("address", "127.0.0.1:0")
	}
	if err == nil {
		c.print("edit.clicked")
		edit.SetContext(root.Context())
		err = edit.RunE(edit, nil)
	}
	if err == nil {
		return nil
	}
	code := c.exit(err)
	c.remark("edit.close")
	_, _ = bufio.NewReader(keys).ReadString('\n')
	return stopped(code)
}

// disapproved is an error of the form's own.
type disapproved struct{ error }

func (s *site) approving(approve func(form.Change) error) func(release.Changes) error {
	return func(c release.Changes) error {
		if err := approve(form.Change{Added: c.Added, Changed: c.Changed, Removed: c.Removed,
			Digest: c.Digest, Summary: s.changes(c)}); err != nil {
			return disapproved{err}
		}
		return nil
	}
}

// changes is what a release would change in words, as diff says it.
func (s *site) changes(c release.Changes) []string {
	found, err := released(c, nil)
	if err != nil {
		return []string{s.say("diff.uncompared", s.system(err))}
	}
	return s.summary(found)
}

// published gives a result with all that is to be said of it, and an error in words.
func (s *site) published(result generator.Result, err error) (form.Published, error) {
	s.remarkHow(result)
	own, is := errors.AsType[disapproved](err)
	_, problems := errors.AsType[problem.List](err)
	_, withheld := errors.AsType[*register.WithheldError](err)
	switch {
	case is:
		err = own.error
	case err != nil && !problems && !withheld:
		s.said.Reset()
		s.machine(err)
		err = errors.New(strings.TrimSpace(s.said.String()))
	}
	return form.Published{Findings: result.Findings, Notes: s.lines()}, err
}
