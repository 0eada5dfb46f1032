package watch

import (
	"path"
	"slices"
	"time"
)

// timing is how long things take; a test may have them otherwise.
type timing struct{ quiet, patience, ceiling, poll, again time.Duration }

// usual gives the times that people get.
func usual() timing {
	return timing{
		// The pieces of one save follow each other within a millisecond or two; git and unpackers
		// pause some milliseconds between files when the disk does. An editor is not to feel it.
		quiet: 15 * time.Millisecond,
		// A file that is empty or gone is most often about to come back: Notepad empties it before
		// it writes, Word and Vim rename the old one away, a virus scanner looks at it in between.
		// Nobody minds hearing of a real deletion that much later.
		patience: 100 * time.Millisecond,
		// Whoever writes without a pause (a copy of thousands of files, a log) gets an answer all
		// the same: after a second people look for what is wrong.
		ceiling: time.Second,
		// People take half a second for at once, when they look from one window to another.
		poll: 500 * time.Millisecond,
		// Once a walk has found something it is walked again, until nothing more is found.
		again: 50 * time.Millisecond,
	}
}

// pending is what changed and was not given out yet.
type pending struct {
	paths       map[string]bool // true: looks half done, so the batch waits longer
	halfDone    int             // how many of them
	all         bool
	first, last time.Time
}

func (p *pending) empty() bool { return !p.all && len(p.paths) == 0 }

// add notes a change.
func (p *pending) add(path string, halfDone bool, now time.Time) {
	if p.paths == nil {
		p.paths = map[string]bool{}
	}
	p.touch(now)
	if p.paths[path] {
		p.halfDone--
	}
	if halfDone {
		p.halfDone++
	}
	p.paths[path] = halfDone
}

// addAll notes that anything may have changed.
func (p *pending) addAll(now time.Time) {
	p.touch(now)
	p.all = true
}

func (p *pending) touch(now time.Time) {
	if p.empty() {
		p.first = now
	}
	p.last = now
}

// due is the moment at which the batch is settled if nothing more happens.
func (p *pending) due(t timing) time.Time {
	wait := t.quiet
	if p.halfDone > 0 {
		wait = t.patience
	}
	due, ceiling := p.last.Add(wait), p.first.Add(t.ceiling)
	if due.After(ceiling) {
		return ceiling
	}
	return due
}

// batch gives what is pending. A path below another that changed is left out: it is read with it.
func (p *pending) batch() Batch {
	if p.all {
		return Batch{All: true}
	}
	b := Batch{Paths: make([]string, 0, len(p.paths))}
	for name := range p.paths {
		if !p.above(name) {
			b.Paths = append(b.Paths, name)
		}
	}
	slices.Sort(b.Paths)
	return b
}

// above says that a folder above the path has changed as well.
func (p *pending) above(name string) bool {
	for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
		if _, changed := p.paths[dir]; changed {
			return true
		}
	}
	return false
}
