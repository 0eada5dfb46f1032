package main

import (
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"gongshi/generator"
	"gongshi/generator/problem"
	"gongshi/generator/register"
	"gongshi/generator/release"
	"gongshi/generator/source"
)

// defaultOutput is the folder of the site, in the source.
const defaultOutput = source.OutputDir

// build checks the register and releases its site.
func (c *command) build() *cobra.Command {
	verbose, forget, keep, rollback, restore := false, false, uint(0), "", ""
	cmd := c.verb("build", func(cmd *cobra.Command) error {
		start := time.Now()
		if !cmd.Flags().Changed("output") {
			c.output = filepath.Join(c.source, defaultOutput)
		}
		options, err := c.options()
		if err != nil {
			return err
		}
		if err := c.outside(); err != nil {
			return err
		}
		if err := besideRollback(cmd.Flags()); err != nil {
			return err
		}
		if cmd.Flags().Changed("rollback") {
			return c.rollback(options, rollback, strings.FieldsFunc(restore, isComma))
		}
		options.Keep = int(keep)
		if forget {
			options.Keep = release.Forget
		}
		stop := c.progress(&options)
		defer stop() // also where it crashes
		recorded := c.publishesRecord()
		result, err := generator.Build(cmd.Context(), options)
		stop()
		if err != nil {
			c.remarkHow(result) // the site may be there all the same
			return c.problems(err, result, "build.problems")
		}
		c.remarkUnrecorded(recorded, result)
		c.remarkHow(result)
		c.remarkContent(result)
		switch {
		case c.format == "json":
			return c.json(nil, result, outcomeOf(result, verbose))
		case verbose:
			c.verbose(result)
		}
		c.print("build.done", c.counted("finding", result.Findings), shownDir(c.output),
			time.Since(start).Seconds())
		return nil
	})
	cmd.Flags().StringVar(&c.output, "output", defaultOutput, c.say("flag.output"))
	cmd.Flags().StringVar(&c.asOf, "as-of", "", c.say("flag.as-of"))
	cmd.Flags().UintVar(&keep, "keep", keptReleases, c.say("flag.keep"))
	c.rollbackFlag(cmd, &rollback)
	cmd.Flags().StringVar(&restore, "restore", "", c.say("flag.restore"))
	cmd.Flags().BoolVar(&forget, "forget", false, c.say("flag.forget"))
	cmd.Flags().BoolVar(&verbose, "verbose", false, c.say("flag.verbose"))
	c.formatFlag(cmd)
	c.profileFlags(cmd)
	return cmd
}

// publishesRecord says whether the output holds a record. A record that is gone from the source
// leaves no other trace, and with it goes the gate.
func (c *command) publishesRecord() bool {
	_, err := os.Stat(filepath.Join(c.output, filepath.FromSlash(register.RecordURL)))
	return err == nil
}

// remarkUnrecorded says that a record is gone which the output held before, or which the gate knows.
func (c *command) remarkUnrecorded(before bool, result generator.Result) {
	gone := func(p problem.Problem) bool { return p.Rule == "record-gone" }
	if before && !c.publishesRecord() || slices.ContainsFunc(result.Remarks, gone) {
		c.remark("build.unrecorded", source.RecordFile)
	}
}

// isComma knows those of a Chinese keyboard.
func isComma(r rune) bool { return strings.ContainsRune(",，、 ", r) }

// remarkHow says what is not the best way of putting a site in place, and what was not as it had
// been left there.
func (c *command) remarkHow(result generator.Result) {
	added := func(name string) bool { return slices.Contains(result.Added, name) }
	edited := slices.DeleteFunc(slices.Clone(result.Edited), added)
	if n := len(edited); n > 0 {
		c.remark("build.edited", c.counted("file", n), shownDir(c.output)+edited[0])
	}
	c.listSome(result.Added, "build.added", "build.added-more")
	if result.Aside != "" {
		c.remark("build.aside", c.shownState(result.Aside))
	}
	if result.Unkept != nil {
		c.remark("build.unkept", result.Unkept)
	}
	if n := result.Migrated; n > 0 {
		c.remark("build.migrated", c.counted("release", n))
	}
	if n := result.Lost; n > 0 {
		c.remark("build.lost", c.counted("release", n), shownDir(c.output))
	}
	if n := result.Forgotten; n > 0 {
		c.remark("build.forgotten", c.counted("release", n))
	}
	c.remarkPurged(result)
	if n := result.Orphans; n > 0 {
		c.remark("build.orphans", c.counted("folder", n))
	}
	c.listSome(result.Gone, "build.gone", "build.gone-more")
	if len(result.Gone) > 0 {
		c.remark("build.gone-how")
	}
	switch result.How {
	case release.TwoRenames:
		c.remark("build.in-two", shownDir(c.output))
	case release.FileByFile:
		c.remark("build.by-file", shownDir(c.output))
	}
}

