package metadata

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"iter"
	"slices"
	"strings"

	"gongshi/generator/document"
)

const pngStart = "\x89PNG\r\n\x1a\n"

// png looks through the chunks of a PNG (W3C, third edition). A copy holds those that say how the
// picture looks, byte for byte.
func png(data []byte) (found, error) {
	var t tally
	end := len(pngStart)
	for kind, raw := range chunks(data) {
		if raw == nil {
			return found{}, unreadable(document.FileDamaged, "png")
		}
		end += len(raw)
		keptChunk(kind, raw, &t)
	}
	if end < len(data) {
		t.add(Trailer)
	}
	return found{t.sorted(), func() ([]byte, error) {
		out := bytes.NewBufferString(pngStart)
		for kind, raw := range chunks(data) {
			out.Write(keptChunk(kind, raw, &tally{}))
		}
		return out.Bytes(), nil
	}}, nil
}

// chunks are those up to the picture's end. One that is damaged has no bytes, and is the last.
func chunks(data []byte) iter.Seq2[string, []byte] {
	return func(yield func(string, []byte) bool) {
		for at := len(pngStart); at < len(data); {
			kind, raw, ok := chunkAt(data, at)
			if !yield(kind, raw) || !ok || kind == "IEND" {
				return
			}
			at += len(raw)
		}
	}
}

// chunkSize is what a chunk has besides its body: length, name and checksum.
const chunkSize = 12

func chunkAt(data []byte, at int) (kind string, raw []byte, ok bool) {
	if at+chunkSize > len(data) {
		return "", nil, false
	}
	size := int(binary.BigEndian.Uint32(data[at:]))
	if size > len(data)-at-chunkSize {
		return "", nil, false
	}
	return string(data[at+4 : at+8]), data[at : at+chunkSize+size], true
}

// shownChunks say how a picture looks; the critical ones begin with a capital.
func shownChunks() []string {
	return []string{"tRNS", "cHRM", "gAMA", "iCCP", "sBIT", "sRGB", "cICP", "mDCV", "cLLI", "bKGD",
		"hIST", "pHYs", "sPLT", "acTL", "fcTL", "fdAT"}
}

// keptChunk gives what a copy has of a chunk.
func keptChunk(kind string, raw []byte, t *tally) []byte {
	body := raw[8 : len(raw)-4]
	switch {
	case kind[0] < 'a' || slices.Contains(shownChunks(), kind):
		return raw
	case kind == "eXIf":
		if o := readExif(body, t); o > 1 {
			return chunk(kind, leastExif(o))
		}
	case kind == "tIME", kind == "tEXt" && strings.HasPrefix(string(body), "Software\x00"):
		// Alone, they say nothing of anybody.
	case kind == "tEXt", kind == "zTXt", kind == "iTXt":
		t.add(Note)
	default:
		t.add(PictureData)
	}
	return nil
}

func chunk(kind string, body []byte) []byte {
	out := binary.BigEndian.AppendUint32(nil, uint32(len(body)))
	out = append(append(out, kind...), body...)
	return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(out[4:]))
}
