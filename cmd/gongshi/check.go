package main

import (
	"context"

	"github.com/spf13/cobra"

	"gongshi/generator"
)

// check lists every problem of the register at once, explains a rule, or mends what it can first.
func (c *command) check() *cobra.Command {
	rule, fix := "", false
	cmd := c.verb("check", func(cmd *cobra.Command) error {
		switch {
		case cmd.Flags().Changed("explain") && fix:
			return misuse{"flags-apart", []any{"--explain", "--fix"}, ""}
		case cmd.Flags().Changed("explain"):
			return c.explain(rule)
		case fix:
			return c.fix(cmd.Context())
		}
		return c.list(cmd.Context())
	})
	cmd.PreRun = func(cmd *cobra.Command, _ []string) {
		if cmd.Flags().Changed("explain") {
			c.source = "." // explaining reads none, so that there need be none
		}
	}
	cmd.Flags().StringVar(&rule, "explain", "", c.say("flag.explain"))
	cmd.Flags().BoolVar(&fix, "fix", false, c.say("flag.fix"))
	c.formatFlag(cmd)
	c.profileFlags(cmd)
	return cmd
}

func (c *command) list(ctx context.Context) error {
	options, err := c.options()
	if err != nil {
		return err
	}
	result, err := generator.Check(ctx, options)
	if err != nil {
		return c.problems(err, result, "check.problems")
	}
	c.remarkLeftovers(result.Leftovers)
	if c.format == "json" {
		return c.json(nil, result, nil)
	}
	c.listRemarks(result.Remarks)
	c.print("check.done", c.counted("finding", result.Findings))
	return nil
}
