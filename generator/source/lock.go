package source

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/gofrs/flock"
)

// BusyError says that another process holds a lock.
type BusyError struct{ Holder string } // its process id; empty where unknown

func (e *BusyError) Error() string { return "another process holds the lock: " + e.Holder }

// whoHolds waits a little for the holder to write its name: it does so once it has the lock.
func whoHolds(holder string) string {
	for range 10 {
		if id, err := os.ReadFile(holder); err == nil && len(id) > 0 {
			return strings.TrimSpace(string(id))
		}
		time.Sleep(10 * time.Millisecond)
	}
	return ""
}

// Lock takes a directory, which it makes, for this process; the system lets go of it with the
// process, however that ends. The error is a *BusyError or the system's. The process id stands in a
// file of its own: Windows lets nobody write into a locked one.
func Lock(dir string) (unlock func(), err error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	holder := filepath.Join(dir, "holder")
	l := flock.New(filepath.Join(dir, "lock"))
	taken, err := l.TryLock()
	if err == nil && !taken {
		id := whoHolds(holder)
		if id != "" {
			return nil, &BusyError{id}
		}
		// Somebody was only looking: see Locked.
		if taken, err = l.TryLock(); !taken && err == nil {
			return nil, &BusyError{}
		}
	}
	if err != nil {
		return nil, err
	}
	if err := os.WriteFile(holder, []byte(strconv.Itoa(os.Getpid())+"\n"), 0o644); err != nil {
		_ = l.Unlock()
		return nil, err
	}
	return func() {
		_ = os.Remove(holder)
		_ = l.Unlock()
	}, nil
}

// Locked gives a *BusyError where another process has the lock of a directory. It takes a shared
// lock for an instant, and writes nothing.
func Locked(dir string) error {
	path := filepath.Join(dir, "lock")
	if _, err := os.Stat(path); err != nil {
		return nil // nobody ever had it, or [Lock] will say why not
	}
	l := flock.New(path)
	free, err := l.TryRLock()
	if err != nil {
		return nil
	}
	if !free {
		return &BusyError{whoHolds(filepath.Join(dir, "holder"))}
	}
	return l.Unlock()
}
