package watch

import (
	"path"
	"path/filepath"
	"strings"

	"gongshi/generator/source"
)

// scope is which paths below the root are watched. Paths are slash-separated and relative to the
// root; what is called file is absolute.
type scope struct {
	root   string // absolute, links resolved
	names  []string
	ignore func(path string) bool
}

func newScope(root string, o Options) scope {
	s := scope{root: root, ignore: o.Ignore}
	for _, name := range o.Names {
		s.names = append(s.names, filepath.ToSlash(filepath.Clean(name)))
	}
	return s
}

// file is where a path lies on the disk.
func (s scope) file(path string) string { return filepath.Join(s.root, filepath.FromSlash(path)) }

// skips says that a path is ignored. It judges the last element alone: walks have judged those above
// it.
func (s scope) skips(p string) bool {
	if source.Ignored(p) {
		return true
	}
	return s.ignore != nil && s.ignore(p)
}

// holds says that a path is watched, judging all folders above it too.
func (s scope) holds(p string) bool {
	for _, name := range s.names {
		if !within(p, name) {
			continue
		}
		for ; len(p) > len(name); p = path.Dir(p) {
			if s.skips(p) {
				return false
			}
		}
		return !s.skips(name)
	}
	return false
}

// within says that p is the folder or lies below it.
func within(p, folder string) bool {
	return strings.HasPrefix(p, folder) && (len(p) == len(folder) || p[len(folder)] == '/')
}
