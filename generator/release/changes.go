package release

import (
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"gongshi/generator/cache"
)

// Changes are the files that are added to the output, changed in it and removed, sorted.
type Changes struct {
	Added, Changed, Removed []string
	Digest                  string // of all files that the output will have
	// Old and New read a file of the output, as it is and as it will be, while they are approved.
	Old, New func(name string) ([]byte, error)
}

// Changes compares the output with what it will be, once the stage is filled.
func (s *Stage) Changes() Changes {
	s.takeOver()
	c := compare(s.old().files, s.files)
	c.Old, c.New = s.old().read, s.read
	return c
}

// read reads a file of the tree.
func (t tree) read(name string) ([]byte, error) {
	if _, is := t.files[name]; !is {
		return nil, fs.ErrNotExist
	}
	return os.ReadFile(filepath.Join(t.dir, filepath.FromSlash(name)))
}

// read reads a file that the output will have: what was not written lies in the output.
func (s *Stage) read(name string) ([]byte, error) {
	if is, there := s.files[name]; there && is.stamp == (cache.Stamp{}) {
		return s.old().read(name)
	}
	return s.tree().read(name)
}

// Read reads a file of the output as it is.
func (s *Stage) Read(name string) ([]byte, error) { return s.old().read(name) }

func compare(old, now map[string]file) Changes {
	var c Changes
	all := sha256.New()
	for _, name := range slices.Sorted(maps.Keys(now)) {
		if was, there := old[name]; !there {
			c.Added = append(c.Added, name)
		} else if was.digest != now[name].digest {
			c.Changed = append(c.Changed, name)
		}
		is := now[name].digest
		all.Write(append([]byte(name+"\n"), is[:]...))
	}
	c.Digest = hex.EncodeToString(all.Sum(nil))
	for _, name := range slices.Sorted(maps.Keys(old)) {
		if _, there := now[name]; !there {
			c.Removed = append(c.Removed, name)
		}
	}
	return c
}

// Differing are the files of [Stage.Changes], of whatever kind.
func (s *Stage) Differing() []string {
	c := s.Changes()
	return slices.Concat(c.Added, c.Changed, c.Removed)
}

// Digests are those of all files that the output will have, by name, once the stage is filled.
func (s *Stage) Digests() map[string]Digest {
	s.takeOver()
	digests := make(map[string]Digest, len(s.files))
	for name, is := range s.files {
		digests[name] = is.digest
	}
	return digests
}
