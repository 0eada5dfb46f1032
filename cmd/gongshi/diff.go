package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"gongshi/generator"
	"gongshi/generator/diff"
	"gongshi/generator/problem"
	"gongshi/generator/record"
	"gongshi/generator/register"
	"gongshi/generator/release"
	"gongshi/generator/sign"
	"gongshi/generator/source"
)

// recordSide names the record where another site could be named.
const recordSide = "record"

// difference is what a release would change.
type difference struct {
	AsOf    register.Day `json:"as_of"`
	Against string       `json:"against"`
	First   bool         `json:"first,omitempty"` // nothing was released yet
	Changes diff.Changes `json:"changes"`
	Days    int          `json:"days"`            // that deadlines are put off by, in all
	Files   *fileChanges `json:"files,omitempty"` // where files were compared
	// Digests are SHA-256, in hexadecimal, of the file that they are of on either side.
	Of  string `json:"digest_of"`
	Old string `json:"old_digest,omitempty"`
	New string `json:"new_digest,omitempty"`
}

type fileChanges struct {
	Added   []string `json:"added"`
	Changed []string `json:"changed"`
	Removed []string `json:"removed"`
}

// differing is one call of diff.
type differing struct {
	*command
	against, form, out string
}

// diff says what a release would change. It releases nothing, and differences are no failure.
func (c *command) diff() *cobra.Command {
	d := differing{command: c}
	cmd := c.verb("diff", func(cmd *cobra.Command) error {
		forms := []string{"text", "json", "html"}
		if !slices.Contains(forms, d.form) {
			return misuse{"flag-value", []any{"--format", d.form, "text, json, html"},
				problem.Nearest(d.form, forms)}
		}
		if d.form == "json" {
			c.format = d.form
		}
		if d.out != "" && !cmd.Flags().Changed("format") {
			d.form = "html"
		}
		if !cmd.Flags().Changed("output") {
			c.output = filepath.Join(c.source, defaultOutput)
		}
		found, err := d.find(cmd.Context())
		if err != nil {
			return err
		}
		found.Days = found.Changes.Days()
		return d.show(found)
	})
	flags := cmd.Flags()
	flags.StringVar(&d.against, "against", "", c.say("flag.against"))
	flags.StringVar(&d.form, "format", "text", c.say("flag.diff-format"))
	flags.StringVar(&d.out, "out", "", c.say("flag.diff-out"))
	flags.StringVar(&c.output, "output", defaultOutput, c.say("flag.output"))
	flags.StringVar(&c.asOf, "as-of", "", c.say("flag.as-of"))
	return cmd
}

func (d *differing) find(ctx context.Context) (*difference, error) {
	if d.against == recordSide {
		return d.sinceRecord(ctx)
	}
	var old other
	if d.against != "" {
		var err error
		if old, err = d.other(); err != nil {
			return nil, err
		}
	}
	return d.trial(ctx, old)
}

// sinceRecord builds nothing.
func (d *differing) sinceRecord(ctx context.Context) (*difference, error) {
	folder, err := source.Open(d.source)
	if err != nil {
		return nil, err
	}
	defer folder.Close()
	r, recorded, day, err := d.read(ctx, folder, "diff.problems")
	if err != nil {
		return nil, err
	}
	if recorded == nil {
		return nil, misuse{"diff-unrecorded", nil, ""}
	}
	found := &difference{AsOf: day, Against: record.File, Changes: diff.Since(recorded, r),
		Of: record.File, Old: digestOf(recorded.Bytes())}
	if next, _, err := record.Seal(recorded, r, day); err == nil {
		found.New = digestOf(next.Bytes())
	}
	return found, nil
}

func digestOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// errSeen ends a build that was only to be looked at.
var errSeen = errors.New("only to see what would change")

// trial builds the site up to its release, and compares it with what is released or with another.
func (d *differing) trial(ctx context.Context, old other) (*difference, error) {
	options, err := d.options()
	if err == nil {
		err = d.outside()
	}
	if err != nil {
		return nil, err
	}
	var found *difference
	options.Keep = keptReleases
	options.Approve = func(c release.Changes) (err error) {
		if found, err = d.compare(c, old); err != nil {
			return err
		}
		return errSeen
	}
	stop := d.progress(&options)
	defer stop()
	result, err := generator.Build(ctx, options)
	stop()
	if broken, is := errors.AsType[*diff.BrokenError](err); is {
		return nil, d.broken(broken, old)
	}
	if !errors.Is(err, errSeen) {
		return nil, d.problems(err, result, "diff.problems")
	}
	return found, nil
}

func (d *differing) broken(e *diff.BrokenError, old other) error {
	key, name := "diff.broken", old.name
	if name == "" {
		name = shownDir(d.output)
	}
	if e.Version > 0 {
		key = "diff.newer"
	}
	d.complain(key, "", name+e.File, e.Version)
	return stopped(exitProblems)
}

func (d *differing) compare(c release.Changes, old other) (*difference, error) {
	found, err := released(c, old.read)
	if err != nil {
		return nil, err
	}
	found.Against = old.name
	switch {
	case old.name == "":
		found.Against = shownDir(d.output)
	case old.sums == nil:
		found.Files = nil // of a source nothing was built
		found.Of, found.Old, found.New = register.JSONURL, "", ""
		for _, side := range []struct {
			read func(string) ([]byte, error)
			to   *string
		}{{old.read, &found.Old}, {c.New, &found.New}} {
			if data, err := side.read(found.Of); err == nil {
				*side.to = digestOf(data)
			}
		}
	default:
		data, err := c.New(sign.SumsFile)
		if err != nil {
			return nil, err
		}
		now, err := sign.ParseSums(data)
		if err != nil {
			return nil, err
		}
		found.Files = filesOf(old.sums, now)
	}
	return found, nil
}

// released compares what a site will have with what it has, or with what read gives.
func released(c release.Changes, read func(string) ([]byte, error)) (*difference, error) {
	if read == nil {
		read = c.Old
	}
	old, err := diff.Read(read)
	first := errors.Is(err, fs.ErrNotExist)
	if err != nil && !first {
		return nil, err
	}
	now, err := diff.Read(c.New)
	if err != nil {
		return nil, err
	}
	day, _ := register.ParseDay(now.AsOf)
	found := &difference{AsOf: day, First: first, Changes: diff.Compare(old, now),
		Of: sign.SumsFile, Files: &fileChanges{c.Added, c.Changed, c.Removed}}
	if data, err := read(sign.SumsFile); err == nil {
		found.Old = digestOf(data)
	}
	if data, err := c.New(sign.SumsFile); err == nil {
		found.New = digestOf(data)
	}
	return found, nil
}
