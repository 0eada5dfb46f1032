package release

import (
	"fmt"
	"path/filepath"
)

// stage is a site on its way: a tree that nobody sees yet.
type stage struct {
	dir   string
	disk  disk
	made  map[string]bool
	names []string // as they were added
}

// make writes all files, and has the disk take them.
func (s *stage) make(fill func(add func(name string, data []byte) error) error) error {
	if err := s.disk.MkdirAll(s.dir); err != nil {
		return err
	}
	if err := fill(s.add); err != nil {
		return err
	}
	return s.disk.SyncTree(s.dir)
}

// add writes a file, and refuses a name that leads out of the tree or was there before.
func (s *stage) add(name string, data []byte) error {
	local := filepath.FromSlash(name)
	if !filepath.IsLocal(local) {
		return fmt.Errorf("%q leads out of the site", name)
	}
	path := filepath.Join(s.dir, local)
	if dir := filepath.Dir(path); !s.made[dir] {
		if err := s.disk.MkdirAll(dir); err != nil {
			return err
		}
		s.made[dir] = true
	}
	s.names = append(s.names, name)
	return s.disk.WriteFile(path, data)
}
