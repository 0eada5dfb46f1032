package register

import (
	"iter"
	"maps"
	"slices"
	"time"

	"gongshi/generator/cache"
	"gongshi/generator/problem"
)

// fewDirty is the part of all files that is few: so many dirty files are packed apart, that an edit
// does not write 2 kB for every other finding; of 10,000, that took 0.15 s.
const fewDirty = 16

// packedFiles is how many files are in one body: 20 MB, where one body of 100,000 findings, and
// what it takes to put it together, were a third of all memory.
const packedFiles = 8192

// packedMore is how much longer a packed value with its digest and stamp is than its file, at most
// for nearly all.
const packedMore = 160

// packAll gives bodies from which unpack makes what the cache last read or, where it is much the
// same as was unpacked, the body for unpackDelta alone; nothing where it is just that.
// Files with problems that stop are left out: they are to be read again.
func (c *Cache) packAll() (bodies iter.Seq[[]byte], delta []byte) {
	if !c.dirty {
		return nil, nil
	}
	files := slices.Sorted(maps.Keys(c.files))
	dirty := slices.DeleteFunc(slices.Clone(files),
		func(file string) bool { return !c.files[file].dirty })
	if len(dirty)+c.removed <= len(files)/fewDirty && !c.erased {
		return nil, c.pack(dirty)
	}
	return func(yield func([]byte) bool) {
		for run := range slices.Chunk(files, packedFiles) {
			if !yield(c.pack(run)) {
				return
			}
		}
	}, nil
}

func (c *Cache) pack(files []string) []byte {
	size := 0
	for _, file := range files {
		size += int(c.files[file].stamp.Size) + len(file) + packedMore
	}
	p := cache.NewPacker(size)
	for _, file := range files {
		known := c.files[file]
		if known.generation != c.generation {
			continue
		}
		value := known.packed
		if value == "" {
			value = packed(known.value)
		}
		remarks := PackRemarks(known.problems)
		if value == "" || remarks == "" { // it cannot be packed
			continue
		}
		p.Text(file)
		p.Digest(known.digest)
		p.Stamp(known.stamp)
		p.Text(value)
		p.Text(remarks)
	}
	return p.Bytes()
}

// unpackDelta puts what was packed later into a cache that was unpacked.
func (c *Cache) unpackDelta(delta string, noted time.Time) {
	for _, file := range c.unpack(delta, noted) {
		c.files[file].dirty = true
	}
}

// unpack puts one of the bodies that were packed at a time into a cache that has read nothing, and
// gives its files. Each is still looked at, but not parsed where its bytes are the same. A broken
// body gives an empty cache.
func (c *Cache) unpack(body string, noted time.Time) (files []string) {
	if c.files == nil {
		c.files = map[string]*cachedFile{}
	}
	u := cache.NewUnpacker(body)
	for u.More() {
		file := u.Text()
		known := &cachedFile{digest: u.Digest(), stamp: u.Stamp(), packed: u.Text(),
			noted: noted, stale: true}
		known.problems = UnpackRemarks(u)
		c.files[file] = known
		files = append(files, file)
	}
	if u.Broken() {
		c.files, files = map[string]*cachedFile{}, nil
	}
	return files
}

// packedLimit is the longest value that is unpacked: four times the longest file, so that a list
// cannot take all memory.
const packedLimit = 4 * fileLimit

// restored gives the value that a file was read as. It gives false where there is none, or what was
// packed is broken.
func restored[T entry](known *cachedFile, room *arena) (v *T, ok bool) {
	if known == nil || len(known.packed) > packedLimit {
		return nil, false
	}
	if v, ok = known.value.(*T); ok {
		return v, true
	}
	u := cache.NewUnpacker(known.packed)
	v = new(T)
	share(unpacking{u, room}, v)
	return v, !u.Broken() && !u.More()
}

// packed packs the value of a file; nothing where it cannot be packed.
func packed(value any) string {
	return packedBy(func(c coder) {
		switch v := value.(type) {
		case *Register:
			share(c, v)
		case *Inspection:
			share(c, v)
		case *Category:
			share(c, v)
		case *Finding:
			share(c, v)
		}
	})
}

// packedBy gives what is packed; nothing where something cannot be.
func packedBy(pack func(coder)) string {
	p := &cache.Packer{}
	able := true
	pack(packing{p, &able})
	if !able || len(p.Bytes()) > packedLimit {
		return ""
	}
	return string(p.Bytes())
}

// PackRemarks packs remarks for a cache; empty where that cannot be done.
func PackRemarks(remarks problem.List) string {
	return packedBy(func(c coder) { remarksTo(c, &remarks) })
}

// UnpackRemarks gives the remarks whose text was packed next.
func UnpackRemarks(u *cache.Unpacker) (remarks problem.List) {
	own := cache.NewUnpacker(u.Text())
	if remarksTo(unpacking{own, nil}, &remarks); own.Broken() {
		u.Fail()
	}
	return remarks
}

// CloneRemarks gives remarks whose texts are no parts of what they are about, which can then go.
func CloneRemarks(remarks problem.List) problem.List {
	p := &cache.Packer{}
	p.Text(PackRemarks(remarks))
	if clone := UnpackRemarks(cache.NewUnpacker(string(p.Bytes()))); len(clone) == len(remarks) {
		return clone
	}
	return remarks // they cannot be packed
}

// coder packs what it is pointed to, or unpacks it there: so that both keep to one order.
type coder interface {
	text(s *string)
	number(n *int)
	long(n *int64)
	flag(b *bool)
	float(x *float64)
	digest(d *[32]byte)
	count(n int) int // of a list's items: what is there, or what is to come
	more() bool      // false where the rest of a list cannot come
	unable()         // says that there is something that cannot be packed
	room() *arena    // where what is unpacked stands
}

type packing struct {
	p    *cache.Packer
	able *bool
}

func (c packing) text(s *string)     { c.p.Text(*s) }
func (c packing) number(n *int)      { c.p.Number(int64(*n)) }
func (c packing) long(n *int64)      { c.p.Number(*n) }
func (c packing) float(x *float64)   { c.p.Float(*x) }
func (c packing) digest(d *[32]byte) { c.p.Digest(*d) }
func (c packing) flag(b *bool)       { c.p.Flag(*b) }
func (c packing) more() bool         { return true }
func (c packing) unable()            { *c.able = false }
func (c packing) room() *arena       { return nil }

func (c packing) count(n int) int {
	c.p.Number(int64(n))
	return n
}

type unpacking struct {
	u  *cache.Unpacker
	in *arena // may be nil
}

func (c unpacking) text(s *string)     { *s = c.u.Text() }
func (c unpacking) number(n *int)      { *n = int(c.u.Number()) }
func (c unpacking) long(n *int64)      { *n = c.u.Number() }
func (c unpacking) float(x *float64)   { *x = c.u.Float() }
func (c unpacking) digest(d *[32]byte) { *d = c.u.Digest() }
func (c unpacking) flag(b *bool)       { *b = c.u.Flag() }
func (c unpacking) count(int) int      { return int(c.u.Number()) }
func (c unpacking) more() bool         { return !c.u.Broken() }
func (c unpacking) unable()            { c.u.Fail() }
func (c unpacking) room() *arena       { return c.in }
