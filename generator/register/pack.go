package register

import (
	"iter"
	"maps"
	"slices"
	"time"

	"gongshi/generator/cache"
)

// fewLate is the part of all files that is few: so many late files are packed apart, that an edit
// does not write 2 kB for every other finding; of 10,000, that took 0.15 s.
const fewLate = 16

// packedFiles is how many files are in one body: 20 MB, where one body of 100,000 findings, and
// what it takes to put it together, were a third of all memory.
const packedFiles = 8192

// packedMore is how much longer a packed value with its digest and mark is than its file, at most
// for nearly all.
const packedMore = 160

// Pack gives bodies from which [Memory.Unpack] makes what the memory last read or, where it is
// much the same as was unpacked, the body for [Memory.Renew] alone; nothing where it is just that.
// Files with problems are left out: they are to be read again.
func (m *Memory) Pack() (bodies iter.Seq[[]byte], late []byte) {
	if !m.news {
		return nil, nil
	}
	files := slices.Sorted(maps.Keys(m.files))
	renewed := slices.DeleteFunc(slices.Clone(files),
		func(file string) bool { return !m.files[file].late })
	if len(renewed)+m.gone <= len(files)/fewLate {
		return nil, m.pack(renewed)
	}
	return func(yield func([]byte) bool) {
		for run := range slices.Chunk(files, packedFiles) {
			if !yield(m.pack(run)) {
				return
			}
		}
	}, nil
}

func (m *Memory) pack(files []string) []byte {
	size := 0
	for _, file := range files {
		size += int(m.files[file].mark.Size) + len(file) + packedMore
	}
	p := cache.NewPacker(size)
	for _, file := range files {
		known := m.files[file]
		if len(known.problems) > 0 || known.walk != m.walk {
			continue
		}
		value := known.packed
		if value == "" {
			value = packed(known.value)
		}
		if value == "" { // it cannot be packed
			continue
		}
		p.Text(file)
		p.Digest(known.digest)
		p.Mark(known.mark)
		p.Text(value)
	}
	return p.Bytes()
}

// Unpack puts one of the bodies that were packed at a time into a memory that has read nothing.
// Each file is still looked at, but not parsed where its bytes are the same. A broken body gives an
// empty memory.
func (m *Memory) Unpack(body string, noted time.Time) { m.unpack(body, noted) }

// Renew puts what was packed later into a memory that was unpacked.
func (m *Memory) Renew(late string, noted time.Time) {
	for _, file := range m.unpack(late, noted) {
		m.files[file].late = true
	}
}

// unpack gives the files that it has unpacked.
func (m *Memory) unpack(body string, noted time.Time) (files []string) {
	if m.files == nil {
		m.files = map[string]*remembered{}
	}
	u := cache.NewUnpacker(body)
	for !u.Broken() && u.Err() != nil {
		file := u.Text()
		m.files[file] = &remembered{digest: u.Digest(), mark: u.Mark(), packed: u.Text(),
			noted: noted, stale: true}
		files = append(files, file)
	}
	if u.Broken() {
		m.files, files = map[string]*remembered{}, nil
	}
	return files
}

// packedLimit is the longest value that is unpacked: four times the longest file, so that a list
// cannot take all memory.
const packedLimit = 4 * fileLimit

// recall gives the value that a file was read as. It gives false where there is none, or what was
// packed is broken.
func recall[T entry](known *remembered) (v T, ok bool) {
	if known == nil || len(known.packed) > packedLimit {
		return v, false
	}
	if v, ok = known.value.(T); ok {
		return v, true
	}
	u := cache.NewUnpacker(known.packed)
	share(unpacking{u}, &v)
	return v, u.Err() == nil
}

// packed packs the value of a file; nothing where it cannot be packed.
func packed(value any) string {
	p := &cache.Packer{}
	able := true
	c := packing{p, &able}
	switch v := value.(type) {
	case Register:
		share(c, &v)
	case Inspection:
		share(c, &v)
	case Category:
		share(c, &v)
	case Finding:
		share(c, &v)
	}
	if !able || len(p.Bytes()) > packedLimit {
		return ""
	}
	return string(p.Bytes())
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
func (c packing) more() bool         { return true }
func (c packing) unable()            { *c.able = false }

func (c packing) count(n int) int {
	c.p.Number(int64(n))
	return n
}

func (c packing) flag(b *bool) {
	n := int64(0)
	if *b {
		n = 1
	}
	c.p.Number(n)
}

type unpacking struct{ u *cache.Unpacker }

func (c unpacking) text(s *string)     { *s = c.u.Text() }
func (c unpacking) number(n *int)      { *n = int(c.u.Number()) }
func (c unpacking) long(n *int64)      { *n = c.u.Number() }
func (c unpacking) float(x *float64)   { *x = c.u.Float() }
func (c unpacking) digest(d *[32]byte) { *d = c.u.Digest() }
func (c unpacking) flag(b *bool)       { *b = c.u.Number() != 0 }
func (c unpacking) count(int) int      { return int(c.u.Number()) }
func (c unpacking) more() bool         { return !c.u.Broken() }
func (c unpacking) unable()            { c.u.Fail() }
