package release

import (
	"encoding/json"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"gongshi/generator/cache"
)

// beside is what a file is called until it is renamed to its place.
const beside = ".gongshi-new"

// install puts a tree in the output's place file by file, those alone that differ, and gives what
// the output was left as. Until all files are beside their places, nothing that a visitor sees has
// changed, so a full disk changes nothing. If a rename fails after that, the old site is put back.
func (o *Output) install(known records, old, now tree, names []string) (map[string]file, error) {
	err := errors.Join(o.copyAside(old, old.edited), o.copyOld(old, now))
	others := slices.DeleteFunc(slices.Clone(names), func(name string) bool {
		return now.files[name].digest == old.files[name].digest
	})
	if err == nil {
		err = o.bring(now.dir, others, names)
	}
	if err != nil {
		// The journal goes first: with it, the next call would take what is swept for placed.
		if held := o.disk.RemoveAll(o.journal()); held != nil {
			return nil, errors.Join(err, held)
		}
		return nil, errors.Join(err, o.sweep(), o.disk.RemoveAll(o.copied()))
	}
	stamps, placed := o.stamps(others), time.Now()
	if err := o.settle(names); err != nil {
		return nil, errors.Join(err, o.putBack(old))
	}
	left := o.installed(old, now, stamps)
	known.leave(o, o.dir, left, placed)
	if err := o.keepNext(); err != nil {
		return nil, err // the journal stays
	}
	return left, errors.Join(o.endInstall(), o.disk.RemoveAll(o.copied()),
		o.disk.RemoveAll(now.dir))
}

// putBack installs the old site again. Where it cannot, the next call goes on from the journal.
func (o *Output) putBack(old tree) error {
	for _, next := range o.nexts() {
		if err := o.disk.RemoveAll(next); err != nil {
			return err
		}
	}
	changed, err := list(o.copied())
	names := slices.Sorted(maps.Keys(old.files))
	if err == nil {
		err = o.bring(o.copied(), changed, names)
	}
	if err == nil {
		err = o.settle(names)
	}
	if err != nil {
		return err
	}
	return errors.Join(o.endInstall(), o.disk.RemoveAll(o.copied()))
}

// stamps gives those of the files beside their places.
func (o *Output) stamps(names []string) map[string]cache.Stamp {
	stamps := map[string]cache.Stamp{}
	for _, name := range names {
		stamps[name] = stampOf(o.dir, name+beside)
	}
	return stamps
}

// installed is what the output was left as: a file that was put in its place has the stamp that it
// had beside it, but for the time of the change that put it there.
func (o *Output) installed(old, now tree, stamps map[string]cache.Stamp) map[string]file {
	files := map[string]file{}
	for name, is := range now.files {
		stamp, placed := stamps[name]
		if !placed {
			files[name] = old.files[name]
			continue
		}
		if there := stampOf(o.dir, name); there.Moved(stamp) {
			stamp = there
		}
		files[name] = file{is.digest, stamp}
	}
	return files
}

// copied has those files of a site that its successor changes or removes, until that is in place.
func (o *Output) copied() string { return filepath.Join(o.state, "copied") }

func (o *Output) copyOld(old, now tree) error {
	var names []string
	for _, name := range slices.Sorted(maps.Keys(old.files)) {
		is := old.files[name].digest
		if is != (Digest{}) && is != now.files[name].digest && !strings.HasSuffix(name, beside) {
			names = append(names, name)
		}
	}
	_, err := o.bringAll(old, names, o.copied(), o.share)
	return errors.Join(err, o.disk.SyncTree(o.copied()))
}

// copyTree copies the files of a site.
func (o *Output) copyTree(t tree, to string) error {
	names := slices.Sorted(maps.Keys(t.files))
	names = slices.DeleteFunc(names, func(name string) bool {
		return t.files[name].digest == (Digest{}) || strings.HasSuffix(name, beside)
	})
	_, err := o.bringAll(t, names, to, o.bringFile)
	return errors.Join(err, o.disk.SyncTree(to))
}

