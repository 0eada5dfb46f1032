package release

import (
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// PlacedError is an error after the output began to change.
type PlacedError struct {
	Whole bool // the output is the new site; else it has files of both sites, or none
	Err   error
}

func (e *PlacedError) Error() string { return e.Err.Error() }
func (e *PlacedError) Unwrap() error { return e.Err }

// leftAs tells what an output is after an error: a *PlacedError where it is not as it was.
func (o *Output) leftAs(err error, old, now map[string]file) error {
	t, unread := records{output: o}.look(o.dir)
	maps.DeleteFunc(t.files, func(name string, _ file) bool {
		return strings.HasSuffix(name, beside) // which nobody reads
	})
	if unread == nil && sameFiles(t.files, old) {
		return err
	}
	return &PlacedError{unread == nil && sameFiles(t.files, now), err}
}

// clearable refuses a tree with folders of somebody else's, which could not be cleared away.
func (t tree) clearable() error {
	for _, dir := range t.dirs {
		if _, err := os.Lstat(dir); err == nil && !writable(dir) {
			return &fs.PathError{Op: "replace", Path: dir, Err: fs.ErrPermission}
		}
	}
	return nil
}

// place puts a complete tree in the output's place; the tree before becomes an earlier release.
// names is the order for placing file by file.
func (o *Output) place(known records, old, now tree, names []string) (Release, error) {
	strangers := old.strangers(now.files)
	err := old.clearable()
	if err == nil {
		err = errors.Join(o.copyAside(old, strangers), o.recordIndex(now.dir))
	}
	if err != nil {
		return Release{}, err
	}
	lost, err := o.reduce(old, now)
	if err == nil {
		err = o.disk.SyncTree(now.dir)
	}
	if err != nil {
		return Release{}, err
	}
	placed := time.Now()
	known.leave(o, now.dir, now.files, placed) // before anybody sees it: then it may be edited
	release := Release{Edited: old.edited, Added: strangers, Lost: lost}
	how, err := o.swap(old, now)
	left := now.files
	if how == FileByFile && err == nil {
		left, err = o.install(known, old, now, names)
	}
	release.How = how
	if o.moved {
		release.Aside = o.edited()
	}
	if err == nil {
		known.restamp(o, old, left, placed)
	}
	return release, err
}

// swap puts a tree in the output's place as a whole; it gives FileByFile where the system refuses.
func (o *Output) swap(old, now tree) (How, error) {
	_, err := os.Lstat(o.dir)
	if errors.Is(err, fs.ErrNotExist) {
		err := o.disk.MkdirAll(filepath.Dir(o.dir), 0o755)
		if err == nil {
			err = o.disk.Rename(now.dir, o.dir)
		}
		return InOneStep, errors.Join(err, o.disk.SyncDir(filepath.Dir(o.dir)))
	}
	if err != nil {
		return "", err
	}
	err = o.disk.Exchange(now.dir, o.dir)
	switch {
	case err == nil:
		old.dir = now.dir
		return InOneStep, o.retire(old)
	case errors.Is(err, errors.ErrUnsupported):
		how, err := o.renameTwice(old, now)
		if !refused(err) {
			return how, err
		}
	case !refused(err):
		return "", err
	}
	return FileByFile, nil
}

// renameTwice moves the old site aside and the new one in.
func (o *Output) renameTwice(old, now tree) (How, error) {
	if err := o.disk.MkdirAll(o.beside(""), 0o700); err != nil {
		return "", err
	}
	if err := o.disk.Rename(o.dir, o.aside()); err != nil {
		return "", err
	}
	if err := o.disk.Rename(now.dir, o.dir); err != nil {
		return "", errors.Join(err, o.disk.Rename(o.aside(), o.dir))
	}
	old.dir = o.aside()
	return TwoRenames, o.retire(old)
}

// recover ends what a killed process has begun. The lock is ours, so nobody is at it any more.
func (o *Output) recover() error {
	for _, step := range []func() error{o.chooseWork, o.takeOver, o.finish,
		o.migrateTrees} {
		if err := step(); err != nil {
			return err
		}
	}
	if o.unkept != nil {
		return nil
	}
	if err := o.disk.RemoveAll(o.beside("")); err != nil || !o.apart() {
		return err
	}
	return o.disk.MkdirAll(o.work, 0o700)
}

// finish puts all of one site in place, and removes what is in no place.
func (o *Output) finish() error {
	if err := o.finishSwap(); err != nil {
		return err
	}
	if err := o.finishInstall(); err != nil {
		return err
	}
	errs := []error{}
	for _, left := range append(o.nexts(), o.stage(), o.copied(), o.dropped()) {
		errs = append(errs, o.disk.RemoveAll(left))
	}
	return errors.Join(errs...)
}

// finishSwap puts the site back that a process moved aside and did not replace, and retires one
// that was replaced.
func (o *Output) finishSwap() error {
	_, none := os.Lstat(o.dir)
	_, notAside := os.Lstat(o.aside())
	if notAside == nil && errors.Is(none, fs.ErrNotExist) {
		return o.disk.Rename(o.aside(), o.dir)
	}
	old := o.aside()
	if notAside != nil {
		old = o.stage()
		if next := o.nextFor(o.dir); !slices.Contains(o.nexts(), next) || inode(o.dir) == 0 {
			return nil // a stage that replaces nothing yet
		}
	}
	t, err := o.readRecords().look(old)
	if err != nil {
		return err
	}
	return o.retire(t)
}
