// Package watch says what changed on disk, in settled batches; it knows nothing of findings.
//
// [Open] takes a folder and the names in it that matter, and from then on every change at or below
// them is named by some batch that [Watcher.Next] gives: as slash-separated paths, to be read
// again whatever stands there now: a file, a whole folder, or nothing any more. A path may be
// named although it reads as before; a path that reads otherwise is always named, if need be by
// [Batch.All]. So: open first, then read, and no change falls between the two.
//
// A batch is settled: an editor that writes a file aside and renames it, or empties it and fills
// it again, is heard once, and what is on the ignore list of package source is not heard of at all.
// See debounce.go for how long that takes.
//
// The system's events are used where it sends them, and the tree is walked again and again
// (polled) where it does not: because it was asked for, because the file system is known not to
// say what others change (network shares, FUSE), or because the system refuses to watch so many
// folders, at whatever moment it does. [Watcher.Polling] tells which.
//
// Symbolic links are named when they change but never followed, the root aside. Changes of mode
// alone are not reported. What no system tells is not found by events either: writes through a
// memory map, and writes to a file by another of its hard links outside the tree.
//
// The package does not read what changed but to poll, does not say how it changed, and does not
// log.
package watch

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"syscall"
	"time"
)

// Batch is what changed since the batch before.
type Batch struct {
	// Paths are slash-separated, relative to the root, sorted and unique. A folder stands for all
	// below it, so no path lies below another.
	Paths []string
	// All says that anything may have changed, and that everything is to be read again. There are
	// no Paths then.
	All bool
}

// Options say what to watch.
type Options struct {
	// Root is the folder that holds the names; it must exist.
	Root string
	// Names are the entries of Root that matter, files or folders. They may come, go and come
	// again.
	Names []string
	// Poll is the time between two walks. 0 leaves the way to the package: events, where the
	// system sends them.
	Poll time.Duration
	// Ignore says of a slash-separated path that it does not matter, nor anything below it; nil
	// ignores nothing. It is called from another goroutine.
	Ignore func(path string) bool
}

// Why is a reason to poll.
type Why string

// The reasons to poll. The zero value means that the system's events are used.
const (
	Asked   Why = "asked"   // by [Options.Poll]
	Silent  Why = "silent"  // the file system is known not to send events
	Limit   Why = "limit"   // the system watches no more folders, or opens no more files
	Refused Why = "refused" // the system refuses for another reason: see [Reason.Err]
)

// Reason says why the tree is polled.
type Reason struct {
	Why    Why
	System string // nfs, smb, fuse…, or network where no more is known; with [Silent] only
	Err    error  // what the system said; with [Limit] and [Refused] only
}

// reasonFor tells an error of the system's events as a reason to poll.
func reasonFor(err error) Reason {
	if silent, ok := errors.AsType[*silentError](err); ok {
		return Reason{Why: Silent, System: silent.system}
	}
	for _, limit := range []error{syscall.ENOSPC, syscall.EMFILE, syscall.ENFILE} {
		if errors.Is(err, limit) {
			return Reason{Why: Limit, Err: err}
		}
	}
	return Reason{Why: Refused, Err: err}
}

// silentError refuses a file system that sends no events.
type silentError struct{ system string }

func (e *silentError) Error() string { return "no events from " + e.system }

// Watcher gives the batches. Its methods may be called from any goroutine.
type Watcher struct {
	out     chan Batch
	closing chan struct{}
	close   func()
	done    chan struct{}

	mu     sync.Mutex
	reason Reason
}

// Open begins to watch. The error is the system's, about the root alone: whatever else is in the
// way of events leads to polling.
func Open(o Options) (*Watcher, error) { return open(o, defaults()) }

func open(o Options, t timing) (*Watcher, error) {
	w, l, err := begin(o, t)
	if err != nil {
		return nil, err
	}
	go l.run()
	return w, nil
}

// begin watches; the loop is still to be run.
func begin(o Options, t timing) (*Watcher, *loop, error) {
	root, err := resolve(o.Root)
	if err != nil {
		return nil, nil, err
	}
	w := &Watcher{out: make(chan Batch), closing: make(chan struct{}), done: make(chan struct{})}
	w.close = sync.OnceFunc(func() { close(w.closing) })
	if o.Poll > 0 {
		t.poll = o.Poll
		w.reason = Reason{Why: Asked}
	}
	l := &loop{Watcher: w, scope: newScope(root, o), timing: t}
	l.begin()
	return w, l, nil
}

// resolve gives a folder's own place: events name what was opened, so a link to it is followed
// once, here.
func resolve(folder string) (string, error) {
	root, err := filepath.Abs(folder)
	if err != nil {
		return "", err
	}
	if root, err = filepath.EvalSymlinks(root); err != nil {
		return "", err
	}
	info, err := os.Stat(root)
	if err == nil && !info.IsDir() {
		err = &fs.PathError{Op: "watch", Path: root, Err: syscall.ENOTDIR}
	}
	return root, err
}

// Next waits for the next settled batch. Changes that come while nobody waits are gathered, and
// given as one. The error is the context's, or [fs.ErrClosed] once the watcher is closed.
func (w *Watcher) Next(ctx context.Context) (Batch, error) {
	select {
	case b := <-w.out:
		return b, nil
	case <-ctx.Done():
		return Batch{}, ctx.Err()
	case <-w.done:
		return Batch{}, fmt.Errorf("watch: %w", fs.ErrClosed)
	}
}

// Polling says why the tree is polled; its Why is empty while events are used. Events may give way
// to polling at any time, never the other way round, and the batch that is given next has All set
// then: to tell people in time, look after each batch.
func (w *Watcher) Polling() Reason {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.reason
}

// Close stops watching and waits until nothing of the watcher is left. Every later call of Close
// does nothing.
func (w *Watcher) Close() {
	w.close()
	<-w.done
}
