package main

import (
	"errors"
	"os"
	"runtime"
	"runtime/pprof"
	"runtime/trace"

	"github.com/spf13/cobra"
)

// forWorkers marks the flags that are of use to nobody but those who work on gongshi itself.
const forWorkers = "for whoever works on gongshi"

// profileFlags lets a verb be looked into while it works.
func (c *command) profileFlags(cmd *cobra.Command) {
	files := map[string]*string{}
	for _, name := range []string{"cpuprofile", "memprofile", "trace"} {
		files[name] = cmd.Flags().String(name, "", c.say("flag."+name))
		// The only error is that there is no such flag.
		_ = cmd.Flags().SetAnnotation(name, forWorkers, nil)
	}
	run := cmd.RunE
	cmd.RunE = func(cmd *cobra.Command, args []string) (err error) {
		p := &profiles{}
		for _, start := range []struct {
			flag string
			what func(*os.File) error
		}{
			{"cpuprofile", p.cpu}, {"memprofile", p.memory}, {"trace", p.trace},
		} {
			if fault := p.start(*files[start.flag], start.what); fault != nil {
				return errors.Join(misuse{"profile", []any{"--" + start.flag, fault}, ""}, p.end())
			}
		}
		defer func() { // also when the verb crashes
			if fault := p.end(); fault != nil {
				err = c.unprofiled(err, fault)
			}
		}()
		return run(cmd, args)
	}
}

// unprofiled says why a profile is not complete, and gives what the verb comes to.
func (c *command) unprofiled(err, fault error) error {
	c.complain("machine.profile", "", fault)
	if err == nil {
		return stopped(exitMachine)
	}
	return err
}

// profiles are those that are being written.
type profiles struct{ ends []func() error }

// start begins one, unless it has no file. What is in the way is found before there is any work.
func (p *profiles) start(name string, what func(*os.File) error) error {
	if name == "" {
		return nil
	}
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	if err := what(f); err != nil {
		return errors.Join(err, f.Close())
	}
	p.ends = append(p.ends, f.Close)
	return nil
}

func (p *profiles) cpu(f *os.File) error {
	p.ends = append(p.ends, func() error { pprof.StopCPUProfile(); return nil })
	return pprof.StartCPUProfile(f)
}

func (p *profiles) trace(f *os.File) error {
	p.ends = append(p.ends, func() error { trace.Stop(); return nil })
	return trace.Start(f)
}

// memory is of all that is allocated until the end, and of what is then in use.
func (p *profiles) memory(f *os.File) error {
	p.ends = append(p.ends, func() error {
		runtime.GC() // what is in use is as of the last collection
		return pprof.Lookup("allocs").WriteTo(f, 0)
	})
	return nil
}

// end writes what is still to be written, each file's end after its content's.
func (p *profiles) end() error {
	var all error
	for _, end := range p.ends {
		all = errors.Join(all, end())
	}
	p.ends = nil
	return all
}
