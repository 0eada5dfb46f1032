package release

import (
	"crypto/sha256"
	"errors"
	"io/fs"
	"maps"
	"path"
	"slices"
)

// Back says which earlier release is to be put back, and how.
type Back struct {
	Number int // of one of [Output.Kept]; 0: the newest
	// Render gives what it can of some files that are lost, by their digests, from the source as it
	// is now; what has another digest is not taken. It may be nil.
	Render func(lost map[string]Digest) (map[string][]byte, error)
	// Accept is given what would change; its error ends the rollback.
	Accept func(Changes) error
}

// Rollback puts an earlier release in the output's place, as [Output.Publish] does. What it
// replaces becomes the newest of those that are kept, and the one that is put back is none of them
// any more: a second rollback undoes the first. Each file is held against its digest; one that is
// nowhere as it was is rendered again. The errors are ErrNoEarlier, a *LostError, Accept's own, a
// *PlacedError or the system's.
func (o *Output) Rollback(b Back) (Release, error) {
	purged, err := o.purge()
	if err != nil {
		return Release{Purged: purged}, err
	}
	all := o.Kept()
	n := len(all) - 1
	if b.Number != 0 {
		n = slices.IndexFunc(all, func(k Kept) bool { return k.Number == b.Number })
	}
	if n < 0 {
		return Release{Purged: purged, Migrated: o.migrated}, o.NoEarlier()
	}
	release, err := o.rollback(all, n, b)
	release.Purged, release.Migrated = purged, o.migrated
	return release, err
}

func (o *Output) rollback(all []Kept, n int, b Back) (Release, error) {
	k, changes := all[n], Changes{}
	if !k.Whole() {
		return Release{}, &LostError{Number: k.Number}
	}
	release, err := o.publish("rollback to "+k.Released.Format("2006-01-02 15:04"),
		func(s *Stage) error {
			if err := s.restore(k, b.Render); err != nil {
				return err
			}
			changes = s.Changes()
			return b.Accept(changes)
		})
	if err != nil {
		return release, err
	}
	release.Gone, release.Back = nil, changes.Added
	release.Reverted = slices.DeleteFunc(changes.Changed,
		func(name string) bool { return path.Ext(name) != pageExt })
	if release.How == AsItWas {
		return release, nil
	}
	// All that it had is in the output; some of it may have been given up as lost.
	all = o.Kept()
	n = slices.IndexFunc(all, func(is Kept) bool { return is.Number == k.Number })
	if n < 0 {
		return release, nil
	}
	if err := o.drop(all, n); err != nil {
		return release, &PlacedError{true, err}
	}
	return release, nil
}

// restore puts the files of an earlier release that the output has not got, index.html last, and
// takes the others over.
func (s *Stage) restore(k Kept, render func(map[string]Digest) (map[string][]byte, error)) error {
	lost := map[string]Digest{}
	for _, name := range indexLast(slices.Sorted(maps.Keys(k.Files))) {
		if s.Has(name, k.Files[name]) {
			continue
		}
		data, err := k.Read(name)
		if err != nil {
			lost[name] = k.Files[name]
			continue
		}
		if _, err := s.Put(name, data); err != nil {
			return err
		}
	}
	if err := s.putRendered(k, lost, render); err != nil {
		return err
	}
	s.names = indexLast(s.names)
	return s.Sweep(func(name string) bool { _, is := k.Files[name]; return is })
}

func (s *Stage) putRendered(k Kept, lost map[string]Digest,
	render func(map[string]Digest) (map[string][]byte, error)) error {
	if len(lost) == 0 {
		return nil
	}
	missing := &LostError{k.Number, slices.Sorted(maps.Keys(lost))}
	if render == nil {
		return missing
	}
	made, err := render(lost)
	if err != nil {
		return errors.Join(missing, err)
	}
	missing.Names = slices.DeleteFunc(missing.Names, func(name string) bool {
		data, is := made[name]
		return is && sha256.Sum256(data) == lost[name]
	})
	if len(missing.Names) > 0 {
		return missing
	}
	for name := range lost {
		if _, err := s.Put(name, made[name]); err != nil {
			return err
		}
	}
	return nil
}

// Capture is a target that takes some files, by their digests, and has all others.
type Capture struct {
	Wanted map[string]Digest
	Made   map[string][]byte
}

// Has says so of all files that are not wanted.
func (r Capture) Has(name string, _ Digest) bool { _, wanted := r.Wanted[name]; return !wanted }

// Put keeps a file that is wanted.
func (r Capture) Put(name string, data []byte) (Digest, error) {
	if !r.Has(name, Digest{}) {
		r.Made[name] = slices.Clone(data)
	}
	return sha256.Sum256(data), nil
}

// Read has nothing to be read: what is made of the files before is made of the source.
func (Capture) Read(string) ([]byte, error) { return nil, fs.ErrNotExist }

// Sweep does nothing.
func (Capture) Sweep(func(name string) bool) error { return nil }
