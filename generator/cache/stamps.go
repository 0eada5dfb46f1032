package cache

import (
	"crypto/sha256"
	"errors"
	"io/fs"
	"path"
	"path/filepath"
	"time"

	"gongshi/generator/parallel"
)

// Found is a file that a system has told of without opening it.
type Found struct {
	Name    string // slash-separated, below the folder; empty where that is the file itself
	Stamp   Stamp
	Regular bool // no link, pipe or device
}

// Scan finds the files below a folder, in the order of the names in each, and looks at them on all
// cores: that takes three quarters of the time. Nothing is found of a folder that is not there, nor
// of what is skipped, in which a folder is skipped whole.
func Scan(dir string, skip func(name string, d fs.DirEntry) bool) ([]Found, error) {
	var found []Found
	var entries []fs.DirEntry
	err := filepath.WalkDir(dir, func(file string, d fs.DirEntry, err error) error {
		switch {
		case errors.Is(err, fs.ErrNotExist) && d == nil:
			return fs.SkipAll
		case err != nil:
			return err
		}
		name := ""
		if file != dir {
			name = filepath.ToSlash(file[len(dir)+1:])
		}
		skipped := skip(name, d)
		switch {
		case skipped && d.IsDir():
			return fs.SkipDir
		case skipped, d.IsDir():
			return nil
		}
		found, entries = append(found, Found{Name: name}), append(entries, d)
		return nil
	})
	if err != nil {
		return nil, err
	}
	return found, parallel.Each(len(found), func() func(int) error {
		return func(i int) error {
			info, err := entries[i].Info()
			if err == nil {
				found[i].Stamp, found[i].Regular = StampOf(info), info.Mode().IsRegular()
			}
			return err
		}
	})
}

// Stamps is what a system tells of all files at some places without opening them.
type Stamps struct {
	Digest [sha256.Size]byte // of names and stamps; zero where one tells nothing: a link's, say
	Hold   bool              // each holds: see [Stamp.Holds]
	Files  int               // 0 where one tells nothing

	Skipped []string // places with slash-separated names below them
}

// StampsOf looks at the files at some places of a folder, slash-separated; a place need not be
// there. noted is when their stamps were noted before. What is skipped, with all in it, may change.
func StampsOf(dir string, places []string, noted time.Time, skip func(name string) bool) Stamps {
	p := &Packer{}
	all, exact := Stamps{Hold: true}, true
	for _, place := range places {
		p.Text(place)
		root := filepath.Join(dir, filepath.FromSlash(place))
		found, err := Scan(root, func(name string, _ fs.DirEntry) bool {
			name = path.Join(place, name)
			skipped := skip(name)
			if skipped {
				all.Skipped = append(all.Skipped, name)
			}
			return skipped
		})
		exact = exact && err == nil
		for _, file := range found {
			exact = exact && file.Regular // a link may lead to another file
			all.Hold = all.Hold && file.Stamp.Holds(noted)
			p.Text(file.Name)
			p.Stamp(file.Stamp)
		}
		all.Files += len(found)
	}
	if !exact {
		return Stamps{Skipped: all.Skipped}
	}
	all.Digest = p.Sum()
	return all
}
