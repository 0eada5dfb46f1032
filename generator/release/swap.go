package release

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// place puts a complete tree in the output's place; the tree before becomes an earlier release.
// names is the order for placing file by file.
func (o *Output) place(known records, old, now tree, names []string) (Release, error) {
	strangers := old.strangers(now.files)
	err := errors.Join(o.copyAside(old, strangers), o.recordIndex(now.dir))
	if err != nil {
		return Release{}, err
	}
	// Before anybody sees it: from then on it may be edited.
	known.leave(o, now.dir, now.files, time.Now())
	kept := ""
	if o.apart() && len(old.files) > 0 {
		if kept, err = o.copyOld(old); err != nil {
			return Release{}, err
		}
	}
	how, err := o.swap(old, now, kept)
	if how == FileByFile && err == nil {
		err = o.install(known, old, now, names, kept)
	}
	if err != nil {
		return Release{}, err
	}
	release := Release{How: how, Edited: old.edited, Added: strangers}
	if o.moved {
		release.Aside = o.edited()
	}
	return release, nil
}

// swap puts a tree in the output's place as a whole; it gives FileByFile where the system refuses.
// kept is where the tree before was copied to, if it was.
func (o *Output) swap(old, now tree, kept string) (How, error) {
	_, err := os.Lstat(o.dir)
	if errors.Is(err, fs.ErrNotExist) {
		if err := o.disk.MkdirAll(filepath.Dir(o.dir), 0o755); err != nil {
			return "", err
		}
		return InOneStep, o.swapped(o.disk.Rename(now.dir, o.dir))
	}
	if err != nil {
		return "", err
	}
	placed := tree{dir: o.dir, files: now.files}
	err = o.disk.Exchange(now.dir, o.dir)
	switch {
	case err == nil:
		return InOneStep, o.swapped(o.replaced(old, now.dir, kept, placed))
	case errors.Is(err, errors.ErrUnsupported):
		how, err := o.renameTwice(old, now, kept)
		if !refused(err) {
			return how, err
		}
	case !refused(err):
		return "", err
	}
	return FileByFile, nil
}

// swapped has the disk take the new names.
func (o *Output) swapped(err error) error {
	return errors.Join(err, o.disk.SyncDir(filepath.Dir(o.dir)), o.disk.SyncDir(o.state))
}

// renameTwice moves the old site aside and the new one in.
func (o *Output) renameTwice(old, now tree, kept string) (How, error) {
	if err := o.disk.MkdirAll(o.beside(""), 0o700); err != nil {
		return "", err
	}
	if err := o.disk.Rename(o.dir, o.aside()); err != nil {
		return "", err
	}
	if err := o.disk.Rename(now.dir, o.dir); err != nil {
		return "", errors.Join(err, o.disk.Rename(o.aside(), o.dir))
	}
	placed := tree{dir: o.dir, files: now.files}
	return TwoRenames, o.swapped(o.replaced(old, o.aside(), kept, placed))
}

// replaced keeps the tree that was replaced, of which there is a copy where it is on another disk.
func (o *Output) replaced(old tree, dir, kept string, placed tree) error {
	if kept == "" {
		return o.keepOld(old, dir, placed)
	}
	return errors.Join(o.keepOld(old, kept, placed), o.disk.RemoveAll(dir))
}

// recover ends what a killed process has begun. The lock is ours, so nobody is at it any more.
func (o *Output) recover() error {
	for _, step := range []func() error{o.chooseWork, o.takeOver, o.finish} {
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
	return errors.Join(o.disk.RemoveAll(o.stage()), o.disk.RemoveAll(o.copied()))
}

// finishSwap puts the site back that a process moved aside and did not replace.
func (o *Output) finishSwap() error {
	if _, err := os.Lstat(o.aside()); err != nil {
		return nil
	}
	if _, err := os.Lstat(o.dir); errors.Is(err, fs.ErrNotExist) {
		return o.disk.Rename(o.aside(), o.dir)
	}
	known := o.readRecords()
	old, err := known.look(o.aside())
	if err != nil {
		return err
	}
	placed, err := known.look(o.dir)
	if err != nil {
		return err
	}
	return o.keepOld(old, o.aside(), placed)
}
