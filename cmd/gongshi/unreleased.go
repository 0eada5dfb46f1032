package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"gongshi/generator"
	"gongshi/generator/diff"
)

// unreleased gives a function that says what a release of the preview would change, as diff says
// it. It compares anew where the data of either side has changed: each open page asks.
func (c *command) unreleased() func() []string {
	now := os.DirFS(filepath.Join(c.source, filepath.FromSlash(generator.PreviewDir)))
	old := os.DirFS(filepath.Join(c.source, defaultOutput))
	var lock sync.Mutex
	known, lines := "", []string(nil)
	return func() []string {
		lock.Lock()
		defer lock.Unlock()
		if stamps := dataStamps(now) + dataStamps(old); stamps != known {
			known, lines = stamps, c.between(old, now)
		}
		return lines
	}
}

func dataStamps(site fs.FS) string {
	names, _ := fs.Glob(site, "data/*.json") // the pattern is right
	stamps := fmt.Sprintln(len(names))
	for _, name := range names {
		if info, err := fs.Stat(site, name); err == nil {
			stamps += fmt.Sprintln(name, info.Size(), info.ModTime().UnixNano())
		}
	}
	return stamps
}

// between sums up what differs in the data of two sites; nothing while the preview has none yet.
func (c *command) between(old, now fs.FS) []string {
	reader := func(site fs.FS) func(string) ([]byte, error) {
		return func(name string) ([]byte, error) { return fs.ReadFile(site, name) }
	}
	after, err := diff.Read(reader(now))
	if err != nil {
		return nil
	}
	before, err := diff.Read(reader(old))
	first := errors.Is(err, fs.ErrNotExist)
	if err != nil && !first {
		return []string{c.say("diff.uncompared", err)}
	}
	return c.summary(&difference{First: first, Changes: diff.Compare(before, after)})
}
