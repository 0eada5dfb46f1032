// Package watch reports what changed on disk, in debounced batches; it knows nothing of findings.
//
// [Open] takes a folder and the names in it that matter. From then on every change at or below them
// is in a batch that [Watcher.Next] gives, as slash-separated paths to be read again: each may be a
// file, a folder or nothing by now. A path may be reported although its content is the same; one
// whose content differs is always reported, if need be by [Batch.Rescan]. So open first, then read:
// no change is lost between the two.
//
// The events of one save are coalesced: an editor that renames a temporary file, or empties a file
// and fills it again, causes one batch. What is on the ignore list of package source is not
// reported. debounce.go has the delays.
//
// The system's events are used where it sends them, and the tree is polled where it does not: on
// request, on file systems known to hide the changes of other machines (network shares, FUSE), or
// once the system refuses to watch so many folders. [Watcher.Polling] says why.
//
// Symbolic links are reported when they change but never followed, the root aside. Changes of mode
// alone are not reported. No system sends events for writes through a memory map, or to a file by a
// hard link outside the tree.
//
// The package reads files only to poll, does not say how they changed, and does not log.
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
	// Changed are the paths to read again: slash-separated, relative to the root, sorted and unique.
	// A folder stands for all below it, so no path lies below another.
	Changed []string
	// Rescan says that events were lost: anything may have changed. Changed is empty then.
	Rescan bool
}

// Options say what to watch.
type Options struct {
	// Root is the folder that holds the names; it must exist.
	Root string
	// Names are the entries of Root to watch, files or folders. They may come and go.
	Names []string
	// Poll is the polling interval. 0 means events, where the system sends them.
	Poll time.Duration
	// Ignore leaves out a slash-separated path and all below it, beside the ignore list; nil leaves
	// out nothing. It is called from another goroutine.
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

// reasonFor gives the reason to poll that an error of the system's events is.
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

// Open begins to watch. The error is the system's, about the root alone: without events it polls.
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

// resolve gives a folder's real path: events name what was opened, so a link to it is followed.
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

// Next waits for the next batch. Changes between two calls are coalesced into one. The error is the
// context's, or [fs.ErrClosed] once the watcher is closed.
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
// to polling at any time, never the other way round, and the next batch has Rescan set then: ask
// after each batch.
func (w *Watcher) Polling() Reason {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.reason
}

// Close stops watching and waits for the watcher's goroutines. Later calls do nothing.
func (w *Watcher) Close() {
	w.close()
	<-w.done
}
