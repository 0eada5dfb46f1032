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

const holderSuffix = ".holder"

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

// Lock takes a lock file, which it makes with the folders above it, for this process; the system
// lets go of it with the process, however that ends. The error is a *BusyError or the system's. The
// file stays, and stays empty: the process id stands in one beside it meanwhile, since Windows lets
// nobody write into a locked one.
func Lock(file string) (unlock func(), err error) {
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return nil, err
	}
	holder := file + holderSuffix
	l := flock.New(file)
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

// Locked gives a *BusyError where another process has a lock file. It takes a shared lock for an
// instant, and writes nothing.
func Locked(file string) error {
	if _, err := os.Stat(file); err != nil {
		return nil // nobody ever had it, or [Lock] will say why not
	}
	l := flock.New(file)
	free, err := l.TryRLock()
	if err != nil {
		return nil
	}
	if !free {
		return &BusyError{whoHolds(file + holderSuffix)}
	}
	return l.Unlock()
}
