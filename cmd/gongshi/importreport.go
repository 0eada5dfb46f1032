package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"path"
	"path/filepath"
	"strings"

	"gongshi/generator"
	"gongshi/generator/importer"
	"gongshi/generator/notice"
	"gongshi/generator/personal"
	"gongshi/generator/problem"
	"gongshi/generator/source"
)

// exists says that the inspection is there, and what the notice would change in it.
func (i *importing) exists(plan *importer.Plan, n *notice.Import) error {
	if len(plan.Files)+len(plan.Kept) == 0 {
		i.report.print("import.same", i.folder(plan))
		return i.give(n)
	}
	i.difference(plan)
	if err := i.give(n); err != nil {
		return err
	}
	return misuse{"import-there", []any{i.folder(plan), plan.Slug + "-2"}, ""}
}

// give writes the import for programs, where one has asked.
func (i *importing) give(n *notice.Import) error {
	if i.format != "json" {
		return nil
	}
	var text bytes.Buffer
	err := n.JSON(&text, known(i.lang))
	_, failed := io.WriteString(i.out, personal.Mask(text.String()))
	return errors.Join(err, failed)
}

// quote prints what quotes the notice, which may hold personal data.
func (i *importing) quote(w io.Writer, print func(io.Writer, string)) {
	var text bytes.Buffer
	print(&text, known(i.lang))
	_, _ = io.WriteString(w, personal.Mask(text.String()))
}

// difference lists what an import changes in the files that are there, what it leaves, and where
// it keeps the rest. Of a new inspection every file is new, and the report tells of all.
func (i *importing) difference(plan *importer.Plan) {
	if plan.Leftover != "" {
		i.report.print("import.leftover", plan.Leftover)
	}
	if !plan.Known {
		return
	}
	changed := map[string]string{}
	for _, c := range plan.Changes {
		changed[c.File] = strings.Join(i.parts(c.Parts...), i.say("import.comma"))
	}
	for _, name := range plan.Files {
		if parts := changed[name]; parts != "" {
			i.report.print("import.changed", name, parts)
		} else {
			i.report.print("import.new", name)
		}
	}
	i.kept(plan.Kept)
}

// kept lists what stays as it is, a line for each file and reason.
func (i *importing) kept(all []importer.Kept) {
	parts := map[importer.Kept][]string{}
	var order []importer.Kept
	for _, k := range all {
		line := importer.Kept{File: k.File, Why: k.Why}
		if parts[line] == nil {
			order = append(order, line)
		}
		parts[line] = append(parts[line], k.Part)
	}
	for _, line := range order {
		i.report.print("import.kept-"+string(line.Why), i.partsOf(line.File, parts[line]))
	}
}

// partsOf names a file, and those of its parts that are meant: one empty part is the whole.
func (i *importing) partsOf(file string, parts []string) string {
	if parts[0] == "" {
		return file
	}
	return i.say("import.part", file, strings.Join(i.parts(parts...), i.say("import.comma")))
}

// parts names parts of a file: keys by their own names.
func (i *importing) parts(names ...string) []string {
	var shown []string
	for _, name := range names {
		if name == importer.BodyPart {
			name = i.say("import.body")
		}
		shown = append(shown, name)
	}
	return shown
}

// written tells what was written, what is left to do, and how to go on.
func (i *importing) written(ctx context.Context, plan *importer.Plan, n *notice.Import) error {
	if i.format != "json" {
		i.quote(i.report.out, n.Summary)
	}
	i.remarks(n.Source)
	i.difference(plan)
	i.keepReport(plan, n)
	if err := i.give(n); err != nil {
		return err
	}
	return i.checked(ctx, i.counted("finding", len(n.Findings)), i.folder(plan), len(n.Questions))
}

// checked says what was written and where, and what the checker leaves to do; questions is how many
// were asked above.
func (i *importing) checked(ctx context.Context, count, dir string, questions int) error {
	flags := ""
	if i.source != "." {
		flags = " --source " + quoted(filepath.ToSlash(i.source))
	}
	var list problem.List
	options, err := i.options()
	if err != nil {
		return err
	}
	result, err := generator.Check(ctx, options)
	switch {
	case errors.As(err, &list):
		i.report.print("import.asked", count, dir, i.sum(list, result), flags)
	case err != nil:
		return err
	case questions > 0:
		i.report.print("import.left", count, dir, i.counted("thing", questions), flags)
	default:
		i.report.print("import.done", count, dir, flags)
	}
	return nil
}

// keepReport keeps the whole report, which is too long for a screen. It can be had again with
// --dry-run, so that there is no more to say where it cannot be kept.
func (i *importing) keepReport(plan *importer.Plan, n *notice.Import) {
	var report bytes.Buffer
	i.quote(&report, n.Report)
	if name, err := plan.KeepReport(report.Bytes()); err == nil {
		name = path.Join(filepath.ToSlash(i.source), name)
		i.report.print("import.report", len(n.Source.Blocks), name)
	}
}

// quoted is a name as a command line takes it, to be copied from the screen.
func quoted(name string) string {
	if strings.ContainsAny(name, " \t()&;'") {
		return `"` + name + `"`
	}
	return name
}

func (i *importing) folder(plan *importer.Plan) string {
	return shownDir(path.Join(filepath.ToSlash(i.source), source.ContentDir, plan.Slug))
}
