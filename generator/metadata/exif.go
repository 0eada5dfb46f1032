package metadata

import (
	"bytes"
	"encoding/binary"
)

// Tags of TIFF that lead further.
const (
	tagOrientation = 0x0112
	tagExif        = 0x8769
	tagGPS         = 0x8825
)

// Tags of the directory of GPS that say where.
const (
	tagLatitude  = 2
	tagLongitude = 4
)

// traceTags of EXIF (CIPA DC-008) say whose picture it is, where and when it was taken,
// and with what.
func traceTags() map[uint16]Kind {
	return map[uint16]Kind{
		0x010e: Note, 0x9286: Note, 0x9c9b: Note, 0x9c9c: Note, 0x9c9e: Note, 0x9c9f: Note,
		0x013b: Author, 0x8298: Author, 0x9c9d: Author, 0xa430: Author,
		0x010f: Device, 0x0110: Device, 0x927c: Device, 0xa431: Device, 0xa433: Device,
		0xa434: Device, 0xa435: Device, 0xc62f: Device,
		0x0132: Taken, 0x9003: Taken, 0x9004: Taken,
		0x02bc: PictureData, 0x83bb: PictureData, 0x8649: PictureData,
	}
}

// entryLimit is of one directory: an honest one has below a hundred.
const entryLimit = 1000

// readExif notes what EXIF says and gives which way up the picture is; 0 where it does not say.
// What cannot be read is data of some program.
func readExif(data []byte, t *tally) (orientation uint16) {
	var order binary.ByteOrder = binary.LittleEndian
	switch {
	case bytes.HasPrefix(data, []byte("MM\x00*")):
		order = binary.BigEndian
	case !bytes.HasPrefix(data, []byte("II*\x00")):
		t.add(PictureData)
		return 0
	}
	r := &exifReader{data, order, t, traceTags(), 0}
	if r.directory(r.number(4)) > 0 {
		t.add(Thumbnail)
	}
	return r.orientation
}

type exifReader struct {
	data        []byte
	order       binary.ByteOrder
	tally       *tally
	traces      map[uint16]Kind
	orientation uint16
}

// number reads four bytes; 0 beyond the end.
func (r *exifReader) number(at int) int {
	if at < 0 || at+4 > len(r.data) {
		return 0
	}
	return int(r.order.Uint32(r.data[at:]))
}

// directory notes the entries of a directory and of the two below it; it gives where the next one
// stands, 0 for none.
func (r *exifReader) directory(at int) (next int) {
	entries, next := r.entries(at)
	for _, e := range entries {
		switch e.tag {
		case tagOrientation:
			r.orientation = r.order.Uint16(e.raw[8:])
		case tagExif:
			below, _ := r.entries(int(r.order.Uint32(e.raw[8:])))
			r.note(below)
		case tagGPS:
			below, _ := r.entries(int(r.order.Uint32(e.raw[8:])))
			r.locate(below)
		}
	}
	r.note(entries)
	return next
}

// exifEntry is one of a directory: its tag, and its twelve bytes.
type exifEntry struct {
	tag uint16
	raw []byte
}

func (r *exifReader) entries(at int) (all []exifEntry, next int) {
	if at <= 0 || at+2 > len(r.data) {
		return nil, 0
	}
	n := int(r.order.Uint16(r.data[at:]))
	at += 2
	for ; n > 0 && at+12 <= len(r.data) && len(all) < entryLimit; n-- {
		all = append(all, exifEntry{r.order.Uint16(r.data[at:]), r.data[at : at+12]})
		at += 12
	}
	return all, r.number(at)
}

// note notes the entries that are traces and say something: cameras leave blanks.
func (r *exifReader) note(entries []exifEntry) {
	for _, e := range entries {
		kind, is := r.traces[e.tag]
		if is && len(bytes.Trim(r.value(e), "\x00 ")) > 0 {
			r.tally.add(kind)
		}
	}
}

func (r *exifReader) locate(gps []exifEntry) {
	for _, e := range gps {
		if e.tag == tagLatitude || e.tag == tagLongitude {
			r.tally.add(Location)
		}
	}
}

// value gives the bytes of an entry's value, as far as they are there.
func (r *exifReader) value(e exifEntry) []byte {
	sizes := []int{1, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8} // by type
	size := 1
	if kind := int(r.order.Uint16(e.raw[2:])); kind < len(sizes) {
		size = sizes[kind]
	}
	length := size * int(r.order.Uint32(e.raw[4:]))
	if length <= 4 {
		return e.raw[8 : 8+length]
	}
	at := int(r.order.Uint32(e.raw[8:]))
	if at >= len(r.data) {
		return nil
	}
	return r.data[at:min(at+length, len(r.data))]
}

// leastExif is the EXIF of a picture of which nothing is known but which way up it is.
func leastExif(orientation uint16) []byte {
	out := []byte("MM\x00*\x00\x00\x00\x08\x00\x01")
	out = binary.BigEndian.AppendUint16(out, tagOrientation)
	out = append(out, 0, 3, 0, 0, 0, 1) // one short
	out = binary.BigEndian.AppendUint16(out, orientation)
	return append(out, 0, 0, 0, 0, 0, 0) // fills the value; no further directory
}
