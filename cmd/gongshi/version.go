package main

import (
	"cmp"
	"runtime/debug"
)

// versions are what somebody needs to build the same program again.
type versions struct{ own, commit, compiler, hugo string }

// version is what the compiler wrote into the binary; nothing of it is kept by hand.
func version() versions {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		info = &debug.BuildInfo{}
	}
	v := versions{own: info.Main.Version, compiler: info.GoVersion}
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
	for _, d := range info.Deps {
		if d.Path == "github.com/gohugoio/hugo" {
			v.hugo = d.Version
			if d.Replace != nil {
				v.hugo = cmp.Or(d.Replace.Version, d.Version)
			}
		}
	}
	return v
}

func (c *command) version() {
	v := version()
	unknown := c.say("version.unknown")
	c.print("version.line", cmp.Or(v.own, unknown), cmp.Or(v.commit, unknown),
		cmp.Or(v.compiler, unknown), cmp.Or(v.hugo, unknown))
}
