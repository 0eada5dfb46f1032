package main

import (
	"errors"
	"fmt"
	"path"
	"strings"

	"github.com/spf13/cobra"

	"gongshi/generator/format"
	"gongshi/generator/problem"
	"gongshi/generator/register"
	"gongshi/generator/source"
)

// new begins a finding. It works in a register that has problems too: one begun yesterday is one.
func (c *command) new() *cobra.Command {
	category, status, title := "", "", ""
	cmd := c.verb("new", func(cmd *cobra.Command) error {
		folder, err := source.Open(c.source)
		if err != nil {
			return err
		}
		defer folder.Close()
		r, err := register.Read(folder.FS())
		var list problem.List
		if err != nil && !errors.As(err, &list) {
			return err
		}
		b := format.Blank{ID: cmd.Flags().Arg(0), Title: title, Status: register.Status(status)}
		if b.Category, err = categoryOf(r, category); err != nil {
			return err
		}
		if err := c.refuse(r, b); err != nil {
			return err
		}
		if err := c.begin(folder, b, r.Config.Language); err != nil {
			return err
		}
		c.print("new.done", path.Join(shownDir(c.source), b.File()))
		return nil
	})
	cmd.Use = "new ID"
	cmd.Args = c.one("id-missing")
	flags := cmd.Flags()
	flags.StringVar(&category, "category", "", c.say("flag.category"))
	flags.StringVar(&status, "status", string(register.NotStarted), c.say("flag.status"))
	flags.StringVar(&title, "title", "", c.say("flag.title"))
	return cmd
}

// categories lists every category of a register as inspection/category.
func categories(r *register.Register) []string {
	var names []string
	for _, i := range r.Inspections {
		for _, c := range i.Categories {
			names = append(names, i.ID+"/"+c.ID)
		}
	}
	return names
}

// categoryOf finds a category by inspection/category, or by its own name where no other has it.
func categoryOf(r *register.Register, name string) (*register.Category, error) {
	all := categories(r)
	given := strings.Trim(strings.ReplaceAll(name, `\`, "/"), "/")
	var found *register.Category
	var names []string
	for _, i := range r.Inspections {
		for _, c := range i.Categories {
			if full := i.ID + "/" + c.ID; given == full || given == c.ID {
				found, names = c, append(names, full)
			}
		}
	}
	switch {
	case len(names) == 1:
		return found, nil
	case len(names) > 1:
		return nil, misuse{"category-twice", []any{name, strings.Join(names, ", ")}, ""}
	case len(all) == 0:
		return nil, misuse{"category-none", nil, ""}
	case given == "":
		return nil, misuse{"category-missing", []any{strings.Join(all, ", ")}, ""}
	}
	near := all
	if !strings.Contains(given, "/") {
		near = nil
		for _, full := range all {
			near = append(near, path.Base(full))
		}
	}
	return nil, misuse{"category-unknown", []any{name, strings.Join(all, ", ")},
		problem.Nearest(given, near)}
}

// refuse says why a finding cannot be begun.
func (c *command) refuse(r *register.Register, b format.Blank) error {
	if list := append(register.CheckID(b.ID), register.CheckStatus(b.Status)...); len(list) > 0 {
		list.Text(c.err, c.lang)
		return stopped(exitMisuse)
	}
	for _, f := range r.All() {
		if strings.EqualFold(f.ID, b.ID) {
			return misuse{"id-taken", []any{b.ID, f.Body.File, freeID(r, b.ID)}, ""}
		}
	}
	return nil
}

// freeID is an id like a taken one that no finding has.
func freeID(r *register.Register, id string) string {
	taken := map[string]bool{}
	for _, f := range r.All() {
		taken[f.ID] = true
	}
	for n := 2; ; n++ {
		if free := fmt.Sprintf("%s-%d", id, n); !taken[free] {
			return free
		}
	}
}

// begin writes the finding, in the site's language; where config.toml names none, in the program's.
func (c *command) begin(folder *source.Folder, b format.Blank, lang string) error {
	if lang != "zh" && lang != "en" {
		lang = c.lang
	}
	return taken(c.source, folder.Commit([]source.File{{Name: b.File(), Data: b.Text(lang)}}))
}
