package source

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// File is one to be written.
type File struct {
	Name string   // slash-separated, relative to the source
	Data []byte   // nil where the file is to be removed
	Old  []byte   // what it replaces, as it was read; nil where nothing may be there
	With []string // names of files that it is written with or not at all: see [Folder.CommitEach]
}

// The reasons why a file is not replaced; any other is the system's own.
var (
	ErrReadOnly = errors.New("read-only")
	ErrForeign  = errors.New("owned by somebody else")
	ErrChanged  = errors.New("changed meanwhile")
)

// TakenError is the name of something that is where a file or a folder is to go.
type TakenError string

func (t TakenError) Error() string { return string(t) + " is there already" }

// FileError says which file of a transaction could not be written.
type FileError struct {
	Name string
	Err  error
}

func (e *FileError) Error() string { return e.Name + ": " + e.Err.Error() }
func (e *FileError) Unwrap() error { return e.Err }

// Commit writes files in one transaction: all or none. They are written beside their places first,
// and renamed in their order when the disk has all of them. A process that is killed before leaves
// what was there (roll back); one that is killed while it renames leaves a journal, by which the
// next [Open] goes on (roll forward). Each folder that is not there yet comes in one step, with
// everything in it: a new inspection is there or it is not. A replaced file keeps its mode and
// group.
//
// The errors are a [TakenError], a *FileError (with [ErrChanged] or fs.ErrPermission, or the
// system's), a *BusyError or the system's.
func (f *Folder) Commit(files []File) error {
	_, err := f.root.Lstat(StateDir)
	fresh := errors.Is(err, fs.ErrNotExist)
	unlock, err := f.lock()
	if err == nil {
		err = f.commit(files)
		unlock()
	}
	if fresh { // nothing of Gongshi's was here, and nobody has asked for it
		for _, name := range []string{lockFile, "."} {
			_ = f.root.Remove(path.Join(transactionDir, name))
		}
		_ = f.root.Remove(StateDir)
	}
	return err
}

// lock takes the transactions of the folder, and ends what one that was killed has begun.
func (f *Folder) lock() (unlock func(), err error) {
	if err := f.root.MkdirAll(transactionDir, 0o777); err != nil {
		return nil, err
	}
	unlock, err = Lock(filepath.Join(f.dir, filepath.FromSlash(transactionDir), lockFile))
	if err != nil {
		return nil, err
	}
	if err := resume(f.root); err != nil {
		unlock()
		return nil, err
	}
	return unlock, nil
}

func (f *Folder) commit(files []File) error {
	t, err := prepare(f.root, files)
	if err != nil {
		return err
	}
	return t.commit(files)
}

// Free looks whether a file may be created: nothing is there, and what is above it is a folder and
// no link. A name that differs in case alone is taken, since on many disks it is the same. The
// error is a [TakenError] or the system's.
func (f *Folder) Free(name string) error {
	_, err := missing(f.root, name)
	return err
}

// Replaceable looks whether a file may be replaced. A rename would succeed on a file that its owner
// has locked against writing, and would make a foreign one ours: such are [ErrReadOnly] and
// [ErrForeign]. What is no regular file any more is [ErrChanged].
func (f *Folder) Replaceable(name string) error {
	info, err := f.root.Lstat(name)
	switch {
	case err != nil:
		return err
	case !info.Mode().IsRegular():
		return ErrChanged
	case !writable(info):
		return ErrReadOnly
	case !owned(info):
		return ErrForeign
	}
	return nil
}

func writable(info fs.FileInfo) bool { return info.Mode().Perm()&0o200 != 0 }

// prepare writes the files beside their places, and the journal that they are.
func prepare(root *os.Root, files []File) (*transaction, error) {
	t := &transaction{root: root}
	for _, f := range slices.Backward(files) { // the uppermost explains the others
		if err := t.check(f); err != nil {
			return nil, err
		}
	}
	staged := map[string]string{} // where each file is written first
	for _, f := range files {
		if err := t.plan(f, staged); err != nil {
			return nil, err
		}
	}
	err := t.write()
	if err == nil {
		err = t.stage(files, staged)
	}
	if err == nil {
		t.Staged = true
		err = t.write()
	}
	if err != nil {
		return nil, errors.Join(err, t.discard())
	}
	return t, nil
}

