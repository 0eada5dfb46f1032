package source

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// Create writes a file of any folder in one step, and none over another: the error is then an
// fs.ErrExist. One with the same bytes is left alone.
func Create(file string, data []byte) error {
	if old, err := os.ReadFile(file); err == nil && bytes.Equal(old, data) {
		return nil
	}
	temporary := filepath.Join(filepath.Dir(file), beside("x"))
	defer os.Remove(temporary)
	if err := os.WriteFile(temporary, data, 0o666); err != nil {
		return err
	}
	if err := os.Link(temporary, file); err == nil || errors.Is(err, fs.ErrExist) {
		return err
	}
	if _, err := os.Lstat(file); err == nil {
		return fs.ErrExist
	}
	return os.Rename(temporary, file) // the file system knows no links
}
