package main

import (
	"github.com/spf13/cobra"

	"gongshi/generator"
)

// check lists every problem of the register at once.
func (c *command) check() *cobra.Command {
	cmd := c.verb("check", func(*cobra.Command) error {
		result, err := generator.Check(c.source)
		if err != nil {
			return c.problems(err, result, "check.problems")
		}
		if c.format == "json" {
			return c.json(nil, result)
		}
		c.print("check.done", result.Findings)
		return nil
	})
	c.formatFlag(cmd)
	return cmd
}
