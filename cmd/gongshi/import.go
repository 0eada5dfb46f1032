package main

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"gongshi/generator/document"
	"gongshi/generator/importer"
	"gongshi/generator/notice"
	"gongshi/generator/problem"
	"gongshi/generator/register"
	"gongshi/generator/source"
)

type importing struct {
	*command
	report         *voice // of stdout a program expects the JSON alone
	file, slug     string
	dryRun, update bool
	rest           string // of register.Status
}

// imports turns a published notice into a register.
//
// Exit 0 says that the files are there, or that --dry-run has shown them, and not that they check
// clean: what the notice leaves open is asked, as of a finding that `new` has begun. 1 is a file
// that gives no findings, and 2 an inspection that is there already.
func (c *command) imports() *cobra.Command {
	i := importing{command: c}
	cmd := c.verb("import", func(cmd *cobra.Command) error {
		i.file = cmd.Flags().Arg(0)
		out := c.voice
		if c.format == "json" {
			out.out = c.err
		}
		i.report = &out
		return i.run(cmd.Context())
	})
	cmd.Use = "import FILE"
	cmd.Args = c.one("notice-missing")
	cmd.ValidArgsFunction = anyFile
	cmd.Flags().StringVar(&i.slug, "inspection", "", c.say("flag.inspection"))
	cmd.Flags().BoolVar(&i.dryRun, "dry-run", false, c.say("flag.dry-run"))
	cmd.Flags().BoolVar(&i.update, "update", false, c.say("flag.update"))
	cmd.Flags().StringVar(&i.rest, "rest", "", c.say("flag.rest"))
	c.formatFlag(cmd)
	return cmd
}

func (i *importing) run(ctx context.Context) error {
	in, err := i.read(ctx)
	if err != nil {
		return i.unread(err)
	}
	if in.Ledger != nil {
		return misuse{"import-ledger", []any{i.file}, ""}
	}
	if i.rest != "" && !slices.Contains(notice.RestStatuses(), i.rest) {
		return misuse{"rest-wrong", []any{i.rest}, ""}
	}
	n := notice.Understand(in.Source)
	if i.rest != "" {
		n.Answer(register.Status(i.rest))
	}
	if len(n.Findings) == 0 || i.dryRun {
		return i.show(n)
	}
	folder, err := source.Open(i.source)
	if err != nil {
		return i.trouble(err)
	}
	defer folder.Close()
	unlock, err := importer.Lock(folder)
	if err != nil {
		return i.trouble(err)
	}
	defer unlock()
	plan, err := i.plan(folder, n)
	if err != nil {
		return err
	}
	if plan.Known && !i.update {
		return i.exists(plan, n)
	}
	if err := plan.Write(); err != nil {
		return i.trouble(err)
	}
	return i.written(ctx, plan, n)
}

func (i *importing) read(ctx context.Context) (*importer.Input, error) {
	info, err := os.Stat(i.file)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, misuse{"notice-nowhere", []any{i.file}, ""}
	case err != nil:
		return nil, err
	case info.IsDir():
		return nil, misuse{"notice-folder", []any{i.file}, ""}
	case info.Mode()&fs.ModeNamedPipe != 0: // opening it may wait for ever
		return nil, misuse{"notice-pipe", []any{i.file}, ""}
	}
	f, err := os.Open(i.file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, document.Limit+1)) // Read says that it is too large
	if err != nil {
		return nil, err
	}
	return importer.Open(ctx, filepath.Base(i.file), data, document.Installed())
}

// unread says why a file gives no notice: its own fault, or that of a program that is missing.
func (i *importing) unread(err error) error {
	var u *document.Unreadable
	if !errors.As(err, &u) {
		return err
	}
	text, fix := u.Sentences(known(i.lang))
	i.two(i.say("import.unread", i.file, text), fix)
	if u.Rule == document.ConverterMissing || u.Rule == document.ConverterSlow {
		return stopped(exitMachine)
	}
	return stopped(exitProblems)
}

func (i *importing) plan(folder *source.Folder, n *notice.Import) (*importer.Plan, error) {
	plan, err := importer.New(folder, i.slug, n)
	if err != nil {
		return nil, i.trouble(err)
	}
	if i.update && !plan.Known {
		return nil, misuse{"update-nothing",
			[]any{path.Join(source.ContentDir, plan.Slug), strings.Join(inspections(folder), ", ")}, ""}
	}
	if i.update && i.slug == "" && plan.Title != n.Inspection.Title &&
		plan.Body != n.Inspection.Body {
		return nil, misuse{"update-other",
			[]any{path.Join(source.ContentDir, plan.Slug), plan.Title, n.Inspection.Title, plan.Slug}, ""}
	}
	if i.update && plan.Partial() {
		return nil, misuse{"update-part", []any{plan.Covered, plan.Findings}, ""}
	}
	return plan, nil
}

// inspections are the folders of those that are there.
func inspections(folder *source.Folder) []string {
	r, _ := register.Read(folder.FS()) // one with problems has inspections too
	var names []string
	for _, n := range r.Inspections {
		names = append(names, n.ID)
	}
	return names
}

// show gives the whole report, and writes nothing.
func (i *importing) show(n *notice.Import) error {
	if i.format != "json" {
		i.quote(i.report.out, n.Report)
	}
	i.remarks(n.Source)
	if err := i.give(n); err != nil {
		return err
	}
	if len(n.Findings) == 0 {
		i.complain("import.nothing", "", i.file)
		return stopped(exitProblems)
	}
	folder, err := source.Open(i.source)
	if err != nil {
		return i.trouble(err)
	}
	defer folder.Close()
	plan, err := i.plan(folder, n)
	if err != nil {
		return err
	}
	i.difference(plan)
	i.report.print("import.trial", i.counted("finding", len(n.Findings)), i.folder(plan))
	return nil
}

// remarks says what an editor should know of the file as such.
func (i *importing) remarks(s *document.Source) {
	for _, r := range s.Remarks {
		i.report.print("import.remark", r.Sentence(known(i.lang)))
	}
}

// trouble says what kept an import from being written.
func (i *importing) trouble(err error) error {
	var list problem.List
	var taken source.TakenError
	var busy *source.BusyError
	switch {
	case errors.As(err, &list):
		list.Text(i.err, i.lang)
		return stopped(exitMisuse)
	case errors.As(err, &taken):
		name := path.Join(filepath.ToSlash(i.source), string(taken))
		return misuse{"import-taken", []any{name}, ""}
	case errors.As(err, &busy):
		i.complain("machine.importing", "", busy.Holder)
	case errors.Is(err, source.ErrChanged):
		i.complain("machine.import-changed", "", err)
	case errors.Is(err, syscall.ENOSPC):
		i.complain("machine.import-full", "", err)
	case errors.Is(err, fs.ErrPermission):
		return err
	default:
		i.complain("machine.import-trouble", "", err)
	}
	return stopped(exitMachine)
}
