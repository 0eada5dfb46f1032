package metadata

import (
	"bytes"
	"encoding/binary"
	"slices"

	"gongshi/generator/document"
)

// riffHead is what a RIFF file begins with: RIFF, its size, WEBP.
const riffHead = 12

func isWebP(data []byte) bool {
	return len(data) >= riffHead && string(data[:4]) == "RIFF" && string(data[8:riffHead]) == "WEBP"
}

// webP looks through the chunks of a WebP (RFC 9649). A copy holds those that say how the picture
// looks, byte for byte but for the flags of what is left out.
func webP(data []byte) (found, error) {
	var t tally
	size := int(binary.LittleEndian.Uint32(data[4:])) + 8
	if size > len(data) {
		return found{}, unreadable(document.FileDamaged, "webp")
	}
	out := bytes.NewBuffer(slices.Clone(data[:riffHead]))
	flags := -1 // where those of VP8X lie in out
	exif := false
	for at := riffHead; at < size; {
		kind, raw := riffChunk(data[:size], at)
		if raw == nil {
			return found{}, unreadable(document.FileDamaged, "webp")
		}
		at += len(raw)
		if kind == "VP8X" {
			flags = out.Len() + 8
		}
		kept := keptRIFF(kind, raw, &t)
		exif = exif || kind == "EXIF" && kept != nil
		out.Write(kept)
	}
	if size < len(data) {
		t.add(Trailer)
	}
	return found{t.sorted(), func() ([]byte, error) {
		copied := out.Bytes()
		binary.LittleEndian.PutUint32(copied[4:], uint32(len(copied)-8))
		const exifFlag, xmpFlag = 8, 4
		if flags > 0 {
			copied[flags] &^= xmpFlag
		}
		if flags > 0 && !exif {
			copied[flags] &^= exifFlag
		}
		return copied, nil
	}}, nil
}

// riffChunk is the chunk at a place, with the byte that makes its length even; raw is nil where it
// is damaged.
func riffChunk(data []byte, at int) (kind string, raw []byte) {
	const head = 8
	if at+head > len(data) {
		return "", nil
	}
	size := int(binary.LittleEndian.Uint32(data[at+4:]))
	size += size % 2
	if size > len(data)-at-head || string(data[at:at+4]) == "VP8X" && size < 10 {
		return "", nil
	}
	return string(data[at : at+4]), data[at : at+head+size]
}

// keptRIFF gives what a copy has of a chunk.
func keptRIFF(kind string, raw []byte, t *tally) []byte {
	switch kind {
	case "VP8 ", "VP8L", "VP8X", "ALPH", "ANIM", "ANMF", "ICCP":
		return raw
	case "EXIF":
		body := bytes.TrimPrefix(raw[8:], []byte("Exif\x00\x00"))
		if o := readExif(body, t); o > 1 {
			least := leastExif(o)
			head := binary.LittleEndian.AppendUint32([]byte(kind), uint32(len(least)))
			return append(append(head, least...), make([]byte, len(least)%2)...)
		}
		return nil
	}
	t.add(PictureData)
	return nil
}
