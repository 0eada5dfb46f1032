package main

import (
	"cmp"
	"runtime/debug"

	"github.com/spf13/cobra"

	"gongshi/generator/render"
)

// versions are what somebody needs to build the same program again.
type versions struct{ own, commit, compiler, hugo string }

// version is what the compiler wrote into the binary, and what Hugo says of itself; nothing of it is
// kept by hand.
func version() versions {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		info = &debug.BuildInfo{}
	}
	v := versions{own: info.Main.Version, compiler: info.GoVersion,
		hugo: render.HugoVersion()}
	modified := false
	for _, s := range info.Settings {
		switch s.Key {
		case "vcs.revision":
			v.commit = s.Value[:min(len(s.Value), 12)]
		case "vcs.modified":
			modified = s.Value == "true"
		}
	}
	if modified && v.commit != "" {
		v.commit += "+"
	}
	return v
}

// versionVerb does what --version does: many programs have it so.
func (c *command) versionVerb() *cobra.Command {
	cmd := c.verb("version", func(*cobra.Command) error {
		c.version()
		return nil
	})
	cmd.PreRun = func(*cobra.Command, []string) { c.source = "." } // it reads none
	return cmd
}

func (c *command) version() {
	v := version()
	unknown := c.say("version.unknown")
	c.print("version.line", cmp.Or(v.own, unknown), cmp.Or(v.commit, unknown),
		cmp.Or(v.compiler, unknown), v.hugo)
}
