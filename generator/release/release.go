// Package release puts a finished site in place of the one before, in one step.
//
// [Publish] writes the files to a stage on the output's own disk, .<name>.gongshi/ beside it, and swaps the two
// directories only once everything is there. Whatever goes wrong before leaves the output as it was. What the new
// site does not have is gone with the old one. One release at a time: a second one is told who is at it.
//
// The package does not know what the files are, and never writes into the output itself.
package release

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/gofrs/flock"
)

// ErrForeign is the refusal to replace a directory that no release has made.
var ErrForeign = errors.New("the directory holds something else")

// BusyError says that another process is releasing to the same output.
type BusyError struct{ Holder string } // its process id; empty where it cannot be told

func (e *BusyError) Error() string { return "another process is releasing: " + e.Holder }

// Mark stands in the index page of every site, and tells its directory from any other.
const Mark = `<meta name="generator" content="Gongshi`

// Publish calls fill with a function that adds a file by its slash-separated name, and then puts all of them in the place
// of the output. Its errors are fill's own, ErrForeign, a *BusyError or the system's.
func Publish(output string, fill func(add func(name string, data []byte) error) error) error {
	output, err := filepath.Abs(output)
	if err != nil {
		return err
	}
	state := filepath.Join(filepath.Dir(output), "."+filepath.Base(output)+".gongshi")
	if err := foreign(output, state); err != nil {
		return err
	}
	unlock, err := lock(state)
	if err != nil {
		return err
	}
	defer unlock()
	stage := filepath.Join(state, "stage")
	// What a killed release left behind is nobody's: the lock is ours.
	if err := os.RemoveAll(stage); err != nil {
		return err
	}
	defer os.RemoveAll(stage)
	if err := os.Mkdir(stage, 0o755); err != nil {
		return err
	}
	if err := fill(adder(stage)); err != nil {
		return err
	}
	return swap(stage, output)
}

// foreign refuses an output that is neither new nor empty nor a site: replacing it would lose
// somebody's files.
func foreign(output, state string) error {
	entries, err := os.ReadDir(output)
	if errors.Is(err, fs.ErrNotExist) || err == nil && len(entries) == 0 {
		return nil
	}
	if err != nil {
		return err
	}
	if _, err := os.Stat(filepath.Join(state, "lock")); err == nil {
		return nil
	}
	index, err := os.ReadFile(filepath.Join(output, "index.html"))
	if err != nil || !bytes.Contains(index, []byte(Mark)) {
		return ErrForeign
	}
	return nil
}

// lock takes the output for this process; the system lets go of it with the process, however that ends.
func lock(state string) (unlock func(), err error) {
	if err := os.MkdirAll(state, 0o755); err != nil {
		return nil, err
	}
	path := filepath.Join(state, "lock")
	l := flock.New(path)
	taken, err := l.TryLock()
	if err != nil {
		return nil, err
	}
	if !taken {
		holder, _ := os.ReadFile(path)
		return nil, &BusyError{strings.TrimSpace(string(holder))}
	}
	if err := os.WriteFile(path, []byte(strconv.Itoa(os.Getpid())+"\n"), 0o644); err != nil {
		_ = l.Unlock()
		return nil, err
	}
	return func() { _ = l.Unlock() }, nil
}

// adder writes files into the stage, and refuses names that lead out of it.
func adder(stage string) func(name string, data []byte) error {
	made := map[string]bool{stage: true}
	return func(name string, data []byte) error {
		local := filepath.FromSlash(name)
		if !filepath.IsLocal(local) {
			return fmt.Errorf("%q leads out of the site", name)
		}
		path := filepath.Join(stage, local)
		if dir := filepath.Dir(path); !made[dir] {
			if err := os.MkdirAll(dir, 0o755); err != nil {
				return err
			}
			made[dir] = true
		}
		f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
		if err != nil {
			return err
		}
		_, err = f.Write(data)
		return errors.Join(err, f.Close())
	}
}

// swap puts the stage in the output's place; what was there is then in the stage's.
func swap(stage, output string) error {
	if _, err := os.Lstat(output); errors.Is(err, fs.ErrNotExist) {
		if err := os.MkdirAll(filepath.Dir(output), 0o755); err != nil {
			return err
		}
		return os.Rename(stage, output)
	}
	err := exchange(stage, output)
	if !errors.Is(err, errors.ErrUnsupported) {
		return err
	}
	// Between these two renames there is no output.
	old := stage + "-old"
	if err := errors.Join(os.RemoveAll(old), os.Rename(output, old)); err != nil {
		return err
	}
	if err := os.Rename(stage, output); err != nil {
		return errors.Join(err, os.Rename(old, output))
	}
	return os.RemoveAll(old)
}
