package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/rogpeppe/go-internal/diff"

	"gongshi/generator"
	"gongshi/generator/personal"
	"gongshi/generator/register"
	"gongshi/generator/source"
)

// fix mends what has exactly one right answer, shows it, and lists what is left. What could not
// be written is the machine's trouble where no problem is left.
func (c *command) fix(ctx context.Context) error {
	fixed, err := generator.Fix(c.source)
	if err != nil {
		return err
	}
	out := *c
	if c.format == "json" {
		out.out = c.err // of stdout a program expects the problems alone
	}
	written := 0
	for _, f := range fixed {
		if f.Err != nil {
			c.unwritten(f)
			continue
		}
		if written++; f.Of != "" {
			out.print("check.copied", f.File, f.Of)
		} else {
			showDiff(out.out, f.Fix)
		}
	}
	switch {
	case len(fixed) == 0:
		out.print("check.fixed-none")
	case written == 1:
		out.print("check.fixed-one", written)
	default:
		out.print("check.fixed", written)
	}
	if err := c.list(ctx); err != nil || written == len(fixed) {
		return err
	}
	return stopped(exitMachine)
}

// unwritten says why a file was left as it was.
func (c *command) unwritten(f generator.Fixed) {
	key := "machine.fix-trouble"
	switch {
	case errors.Is(f.Err, source.ErrReadOnly):
		key = "machine.fix-read-only"
	case errors.Is(f.Err, source.ErrForeign):
		key = "machine.fix-foreign"
	case errors.Is(f.Err, source.ErrChanged):
		key = "machine.fix-changed"
	}
	c.complain(key, "", f.File, f.Err)
}

func masked(text string) []byte { return []byte(personal.Mask(text)) }

// showDiff prints a unified diff for people: encoding and line ends, which would mark every line,
// stand behind the names.
func showDiff(w io.Writer, f register.Fix) {
	before, after := f.File, f.File
	if len(f.Form) > 0 {
		before += "\t" + strings.Join(f.Form, ", ")
		after += "\tUTF-8, LF"
	}
	fmt.Fprintf(w, "--- %s\n+++ %s\n", masked(before), masked(after))
	hunks := diff.Diff("", masked(f.Text), "", masked(string(f.After)))
	if at := bytes.Index(hunks, []byte("\n@@ ")); at >= 0 {
		_, _ = w.Write(hunks[at+1:])
	}
}
