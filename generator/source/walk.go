package source

import (
	"errors"
	"io/fs"
	"unicode/utf8"
)

// Walk visits what lies at a place of a source and below it, but for folders and what is on the
// ignore list, in the order of the names. There need not be such a place. Links are not followed
// but visited: see [IsLink]. So is what has a name that is not UTF-8, be it a folder: no fs.FS can
// open it, and nothing below it is visited.
func Walk(fsys fs.FS, place string, visit func(name string, d fs.DirEntry) error) error {
	// Walking itself would follow a link that it begins with.
	info, err := fs.Lstat(fsys, place)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err == nil && IsLink(info.Mode()):
		return visit(place, fs.FileInfoToDirEntry(info))
	}
	return fs.WalkDir(fsys, place, func(name string, d fs.DirEntry, err error) error {
		odd := !utf8.ValidString(name)
		switch {
		case err != nil:
			return err
		case odd && !Ignored(name):
			err = visit(name, d)
		case !d.IsDir() && !Ignored(name):
			return visit(name, d)
		}
		if err == nil && d.IsDir() && (odd || Ignored(name)) {
			return fs.SkipDir
		}
		return err
	})
}

// IsLink says whether a mode is a symbolic link's, or that of a Windows junction, which is
// "irregular": it may lead out of the source.
func IsLink(mode fs.FileMode) bool { return mode&(fs.ModeSymlink|fs.ModeIrregular) != 0 }
