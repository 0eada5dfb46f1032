package metadata

import (
	"bytes"
	"encoding/binary"
	"iter"

	"gongshi/generator/document"
)

const jpegStart = "\xff\xd8\xff"

// Markers of JPEG (ITU T.81, table B.1).
const (
	markRestart0 = 0xd0
	markStart    = 0xd8
	markEnd      = 0xd9
	markScan     = 0xda
	markApp0     = 0xe0
	markApp1     = 0xe1
	markApp2     = 0xe2
	markApp14    = 0xee
	markApp15    = 0xef
	markComment  = 0xfe
)

// jpeg looks through the segments of a JPEG. A copy holds those that say how the picture looks,
// byte for byte: JFIF's without its thumbnail, colour profiles, Adobe's transform and the way up.
func jpeg(data []byte) (found, error) {
	var t tally
	end, orientation := 0, uint16(0)
	for s := range segments(data) {
		end += len(s.raw)
		keptSegment(s, &t, &orientation)
		if s.mark == 0 {
			return found{}, unreadable(document.FileDamaged, "jpeg")
		}
	}
	if len(bytes.Trim(data[end:], "\x00")) > 0 {
		t.add(Trailer)
	}
	return found{t.sorted(), func() ([]byte, error) {
		var out bytes.Buffer
		for s := range segments(data) {
			out.Write(keptSegment(s, &tally{}, new(uint16)))
			if s.mark == markStart && orientation > 1 {
				out.Write(upright(orientation))
			}
		}
		return out.Bytes(), nil
	}}, nil
}

// segments are those up to the picture's end; the mark of one that is damaged is 0, and it is the
// last.
func segments(data []byte) iter.Seq[segment] {
	return func(yield func(segment) bool) {
		for at := 0; at < len(data); {
			s, ok := segmentAt(data, at)
			if !ok {
				s = segment{}
			}
			if !yield(s) || !ok || s.mark == markEnd {
				return
			}
			at += len(s.raw)
		}
	}
}

// segment is a marker, what belongs to it and, of a scan, the picture's data behind it.
type segment struct {
	mark byte
	raw  []byte
	body []byte
}

func segmentAt(data []byte, at int) (segment, bool) {
	start := at
	for at < len(data) && data[at] == 0xff { // any number of them fills
		at++
	}
	if at == start || at >= len(data) {
		return segment{}, false
	}
	mark := data[at]
	at++
	if mark >= markRestart0 && mark <= markEnd || mark == 1 {
		return segment{mark, data[start:at], nil}, true
	}
	if at+2 > len(data) {
		return segment{}, false
	}
	size := int(binary.BigEndian.Uint16(data[at:]))
	if size < 2 || at+size > len(data) {
		return segment{}, false
	}
	body, end := data[at+2:at+size], at+size
	if mark == markScan {
		end = scanEnd(data, end)
	}
	return segment{mark, data[start:end], body}, true
}

// scanEnd is where the data of a scan ends: at a marker that is no restart.
func scanEnd(data []byte, at int) int {
	for ; at+1 < len(data); at++ {
		next := data[at+1]
		if data[at] == 0xff && next != 0 && next != 0xff &&
			(next < markRestart0 || next >= markRestart0+8) {
			return at
		}
	}
	return len(data)
}

var (
	jfif  = []byte("JFIF\x00")
	exif  = []byte("Exif\x00\x00")
	icc   = []byte("ICC_PROFILE\x00")
	adobe = []byte("Adobe")
)

// jfifSize is that of JFIF's segment without a thumbnail, whose width and height are the last two
// bytes.
const jfifSize = 14

// keptSegment gives what a copy has of a segment.
func keptSegment(s segment, t *tally, orientation *uint16) []byte {
	switch {
	case s.mark == markComment:
		t.add(Note)
	case s.mark < markApp0 || s.mark > markApp15:
		return s.raw
	case s.mark == markApp0 && bytes.HasPrefix(s.body, jfif) && len(s.body) >= jfifSize:
		if len(s.body) > jfifSize {
			t.add(Thumbnail)
		}
		bare := append([]byte{0xff, markApp0, 0, jfifSize + 2}, s.body[:jfifSize-2]...)
		return append(bare, 0, 0)
	case s.mark == markApp0:
		t.add(Thumbnail) // JFXX
	case s.mark == markApp1 && bytes.HasPrefix(s.body, exif):
		if o := readExif(s.body[len(exif):], t); o > 0 {
			*orientation = o
		}
	case s.mark == markApp2 && bytes.HasPrefix(s.body, icc),
		s.mark == markApp14 && bytes.HasPrefix(s.body, adobe):
		return s.raw
	default: // XMP, Photoshop, further pictures, makers' own
		t.add(PictureData)
	}
	return nil
}

// upright is the segment with the least EXIF that says which way up a picture is.
func upright(orientation uint16) []byte {
	body := append(bytes.Clone(exif), leastExif(orientation)...)
	out := binary.BigEndian.AppendUint16([]byte{0xff, markApp1}, uint16(len(body)+2))
	return append(out, body...)
}
