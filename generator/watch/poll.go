package watch

import (
	"errors"
	"hash/maphash"
	"io"
	"io/fs"
	"os"
	"path"
	"time"
)

// granule is the coarsest resolution of a file's time: two seconds, on FAT. Within it, a second
// change may leave the time as it is, so the content is hashed too (git: a racily clean entry).
const granule = 2 * time.Second

// stamp is what a poll compares. Of a folder the kind alone counts: its entries have stamps of
// their own.
type stamp struct {
	kind     fs.FileMode // the type's bits
	size     int64
	modified int64 // nanoseconds
	id       identity
}

// entry is one path of a snapshot.
type entry struct {
	stamp
	changed time.Time // when a poll last found a difference; by our clock, not a server's
	recent  bool      // changed within the granule
	hash    uint64    // of the content; with hashed only
	hashed  bool
}

// poller finds changes by polling: it compares two snapshots of the tree.
type poller struct {
	scope
	closing  <-chan struct{}
	seed     maphash.Seed
	snapshot map[string]entry // of the last poll; nil before the first
	next     map[string]entry // of the poll in progress
}

// scan takes a snapshot and gives the paths that differ from the one before, and of each whether it
// looks incomplete. The first gives none.
func (p *poller) scan(now time.Time) map[string]bool {
	if p.snapshot == nil {
		p.seed = maphash.MakeSeed()
	}
	p.next = make(map[string]entry, len(p.snapshot))
	for _, name := range p.names {
		if p.skips(name) {
			continue
		}
		info, err := os.Lstat(p.file(name))
		p.visit(name, info, err, now)
	}
	if p.stopped() {
		return nil
	}
	before := p.snapshot
	p.snapshot = p.next
	if before == nil {
		return nil
	}
	changed := map[string]bool{}
	for path, m := range p.snapshot {
		old, known := before[path]
		if !known || old.stamp != m.stamp || old.hashed && m.hashed && old.hash != m.hash {
			changed[path] = m.kind.IsRegular() && m.size == 0
		}
	}
	for path := range before {
		if _, there := p.snapshot[path]; !there {
			changed[path] = true
		}
	}
	return changed
}

func (p *poller) stopped() bool {
	select {
	case <-p.closing:
		return true
	default:
		return false
	}
}

// visit adds a path and all below it to the snapshot. A path that is there but cannot be read, as
// when a server does not answer, counts as unchanged until the next poll.
func (p *poller) visit(name string, info fs.FileInfo, err error, now time.Time) {
	if errors.Is(err, fs.ErrNotExist) || p.stopped() {
		return
	}
	if err != nil {
		p.carryOver(name)
		return
	}
	p.next[name] = p.stat(name, info, now)
	if !info.IsDir() {
		return
	}
	entries, err := os.ReadDir(p.file(name))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		p.carryOver(name)
		return
	}
	for _, e := range entries {
		if child := path.Join(name, e.Name()); !p.skips(child) {
			info, err := e.Info()
			p.visit(child, info, err, now)
		}
	}
}

// carryOver copies a path and all below it from the snapshot before.
func (p *poller) carryOver(folder string) {
	for name, m := range p.snapshot {
		if within(name, folder) {
			p.next[name] = m
		}
	}
}

// stat hashes a file while its time cannot be trusted, and once more after that.
func (p *poller) stat(name string, info fs.FileInfo, now time.Time) entry {
	m := entry{stamp: stamp{kind: info.Mode().Type()}}
	if info.IsDir() {
		return m
	}
	m.size, m.modified, m.id = info.Size(), info.ModTime().UnixNano(), identify(info)
	old, known := p.snapshot[name]
	switch {
	case known && old.stamp == m.stamp:
		m.changed = old.changed
	case p.snapshot != nil || now.Sub(info.ModTime()).Abs() < granule:
		m.changed = now
	}
	m.recent = m.kind.IsRegular() && now.Sub(m.changed) < granule
	if !m.recent && !old.recent {
		return m
	}
	if m.hash, m.hashed = p.hash(name); !m.hashed {
		// Another process holds it: it is compared as soon as it can be read.
		m.recent, m.hash, m.hashed = true, old.hash, old.hashed
	}
	return m
}

// hash is of a file's content; ok is false where it cannot be read now.
func (p *poller) hash(name string) (sum uint64, ok bool) {
	f, err := os.Open(p.file(name))
	if err != nil {
		return 0, false
	}
	defer f.Close()
	var h maphash.Hash
	h.SetSeed(p.seed)
	if _, err := io.Copy(&h, f); err != nil {
		return 0, false
	}
	return h.Sum64(), true
}
