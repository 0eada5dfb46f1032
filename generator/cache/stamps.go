package cache

import (
	"crypto/sha256"
	"errors"
	"io/fs"
	"path/filepath"
	"time"
)

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
		err := filepath.WalkDir(root, func(file string, d fs.DirEntry, err error) error {
			if errors.Is(err, fs.ErrNotExist) && d == nil {
				return fs.SkipAll
			}
			if err != nil {
				return err
			}
			name := filepath.ToSlash(file[len(root):])
			skipped := skip(place + name)
			if skipped {
				all.Skipped = append(all.Skipped, place+name)
			}
			switch {
			case skipped && d.IsDir():
				return fs.SkipDir
			case skipped, d.IsDir():
				return nil
			}
			info, err := d.Info()
			if err != nil {
				return err
			}
			stamp := StampOf(info)
			exact = exact && info.Mode().IsRegular() // a link may lead to another file
			all.Hold = all.Hold && stamp.Holds(noted)
			all.Files++
			p.Text(name)
			p.Stamp(stamp)
			return nil
		})
		exact = exact && err == nil
	}
	if !exact {
		return Stamps{Skipped: all.Skipped}
	}
	all.Digest = p.Sum()
	return all
}
