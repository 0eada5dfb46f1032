package main

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"gongshi/generator/format"
	"gongshi/generator/problem"
	"gongshi/generator/register"
)

// schema prints the JSON Schema of a front matter, for editors that check while somebody writes.
func (c *command) schema() *cobra.Command {
	cmd := c.verb("schema", func(cmd *cobra.Command) error {
		kind, err := kind(cmd.Flags().Arg(0))
		if err != nil {
			return err
		}
		data, err := format.Schema(kind, c.lang)
		if err != nil {
			return err
		}
		_, err = c.out.Write(data)
		return err
	})
	cmd.Use = "schema [KIND]"
	cmd.Args = atMost(1)
	cmd.ValidArgsFunction = firstOf(c.kinds())
	return cmd
}

// kind is what sort of text an argument names; without one, a finding.
func kind(name string) (string, error) {
	if name == "" {
		return register.Kinds()[0], nil
	}
	if slices.Contains(register.Kinds(), name) {
		return name, nil
	}
	return "", misuse{"kind-unknown", []any{name, strings.Join(register.Kinds(), ", ")},
		problem.Nearest(name, register.Kinds())}
}

func atMost(n int) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		if len(args) > n {
			return misuse{"argument-unknown", []any{args[n]}, ""}
		}
		return nil
	}
}
