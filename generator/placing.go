package generator

import (
	"bytes"
	"crypto/rand"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
)

// placed is a file to be written.
type placed struct {
	name string // slash-separated, relative to the source
	data []byte
	old  []byte // what it replaces, as it was read; nil where nothing may be there
}

// TakenError is the name of something that is where a file or a folder is to go.
type TakenError string

func (t TakenError) Error() string { return string(t) + " is there already" }

// journalFile holds what is being put in place.
const journalFile = importDir + "/journal.json"

// journal says how far a placing has come: until it is whole, going back is the way to end it, and
// going on from then.
type journal struct {
	Whole bool
	Steps []step
}

// step puts one file in place, or a folder with all that is new in it. All names lie in one folder,
// so that renaming is enough; reading and watching ignore From and Aside.
type step struct {
	From, To string
	Aside    string // where To goes until all is done; empty where there is none
}

// place writes files, all or none. They are written beside their places first, and renamed when the
// disk has all of them. A process that is killed before leaves what was there; one that is killed
// while it renames leaves a journal, by which [finish] goes on. Each folder that is not there yet
// comes in one step, with everything in it: a new inspection is there or it is not.
func place(root *os.Root, files []placed) error {
	j, err := prepare(root, files)
	if err != nil {
		return err
	}
	return j.put(root)
}

// prepare writes the files beside their places, and a journal that is whole.
func prepare(root *os.Root, files []placed) (*journal, error) {
	j := &journal{}
	at := map[string]string{} // where each file is written first
	for _, f := range files {
		if err := j.plan(root, f, at); err != nil {
			return nil, err
		}
	}
	err := j.write(root)
	if err == nil {
		err = j.stage(root, files, at)
	}
	if err == nil {
		j.Whole = true
		err = j.write(root)
	}
	if err != nil {
		return nil, errors.Join(err, j.undo(root))
	}
	return j, nil
}

// put renames what is prepared. Where one step cannot be done, those before it are taken back.
func (j *journal) put(root *os.Root) error {
	for n, s := range j.Steps {
		if err := s.apply(root); err != nil {
			return errors.Join(err, j.back(root, n), j.undo(root))
		}
	}
	return j.end(root)
}

// plan adds the step that puts a file in place, where no other one does.
func (j *journal) plan(root *os.Root, f placed, at map[string]string) error {
	if f.old != nil {
		if _, err := unchangedFile(root, f); err != nil {
			return err
		}
		s := step{beside(f.name), f.name, beside(f.name)}
		j.Steps, at[f.name] = append(j.Steps, s), s.From
		return nil
	}
	top, err := uppermost(root, f.name)
	if err != nil {
		return err
	}
	n := slices.IndexFunc(j.Steps, func(s step) bool { return s.To == top })
	if n < 0 {
		n = len(j.Steps)
		j.Steps = append(j.Steps, step{From: beside(top), To: top})
	}
	at[f.name] = j.Steps[n].From + strings.TrimPrefix(f.name, top)
	return nil
}

// beside is a name in the same folder that nothing has, and that reading and watching ignore.
func beside(name string) string {
	return path.Join(path.Dir(name), ".import-"+rand.Text()+".tmp")
}

// uppermost is the first part of a file's path that is not there. What is there has to be a folder
// and no link; a name that differs in case alone is taken, since on many disks it is the same.
func uppermost(root *os.Root, name string) (string, error) {
	parts := strings.Split(name, "/")
	for n := range parts {
		part := strings.Join(parts[:n+1], "/")
		info, err := root.Lstat(part)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return part, apartByCase(root, part)
		case err != nil:
			return "", err
		case !info.IsDir():
			return "", TakenError(part)
		}
	}
	return "", TakenError(name)
}

func apartByCase(root *os.Root, name string) error {
	entries, err := fs.ReadDir(root.FS(), path.Dir(name))
	for _, e := range entries {
		if strings.EqualFold(e.Name(), path.Base(name)) {
			return TakenError(path.Join(path.Dir(name), e.Name()))
		}
	}
	return err
}

