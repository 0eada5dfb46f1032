package main

import (
	"fmt"
	"strings"

	"github.com/mattn/go-runewidth"
	"github.com/spf13/cobra"

	"gongshi/generator/problem"
	"gongshi/generator/register"
)

// format is the one topic of help that is no verb.
const format = "format"

// helpVerb says how to use a verb, and what the keys of a text mean.
func (c *command) helpVerb() *cobra.Command {
	cmd := c.verb("help", func(cmd *cobra.Command) error {
		args := cmd.Flags().Args()
		if len(args) == 0 {
			return cmd.Root().Help()
		}
		if args[0] == format {
			return c.reference(args[1:])
		}
		if len(args) > 1 {
			return misuse{"argument-unknown", []any{args[1]}, ""}
		}
		return c.topic(cmd.Root(), args[0])
	})
	cmd.Use = "help [VERB]"
	cmd.Args = atMost(2)
	cmd.ValidArgsFunction = func(_ *cobra.Command, args []string, _ string) ([]string,
		cobra.ShellCompDirective) {
		switch {
		case len(args) == 0:
			return append(verbs(cmd.Root()), format), cobra.ShellCompDirectiveNoFileComp
		case args[0] == format && len(args) == 1:
			return c.kinds(), cobra.ShellCompDirectiveNoFileComp
		}
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	return cmd
}

// topic prints the help of a verb.
func (c *command) topic(root *cobra.Command, name string) error {
	for _, v := range root.Commands() {
		if v.Name() == name && shown(v) {
			return v.Help()
		}
	}
	topics := append(verbs(root), format)
	return misuse{"topic-unknown", []any{name, strings.Join(topics, ", ")},
		problem.Nearest(name, topics)}
}

// shown says whether a verb is listed. The library takes its own help, which this replaces, for too
// well known to be.
func shown(v *cobra.Command) bool { return v.IsAvailableCommand() || v.Name() == "help" }

// verbs are the names of all verbs that are shown.
func verbs(root *cobra.Command) []string {
	var names []string
	for _, v := range root.Commands() {
		if shown(v) {
			names = append(names, v.Name())
		}
	}
	return names
}

// reference prints what each key of a text means, from the same words as the schema.
func (c *command) reference(args []string) error {
	name := ""
	if len(args) > 0 {
		name = args[0]
	}
	kind, err := kind(name)
	if err != nil {
		return err
	}
	var keys, statuses, bases [][]string
	for _, k := range register.Reference(kind, c.lang) {
		form := k.Form
		if k.Required {
			form = c.say("reference.required", form)
		}
		keys = append(keys, []string{strings.Repeat("  ", k.Depth) + k.Name, form, k.Meaning})
	}
	fmt.Fprintf(c.out, "%s\n", register.Meaning(kind, c.lang))
	c.columns("reference.keys", keys)
	if kind == register.Kinds()[0] {
		for _, s := range register.Reference("status", c.lang) {
			needs := ""
			if len(s.Needs) > 0 {
				needs = c.say("reference.needs", strings.Join(s.Needs, ", "))
			}
			statuses = append(statuses, []string{s.Name, s.Meaning, needs})
		}
		for _, b := range register.Reference("basis", c.lang) {
			bases = append(bases, []string{b.Name, b.Meaning})
		}
		c.columns("reference.statuses", statuses)
		c.columns("reference.bases", bases)
	}
	fmt.Fprintf(c.out, "\n%s\n", c.say("reference.more"))
	return nil
}

// columns prints rows under a heading, all but the last column padded.
func (c *command) columns(heading string, rows [][]string) {
	var widths []int
	for _, row := range rows {
		for i, cell := range row {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], runewidth.StringWidth(cell))
		}
	}
	fmt.Fprintf(c.out, "\n%s\n", c.say(heading))
	for _, row := range rows {
		line := ""
		for i, cell := range row {
			line += "  " + runewidth.FillRight(cell, widths[i])
		}
		fmt.Fprintln(c.out, strings.TrimRight(line, " "))
	}
}
