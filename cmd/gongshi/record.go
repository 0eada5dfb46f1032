package main

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"path"
	"slices"

	"github.com/spf13/cobra"

	"gongshi/generator/problem"
	"gongshi/generator/record"
	"gongshi/generator/register"
	"gongshi/generator/source"
)

// record seals what is public: it writes the digests of it into the record. A register that has a
// problem is not recorded, and a change that nothing accounts for is one.
func (c *command) record() *cobra.Command {
	dryRun := false
	cmd := c.verb("record", func(cmd *cobra.Command) error {
		folder, err := source.Open(c.source)
		if err != nil {
			return err
		}
		defer folder.Close()
		return c.seal(cmd.Context(), folder, dryRun)
	})
	cmd.Flags().StringVar(&c.asOf, "as-of", "", c.say("flag.record-as-of"))
	cmd.Flags().BoolVar(&dryRun, "dry-run", false, c.say("flag.dry-run"))
	return cmd
}

func (c *command) seal(ctx context.Context, folder *source.Folder, dryRun bool) error {
	old, err := folder.Root().ReadFile(record.File)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	r, before, day, err := c.read(ctx, folder, "record.problems")
	if err != nil {
		return err
	}
	if options, _ := c.options(); day > register.DayOf(options.Now.In(r.Config.Location())) {
		return misuse{"record-ahead", []any{c.day(day)}, ""}
	}
	after, sealed, err := record.Seal(before, r, day)
	if errors.Is(err, record.ErrEarly) {
		return misuse{"record-early", []any{c.day(day), c.day(before.Last())}, ""}
	}
	count, name := c.counted("finding", sealed.Findings), path.Join(shownDir(c.source), record.File)
	if before != nil && bytes.Equal(before.Bytes(), after.Bytes()) {
		c.print("record.same", count, name)
		return nil
	}
	c.unaccounted(r.Remarks)
	if dryRun {
		c.print("record.trial", count, name, sealed.New, sealed.Changed)
		return nil
	}
	file := source.File{Name: record.File, Data: after.Bytes(), Old: old}
	if err := folder.Commit([]source.File{file}); err != nil {
		return err
	}
	c.print("record.done", count, name, sealed.New, sealed.Changed)
	if sealed.Other > 0 {
		c.print("record.other", sealed.Other)
	}
	return nil
}

// unaccounted lists what is recorded although nothing accounts for it: order, places, contacts,
// config.toml.
func (c *command) unaccounted(remarks problem.List) {
	var list problem.List
	for _, p := range remarks {
		if slices.Contains([]string{"record-later", "record-config", "record-moved"}, p.Rule) {
			list = append(list, p)
		}
	}
	c.listRemarks(list)
}
