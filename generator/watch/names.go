package watch

import (
	"io/fs"
	"maps"
	"path"
	"strings"
)

// Names are the files and folders that were there after a batch. What sed, Vim or an unpacker makes
// and removes within one batch is not among them, and need not be reported to people.
type Names struct {
	places []string
	known  map[string]bool // whether it is a folder
}

// NewNames is empty. The places are slash-separated, as [Options.Names].
func NewNames(places []string) *Names { return &Names{places, map[string]bool{}} }

// Changed gives the paths of a batch that are there or were there before, and adds the new ones. It
// gives none on a rescan.
func (n *Names) Changed(fsys fs.FS, batch Batch) []string {
	if batch.Rescan {
		clear(n.known)
		for _, name := range n.places {
			n.add(fsys, name)
		}
		return nil
	}
	var changed []string
	for _, name := range batch.Changed {
		folder, known := n.known[name]
		if folder {
			maps.DeleteFunc(n.known, func(at string, _ bool) bool {
				return strings.HasPrefix(at, name+"/")
			})
		}
		delete(n.known, name)
		n.add(fsys, name)
		if _, is := n.known[name]; known || is {
			changed = append(changed, name)
		}
	}
	return changed
}

// add adds a path and all below it. What cannot be read is left out: the build reports it.
func (n *Names) add(fsys fs.FS, name string) {
	_ = fs.WalkDir(fsys, name, func(at string, d fs.DirEntry, err error) error {
		if err == nil {
			n.known[path.Clean(at)] = d.IsDir()
		}
		return nil
	})
}
