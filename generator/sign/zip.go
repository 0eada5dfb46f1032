package sign

import (
	"archive/zip"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"gongshi/generator/encoding"
)

// archive is a copy in a zip: the folder in it that has SHA256SUMS.
type archive struct {
	io.Closer
	files map[string][]*zip.File // by name within the folder
	rest  []string               // outside of it, as they are named
}

// zipLimit is how many bytes all files of a zip may unpack to: a thousand times a large site. Where
// the zip says less than that, it cannot unpack to more than it says.
const zipLimit = 64 << 30

var errZipLarge = errors.New("it unpacks to more than 64 GiB")

func openZip(file string) (Copy, error) {
	r, err := zip.OpenReader(file)
	if errors.Is(err, zip.ErrFormat) {
		return nil, ErrNoCopy
	}
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return nil, err
	}
	a := archive{Closer: r, files: map[string][]*zip.File{}}
	named, size := map[string][]*zip.File{}, uint64(0)
	for _, f := range r.File {
		if size += min(f.UncompressedSize64, zipLimit); size > zipLimit {
			return nil, errors.Join(&fs.PathError{Op: "unzip", Path: file, Err: errZipLarge}, r.Close())
		}
		if name := zipName(f); !strings.HasSuffix(name, "/") {
			named[name] = append(named[name], f)
		}
	}
	root := rootOf(named)
	for name, files := range named {
		if within, is := strings.CutPrefix(name, root); is {
			a.files[within] = files
		} else {
			a.rest = append(a.rest, name)
		}
	}
	return a, nil
}

// zipName is the name of an entry. Programs on Windows write names in its Chinese encoding, and
// with backslashes.
func zipName(f *zip.File) string {
	name := f.Name
	if text, ok := encoding.GB18030([]byte(name)); ok && !utf8.ValidString(name) {
		name = text
	}
	return strings.ReplaceAll(name, `\`, "/")
}

// rootOf is the uppermost folder that has sums: a zip mostly holds the folder of a site.
func rootOf(named map[string][]*zip.File) string {
	root, found := "", false
	for name := range named {
		dir, base := path.Split(name)
		higher := strings.Count(dir, "/") - strings.Count(root, "/")
		if base == SumsFile && fs.ValidPath(name) &&
			(!found || higher < 0 || higher == 0 && dir < root) {
			root, found = dir, true
		}
	}
	return root
}

func (a archive) open(_ context.Context, name string) (io.ReadCloser, error) {
	files := a.files[name]
	switch {
	case len(files) == 0:
		return nil, fs.ErrNotExist
	case !files[0].Mode().IsRegular():
		return nil, errNoFile
	case len(files) > 1:
		return nil, fmt.Errorf("it is in the zip %d times", len(files))
	case files[0].Flags&1 != 0:
		return nil, errors.New("it is encrypted")
	}
	return files[0].Open()
}

func (a archive) list() (names []string, ok bool, err error) {
	names = slices.Clone(a.rest)
	for name := range a.files {
		names = append(names, name)
	}
	return names, true, nil
}
