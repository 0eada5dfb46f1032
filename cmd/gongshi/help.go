package main

import (
	"fmt"
	"io"
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
		if _, is := f.Annotations[forWorkers]; is {
			workers = append(workers, c.flagRow(f))
			return
		}
		flags = append(flags, c.flagRow(f))
	})
	c.table("help.flags", flags)
	if len(workers) > 0 {
		c.table("help.workers", workers)
	}
}

func (c *command) table(heading string, rows [][2]string) {
	fmt.Fprintf(c.out, "\n%s\n", c.say(heading))
	align(c.out, "  ", rows)
}

// align prints two columns, the first as wide as a terminal shows its widest text.
func align(w io.Writer, indent string, rows [][2]string) {
	width := 0
	for _, row := range rows {
		width = max(width, runewidth.StringWidth(row[0]))
	}
	for _, row := range rows {
		fmt.Fprintf(w, "%s%s  %s\n", indent, runewidth.FillRight(row[0], width), row[1])
	}
}

// flagRow is a flag with its value, and what it is for.
func (v *voice) flagRow(f *pflag.Flag) [2]string {
	value, text := pflag.UnquoteUsage(f)
	if f.DefValue != "" && f.DefValue != "false" {
		text += v.say("help.default", f.DefValue)
	}
	return [2]string{strings.TrimSpace("--" + f.Name + " " + value), text}
}
