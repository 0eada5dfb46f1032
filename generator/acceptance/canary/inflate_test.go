package canary

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"encoding/binary"
	"io"
)

// limit is how much of a compressed part is looked at.
const limit = 1 << 20

// deflated gives a zip file of one text.
func deflated(text []byte) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	if w, err := z.Create("list.txt"); err == nil {
		_, _ = w.Write(text)
	}
	_ = z.Close() // into memory
	return b.Bytes()
}

// commented makes a JPEG of nothing but a comment.
func commented(text []byte) []byte {
	out := binary.BigEndian.AppendUint16([]byte("\xff\xd8\xff\xfe"), uint16(len(text)+2))
	return append(append(out, text...), 0xff, 0xd9)
}

// inflated gives what a file holds that is compressed: of archives the names and the insides, those
// of archives within them too, and whatever zlib streams there are, as in PDF and PNG.
func inflated(data []byte) [][]byte {
	var all [][]byte
	if z, err := zip.NewReader(bytes.NewReader(data), int64(len(data))); err == nil {
		for _, f := range z.File {
			all = append(all, []byte(f.Name+f.Comment))
			if r, err := f.Open(); err == nil {
				inner, _ := io.ReadAll(io.LimitReader(r, limit))
				all = append(append(all, inner), inflated(inner)...)
			}
		}
	}
	if z, err := gzip.NewReader(bytes.NewReader(data)); err == nil {
		inner, _ := io.ReadAll(io.LimitReader(z, limit))
		all = append(all, inner)
	}
	for i := bytes.IndexByte(data, 0x78); i >= 0 && i < len(data); {
		if z, err := zlib.NewReader(bytes.NewReader(data[i:])); err == nil {
			inner, _ := io.ReadAll(io.LimitReader(z, limit))
			all = append(all, inner)
		}
		next := bytes.IndexByte(data[i+1:], 0x78)
		if next < 0 {
			break
		}
		i += 1 + next
	}
	return all
}
