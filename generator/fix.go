package generator

import (
	"bytes"
	"crypto/rand"
	"errors"
	"io/fs"
	"os"
	"path"

	"gongshi/generator/register"
)

// The reasons why a file that could be mended was left as it was; any other is the system's own.
var (
	ErrReadOnly = errors.New("read-only")
	ErrForeign  = errors.New("owned by somebody else")
	ErrChanged  = errors.New("changed meanwhile")
)

// Fixed is what became of one file that could be mended.
type Fixed struct {
	register.Fix
	Err error // why the file was left as it was; nil where it was written
}

// Fix writes every file of a source in which something has exactly one right answer: see
// [register.Fixes]. Each is written whole or not at all, and one that cannot be written does not
// stop the others. The error is the file system's, met while reading.
func Fix(source string) ([]Fixed, error) {
	root, err := os.OpenRoot(source)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	fixes, err := register.Fixes(root.FS())
	if err != nil {
		return nil, err
	}
	fixed := make([]Fixed, len(fixes))
	for i, f := range fixes {
		fixed[i] = Fixed{f, replace(root, f)}
	}
	return fixed, nil
}

// replace puts the new text in the file's place. A rename would succeed on a file that its owner
// has locked against writing, and would make a foreign one ours: both are refused here. The
// folder is not synced: after a power failure either text is there, and both are whole.
func replace(root *os.Root, f register.Fix) error {
	info, err := root.Lstat(f.File)
	switch {
	case err != nil:
		return err
	case !info.Mode().IsRegular():
		return ErrChanged
	case info.Mode().Perm()&0o200 == 0:
		return ErrReadOnly
	case !owned(info):
		return ErrForeign
	}
	beside := path.Join(path.Dir(f.File), "."+rand.Text()+".tmp") // a name that reading ignores
	err = writeLike(root, beside, f.After, info)
	if err == nil {
		err = unchanged(root, f)
	}
	if err == nil {
		err = root.Rename(beside, f.File)
	}
	if err != nil {
		_ = root.Remove(beside)
	}
	return err
}

// writeLike writes a new file with the mode and the group of another.
func writeLike(root *os.Root, name string, data []byte, like fs.FileInfo) error {
	file, err := root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = file.Write(data)
	if err == nil {
		err = keepGroup(file, like)
	}
	if err == nil {
		err = file.Chmod(like.Mode().Perm())
	}
	if err == nil {
		err = file.Sync()
	}
	return errors.Join(err, file.Close())
}

// unchanged looks whether an editor has saved the file since it was read.
func unchanged(root *os.Root, f register.Fix) error {
	now, err := root.ReadFile(f.File)
	if err == nil && !bytes.Equal(now, f.Before) {
		err = ErrChanged
	}
	return err
}
