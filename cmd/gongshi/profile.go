package main

import (
	"cmp"
	"errors"
	"os"
	"runtime"
	"runtime/pprof"
	"runtime/trace"

	"github.com/spf13/cobra"
)

// forWorkers marks the flags that are of use to nobody but those who work on gongshi itself.
const forWorkers = "for whoever works on gongshi"

// profile is one that a verb writes while it works. start gives what is done at its end.
type profile struct {
	flag, name string
	start      func(*os.File) (stop func() error, err error)
}

// profiles are the three that Go has.
func profiles() []profile {
	return []profile{
		{"cpuprofile", "", func(f *os.File) (func() error, error) {
			return func() error { pprof.StopCPUProfile(); return f.Close() }, pprof.StartCPUProfile(f)
		}},
		{"memprofile", "", func(f *os.File) (func() error, error) {
			return func() error { // of all that was allocated, and of what is then in use
				runtime.GC() // what is in use is as of the last collection
				return errors.Join(pprof.Lookup("allocs").WriteTo(f, 0), f.Close())
			}, nil
		}},
		{"trace", "", func(f *os.File) (func() error, error) {
			return func() error { trace.Stop(); return f.Close() }, trace.Start(f)
		}},
	}
}

// profileFlags lets a verb be looked into while it works. What is in the way of a profile is found
// before there is any work.
func (c *command) profileFlags(cmd *cobra.Command) {
	all := profiles()
	for i, p := range all {
		cmd.Flags().StringVar(&all[i].name, p.flag, "", c.say("flag."+p.flag))
		// The only error is that there is no such flag.
		_ = cmd.Flags().SetAnnotation(p.flag, forWorkers, nil)
	}
	run := cmd.RunE
	cmd.RunE = func(cmd *cobra.Command, args []string) (err error) {
		for _, p := range all {
			if p.name == "" {
				continue
			}
			stop, fault := p.begin()
			if fault != nil {
				return misuse{"profile", []any{"--" + p.flag, fault}, ""}
			}
			defer func() { err = c.profiled(err, stop()) }() // also when the verb crashes
		}
		return run(cmd, args)
	}
}

// profiled says why a profile is not complete, and gives what the verb comes to.
func (c *command) profiled(err, fault error) error {
	if fault == nil {
		return err
	}
	c.complain("machine.profile", "", fault)
	return cmp.Or(err, error(stopped(exitMachine)))
}

func (p profile) begin() (stop func() error, err error) {
	f, err := os.Create(p.name)
	if err != nil {
		return nil, err
	}
	if stop, err = p.start(f); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return stop, nil
}
