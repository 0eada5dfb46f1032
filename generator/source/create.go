package source

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// Create writes a file of any folder in one step, and none over another: the error is then an
// fs.ErrExist. One with the same bytes is left alone.
func Create(file string, data []byte) error {
	return CreateFrom(file, func(to io.Writer) error {
		_, err := to.Write(data)
		return err
	})
}

// CreateFrom is Create of bytes that write writes, which are not held in memory. Where that gives an
// error, it is the error, and nothing is there.
func CreateFrom(file string, write func(to io.Writer) error) error {
	temporary := filepath.Join(filepath.Dir(file), beside("x"))
	defer os.Remove(temporary)
	f, err := os.OpenFile(temporary, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return meant(err, file)
	}
	err = write(f)
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil || sameBytes(temporary, file) {
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

// sameBytes says whether two files can be read and hold the same.
func sameBytes(a, b string) bool {
	x, err := os.Open(a)
	if err != nil {
		return false
	}
	defer x.Close()
	y, err := os.Open(b)
	if err != nil {
		return false
	}
	defer y.Close()
	left, right := make([]byte, 1<<16), make([]byte, 1<<16)
	for {
		n, err := io.ReadFull(x, left)
		m, other := io.ReadFull(y, right)
		if !bytes.Equal(left[:n], right[:m]) || err != other {
			return false
		}
		if err != nil { // both end here
			return err == io.EOF || err == io.ErrUnexpectedEOF
		}
	}
}

// Overwrite writes a file of any folder in one step, over one that is there: after a failure, or
// where the program is killed, that one is as it was.
func Overwrite(file string, data []byte) error {
	temporary := filepath.Join(filepath.Dir(file), beside("x"))
	err := os.WriteFile(temporary, data, 0o666)
	if err == nil {
		err = os.Rename(temporary, file)
	}
	if err != nil {
		_ = os.Remove(temporary) // the first error is the one to tell
	}
	return meant(err, file)
}

// meant names the file that was asked for where an error has the temporary one beside it.
func meant(err error, file string) error {
	if p, is := errors.AsType[*fs.PathError](err); is {
		return &fs.PathError{Op: p.Op, Path: file, Err: p.Err}
	}
	return err
}
