package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"gongshi/generator"
	"gongshi/generator/deploy"
	"gongshi/generator/register"
	"gongshi/generator/sign"
)

// deploying is one call of deploy.
type deploying struct {
	*command
	setting deploy.Setting
	options deploy.Options
	target  *deploy.Target

	result deploy.Result
}

// deploy puts the site that lies in the output where it is served.
func (c *command) deploy() *cobra.Command {
	d := deploying{command: c}
	cmd := c.verb("deploy", func(cmd *cobra.Command) error {
		if !cmd.Flags().Changed("output") {
			c.output = filepath.Join(c.source, defaultOutput)
		}
		if err := d.open(cmd.Flags().Arg(0)); err != nil {
			return d.trouble(err)
		}
		return d.run(cmd.Context())
	})
	cmd.Use = "deploy [TARGET]"
	cmd.Args = atMost(1)
	cmd.ValidArgsFunction = folders
	flags := cmd.Flags()
	flags.BoolVar(&d.options.DryRun, "dry-run", false, c.say("flag.deploy-dry-run"))
	flags.BoolVar(&d.options.Adopt, "adopt", false, c.say("flag.adopt"))
	flags.BoolVar(&d.options.TakeOver, "take-over", false, c.say("flag.take-over"))
	flags.BoolVar(&d.setting.PlainHTTP, "plain-http", false, c.say("flag.plain-http"))
	flags.StringVar(&c.output, "output", defaultOutput, c.say("flag.output"))
	flags.StringVar(&c.asOf, "as-of", "", c.say("flag.as-of"))
	c.formatFlag(cmd)
	return cmd
}

// open opens the target that is given, else the one of config.toml.
func (d *deploying) open(address string) (err error) {
	s := &d.setting
	s.Env, s.Apart = os.Getenv, []string{d.source, d.output}
	s.Home, _ = os.UserHomeDir()
	if address == "" {
		config, err := register.ReadConfig(os.DirFS(d.source))
		if err != nil {
			return d.problems(err, generator.Result{}, "build.problems")
		}
		address, s.Base = config.Deploy.Target, d.source
	}
	if address == "" {
		return misuse{"target-missing", nil, ""}
	}
	d.target, err = deploy.Open(address, *s)
	return err
}

func (d *deploying) run(ctx context.Context) error {
	options, err := d.command.options()
	if err == nil {
		err = d.outside()
	}
	if err != nil {
		return err
	}
	d.options.Now = options.Now
	tried := false
	built, err := d.held(ctx, options, func(tell func(generator.Progress)) error {
		tried = true
		d.options.Progress = func(done, total int) {
			tell(generator.Progress{Stage: "deploying", Done: done, Total: total})
		}
		site, err := deploy.OpenSite(d.output)
		if err == nil {
			d.result, err = d.target.Deploy(ctx, site, d.options)
		}
		return err
	})
	_, unbuilt := errors.AsType[*sign.UnbuiltError](err)
	switch {
	case err != nil && (tried || unbuilt):
		return d.trouble(err)
	case err != nil:
		return d.problems(err, built, "build.problems")
	case built.Stale:
		d.remark("build.stale")
	}
	return d.show()
}

func (d *deploying) show() error {
	r := d.result
	if d.format == "json" {
		e := json.NewEncoder(d.out)
		e.SetEscapeHTML(false)
		return e.Encode(map[string]any{"target": d.target.String(), "dry_run": d.options.DryRun,
			"added": listed(r.Added), "changed": listed(r.Changed), "removed": listed(r.Removed),
			"strayed": listed(r.Strayed), "same": r.Same})
	}
	if r.Resumed {
		d.remark("deploy.resumed")
	}
	d.remarkStrayed()
	key := "deploy.done"
	if d.options.DryRun {
		key = "deploy.trial"
		for _, kind := range []struct {
			key   string
			files []string
		}{{"added", r.Added}, {"changed", r.Changed}, {"removed", r.Removed}} {
			for _, name := range kind.files {
				d.print("deploy."+kind.key, printable(name))
			}
		}
	}
	d.print(key, d.counted("file", r.Same+len(r.Added)+len(r.Changed)), d.target, len(r.Added),
		len(r.Changed), len(r.Removed), r.Same)
	return nil
}

// remarkStrayed says what somebody has done at the target.
func (d *deploying) remarkStrayed() {
	if n := len(d.result.Strayed); n > 0 {
		d.remark("deploy.strayed", d.counted("file", n), d.target, printable(d.result.Strayed[0]))
	}
}

// listed is [] in JSON where there is nothing.
func listed(names []string) []string { return append([]string{}, names...) }

// trouble says why a site is not deployed, and how far it went.
func (d *deploying) trouble(err error) error {
	if wrong, is := errors.AsType[*deploy.AddressError](err); is {
		return misuse{wrong.Rule, wrong.Args, ""}
	}
	if m, is := errors.AsType[misuse](err); is {
		return m
	}
	if done, is := errors.AsType[stopped](err); is {
		return done
	}
	if u, is := errors.AsType[*sign.UnbuiltError](err); is {
		d.complain("deploy.unbuilt", "", shownDir(d.output), d.counted("file", len(u.Files)),
			printable(u.Files[0]))
		return stopped(exitProblems)
	}
	d.remarkStrayed()
	key, args := why(err)
	d.complain("deploy."+key, "", append([]any{d.target}, args...)...)
	if total := len(d.result.Added) + len(d.result.Changed); d.result.Done > 0 {
		key = "deploy.partly"
		if d.result.Removing {
			key = "deploy.partly-removed"
		}
		d.remark(key, d.result.Done, total)
	}
	return stopped(exitMachine)
}

// why gives the sentence for an error that is nobody's misuse, and what it is about.
func why(err error) (key string, args []any) {
	if e, is := errors.AsType[*deploy.ProgramError](err); is {
		return "no-program", []any{e.Program}
	}
	if e, is := errors.AsType[*deploy.OtherError](err); is {
		return "other", []any{e.Title, e.Identity}
	}
	if e, is := errors.AsType[*deploy.RunningError](err); is {
		return "running", []any{cmp.Or(e.Since, "?")}
	}
	if e, is := errors.AsType[*deploy.RefusedError](err); is {
		return string(e.Reason), []any{e.Answer}
	}
	if e, is := errors.AsType[*deploy.FailedError](err); is {
		return "failed", []any{e.Program, e.Said}
	}
	for _, known := range []struct {
		err error
		key string
	}{{deploy.ErrForeign, "foreign"}, {deploy.ErrTakenOver, "taken-over"},
		{deploy.ErrMoved, "moved"}, {deploy.ErrLink, "link"}, {deploy.ErrBlocked, "blocked"},
		{context.Canceled, "stopped"}} {
		if errors.Is(err, known.err) {
			return known.key, []any{err}
		}
	}
	return "trouble", []any{err}
}
