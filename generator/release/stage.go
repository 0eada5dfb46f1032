package release

import (
	"crypto/sha256"
	"fmt"
	"maps"
	"path/filepath"
	"slices"

	"gongshi/generator/cache"
)

// Stage is a site on its way: a tree that nobody sees yet. What differs from the output is written
// anew, never through a name that the output's file has too; the rest are links to the output's
// files, or clones, until the tree before is gone.
type Stage struct {
	output *Output
	dir    string
	made   map[string]bool
	old    func() tree     // what lies in the output, once that is looked at
	names  []string        // of files, as they were put; what is taken over comes last
	files  map[string]file // that the site is to have; without stamps where they are in old alone
	keep   func(name string) bool
	taken  bool // over, what is to be kept

	written []string // names of those that the output has not got
}

// Has says whether the site can have a file of such bytes without its being put: it was put
// before, or lies in the output, from which [Stage.Sweep] takes it over.
func (s *Stage) Has(name string, digest Digest) bool {
	is, there := s.files[name]
	if !there {
		is, there = s.old().files[name]
	}
	return there && is.digest == digest
}

// Put adds a file, and gives the digest of its bytes. It refuses a name that leads out of the tree
// or was put before. What the output has already is not written.
func (s *Stage) Put(name string, data []byte) (Digest, error) {
	digest := sha256.Sum256(data)
	if !filepath.IsLocal(filepath.FromSlash(name)) {
		return digest, fmt.Errorf("%q leads out of the site", name)
	}
	if _, twice := s.files[name]; twice {
		return digest, fmt.Errorf("%q is there twice", name)
	}
	is, err := file{digest: digest}, error(nil)
	if !s.Has(name, digest) {
		is, err = s.write(name, digest, data)
	}
	if err == nil {
		s.names, s.files[name] = append(s.names, name), is
	}
	return digest, err
}

// write writes a file that the output has not got.
func (s *Stage) write(name string, digest Digest, data []byte) (file, error) {
	path := filepath.Join(s.dir, filepath.FromSlash(name))
	if dir := filepath.Dir(path); !s.made[dir] {
		if err := s.output.folder(s.dir, dir); err != nil {
			return file{}, err
		}
		s.made[dir] = true
	}
	if err := s.output.disk.WriteFile(path, data); err != nil {
		return file{}, err
	}
	s.written = append(s.written, name)
	return file{digest, stampOf(s.dir, name)}, nil
}

// Sweep takes every file over from the output that was not put and is to be kept; the site has no
// other one. Of several calls the last one counts.
func (s *Stage) Sweep(keep func(name string) bool) error {
	s.keep, s.taken = keep, false
	return nil
}

// takeOver does what the last Sweep asked for.
func (s *Stage) takeOver() {
	if s.taken {
		return
	}
	s.taken = true
	old, put := s.old().files, s.files
	s.files = make(map[string]file, len(old)+len(put))
	maps.Copy(s.files, put)
	for name, is := range old {
		if _, put := s.files[name]; !put && s.keep(name) {
			s.names, s.files[name] = append(s.names, name), file{digest: is.digest}
		}
	}
}

// same says whether the output is already what the stage is to be.
func (s *Stage) same() bool {
	if old := s.old().files; len(s.files) == 0 && s.keepsAll(old) {
		s.files = old // no list is put together to know it
		return len(old) > 0
	}
	s.takeOver()
	return len(s.files) > 0 && sameFiles(s.files, s.old().files)
}

// keepsAll says whether each of some files is one of a site, and is to be kept.
func (s *Stage) keepsAll(files map[string]file) bool {
	for name, is := range files {
		if is.digest == (Digest{}) || !s.keep(name) {
			return false
		}
	}
	return true
}

// finish brings what the stage has not got from the output.
func (s *Stage) finish() error {
	missing := slices.DeleteFunc(slices.Clone(s.names), func(name string) bool {
		return s.files[name].stamp != (cache.Stamp{})
	})
	stamps, err := s.output.bringAll(s.old(), missing, s.dir, s.output.share)
	for n, stamp := range stamps {
		s.files[missing[n]] = file{s.files[missing[n]].digest, stamp}
	}
	return err
}

// tree is the stage as a tree, once it is finished.
func (s *Stage) tree() tree { return tree{dir: s.dir, files: s.files} }
