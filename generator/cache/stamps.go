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
	type listed struct {
		name  string
		entry fs.DirEntry
	}
	var all []listed
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
		all = append(all, listed{name, d})
		return nil
	})
	if err != nil {
		return nil, err
	}
	found := make([]Found, len(all))
	return found, parallel.Each(len(found), func() func(int) error {
		return func(i int) error {
			info, err := all[i].entry.Info()
			if err == nil {
				found[i] = Found{all[i].name, StampOf(info), info.Mode().IsRegular()}
			}
			return err
		}
	})
}

// Stamps is what a system tells of all files at some places without opening them.
type Stamps struct {
	Digest [sha256.Size]byte // of names and stamps; zero where one tells nothing: a link's, say
	Files  int               // 0 where one tells nothing

	Skipped []string // places with slash-separated names below them

	settled int64 // when the last of them is: see [Stamp.Holds]
	found   map[string][]Found
}

// Take gives the stamps of the regular files at one of the places, by slash-separated path below
// the folder, and keeps those of no place.
func (s *Stamps) Take(place string) map[string]Stamp {
	all := make(map[string]Stamp, len(s.found[place]))
	for _, file := range s.found[place] {
		if file.Regular {
			all[path.Join(place, file.Name)] = file.Stamp
		}
	}
	s.found = nil
	return all
}

// Hold says whether each holds: see [Stamp.Holds].
func (s Stamps) Hold(noted time.Time) bool { return holds(s.settled, noted) }

// StampsOf looks at the files at some places of a folder, slash-separated; a place need not be
// there. What is skipped, with all in it, may change.
func StampsOf(dir string, places []string, skip func(name string) bool) Stamps {
	digest, p := sha256.New(), &Packer{}
	all, exact := Stamps{found: map[string][]Found{}}, true
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
			all.settled = max(all.settled, file.Stamp.settled())
			p.Text(file.Name)
			p.Stamp(file.Stamp)
			digest.Write(p.Bytes())
			p.Reset()
		}
		all.Files, all.found[place] = all.Files+len(found), found
	}
	if !exact {
		return Stamps{Skipped: all.Skipped}
	}
	digest.Write(p.Bytes())
	all.Digest = [sha256.Size]byte(digest.Sum(nil))
	return all
}
