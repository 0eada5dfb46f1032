package register

import (
	"crypto/sha256"
	"errors"
	"io/fs"
	"maps"
	"reflect"
	"slices"
	"strings"
	"time"

	"gongshi/generator/cache"
	"gongshi/generator/problem"
	"gongshi/generator/source"
)

// Cache keeps what each file was read as, so that reading a source again costs what has changed in
// it. Its registers share their texts, which nobody changes, and nothing else. The zero Cache is
// ready for use, by one reader at a time. [Cache.Save] and [Cache.Load] carry it from one
// process to the next.
type Cache struct {
	files      map[string]*cachedFile
	generation int  // counts readings
	dirty      bool // what was read is not what was unpacked
	removed    int  // files that are no more, and may still be packed
	erased     bool // what was unpacked has texts that were erased since
	bodies     int  // that were unpacked
	arena      *arena
	saved      bool // it is carried to another process: see store
	listing    *listing
	touched    []string // paths that were invalidated since it was listed

	// Stamps are those of texts, by path, which need not be asked for once more; nil for none.
	Stamps map[string]cache.Stamp

	// Progress hears of the findings that were looked at, of so many, while they are read; it may
	// be called by several goroutines at once, and be nil.
	Progress func(done, total int)
}

// cachedFile is one file's share of a register.
type cachedFile struct {
	digest     [sha256.Size]byte // of the file's bytes
	value      any               // a *Register, *Inspection, *Category or *Finding; its own file alone
	problems   problem.List
	stale      bool // the file may have changed
	generation int  // in which the file was last there

	stamp  cache.Stamp // of the file when it was read
	noted  time.Time   // when the stamp was, of an unpacked one
	packed string      // the value, as it was unpacked
	dirty  bool        // it is not as it was unpacked
}

// listing is which files lie below content/, of which nothing is to be reported.
type listing struct {
	files  []string
	others map[string]bool // see reader
}

// maxTouched is how many paths are looked at one by one; to list all files anew takes no longer.
const maxTouched = 100

// list gives the files that were listed before, and the others to a reader; nil where one may have
// come or gone since.
func (c *Cache) list(r *reader) []string {
	if c == nil {
		return nil
	}
	listed, touched := c.listing, c.touched
	c.listing, c.touched = nil, nil
	if listed == nil || len(touched) > maxTouched {
		return nil
	}
	for _, name := range touched {
		info, err := fs.Lstat(r.fsys, name)
		if err != nil || !info.Mode().IsRegular() || !slices.Contains(listed.files, name) {
			return nil
		}
	}
	c.listing, r.others = listed, listed.others
	return listed.files
}

// Invalidate has the next reading look at the files again that lie at a path or below it: those
// that may have changed. What has the same bytes is still not parsed again.
func (c *Cache) Invalidate(path string) {
	if place, _, _ := strings.Cut(path, "/"); place == "." || place == source.ContentDir {
		c.touched = append(c.touched, path)
	}
	if known, is := c.files[path]; is { // nothing lies below a file, and 10,000 are not looked at
		known.invalidate()
		return
	}
	for file, known := range c.files {
		if isAtOrBelow(file, path) {
			known.invalidate()
		}
	}
}

func (k *cachedFile) invalidate() { k.stale, k.stamp = true, cache.Stamp{} }

// isAtOrBelow says whether a file is a path, or lies below it, as all do below ".".
func isAtOrBelow(file, path string) bool {
	rest, is := strings.CutPrefix(file, path)
	return is && (rest == "" || rest[0] == '/') || path == "."
}

// Read is [Read], but for files that are known and not forgotten.
func (c *Cache) Read(fsys fs.FS) (*Register, error) {
	if c.files == nil {
		c.files = map[string]*cachedFile{}
	}
	if c.arena == nil { // one for all readings: an edit shall not take the room of hundreds
		c.arena = &arena{items: map[reflect.Type]any{}}
	}
	c.generation++
	r, err := newReader(fsys, c).read()
	var problems problem.List
	if err == nil || errors.As(err, &problems) { // no file was left out
		maps.DeleteFunc(c.files, func(_ string, known *cachedFile) bool {
			gone := known.generation != c.generation
			if gone {
				c.dirty = true
				c.removed++
			}
			return gone
		})
	}
	return r, err
}

// progress tells how many findings were looked at.
func (c *Cache) progress(done, total int) {
	if c != nil && c.Progress != nil {
		c.Progress(done, total)
	}
}

// known gives what a file was read as, and whether that may be taken without looking at the file;
// nil where it was not read.
func (c *Cache) lookup(file string) (known *cachedFile, fresh bool) {
	if c == nil || c.files[file] == nil {
		return nil, false
	}
	c.files[file].generation = c.generation
	return c.files[file], !c.files[file].stale
}

// store keeps what a file was read as. It is dirty too where the stamp holds from now on.
func (c *Cache) store(file string, read *cachedFile) {
	if c == nil || c.files[file] == read {
		return
	}
	known := c.files[file]
	dirty := known == nil || known.digest != read.digest || known.stamp != read.stamp ||
		!read.stamp.Holds(known.noted)
	c.dirty = c.dirty || dirty
	if f, is := read.value.(*Finding); is && f.Erased() && dirty {
		c.erased = true
	}
	read.generation, read.dirty = c.generation, dirty || known.dirty
	if c.saved && read.packed != "" {
		read.value = nil // it is wanted once; of 100,000 findings, 80 MB
	}
	c.files[file] = read
}

// probe is what was found out about a file as it is now.
type probe struct {
	stamp  cache.Stamp
	digest [sha256.Size]byte
	data   []byte // nil where the stamp is known, and so the digest
}

// probe reads a file, where its stamp does not tell that it is the one that is known.
func (r *reader) probe(file string, known *cachedFile) (probe, error) {
	var now probe
	if r.cached != nil {
		now.stamp = r.cached.stampOf(r.fsys, file)
	}
	if known != nil && known.stamp == now.stamp && now.stamp.Holds(known.noted) {
		now.digest = known.digest
		return now, nil
	}
	var err error
	if now.data, err = fs.ReadFile(r.fsys, file); err != nil {
		return now, err
	}
	now.digest = sha256.Sum256(now.data)
	return now, nil
}

// stampOf is the stamp of a file; the zero Stamp where there is none.
func (c *Cache) stampOf(fsys fs.FS, file string) cache.Stamp {
	if stamp, known := c.Stamps[file]; known {
		return stamp
	}
	info, err := fs.Stat(fsys, file)
	if err != nil {
		return cache.Stamp{}
	}
	return cache.StampOf(info)
}

// bytes gives the bytes of a file that must be parsed.
func (p probe) bytes(fsys fs.FS, file string) ([]byte, error) {
	if p.data != nil {
		return p.data, nil
	}
	return fs.ReadFile(fsys, file)
}
