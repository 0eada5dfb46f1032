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

// granule is the coarsest clock by which a file system dates its files: two seconds, on FAT. Of a
// file that changed less long ago, the date does not tell whether it has changed again.
const granule = 2 * time.Second

// stamp is how a file or folder looked on a walk. Of a folder the kind alone counts: what is in it
// has stamps of its own.
type stamp struct {
	kind     fs.FileMode // the type's bits
	size     int64
	modified int64 // nanoseconds
	id       identity
}

// mark is a stamp with what is needed to compare it.
type mark struct {
	stamp
	changed time.Time // when a walk last found it otherwise; by our clock, not a server's
	recent  bool      // changed so little ago that the date does not tell
	hash    uint64    // of the content; with hashed only
	hashed  bool
}

// poller finds what changed by walking the tree.
type poller struct {
	scope
	closing <-chan struct{}
	seed    maphash.Seed
	marks   map[string]mark // nil before the first walk
	next    map[string]mark // what the walk in progress has found
}

// scan walks the tree and gives the paths that differ from the walk before, and of each whether it
// looks half done. The first walk gives none.
func (p *poller) scan(now time.Time) map[string]bool {
	if p.marks == nil {
		p.seed = maphash.MakeSeed()
	}
	p.next = make(map[string]mark, len(p.marks))
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
	before := p.marks
	p.marks = p.next
	if before == nil {
		return nil
	}
	changed := map[string]bool{}
	for path, m := range p.marks {
		old, known := before[path]
		if !known || old.stamp != m.stamp || old.hashed && m.hashed && old.hash != m.hash {
			changed[path] = m.kind.IsRegular() && m.size == 0
		}
	}
	for path := range before {
		if _, there := p.marks[path]; !there {
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

// visit marks a path and all below it. A path that cannot be looked at though it is there, as when
// a server does not answer, counts as unchanged: the next walk will see.
func (p *poller) visit(name string, info fs.FileInfo, err error, now time.Time) {
	if errors.Is(err, fs.ErrNotExist) || p.stopped() {
		return
	}
	if err != nil {
		p.keep(name)
		return
	}
	p.next[name] = p.mark(name, info, now)
	if !info.IsDir() {
		return
	}
	entries, err := os.ReadDir(p.file(name))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		p.keep(name)
		return
	}
	for _, e := range entries {
		if child := path.Join(name, e.Name()); !p.skips(child) {
			info, err := e.Info()
			p.visit(child, info, err, now)
		}
	}
}

// keep takes over what the walk before found at and below a path.
func (p *poller) keep(folder string) {
	for name, m := range p.marks {
		if within(name, folder) {
			p.next[name] = m
		}
	}
}

// mark looks at a file more closely while its date does not tell, and once more after that.
func (p *poller) mark(name string, info fs.FileInfo, now time.Time) mark {
	m := mark{stamp: stamp{kind: info.Mode().Type()}}
	if info.IsDir() {
		return m
	}
	m.size, m.modified, m.id = info.Size(), info.ModTime().UnixNano(), identify(info)
	old, known := p.marks[name]
	switch {
	case known && old.stamp == m.stamp:
		m.changed = old.changed
	case p.marks != nil || now.Sub(info.ModTime()).Abs() < granule:
		m.changed = now
	}
	m.recent = m.kind.IsRegular() && now.Sub(m.changed) < granule
	if !m.recent && !old.recent {
		return m
	}
	if m.hash, m.hashed = p.hash(name); !m.hashed {
		// Somebody holds it: what is known stays, and is compared as soon as it can be read.
		m.recent, m.hash, m.hashed = true, old.hash, old.hashed
	}
	return m
}

// hash is of a file's content; not ok where it cannot be read just now.
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
