package release

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
)

// faulty fails its operations from the nth on, so many of them. A WriteFile that fails has
// written half.
type faulty struct {
	disk
	left *int // operations until the first failure
	fail *int // failures to come
	turn *sync.Mutex
}

func (f faulty) step() error {
	f.turn.Lock()
	defer f.turn.Unlock()
	*f.left--
	if *f.left >= 0 || *f.fail == 0 {
		return nil
	}
	*f.fail--
	return syscall.ENOSPC
}

func (f faulty) MkdirAll(dir string, mode fs.FileMode) error {
	if err := f.step(); err != nil {
		return err
	}
	return f.disk.MkdirAll(dir, mode)
}

func (f faulty) WriteFile(path string, data []byte) error {
	if err := f.step(); err != nil {
		_ = f.disk.WriteFile(path, data[:len(data)/2])
		return err
	}
	return f.disk.WriteFile(path, data)
}

func (f faulty) Clone(from, to string) error {
	if err := f.step(); err != nil {
		return err
	}
	return f.disk.Clone(from, to)
}

func (f faulty) Link(from, to string) error {
	if err := f.step(); err != nil {
		return err
	}
	return f.disk.Link(from, to)
}

func (f faulty) Rename(from, to string) error {
	if err := f.step(); err != nil {
		return err
	}
	return f.disk.Rename(from, to)
}

func (f faulty) Exchange(a, b string) error {
	if err := f.step(); err != nil {
		return err
	}
	return f.disk.Exchange(a, b)
}

func (f faulty) RemoveAll(path string) error {
	if err := f.step(); err != nil {
		return err
	}
	return f.disk.RemoveAll(path)
}

func (f faulty) SyncTree(dir string) error {
	if err := f.step(); err != nil {
		return err
	}
	return f.disk.SyncTree(dir)
}

func (f faulty) SyncDir(dir string) error {
	if err := f.step(); err != nil {
		return err
	}
	return f.disk.SyncDir(dir)
}

var (
	before = []string{"a/one.html=1", "gone.html=1", "index.html=1"}
	after  = []string{"a/one.html=2", "b/two.html=2", "index.html=2"}
)

// Every operation in turn fails: once, as on a full disk that somebody clears, or with all that
// follow, as in a crash. What is there then is the old site or the new one, whole; only where
// files are replaced one by one may a crash leave files of both, none of them cut, and the next
// call puts one of the two in place. That call always succeeds.
func TestNoFailureLeavesAMixedOrHalfSite(t *testing.T) {
	for how, d := range disks {
		for _, crash := range []bool{false, true} {
			steps := 0
			for ; ; steps++ {
				if done := failAt(t, how, unsynced{d}, steps, crash); done {
					break
				}
			}
			if steps < 8 {
				t.Errorf("%s: only %d operations were failed", how, steps)
			}
			t.Logf("%s, crash %v: each of %d operations failed", how, crash, steps)
		}
	}
}

// failAt fails the nth operation of a release over an existing site; it gives true where the
// release has fewer.
func failAt(t *testing.T, how way, d disk, n int, crash bool) (done bool) {
	t.Helper()
	output := filepath.Join(t.TempDir(), "public")
	mustPublish(t, output, d, before...)
	left, fail := n, 1
	if crash {
		fail = 1 << 30
	}
	_, err := publish(output, faulty{d, &left, &fail, &sync.Mutex{}}, site(nil, after...))
	name := fmt.Sprintf("%s, operation %d, crash %v", how, n, crash)
	got := files(t, output)
	whole := slices.Equal(got, before) || slices.Equal(got, after)
	passing := how.how == FileByFile && mixed(got) || how.how == TwoRenames && len(got) == 0
	if !whole && !(crash && passing) {
		t.Errorf("%s leaves %q (%v)", name, got, err)
	}
	if left >= 0 {
		return true
	}
	placed, is := errors.AsType[*PlacedError](err)
	switch now := slices.Equal(got, after); {
	case err == nil: // what cannot be written only costs time
	case is && placed.Whole != now, !is && !slices.Equal(visible(got), before):
		t.Errorf("%s is said to leave another site than %q: %v", name, got, err)
	}
	o, err := open(output, ownOf(output), "", d)
	if err != nil {
		t.Fatalf("%s: the next call: %v", name, err)
	}
	got = files(t, output)
	if !slices.Equal(got, before) && !slices.Equal(got, after) {
		t.Errorf("%s: cleared up, there is %q", name, got)
	}
	if _, err := o.Publish(2, site(nil, after...)); err != nil {
		t.Errorf("%s: the next release: %v", name, err)
	}
	o.Close()
	expect(t, output, after...)
	for _, kept := range keptOf(t, output) {
		if !slices.Equal(kept, before) {
			t.Errorf("%s: kept is %q", name, kept)
		}
	}
	noSecondNames(t, output)
	return false
}

// visible are the files that a visitor sees.
func visible(got []string) []string {
	return slices.DeleteFunc(slices.Clone(got), func(pair string) bool {
		return strings.Contains(pair, beside+"=")
	})
}

// mixed says whether all files are whole ones of either site, at their places or beside them.
func mixed(got []string) bool {
	for _, pair := range got {
		known := slices.ContainsFunc(slices.Concat(before, after), func(whole string) bool {
			return pair == whole
		})
		if !known && !filepath.IsAbs(pair) && !besideWhole(pair) {
			return false
		}
	}
	return true
}

// besideWhole lets a file that is not in its place yet be cut: no visitor sees it.
func besideWhole(pair string) bool {
	for _, whole := range slices.Concat(before, after) {
		name := whole[:len(whole)-2]
		if len(pair) >= len(name)+len(beside) && pair[:len(name)+len(beside)] == name+beside {
			return true
		}
	}
	return false
}

// A tree with folders of somebody else's could not be cleared away once it was replaced.
func TestAFolderOfSomebodyElseIsRefusedBefore(t *testing.T) {
	output := filepath.Join(t.TempDir(), "public")
	mustPublish(t, output, realDisk{}, before...)
	theirs := filepath.Join(output, "a")
	if err := os.Chmod(theirs, 0o555); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.Chmod(theirs, 0o755) })
	if writable(theirs) {
		t.Skip("this user may write everywhere")
	}
	_, err := publish(output, realDisk{}, site(nil, after...))
	if _, placed := errors.AsType[*PlacedError](err); placed || !errors.Is(err, fs.ErrPermission) {
		t.Error(err)
	}
	expect(t, output, before...)
}
