package main

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"gongshi/generator"
	"gongshi/generator/register"
	"gongshi/generator/release"
	"gongshi/generator/source"
)

// What --rollback may be besides a number.
const (
	newestRelease = "newest" // where it has no value
	listReleases  = "list"
)

// besideRollback refuses flags that mean nothing with --rollback, or without it.
func besideRollback(flags *pflag.FlagSet) error {
	if !flags.Changed("rollback") {
		if flags.Changed("restore") {
			return misuse{"flag-alone", []any{"--restore", "--rollback"}, ""}
		}
		return nil
	}
	for _, other := range []string{"forget", "keep"} {
		if flags.Changed(other) {
			return misuse{"flags-apart", []any{"--rollback", "--" + other}, ""}
		}
	}
	return nil
}

// rollback puts an earlier release back, or lists them.
func (c *command) rollback(o generator.Options, which string, restore []string) error {
	number, err := strconv.ParseUint(which, 10, 31)
	switch {
	case which == listReleases:
		return c.releases(o)
	case which != newestRelease && (err != nil || number == 0):
		return misuse{"flag-value", []any{"--rollback", which, "--rollback=" + listReleases}, ""}
	}
	o.Back = int(number)
	result, err := generator.Rollback(o, restore)
	c.remarkPurged(result)
	result.Purged = 0 // said
	if withheld, is := errors.AsType[*register.WithheldError](err); is {
		c.withheld("build.withheld-drafts", withheld.Drafts)
		c.withheld("build.withheld-removed", withheld.Removed)
		return stopped(exitProblems)
	}
	switch {
	case errors.Is(err, release.ErrNoEarlier) && number > 0:
		return misuse{"flag-value", []any{"--rollback", which, "--rollback=" + listReleases}, ""}
	case err != nil:
		return err
	}
	for _, name := range result.Back {
		if register.FindingID(name) != "" {
			c.remark("build.back", shownDir(c.output)+name)
		}
	}
	c.listSome(slices.DeleteFunc(result.Reverted, func(name string) bool {
		return register.FindingID(name) == ""
	}), "build.reverted", "build.reverted-more")
	c.remarkHow(result)
	if c.format == "json" {
		return c.encode(map[string]any{"back": listed(result.Back),
			"reverted": listed(result.Reverted)})
	}
	if number > 0 {
		c.print("build.rolled-back-to", number, shownDir(c.output))
		return nil
	}
	c.print("build.rolled-back", shownDir(c.output))
	return nil
}

// keptRelease is an earlier release, as it is listed.
type keptRelease struct {
	Number   int    `json:"number"`
	Released string `json:"released,omitempty"` // 2006-01-02T15:04:05Z07:00
	Findings int    `json:"findings"`
	Files    int    `json:"files"`
	Damaged  bool   `json:"damaged,omitempty"` // it cannot be put back
}

// releases lists the earlier releases that are kept, newest first.
func (c *command) releases(o generator.Options) error {
	folder, err := source.Open(o.Source)
	if err != nil {
		return err
	}
	defer folder.Close()
	output, err := release.Open(o.Output, folder.StatePath(), "")
	if err != nil {
		return err
	}
	defer output.Close()
	all, rows := []keptRelease{}, [][2]string{}
	for _, k := range slices.Backward(output.Kept()) {
		is := keptRelease{Number: k.Number, Files: len(k.Files), Damaged: !k.Whole()}
		for name := range k.Files {
			if register.FindingID(name) != "" {
				is.Findings++
			}
		}
		said := c.say("build.damaged")
		if k.Whole() {
			is.Released = k.Released.Format(time.RFC3339)
			said = c.say("build.kept", k.Released.Format("2006-01-02 15:04"),
				c.counted("finding", is.Findings), c.counted("file", is.Files))
		}
		all, rows = append(all, is), append(rows, [2]string{strconv.Itoa(k.Number), said})
	}
	switch {
	case c.format == "json":
		return c.encode(map[string]any{"releases": all})
	case len(all) == 0:
		return output.NoEarlier()
	}
	align(c.out, "", rows)
	return nil
}

// withheld says which findings a rollback would bring back.
func (c *command) withheld(key string, ids []string) {
	if len(ids) > 0 {
		c.complain(key, "", strings.Join(ids, ","))
	}
}

// lost says why an earlier release cannot be put back.
func (c *command) lost(e *release.LostError) {
	if len(e.Names) == 0 {
		c.complain("machine.damaged", "", e.Number)
		return
	}
	c.complain("machine.lost", "", e.Number, c.counted("file", len(e.Names)), e.Names[0])
}

// rollbackFlag adds the flag, with its value as an argument of its own, too: --rollback 3.
func (c *command) rollbackFlag(cmd *cobra.Command, rollback *string) {
	cmd.Flags().StringVar(rollback, "rollback", "", c.say("flag.rollback"))
	cmd.Flags().Lookup("rollback").NoOptDefVal = newestRelease
	cmd.Args = func(cmd *cobra.Command, args []string) error {
		if *rollback == newestRelease && len(args) == 1 {
			*rollback, args = args[0], nil
		}
		return atMost(0)(cmd, args)
	}
}