func (t *transaction) check(f File) error {
	if f.Old == nil {
		_, err := missing(t.root, f.Name)
		return err
	}
	_, err := t.unchanged(f)
	return err
}

// plan adds the step that puts a file in place, where no other one does.
func (t *transaction) plan(f File, staged map[string]string) error {
	if f.Old != nil && f.Data == nil {
		t.Steps = append(t.Steps, step{Name: f.Name, Backup: beside(f.Name)})
		return nil
	}
	if f.Old != nil {
		s := step{beside(f.Name), f.Name, beside(f.Name)}
		t.Steps, staged[f.Name] = append(t.Steps, s), s.Stage
		return nil
	}
	top, err := missing(t.root, f.Name)
	if err != nil {
		return err
	}
	n := slices.IndexFunc(t.Steps, func(s step) bool { return s.Name == top })
	if n < 0 {
		n = len(t.Steps)
		t.Steps = append(t.Steps, step{Stage: beside(top), Name: top})
	}
	staged[f.Name] = t.Steps[n].Stage + strings.TrimPrefix(f.Name, top)
	return nil
}

// missing is the first part of a file's path that is not there: see [Folder.Free].
func missing(root *os.Root, name string) (string, error) {
	parts := strings.Split(name, "/")
	for n := range parts {
		part := strings.Join(parts[:n+1], "/")
		info, err := root.Lstat(part)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return part, sameButCase(root, part)
		case err != nil:
			return "", err
		case !info.IsDir():
			return "", TakenError(part)
		}
	}
	return "", TakenError(name)
}

func sameButCase(root *os.Root, name string) error {
	entries, err := fs.ReadDir(root.FS(), path.Dir(name))
	for _, e := range entries {
		if strings.EqualFold(e.Name(), path.Base(name)) {
			return TakenError(path.Join(path.Dir(name), e.Name()))
		}
	}
	return err
}

// unchanged looks whether a file may be replaced, and is as it was read.
func (t *transaction) unchanged(f File) (fs.FileInfo, error) {
	info, err := t.root.Lstat(f.Name)
	var now []byte
	if err == nil {
		now, err = t.root.ReadFile(f.Name)
	}
	switch {
	case err != nil:
	case !info.Mode().IsRegular() || !bytes.Equal(now, f.Old):
		err = ErrChanged
	case !writable(info):
		err = fs.ErrPermission
	}
	if err != nil {
		return nil, &FileError{f.Name, err}
	}
	return info, nil
}

// stage writes the files beside their places, to the disk itself.
func (t *transaction) stage(files []File, staged map[string]string) error {
	for _, f := range files {
		name, err := staged[f.Name], error(nil)
		if name == "" { // to be removed
			continue
		}
		if f.Old == nil {
			err = create(t.root, name, f.Data, nil)
		} else if like, changed := t.unchanged(f); changed != nil {
			return changed
		} else {
			err = create(t.root, name, f.Data, like)
		}
		if err != nil {
			return &FileError{f.Name, err}
		}
	}
	return nil
}

// create writes a file that is not there, and the folders that it lies in, to the disk itself. It
// gets the mode and the group of another; nil for those of any new file.
func create(root *os.Root, name string, data []byte, like fs.FileInfo) error {
	if err := root.MkdirAll(path.Dir(name), 0o777); err != nil {
		return err
	}
	mode := fs.FileMode(0o666)
	if like != nil {
		mode = 0o600
	}
	file, err := root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return err
	}
	_, err = file.Write(data)
	if err == nil && like != nil {
		if err = keepGroup(file, like); err == nil {
			err = file.Chmod(like.Mode().Perm())
		}
	}
	if err == nil {
		err = file.Sync()
	}
	return errors.Join(err, file.Close())
}
