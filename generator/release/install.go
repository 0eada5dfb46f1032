package release

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
)

// beside is what a file is called until it is renamed to its place.
const beside = ".gongshi-new"

// install puts a tree in the output's place file by file. Until all files are beside their
// places, nothing that a visitor sees has changed, so a full disk changes nothing. If a rename
// fails after that, the old site is put back.
func (o *Output) install(tree string, names []string) error {
	old, err := o.copyOld()
	if err != nil {
		return err
	}
	if err := o.bring(tree, names); err != nil {
		// The journal goes first: with it, the next call would take what is swept for placed.
		if held := o.disk.RemoveAll(o.journal()); held != nil {
			return errors.Join(err, held)
		}
		return errors.Join(err, o.sweep(), o.disk.RemoveAll(old))
	}
	err = o.settle(names)
	if err == nil {
		return o.disk.RemoveAll(tree)
	}
	before, listed := list(old)
	back := errors.Join(listed, o.bring(old, before))
	if back == nil {
		back = o.settle(before)
	}
	if back != nil {
		return errors.Join(err, back) // the next call goes on from the journal
	}
	return errors.Join(err, o.disk.RemoveAll(old))
}

// copyOld keeps the site before, which file by file would otherwise be lost piece by piece.
func (o *Output) copyOld() (string, error) {
	to := o.next()
	names, err := list(o.dir)
	if err != nil {
		return "", err
	}
	names = slices.DeleteFunc(names, func(name string) bool {
		return strings.HasSuffix(name, beside)
	})
	copied := &stage{dir: to, disk: o.disk, made: map[string]bool{}}
	err = copied.make(func(add func(string, []byte) error) error {
		return eachFile(o.dir, names, add)
	})
	if err != nil {
		return "", errors.Join(err, o.disk.RemoveAll(to))
	}
	return to, nil
}

// eachFile reads files of a tree one after another.
func eachFile(tree string, names []string, do func(name string, data []byte) error) error {
	for _, name := range names {
		data, err := os.ReadFile(filepath.Join(tree, filepath.FromSlash(name)))
		if err != nil {
			return err
		}
		if err := do(name, data); err != nil {
			return err
		}
	}
	return nil
}

// bring writes the files of a tree beside their places, and then the journal: from there on the
// tree will be in place, by this process or the next.
func (o *Output) bring(tree string, names []string) error {
	made := map[string]bool{}
	err := eachFile(tree, names, func(name string, data []byte) error {
		to := o.at(name)
		if dir := filepath.Dir(to); !made[dir] {
			if err := o.disk.MkdirAll(dir); err != nil {
				return err
			}
			made[dir] = true
		}
		// A file that is left from an earlier attempt is in the way.
		if err := o.disk.RemoveAll(to + beside); err != nil {
			return err
		}
		return o.disk.WriteFile(to+beside, data)
	})
	if err != nil {
		return err
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

func (o *Output) journal() string { return filepath.Join(o.state, "installing.json") }

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
	if err := o.removeOthers(names); err != nil {
		return err
	}
	if err := o.disk.SyncTree(o.dir); err != nil {
		return err
	}
	return errors.Join(o.disk.RemoveAll(o.journal()), o.disk.SyncDir(o.state))
}

// removeOthers removes the files that are not named, and the directories that none of them is in.
func (o *Output) removeOthers(names []string) error {
	keep := map[string]bool{}
	for _, name := range names {
		for ; name != "."; name = path.Dir(name) {
			keep[sameName(name)] = true
		}
	}
	var others []string
	err := filepath.WalkDir(o.dir, func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name, err := filepath.Rel(o.dir, file)
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
