package sign

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
)

// Copy is a site as it has arrived somewhere.
type Copy interface {
	// open gives a file's bytes. The error is an fs.ErrNotExist where it is not there, errNoFile
	// where there is something else, or the system's.
	open(ctx context.Context, name string) (io.ReadCloser, error)
	// list gives the names of all that lies there; false where nobody can tell.
	list() (names []string, ok bool, err error)
	Close() error
}

var (
	errNoFile = errors.New("not a file")
	// ErrNoCopy says that a target is neither a folder nor a zip nor the address of a site.
	ErrNoCopy = errors.New("neither a folder nor a zip nor an address")
)

// OpenCopy opens a folder, a zip or a site on a server. The errors are ErrNoCopy or the system's.
func OpenCopy(target string) (Copy, error) {
	if strings.Contains(target, "://") {
		return openWeb(target)
	}
	info, err := os.Stat(target)
	switch {
	case err != nil:
		return nil, err
	case info.IsDir():
		root, err := os.OpenRoot(target)
		return folder{root}, err
	case !info.Mode().IsRegular():
		return nil, ErrNoCopy
	}
	return openZip(target)
}

// folder is a copy on a disk. Links are not followed: what they lead to is no part of it.
type folder struct{ *os.Root }

func (f folder) open(_ context.Context, name string) (io.ReadCloser, error) {
	local := filepath.FromSlash(name)
	if !filepath.IsLocal(local) {
		return nil, fs.ErrNotExist // no system can have it
	}
	for at := name; at != "."; at = path.Dir(at) {
		info, err := f.Lstat(filepath.FromSlash(at))
		if errors.Is(err, fs.ErrNotExist) {
			return nil, fs.ErrNotExist
		}
		if err == nil && at == name && !info.Mode().IsRegular() || err == nil &&
			info.Mode()&fs.ModeSymlink != 0 {
			return nil, errNoFile
		}
	}
	return f.Open(local)
}

func (f folder) list() (names []string, ok bool, err error) {
	err = f.walk(".", &names)
	return names, true, err
}

// walk lists also names that are not UTF-8, which no fs.FS can open.
func (f folder) walk(dir string, names *[]string) error {
	d, err := f.Open(dir)
	if err != nil {
		return err
	}
	entries, err := d.ReadDir(-1)
	_ = d.Close()
	if err != nil {
		return err
	}
	for _, e := range entries {
		local := filepath.Join(dir, e.Name())
		if e.IsDir() {
			err = f.walk(local, names)
		} else {
			*names = append(*names, filepath.ToSlash(local))
		}
		if err != nil {
			return err
		}
	}
	return nil
}
