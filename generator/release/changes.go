package release

import (
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"slices"
)

// Changes are the files that are added to the output, changed in it and removed, sorted.
type Changes struct {
	Added, Changed, Removed []string
	Digest                  string // of all files that the output will have
}

// Changes compares the output with what it will be, once the stage is filled.
func (s *Stage) Changes() Changes {
	s.takeOver()
	return compare(s.old.files, s.files)
}

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
