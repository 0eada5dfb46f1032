package main

import (
	"errors"
	"io/fs"
	"os"
	"strconv"
	"unicode"

	"github.com/spf13/cobra"

	"gongshi/generator/sign"
)

// verify says whether a copy of a site is what was signed. It needs neither a register nor a
// config.toml.
func (c *command) verify() *cobra.Command {
	key, since, cosigner := "", "", ""
	cmd := c.verb("verify", func(cmd *cobra.Command) error {
		var w sign.Wanted
		var err error
		target := cmd.Flags().Arg(0)
		if w.Key = key; key != "" && !sign.IsFingerprint(key) {
			return misuse{"fingerprint-wrong", []any{key}, ""}
		}
		if since != "" {
			if w.Since, err = os.ReadFile(since); err == nil {
				_, err = sign.ReadCheckpoint(w.Since)
			}
			if errors.Is(err, sign.ErrNoCheckpoint) {
				return misuse{"checkpoint-broken", []any{since}, ""}
			}
		}
		if err == nil && cosigner != "" {
			w.Cosigner, err = sign.ReadPublicKey(cosigner)
			if _, is := errors.AsType[sign.KindError](err); is || errors.Is(err, sign.ErrNoPublicKey) {
				return misuse{"public-key-form", []any{cosigner}, ""}
			}
		}
		if err != nil {
			return err
		}
		copied, err := sign.OpenCopy(target)
		if errors.Is(err, sign.ErrNoCopy) || errors.Is(err, fs.ErrNotExist) {
			return misuse{"copy-nowhere", []any{target}, ""}
		}
		if err != nil {
			return err
		}
		defer copied.Close()
		report, err := sign.Check(cmd.Context(), copied, w)
		if elsewhere, is := errors.AsType[*sign.ElsewhereError](err); is {
			return misuse{"copy-elsewhere", []any{target, elsewhere.URL}, ""}
		}
		if err != nil {
			return err
		}
		return c.verified(target, report)
	})
	cmd.Use = "verify COPY"
	cmd.Args = c.one("copy-missing")
	cmd.ValidArgsFunction = anyFile
	cmd.PreRun = func(*cobra.Command, []string) { c.source = "." } // there need be none
	cmd.Flags().StringVar(&key, "key", "", c.say("flag.fingerprint"))
	cmd.Flags().StringVar(&since, "since", "", c.say("flag.since"))
	cmd.Flags().StringVar(&cosigner, "cosigner", "", c.say("flag.cosigner"))
	c.formatFlag(cmd)
	return cmd
}

// someFaults is how many faults are said; the others are counted.
const someFaults = 50

// verified says what was found out, and gives the exit code.
func (c *command) verified(target string, r sign.Report) error {
	unread := 0
	for n, f := range r.Faults {
		if f.Rule == sign.Unread {
			unread++
		}
		if c.format == "text" && n < someFaults {
			c.print("verify."+f.Rule, printable(f.File), printable(f.Other))
		}
	}
	if more := len(r.Faults) - someFaults; more > 0 && c.format == "text" {
		c.print("verify.more", c.counted("file", more))
	}
	if c.format == "json" {
		if err := encode(c.out, r); err != nil {
			return err
		}
	} else {
		c.verdict(target, r)
	}
	switch {
	case len(r.Faults) == 0:
		return nil
	case unread == len(r.Faults):
		return stopped(exitMachine)
	}
	return stopped(exitProblems)
}

func (c *command) verdict(target string, r sign.Report) {
	for _, f := range r.Remarks {
		c.remark("verify."+f.Rule, printable(f.File), printable(f.Other))
	}
	if e := r.Entry; e != nil {
		c.remark("verify.entry", r.Number, r.Releases, e.Day)
	}
	if r.Cosigned != "" {
		c.remark("verify.cosigned", r.Cosigned)
	}
	switch {
	case len(r.Faults) > 0:
		c.print("verify.bad", c.counted("fault", len(r.Faults)), target)
	case r.Signer == "":
		c.print("verify.unproved", c.counted("file", r.Files), target)
	default:
		c.print("verify.done", c.counted("file", r.Files), target, r.Signer)
	}
}

// printable quotes a name that a terminal would obey, or nobody could read.
func printable(name string) string {
	for _, r := range name {
		if !unicode.IsPrint(r) || r == unicode.ReplacementChar {
			return strconv.Quote(name)
		}
	}
	return name
}