// bring writes some files of a tree beside their places, and then the journal with all names
// (write-ahead): from there on the tree will be in place, by this process or the next.
func (o *Output) bring(tree string, some, names []string) error {
	// It tells the next call that something may lie beside its place.
	if err := o.disk.MkdirAll(filepath.Dir(o.journal()), 0o700); err != nil {
		return err
	}
	made := map[string]bool{}
	for _, name := range some {
		data, err := os.ReadFile(filepath.Join(tree, filepath.FromSlash(name)))
		if err != nil {
			return err
		}
		to := o.at(name)
		if dir := filepath.Dir(to); !made[dir] {
			if err := o.folder(o.dir, dir); err != nil {
				return err
			}
			made[dir] = true
		}
		// A file that is left from an earlier attempt is in the way.
		if err := o.disk.RemoveAll(to + beside); err != nil {
			return err
		}
		if err := o.disk.WriteFile(to+beside, data); err != nil {
			return err
		}
	}
	if err := o.disk.SyncTree(o.dir); err != nil {
		return err
	}
	journal, err := json.Marshal(names)
	if err != nil {
		return err
	}
	return o.replace(o.journal(), journal)
}

func (o *Output) at(name string) string { return filepath.Join(o.dir, filepath.FromSlash(name)) }

// settle renames what is beside its place, and removes what the site does not have. What has been
// renamed already is passed over.
func (o *Output) settle(names []string) error {
	for _, name := range names {
		if _, err := os.Lstat(o.at(name) + beside); errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if info, err := os.Lstat(o.at(name)); err == nil && info.IsDir() {
			if err := o.disk.RemoveAll(o.at(name)); err != nil {
				return err
			}
		}
		if err := o.disk.Rename(o.at(name)+beside, o.at(name)); err != nil {
			return err
		}
	}
	if err := o.removeOthers(o.dir, names); err != nil {
		return err
	}
	return o.disk.SyncTree(o.dir)
}

// endInstall removes the journal.
func (o *Output) endInstall() error {
	return errors.Join(o.disk.RemoveAll(o.journal()), o.disk.SyncDir(filepath.Dir(o.journal())))
}

// removeOthers removes the files of a tree that are not named, and the directories that none of
// them is in.
func (o *Output) removeOthers(dir string, names []string) error {
	keep := map[string]bool{}
	for _, name := range names {
		for ; name != "."; name = path.Dir(name) {
			keep[sameName(name)] = true
		}
	}
	var others []string
	err := filepath.WalkDir(dir, func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name, err := filepath.Rel(dir, file)
		if name = filepath.ToSlash(name); name != "." && !keep[sameName(name)] {
			others = append(others, file)
			if d.IsDir() {
				return fs.SkipDir
			}
		}
		return err
	})
	if err != nil {
		return err
	}
	for _, file := range others {
		if err := o.disk.RemoveAll(file); err != nil {
			return err
		}
	}
	return nil
}

// sameName gives one form to names that the system takes for one.
func sameName(name string) string {
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" {
		return strings.ToLower(name)
	}
	return name
}

// finishInstall goes on where a process was stopped between the journal's writing and its removal.
func (o *Output) finishInstall() error {
	if _, err := os.Lstat(filepath.Dir(o.journal())); errors.Is(err, fs.ErrNotExist) {
		return nil // nothing was ever brought beside its place
	}
	data, err := os.ReadFile(o.journal())
	if errors.Is(err, fs.ErrNotExist) {
		return o.sweep()
	}
	if err != nil {
		return err
	}
	var names []string
	if err := json.Unmarshal(data, &names); err != nil {
		return err
	}
	if err := o.settle(names); err != nil {
		return err
	}
	if err := o.keepNext(); err != nil {
		return err
	}
	return o.endInstall()
}

// sweep removes the files that were written beside their places and not wanted after all.
func (o *Output) sweep() error {
	names, err := list(o.dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	for _, name := range names {
		if strings.HasSuffix(name, beside) {
			err = errors.Join(err, o.disk.RemoveAll(o.at(name)))
		}
	}
	return err
}
