package release

import (
	"bytes"
	"compress/flate"
	"crypto/sha256"
	"io"
	"os"
	"path/filepath"
	"strings"

	"gongshi/generator/cache"
)

// A large file that is kept is compressed: each edit changes those with the whole register in them,
// which at 2,000 findings are 12 MB of 14 and take a ninth of that then.
const (
	packed     = ".gongshi-deflate" // ends the name of what is compressed
	packedFrom = 64 << 10           // bytes
)

// keepFile has a file that was looked at among what is kept.
func (o *Output) keepFile(from, to string, is file) (cache.Stamp, error) {
	if is.stamp.Size < packedFrom {
		return o.share(from, to, is)
	}
	data, err := os.ReadFile(from)
	if err == nil && sha256.Sum256(data) != is.digest {
		err = errChanging
	}
	if err != nil {
		return cache.Stamp{}, err
	}
	small := deflate(data)
	if len(small) > len(data)/4*3 { // an image, a PDF file
		return o.share(from, to, is)
	}
	return cache.Stamp{}, o.disk.WriteFile(to+packed, small)
}

func deflate(data []byte) []byte {
	var b bytes.Buffer
	w, err := flate.NewWriter(&b, flate.BestSpeed)
	if err != nil {
		return data // of no other level
	}
	_, _ = w.Write(data) // a buffer takes all
	_ = w.Close()
	return b.Bytes()
}

// keptFiles gives the names of the files that lie in a folder, compressed or not.
func keptFiles(folder string) []string {
	names, _ := list(folder)
	for i, name := range names {
		names[i] = strings.TrimSuffix(name, packed)
	}
	return names
}

// readKept gives what lies in a folder under a name: as it is, and what was compressed.
func readKept(folder, name string) (all [][]byte) {
	path := filepath.Join(folder, filepath.FromSlash(name))
	if data, err := readRegular(path); err == nil {
		all = append(all, data)
	}
	if small, err := readRegular(path + packed); err == nil {
		data, err := io.ReadAll(flate.NewReader(bytes.NewReader(small)))
		if err == nil {
			all = append(all, data)
		}
	}
	return all
}