// remarkPurged says that what was erased by law is kept no more either.
func (c *command) remarkPurged(result generator.Result) {
	if n := result.Purged; n > 0 {
		c.remark("build.purged", c.counted("release", n))
	}
	if n := result.Reports; n > 0 {
		c.remark("build.purged-reports", n)
	}
}

// shownState shows a path in the source as the source was given.
func (c *command) shownState(path string) string {
	absolute, err := filepath.Abs(c.source)
	if err == nil && within(path, absolute) {
		relative, _ := filepath.Rel(absolute, path)
		path = filepath.Join(c.source, relative)
	}
	return shownDir(path)
}

// someNames is how many names of one kind are said; the others are counted.
const someNames = 5

// listSome says a sentence of each of some files, and counts those that are too many.
func (c *command) listSome(names []string, each, more string) {
	for _, name := range names[:min(len(names), someNames)] {
		c.remark(each, shownDir(c.output)+name, name)
	}
	if n := len(names) - someNames; n > 0 {
		c.remark(more, c.counted("file", n))
	}
}

// remarkContent says what no rule forbids and an editor wants to know of: drafts, which stay out,
// and dates that are still to come where the register tells of the past.
func (c *command) remarkContent(result generator.Result) {
	if n := len(result.Remarks); n > 0 {
		c.remark("build.remarks", c.counted("remark", n))
	}
	var site problem.List // what is on every page is said at every build
	for _, p := range result.Remarks {
		if p.Rule == "record-config" {
			site = append(site, p)
		}
	}
	site.Text(c.err, c.lang)
	c.remarkHeld(result.Drafts, result.Unapproved, result.Earlier)
	c.remarkLeftovers(result.Leftovers)
	for _, d := range result.Ahead {
		c.remark("build.ahead", d.File, d.Key, d.Date)
	}
	if result.NoAddress {
		c.remark("build.no-address")
	}
	if result.Stale {
		c.remark("build.stale")
	}
	if result.Hosting != nil {
		c.remark("build.hosting", path.Join(filepath.ToSlash(c.source), generator.HostingDir),
			result.Hosting)
	}
}

// remarkHeld says how many findings are not public: drafts, those that nobody has approved, and
// those that are shown as they were approved before.
func (c *command) remarkHeld(drafts, out, earlier int) {
	if drafts > 0 {
		c.remark("build.drafts", c.counted("draft", drafts))
	}
	if n := out + earlier; n > 0 {
		c.remark("build.unapproved", n, out, earlier)
	}
}

func (v *voice) remarkLeftovers(names []string) {
	if n := len(names); n > 0 {
		v.remark("build.leftovers", v.counted("file", n), names[0])
	}
}

// outside refuses an output that holds the source or lies within what is read: a release replaces
// the whole folder.
func (c *command) outside() error {
	input, err := filepath.Abs(c.source)
	if err != nil {
		return err
	}
	output, err := filepath.Abs(c.output)
	if err != nil {
		return err
	}
	if within(input, output) {
		return misuse{"output-holds-source", []any{c.output, c.source}, ""}
	}
	for _, place := range append(source.Inputs(), ".git", source.StateDir) {
		if within(output, filepath.Join(input, place)) {
			return misuse{"output-holds-source", []any{c.output, place}, ""}
		}
	}
	return nil
}

// within says whether a path is a folder or lies in it.
func within(path, folder string) bool {
	relative, err := filepath.Rel(folder, path)
	return err == nil && relative != ".." &&
		!strings.HasPrefix(relative, ".."+string(filepath.Separator))
}

func shownDir(dir string) string { return strings.TrimSuffix(filepath.ToSlash(dir), "/") + "/" }
