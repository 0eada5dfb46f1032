package main

import (
	"context"
	"io"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"gongshi/generator"
	"gongshi/generator/problem"
	"gongshi/generator/register"
)

// command is one call of the program: its voice, and the flags that verbs share.
type command struct {
	voice
	source, output, asOf, format string
}

// run does what the arguments say and gives the exit code.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	c := &command{voice: voice{out: stdout, err: stderr, words: readWords(),
		lang: language(args, os.Getenv)}}
	root := c.root()
	root.SetArgs(args)
	root.SetOut(stdout)
	root.SetErr(stderr)
	return c.exit(root.ExecuteContext(ctx))
}

func (c *command) root() *cobra.Command {
	root := &cobra.Command{
		Use:           "gongshi",
		Short:         c.say("gongshi.short"),
		Long:          c.say("gongshi.long"),
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          cobra.ArbitraryArgs,
	}
	root.RunE = func(cmd *cobra.Command, args []string) error {
		if shown, _ := cmd.Flags().GetBool("version"); shown {
			c.version()
			return nil
		}
		switch {
		case len(args) == 0 && doubleClicked():
			return c.clicked(cmd, os.Stdin)
		case len(args) == 0:
			return cmd.Help()
		}
		known := verbs(root)
		return misuse{"verb-unknown", []any{args[0], strings.Join(known, ", ")},
			problem.Nearest(args[0], known)}
	}
	flags := root.PersistentFlags()
	flags.StringVar(&c.source, "source", ".", c.say("flag.source"))
	flags.StringVar(&c.lang, "lang", c.lang, c.say("flag.lang"))
	flags.BoolP("help", "h", false, c.say("flag.help"))
	root.SetHelpFunc(func(cmd *cobra.Command, _ []string) { c.help(cmd) })
	root.SetFlagErrorFunc(flagMisuse)
	root.CompletionOptions.DisableDefaultCmd = true
	cobra.MousetrapHelpText = "" // else a double click on Windows only says so
	root.Flags().Bool("version", false, c.say("flag.version"))
	root.SetHelpCommand(c.helpVerb())
	root.AddCommand(c.init(), c.imports(), c.report(), c.ledger(), c.new(), c.check(), c.approve(),
		c.record(), c.status(), c.diff(), c.notice(), c.build(), c.watch(), c.edit(), c.sign(),
		c.bundle(), c.deploy(), c.verify(), c.schema(), c.completion(), c.man(), c.versionVerb())
	c.completes(root)
	return root
}

func (c *command) verb(name string, do func(cmd *cobra.Command) error) *cobra.Command {
	return &cobra.Command{
		Use:     name,
		Short:   c.say(name + ".short"),
		Long:    c.say(name + ".long"),
		Example: c.say(name + ".example"),
		Args:    atMost(0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := c.validate(); err != nil {
				return err
			}
			return do(cmd)
		},
	}
}

func (c *command) validate() error {
	if c.lang != "zh" && c.lang != "en" {
		given := c.lang
		c.lang = "zh"
		return misuse{"flag-value", []any{"--lang", given, "zh, en"}, ""}
	}
	if c.format != "text" && c.format != "json" {
		return misuse{"flag-value", []any{"--format", c.format, "text, json"}, ""}
	}
	if info, err := os.Stat(c.source); err != nil || !info.IsDir() {
		return misuse{"source-missing", []any{c.source}, ""}
	}
	return nil
}

func (c *command) formatFlag(cmd *cobra.Command) {
	cmd.Flags().StringVar(&c.format, "format", "text", c.say("flag.format"))
}

// options gathers what the flags and the environment say of a build.
func (c *command) options() (generator.Options, error) {
	o := generator.Options{Source: c.source, Output: c.output, Now: time.Now()}
	if epoch := os.Getenv("SOURCE_DATE_EPOCH"); epoch != "" {
		seconds, err := strconv.ParseInt(epoch, 10, 64)
		if err != nil {
			return o, misuse{"flag-value", []any{"SOURCE_DATE_EPOCH", epoch, "1700000000"}, ""}
		}
		o.Now = time.Unix(seconds, 0)
	}
	if c.asOf != "" {
		day, err := register.ParseDay(c.asOf)
		if err != nil {
			return o, misuse{"flag-value", []any{"--as-of", c.asOf, "2023-12-31"}, ""}
		}
		o.AsOf = day
	}
	return o, nil
}
