package deploy

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"sync"
)

// shelf is a place in memory that logs what is done to it, and fails once so much was done.
type shelf struct {
	mu    sync.Mutex
	files pages
	log   []string
	left  int // operations until it fails; below 0: never
	after func(*shelf)
}

var errBroken = errors.New("broken")

func (s *shelf) change(op string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.left == 0 {
		return errBroken
	}
	s.left--
	s.log = append(s.log, op)
	return nil
}

func (s *shelf) read(_ context.Context, name string) ([]byte, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if text, is := s.files[name]; is {
		return []byte(text), nil
	}
	return nil, fs.ErrNotExist
}

func (s *shelf) put(ctx context.Context, from tree, names []string, done func(string)) error {
	return each(ctx, names, func(_ context.Context, name string) error {
		if err := s.change("put " + name); err != nil {
			return err
		}
		f, err := from.open(name)
		if err != nil {
			return err
		}
		defer f.Close()
		var b bytes.Buffer
		_, err = b.ReadFrom(f)
		s.mu.Lock()
		defer s.mu.Unlock()
		s.files[name] = b.String()
		if s.after != nil {
			s.after(s)
		}
		return err
	}, done)
}

func (s *shelf) remove(_ context.Context, names []string) error {
	for _, name := range names {
		if err := s.change("remove " + name); err != nil {
			return err
		}
		s.mu.Lock()
		delete(s.files, name)
		if s.after != nil {
			s.after(s)
		}
		s.mu.Unlock()
	}
	return nil
}

func (s *shelf) vacant(context.Context) (bool, error) { return len(s.files) == 0, nil }

// own are the files of a site on a shelf.
func (s *shelf) own() pages {
	own := maps.Clone(s.files)
	delete(own, ManifestFile)
	delete(own, JournalFile)
	return own
}

func onShelf(s *shelf) *Target { return &Target{s, "shelf"} }

func deployTo(s *shelf, site Site, o Options) (Result, error) {
	return onShelf(s).Deploy(context.Background(), site, o)
}

func whole(p pages, s Site) bool {
	if len(p) != len(s.digests) {
		return false
	}
	for name, text := range p {
		if data, err := os.ReadFile(filepath.Join(s.dir, filepath.FromSlash(name))); err != nil ||
			string(data) != text {
			return false
		}
	}
	return true
}

// stopping fails at the sums, and takes what is noted afterwards.
type stopping struct{ *shelf }

func (s *stopping) put(ctx context.Context, from tree, names []string, done func(string)) error {
	if slices.Contains(names, "SHA256SUMS") {
		return errBroken
	}
	return s.shelf.put(ctx, from, names, done)
}
