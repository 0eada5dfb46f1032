package release

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"time"

	"gongshi/generator/source"
)

// Tree is a directory of files that is kept up to date in place, for one process, as long as that
// runs. Whoever opens a file has a whole one, the earlier or the later. Nothing is synced: a tree
// is made anew by the next process. [Tree.Contains] may be called from any goroutine.
type Tree struct {
	dir    string
	work   string // beside it, on the same disk: the lock, and files on their way
	unlock func()

	mu    sync.RWMutex
	files map[string]Digest
}

// OpenTree takes a directory for this process and empties it. The errors are a *source.BusyError or
// the system's. The directory's name with .work behind it must be free for the tree's own use.
func OpenTree(dir string) (*Tree, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	t := &Tree{dir: dir, work: dir + ".work", files: map[string]Digest{}}
	if t.unlock, err = source.Lock(filepath.Join(t.work, "lock")); err != nil {
		return nil, err
	}
	if err := errors.Join(os.RemoveAll(dir), os.MkdirAll(dir, 0o755)); err != nil {
		t.unlock()
		return nil, err
	}
	return t, nil
}

// Dir is the directory's absolute path.
func (t *Tree) Dir() string { return t.dir }

// Has says whether there is a file of such bytes under a slash-separated name.
func (t *Tree) Has(name string, digest Digest) bool {
	t.mu.RLock()
	defer t.mu.RUnlock()
	is, has := t.files[name]
	return has && is == digest
}

// Read reads a file of a slash-separated name.
func (t *Tree) Read(name string) ([]byte, error) {
	if !t.Contains(name) {
		return nil, fs.ErrNotExist
	}
	return os.ReadFile(filepath.Join(t.dir, filepath.FromSlash(name)))
}

// Contains says whether there is a file of a slash-separated name.
func (t *Tree) Contains(name string) bool {
	t.mu.RLock()
	defer t.mu.RUnlock()
	_, has := t.files[name]
	return has
}

// Put gives a file its bytes, by an atomic replace, and gives their digest. What the file says
// already is not written.
func (t *Tree) Put(name string, data []byte) (Digest, error) {
	digest := sha256.Sum256(data)
	local := filepath.FromSlash(name)
	if !filepath.IsLocal(local) {
		return digest, fmt.Errorf("%q leads out of the tree", name)
	}
	if t.Has(name, digest) {
		return digest, nil
	}
	draft := filepath.Join(t.work, "draft")
	if err := os.WriteFile(draft, data, 0o644); err != nil {
		return digest, err
	}
	place := func() error { return renameInto(draft, filepath.Join(t.dir, local)) }
	err := patiently(place)
	if err != nil && t.makeWay(name) {
		err = patiently(place)
	}
	if err == nil {
		t.mu.Lock()
		defer t.mu.Unlock()
		t.files[name] = digest
	}
	return digest, err
}

// makeWay removes the files that have a directory's name on the way to a new file, and those in a
// directory of its own name; it gives false where there are none.
func (t *Tree) makeWay(name string) bool {
	before := len(t.files)
	err := t.Sweep(func(other string) bool {
		return !strings.HasPrefix(name, other+"/") && !strings.HasPrefix(other, name+"/")
	})
	return err == nil && len(t.files) < before
}

// Sweep removes every file that is not to be kept, and the directories that are left empty.
func (t *Tree) Sweep(keep func(name string) bool) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	for name := range t.files {
		if keep(name) {
			continue
		}
		path := filepath.Join(t.dir, filepath.FromSlash(name))
		err := patiently(func() error { return os.Remove(path) })
		if err != nil && !errors.Is(err, fs.ErrNotExist) { // somebody may have tidied up
			return err
		}
		delete(t.files, name)
		for dir := filepath.Dir(path); dir != t.dir && os.Remove(dir) == nil; {
			dir = filepath.Dir(dir)
		}
	}
	return nil
}

// Close removes the tree and lets go of it.
func (t *Tree) Close() error {
	err := os.RemoveAll(t.dir)
	t.unlock()
	return errors.Join(err, os.RemoveAll(t.work))
}

// patiently tries again for half a second: Windows refuses to replace a file while a browser or a
// virus scanner has it open.
func patiently(change func() error) error {
	var err error
	for range 20 {
		if err = change(); !inUse(err) {
			return err
		}
		time.Sleep(25 * time.Millisecond)
	}
	return err
}

// inUse says whether Windows refused because of somebody else: ERROR_ACCESS_DENIED or
// ERROR_SHARING_VIOLATION.
func inUse(err error) bool {
	var number syscall.Errno
	return runtime.GOOS == "windows" && errors.As(err, &number) && (number == 5 || number == 32)
}
