package source

import (
	"cmp"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path"
	"slices"
)

const (
	journalFile = transactionDir + "/journal.json"
	lockFile    = "lock" // see Lock
)

// transaction is some steps, as the journal has them. Until all is staged, rolling back is the way
// to end it, and rolling forward from then.
type transaction struct {
	root   *os.Root
	Staged bool
	Steps  []step
}

// step puts one file in place, or a folder with all that is new in it. All names lie in one folder,
// so that renaming is enough; Stage and Backup are on the ignore list.
type step struct {
	Stage, Name string // Stage is empty where Name is to be removed
	Backup      string // where the old Name goes until all is done; empty where there is none
}

// commit renames what is staged. Where one step cannot be done, those before it are rolled back.
func (t *transaction) commit(files []File) error {
	for _, f := range files { // staging takes as long as the disk
		if f.Old == nil {
			continue
		}
		if _, err := t.unchanged(f); err != nil {
			return errors.Join(err, t.discard())
		}
	}
	for n, s := range t.Steps {
		if err := s.apply(t.root); err != nil {
			return errors.Join(err, t.rollBack(n), t.discard())
		}
	}
	return t.end()
}

// apply puts one step in place. Nothing is lost where somebody has just put a file there: a rename
// takes the place of no folder that holds something, and files are looked for once more.
func (s step) apply(root *os.Root) error {
	if s.Stage == "" {
		return root.Rename(s.Name, s.Backup)
	}
	if s.Backup != "" {
		if err := s.backUp(root); err != nil {
			return err
		}
	} else if _, err := root.Lstat(s.Name); err == nil {
		return TakenError(s.Name)
	}
	err := root.Rename(s.Stage, s.Name)
	if err != nil && s.Backup != "" {
		err = errors.Join(err, s.restore(root))
	}
	return err
}

// backUp keeps the old file by a second link, so that some file has the name at every moment; on a
// disk without links, it is renamed.
func (s step) backUp(root *os.Root) error {
	err := root.Link(s.Name, s.Backup)
	if err == nil || errors.Is(err, fs.ErrExist) { // a killed process was here
		return nil
	}
	return root.Rename(s.Name, s.Backup)
}

func (s step) restore(root *os.Root) error {
	err := root.Rename(s.Backup, s.Name)
	if err == nil {
		_ = root.Remove(s.Backup) // of two links to one file, POSIX renames neither
	}
	return err
}

// rollBack takes the first n steps back, the last one first.
func (t *transaction) rollBack(n int) error {
	var err error
	for _, s := range slices.Backward(t.Steps[:n]) {
		if s.Backup == "" {
			err = errors.Join(err, t.root.Rename(s.Name, s.Stage))
		} else {
			err = errors.Join(err, s.restore(t.root))
		}
	}
	return err
}

// discard takes away what is not in place.
func (t *transaction) discard() error {
	var err error
	for _, s := range t.Steps {
		if s.Stage != "" {
			err = errors.Join(err, t.root.RemoveAll(s.Stage))
		}
	}
	return errors.Join(err, t.root.RemoveAll(journalFile))
}

// end takes away what was replaced.
func (t *transaction) end() error {
	for _, s := range t.Steps {
		syncFolder(t.root, path.Dir(s.Name))
		if s.Backup != "" {
			if err := t.root.RemoveAll(s.Backup); err != nil {
				return err
			}
		}
	}
	return t.root.RemoveAll(journalFile)
}

// syncFolder has the disk take the names in a folder, where the system can: some cannot, and the
// names are in place for everybody but a power failure.
func syncFolder(root *os.Root, dir string) {
	if d, err := root.Open(dir); err == nil {
		_ = d.Sync()
		_ = d.Close()
	}
}

// write keeps the journal, to the disk itself: a rename must not be there before it.
func (t *transaction) write() error {
	data, err := json.Marshal(t)
	if err != nil {
		return err
	}
	fresh := journalFile + ".tmp"
	_ = t.root.Remove(fresh) // a killed process may have left it
	err = create(t.root, fresh, data, nil)
	if err == nil {
		err = t.root.Rename(fresh, journalFile)
	}
	syncFolder(t.root, transactionDir)
	return err
}

// Recover ends what a process that was killed has begun to commit. It leaves one alone that is at
// work.
func (f *Folder) Recover() error {
	if _, err := f.root.Lstat(journalFile); err != nil {
		return nil
	}
	unlock, err := f.lock()
	if busy := (*BusyError)(nil); errors.As(err, &busy) {
		return nil
	}
	if err == nil {
		unlock()
	}
	return err
}

// resume rolls back what was not staged, and else forward. What is in place of a step already
// stays.
func resume(root *os.Root) error {
	data, err := root.ReadFile(journalFile)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	t := &transaction{root: root}
	if err == nil {
		err = json.Unmarshal(data, t)
	}
	if err != nil {
		return err
	}
	if !t.Staged {
		return t.discard()
	}
	for _, s := range t.Steps {
		if _, err := root.Lstat(cmp.Or(s.Stage, s.Name)); err != nil {
			continue
		}
		if _, err := root.Lstat(s.Name); err != nil {
			s.Backup = "" // renamed before
		}
		if err := s.apply(root); err != nil {
			return err
		}
	}
	return t.end()
}
