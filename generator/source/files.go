package source

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
)

// ErrNoFile says that something is neither a file nor a folder: see [IsSpecial].
var ErrNoFile = errors.New("not a file")

// IsSpecial says whether a mode is a pipe's, a socket's or a device's: reading one may wait for
// ever, or never end.
func IsSpecial(mode fs.FileMode) bool {
	return mode&(fs.ModeNamedPipe|fs.ModeSocket|fs.ModeDevice|fs.ModeCharDevice) != 0
}

// rootFS is what the file system of an os.Root can.
type rootFS interface {
	fs.ReadDirFS
	fs.ReadFileFS
	fs.StatFS
	fs.ReadLinkFS
}

// onlyFiles opens nothing special.
type onlyFiles struct {
	rootFS
	root *os.Root
}

func (o onlyFiles) Open(name string) (fs.File, error) { return o.open(name) }

// open does not wait for somebody to write into a pipe.
func (o onlyFiles) open(name string) (*os.File, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	file, err := o.root.OpenFile(name, os.O_RDONLY|nonBlocking, 0)
	if err != nil {
		return nil, err
	}
	info, err := file.Stat()
	if err == nil && IsSpecial(info.Mode()) {
		err = &fs.PathError{Op: "open", Path: name, Err: ErrNoFile}
	}
	if err != nil {
		_ = file.Close()
		return nil, err
	}
	return file, nil
}

func (o onlyFiles) ReadFile(name string) ([]byte, error) {
	file, err := o.open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	var data bytes.Buffer
	if info, err := file.Stat(); err == nil {
		data.Grow(int(info.Size()) + bytes.MinRead)
	}
	_, err = data.ReadFrom(file)
	return data.Bytes(), err
}
