package watch

import (
	"path"
	"slices"
	"time"
)

// timing is how long the watcher waits before a batch is given out (debouncing), and between two
// polls. Tests shorten it.
type timing struct{ debounce, grace, maxWait, poll, repoll time.Duration }

func defaults() timing {
	return timing{
		// The pieces of one save follow each other within a millisecond or two; git and unpackers
		// pause some milliseconds between files when the disk does. An author must not notice it.
		debounce: 15 * time.Millisecond,
		// A file that is empty or gone most often comes back: Notepad empties it before it writes,
		// Word and Vim rename the old one away, a virus scanner opens it in between. A real
		// deletion may well be reported this much later.
		grace: 100 * time.Millisecond,
		// Writing without a pause (a copy of thousands of files, a log) must not hold a batch back
		// for longer: after a second people look for what is wrong.
		maxWait: time.Second,
		// Half a second counts as at once while people turn from one window to another.
		poll: 500 * time.Millisecond,
		// Once a poll has found something, the next comes sooner, until one finds nothing more.
		repoll: 50 * time.Millisecond,
	}
}

// pending is the changes that are not given out yet, coalesced into one batch.
type pending struct {
	paths       map[string]bool // true: looks incomplete, so the batch waits longer
	incomplete  int             // how many of them
	all         bool
	first, last time.Time
}

func (p *pending) empty() bool { return !p.all && len(p.paths) == 0 }

func (p *pending) add(path string, incomplete bool, now time.Time) {
	if p.paths == nil {
		p.paths = map[string]bool{}
	}
	p.touch(now)
	if p.paths[path] {
		p.incomplete--
	}
	if incomplete {
		p.incomplete++
	}
	p.paths[path] = incomplete
}

// addAll notes that anything may have changed: the source is to be rescanned.
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

// due is when the debounce delay of the batch ends if nothing more happens.
func (p *pending) due(t timing) time.Time {
	wait := t.debounce
	if p.incomplete > 0 {
		wait = t.grace
	}
	due, latest := p.last.Add(wait), p.first.Add(t.maxWait)
	if due.After(latest) {
		return latest
	}
	return due
}

// batch gives what is pending. A path below another that changed is left out: that one covers it.
func (p *pending) batch() Batch {
	if p.all {
		return Batch{Rescan: true}
	}
	b := Batch{Changed: make([]string, 0, len(p.paths))}
	for name := range p.paths {
		if !p.above(name) {
			b.Changed = append(b.Changed, name)
		}
	}
	slices.Sort(b.Changed)
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
