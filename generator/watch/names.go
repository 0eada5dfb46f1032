package watch

import (
	"io/fs"
	"maps"
	"path"
	"strings"
)

// Names are the files and folders at some places that people know of. What sed, Vim or an unpacker
// makes and takes away again between two looks never was one of them, so nobody need hear of it.
type Names struct {
	places []string
	known  map[string]bool
}

// NewNames knows of nothing yet. The places are slash-separated, as [Options.Names].
func NewNames(places []string) *Names { return &Names{places, map[string]bool{}} }

// Changed gives the paths of a batch that people know of, and takes in what is new; nothing where
// anything may have changed.
func (n *Names) Changed(fsys fs.FS, batch Batch) []string {
	if batch.All {
		clear(n.known)
		for _, name := range n.places {
			n.add(fsys, name)
		}
		return nil
	}
	var changed []string
	for _, name := range batch.Paths {
		known := n.known[name]
		if known { // else nothing below it is, either
			maps.DeleteFunc(n.known, func(at string, _ bool) bool {
				return at == name || strings.HasPrefix(at, name+"/")
			})
		}
		n.add(fsys, name)
		if known || n.known[name] {
			changed = append(changed, name)
		}
	}
	return changed
}

// add takes in what stands at a name, and below it. What cannot be read is not there: the build
// says what is wrong with it.
func (n *Names) add(fsys fs.FS, name string) {
	_ = fs.WalkDir(fsys, name, func(at string, d fs.DirEntry, err error) error {
		if err == nil {
			n.known[path.Clean(at)] = true
		}
		return nil
	})
}
