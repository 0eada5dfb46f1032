package cache

import (
	"crypto/sha256"
	"encoding/binary"
	"math"
)

// Packer makes a body. The zero Packer is ready for use.
type Packer struct{ data []byte }

// NewPacker gives a Packer with room for about so many bytes: a body that grows by doubling takes
// three times its size.
func NewPacker(size int) *Packer { return &Packer{make([]byte, 0, size)} }

// Bytes gives the body.
func (p *Packer) Bytes() []byte { return p.data }

// Reset empties the body, whose bytes it writes over.
func (p *Packer) Reset() { p.data = p.data[:0] }

// Sum gives the digest of the body.
func (p *Packer) Sum() [sha256.Size]byte { return sha256.Sum256(p.data) }

// Number packs a number.
func (p *Packer) Number(n int64) { p.data = binary.AppendVarint(p.data, n) }

// Flag packs a yes or no.
func (p *Packer) Flag(is bool) {
	n := int64(0)
	if is {
		n = 1
	}
	p.Number(n)
}

// Float packs a floating-point number.
func (p *Packer) Float(x float64) {
	p.data = binary.LittleEndian.AppendUint64(p.data, math.Float64bits(x))
}

// Text packs a text.
func (p *Packer) Text(s string) {
	p.data = append(binary.AppendUvarint(p.data, uint64(len(s))), s...)
}

// Digest packs a digest.
func (p *Packer) Digest(d [sha256.Size]byte) { p.data = append(p.data, d[:]...) }

// Stamp packs a stamp.
func (p *Packer) Stamp(m Stamp) {
	p.Number(m.Size)
	p.Number(m.Modified)
	p.Number(m.Changed)
	p.Number(int64(m.Inode))
}

// Unpacker reads a body in the order in which it was packed. After the first fault it gives zeros
// only. The texts that it gives are parts of the body.
type Unpacker struct {
	rest   string
	broken bool
}

// NewUnpacker begins a body.
func NewUnpacker(body string) *Unpacker { return &Unpacker{rest: body} }

// More says whether there is more to unpack; there is nothing after a fault.
func (u *Unpacker) More() bool { return u.rest != "" }

// Broken says whether there was a fault.
func (u *Unpacker) Broken() bool { return u.broken }

// Number unpacks a number.
func (u *Unpacker) Number() int64 {
	n := u.unsigned()
	return int64(n>>1) ^ -int64(n&1)
}

// Flag unpacks a yes or no.
func (u *Unpacker) Flag() bool { return u.Number() != 0 }

func (u *Unpacker) unsigned() uint64 {
	var n uint64
	for i := 0; i < len(u.rest) && i < binary.MaxVarintLen64; i++ {
		b := u.rest[i]
		n |= uint64(b&0x7f) << (7 * i)
		if b < 0x80 {
			u.rest = u.rest[i+1:]
			return n
		}
	}
	u.Fail()
	return 0
}

// Fail makes what comes next zeros: what was unpacked cannot be right.
func (u *Unpacker) Fail() { u.rest, u.broken = "", true }

// Float unpacks a floating-point number.
func (u *Unpacker) Float() float64 {
	b := u.take(8)
	if u.broken {
		return 0
	}
	return math.Float64frombits(binary.LittleEndian.Uint64([]byte(b)))
}

// Text unpacks a text.
func (u *Unpacker) Text() string {
	n := u.unsigned()
	if n > uint64(len(u.rest)) {
		u.Fail()
		return ""
	}
	if n == 0 {
		return "" // a part of the body would be one more pointer for the collector to follow
	}
	return u.take(int(n))
}

func (u *Unpacker) take(n int) string {
	if n > len(u.rest) {
		u.Fail()
		return ""
	}
	taken := u.rest[:n]
	u.rest = u.rest[n:]
	return taken
}

// Digest unpacks a digest.
func (u *Unpacker) Digest() (d [sha256.Size]byte) {
	copy(d[:], u.take(len(d)))
	return d
}

// Stamp unpacks a stamp.
func (u *Unpacker) Stamp() Stamp {
	return Stamp{u.Number(), u.Number(), u.Number(), uint64(u.Number())}
}
