package release

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"gongshi/generator/parallel"
)

// disk is every way in which this room changes a disk. The tests have one that fails.
type disk interface {
	MkdirAll(dir string, mode fs.FileMode) error
	WriteFile(path string, data []byte) error // of a new file
	Clone(from, to string) error              // a new file that shares the bytes of another
	Link(from, to string) error               // a second name of a file: a hard link
	Rename(from, to string) error
	Exchange(a, b string) error // errors.ErrUnsupported where the system cannot
	RemoveAll(path string) error
	SyncTree(dir string) error // everything below a directory is on the disk once this returns
	SyncDir(dir string) error  // the names in a directory are
}

type realDisk struct{}

func (realDisk) MkdirAll(dir string, mode fs.FileMode) error { return os.MkdirAll(dir, mode) }
func (realDisk) Clone(from, to string) error                 { return clone(from, to) }
func (realDisk) Link(from, to string) error                  { return link(from, to) }
func (realDisk) Rename(from, to string) error                { return renameInto(from, to) }
func (realDisk) SyncTree(dir string) error                   { return syncTree(dir) }

// Exchange names what could not be replaced: a rename by the system's call has no path in its error.
func (realDisk) Exchange(a, b string) error {
	err := exchange(a, b)
	if err == nil || errors.Is(err, errors.ErrUnsupported) {
		return err
	}
	return &fs.PathError{Op: "replace", Path: b, Err: err}
}

// RemoveAll removes what is in a folder on all cores.
func (realDisk) RemoveAll(path string) error {
	var below []fs.DirEntry
	if info, err := os.Lstat(path); err == nil && info.IsDir() {
		below, _ = os.ReadDir(path) // what stays is met again
	}
	_ = parallel.Each(len(below), func() func(int) error {
		return func(i int) error { return os.RemoveAll(filepath.Join(path, below[i].Name())) }
	})
	return os.RemoveAll(path)
}

func (realDisk) WriteFile(path string, data []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Close())
}

// SyncDir does nothing where directories cannot be opened for it: Windows keeps names by itself.
func (realDisk) SyncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	err = d.Sync()
	for _, cannot := range []error{fs.ErrInvalid, fs.ErrPermission, errors.ErrUnsupported} {
		if errors.Is(err, cannot) {
			return nil
		}
	}
	return err
}

// renameInto makes the directory that the new name stands in.
func renameInto(from, to string) error {
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		return err
	}
	return os.Rename(from, to)
}

// list gives the files of a tree by their slash-separated names, index.html last: whoever comes
// in by the front door finds everything that it leads to.
func list(tree string) ([]string, error) {
	var names []string
	err := filepath.WalkDir(tree, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		name, err := filepath.Rel(tree, path)
		names = append(names, filepath.ToSlash(name))
		return err
	})
	return indexLast(names), err
}

func indexLast(names []string) []string {
	if i := slices.Index(names, "index.html"); i >= 0 {
		names = append(slices.Delete(names, i, i+1), "index.html")
	}
	return names
}
