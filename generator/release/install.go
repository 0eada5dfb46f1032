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

// install puts a tree in the output's place file by file, those alone that differ. Until all files
// are beside their places, nothing that a visitor sees has changed, so a full disk changes nothing.
// If a rename fails after that, the old site is put back. kept is where the tree before was copied
// to, if it was.
func (o *Output) install(known records, old, now tree, names []string, kept string) error {
	if kept == "" {
		var err error
		if kept, err = o.copyOld(old); err != nil {
			return err
		}
	}
	others := slices.DeleteFunc(slices.Clone(names), func(name string) bool {
		return now.files[name].digest == old.files[name].digest
	})
	if err := o.bring(now.dir, others, names); err != nil {
		// The journal goes first: with it, the next call would take what is swept for placed.
		if held := o.disk.RemoveAll(o.journal()); held != nil {
			return errors.Join(err, held)
		}
		return errors.Join(err, o.sweep(), o.disk.RemoveAll(kept))
	}
	stamps, placed := o.stamps(others), time.Now()
	err := o.settle(names)
	if err == nil {
		known.leave(o, o.dir, o.installed(old, now, stamps), placed)
		return errors.Join(o.keepOld(old, kept, now), o.disk.RemoveAll(now.dir))
	}
	before, listed := list(kept)
	back := errors.Join(listed, o.bring(kept, before, before))
	if back == nil {
		back = o.settle(before)
	}
	if back != nil {
		return errors.Join(err, back) // the next call goes on from the journal
	}
	return errors.Join(err, o.disk.RemoveAll(kept))
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

// copied is the copy of a site that is being replaced, and becomes a release that is kept once the
// new one is in place.
func (o *Output) copied() string { return filepath.Join(o.state, "copied") }

// copyOld copies the site before, which file by file would otherwise be lost piece by piece.
func (o *Output) copyOld(old tree) (string, error) {
	to := o.copied()
	if err := o.copyTree(old, to); err != nil {
		return "", errors.Join(err, o.disk.RemoveAll(to))
	}
	return to, nil
}

// copyTree copies the files of a site.
func (o *Output) copyTree(t tree, to string) error {
	made := map[string]bool{}
	for _, name := range slices.Sorted(maps.Keys(t.files)) {
		is := t.files[name]
		if is.digest == (Digest{}) || strings.HasSuffix(name, beside) {
			continue // no file of a site
		}
		path := filepath.Join(to, filepath.FromSlash(name))
		var err error
		if dir := filepath.Dir(path); !made[dir] {
			made[dir] = true
			err = o.disk.MkdirAll(dir, 0o755)
		}
		if err == nil {
			err = o.bringFile(filepath.Join(t.dir, filepath.FromSlash(name)), path, is)
		}
		if err != nil {
			return err
		}
	}
	return errors.Join(o.disk.MkdirAll(to, 0o755), o.disk.SyncTree(to))
}

// bring writes some files of a tree beside their places, and then the journal with all names
// (write-ahead): from there on the tree will be in place, by this process or the next.
func (o *Output) bring(tree string, some, names []string) error {
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
	if err == nil {
		err = o.disk.MkdirAll(filepath.Dir(o.journal()), 0o700)
	}
	if err != nil {
		return err
	}
	return o.replace(o.journal(), journal)
}

func (o *Output) at(name string) string { return filepath.Join(o.dir, filepath.FromSlash(name)) }

// settle renames what is beside its place, removes what the site does not have, and with it the
// journal. What has been renamed already is passed over.
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
	if err := o.disk.SyncTree(o.dir); err != nil {
		return err
	}
	return errors.Join(o.disk.RemoveAll(o.journal()),
		o.disk.SyncDir(filepath.Dir(o.journal())))
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
	return o.settle(names)
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
