package generator

import (
	"io/fs"
	"maps"
	"path"
	"strings"

	"gongshi/generator/source"
	"gongshi/generator/watch"
)

// names are the files and folders of a source that people know of. What sed, Vim or an unpacker
// makes and takes away again between two looks never was one of them, so nobody is told of it.
type names map[string]bool

// told gives what of a batch there is to tell of, and takes in what is new.
func (n names) told(fsys fs.FS, batch watch.Batch) []string {
	if batch.All {
		clear(n)
		for _, name := range source.Inputs() {
			n.add(fsys, name)
		}
		return nil
	}
	var told []string
	for _, name := range batch.Paths {
		known := n[name]
		if known { // else nothing below it is, either
			maps.DeleteFunc(n, func(at string, _ bool) bool {
				return at == name || strings.HasPrefix(at, name+"/")
			})
		}
		n.add(fsys, name)
		if known || n[name] {
			told = append(told, name)
		}
	}
	return told
}

// add takes in what stands at a name, and below it. What cannot be read is not there: the build
// says what is wrong with it.
func (n names) add(fsys fs.FS, name string) {
	_ = fs.WalkDir(fsys, name, func(at string, d fs.DirEntry, err error) error {
		if err == nil {
			n[path.Clean(at)] = true
		}
		return nil
	})
}
