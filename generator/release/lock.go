package release

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/gofrs/flock"
)

// BusyError says that another process holds the output.
type BusyError struct{ Holder string } // its process id; empty where it cannot be told

func (e *BusyError) Error() string { return "another process is releasing: " + e.Holder }

// lock takes the state directory. Who holds it stands in a file of its own: Windows lets nobody
// write into a locked one.
func lock(state string) (unlock func(), err error) {
	if err := os.MkdirAll(state, 0o755); err != nil {
		return nil, err
	}
	holder := filepath.Join(state, "holder")
	l := flock.New(filepath.Join(state, "lock"))
	taken, err := l.TryLock()
	if err != nil {
		return nil, err
	}
	if !taken {
		id, _ := os.ReadFile(holder)
		return nil, &BusyError{strings.TrimSpace(string(id))}
	}
	if err := os.WriteFile(holder, []byte(strconv.Itoa(os.Getpid())+"\n"), 0o644); err != nil {
		_ = l.Unlock()
		return nil, err
	}
	return func() { _ = l.Unlock() }, nil
}