// unchangedFile looks whether a file may be replaced, and is as it was read.
func unchangedFile(root *os.Root, f placed) (fs.FileInfo, error) {
	info, err := root.Lstat(f.name)
	if err != nil {
		return nil, err
	}
	now, err := root.ReadFile(f.name)
	switch {
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular() || !bytes.Equal(now, f.old):
		return nil, &fs.PathError{Op: "replace", Path: f.name, Err: ErrChanged}
	case info.Mode().Perm()&0o200 == 0:
		return nil, &fs.PathError{Op: "replace", Path: f.name, Err: fs.ErrPermission}
	}
	return info, nil
}

// stage writes the files beside their places, to the disk itself.
func (j *journal) stage(root *os.Root, files []placed, at map[string]string) error {
	for _, f := range files {
		var err error
		if f.old != nil {
			var like fs.FileInfo
			if like, err = unchangedFile(root, f); err == nil {
				err = writeLike(root, at[f.name], f.data, like)
			}
		} else {
			err = writeNew(root, at[f.name], f.data)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// writeNew writes a file that is not there, and the folders that it lies in.
func writeNew(root *os.Root, name string, data []byte) error {
	if err := root.MkdirAll(path.Dir(name), 0o777); err != nil {
		return err
	}
	file, err := root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	_, err = file.Write(data)
	return errors.Join(err, file.Sync(), file.Close())
}

// apply puts one step in place. Nothing is lost where somebody has just put a file there: a rename
// takes the place of no folder that holds something, and files are looked for once more.
func (s step) apply(root *os.Root) error {
	if s.Aside != "" {
		if err := root.Rename(s.To, s.Aside); err != nil {
			return err
		}
	} else if _, err := root.Lstat(s.To); err == nil {
		return TakenError(s.To)
	}
	err := root.Rename(s.From, s.To)
	if err != nil && s.Aside != "" {
		err = errors.Join(err, root.Rename(s.Aside, s.To))
	}
	return err
}

// back takes the first n steps back, the last one first.
func (j *journal) back(root *os.Root, n int) error {
	var err error
	for _, s := range slices.Backward(j.Steps[:n]) {
		err = errors.Join(err, root.Rename(s.To, s.From))
		if s.Aside != "" {
			err = errors.Join(err, root.Rename(s.Aside, s.To))
		}
	}
	return err
}

// undo takes away what is not in place.
func (j *journal) undo(root *os.Root) error {
	var err error
	for _, s := range j.Steps {
		err = errors.Join(err, root.RemoveAll(s.From))
	}
	return errors.Join(err, root.RemoveAll(journalFile))
}

// end takes away what was replaced.
func (j *journal) end(root *os.Root) error {
	for _, s := range j.Steps {
		syncFolder(root, path.Dir(s.To))
		if s.Aside != "" {
			if err := root.RemoveAll(s.Aside); err != nil {
				return err
			}
		}
	}
	return root.RemoveAll(journalFile)
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
func (j *journal) write(root *os.Root) error {
	data, err := json.Marshal(j)
	if err != nil {
		return err
	}
	fresh := journalFile + ".tmp"
	_ = root.Remove(fresh) // a killed process may have left it
	err = writeNew(root, fresh, data)
	if err == nil {
		err = root.Rename(fresh, journalFile)
	}
	syncFolder(root, importDir)
	return err
}

// finish ends what a killed process has begun. What is in place of a step already stays.
func finish(root *os.Root) error {
	data, err := root.ReadFile(journalFile)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	var j journal
	if err == nil {
		err = json.Unmarshal(data, &j)
	}
	if err != nil {
		return err
	}
	if !j.Whole {
		return j.undo(root)
	}
	for _, s := range j.Steps {
		if _, err := root.Lstat(s.From); err != nil {
			continue
		}
		if _, err := root.Lstat(s.To); err != nil {
			s.Aside = "" // moved aside before
		}
		if err := s.apply(root); err != nil {
			return err
		}
	}
	return j.end(root)
}
