package main

import (
	"strings"

	"github.com/spf13/cobra"

	"gongshi/generator/format"
	"gongshi/generator/problem"
)

// formatTopic is the one topic of help that is no verb.
const formatTopic = "format"

// helpVerb says how to use a verb, and what the keys of a text mean.
func (c *command) helpVerb() *cobra.Command {
	cmd := c.verb("help", func(cmd *cobra.Command) error {
		args := cmd.Flags().Args()
		if len(args) == 0 {
			return cmd.Root().Help()
		}
		if args[0] == formatTopic {
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
			return append(verbs(cmd.Root()), formatTopic), cobra.ShellCompDirectiveNoFileComp
		case args[0] == formatTopic && len(args) == 1:
			return c.kinds(), cobra.ShellCompDirectiveNoFileComp
		}
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	return cmd
}

func (c *command) topic(root *cobra.Command, name string) error {
	for _, v := range root.Commands() {
		if v.Name() == name && shown(v) {
			return v.Help()
		}
	}
	topics := append(verbs(root), formatTopic)
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

func (c *command) reference(args []string) error {
	name := ""
	if len(args) > 0 {
		name = args[0]
	}
	kind, err := kind(name)
	if err != nil {
		return err
	}
	_, err = c.out.Write(format.Reference(kind, c.lang))
	return err
}
