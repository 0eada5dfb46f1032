package main

import (
	"fmt"
	"strings"

	"github.com/mattn/go-runewidth"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// help prints what a verb does, its examples and its flags. The flag library's own table counts
// bytes, so its columns do not stand in line in Chinese.
func (c *command) help(cmd *cobra.Command) {
	fmt.Fprintf(c.out, "%s\n", cmd.Long)
	if cmd.HasAvailableSubCommands() {
		var verbs [][2]string
		for _, v := range cmd.Commands() {
			if shown(v) {
				verbs = append(verbs, [2]string{v.Name(), v.Short})
			}
		}
		c.table("help.verbs", verbs)
	}
	if cmd.Example != "" {
		fmt.Fprintf(c.out, "\n%s\n%s\n", c.say("help.examples"), cmd.Example)
	}
	var flags, workers [][2]string
	cmd.LocalFlags().AddFlagSet(cmd.InheritedFlags())
	cmd.LocalFlags().VisitAll(func(f *pflag.Flag) {
		value, text := pflag.UnquoteUsage(f)
		if f.DefValue != "" && f.DefValue != "false" {
			text += c.say("help.default", f.DefValue)
		}
		row := [2]string{strings.TrimSpace("--" + f.Name + " " + value), text}
		if _, is := f.Annotations[forWorkers]; is {
			workers = append(workers, row)
			return
		}
		flags = append(flags, row)
	})
	c.table("help.flags", flags)
	if len(workers) > 0 {
		c.table("help.workers", workers)
	}
}

// table prints two columns under a heading.
func (c *command) table(heading string, rows [][2]string) {
	width := 0
	for _, row := range rows {
		width = max(width, runewidth.StringWidth(row[0]))
	}
	fmt.Fprintf(c.out, "\n%s\n", c.say(heading))
	for _, row := range rows {
		fmt.Fprintf(c.out, "  %s  %s\n", runewidth.FillRight(row[0], width), row[1])
	}
}
