package importer

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"strings"

	"gongshi/generator/source"
)

// LeftoverFile holds what went nowhere, for a person to place.
const LeftoverFile = "import-leftover.md"

func digests(left []byte) map[string]string {
	file := source.File{Name: LeftoverFile, Data: left}
	return RecordOf([]source.File{file})[LeftoverFile]
}

// leave finds the place for what went nowhere. What the last import left over is not written again:
// an editor may have placed it since. A file that somebody has worked on, or another import has
// left, stays as it is, and the next free name is taken.
func (p *Plan) leave(left []byte, last map[string]string) error {
	if left == nil || maps.Equal(digests(left), last) {
		return nil
	}
	name := LeftoverFile
	for n := 2; ; n++ {
		there, err := p.folder.Root().ReadFile(name)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			p.Leftover = name
			return p.add(source.File{Name: name, Data: left}, nil)
		case err != nil:
			return err
		case bytes.Equal(there, left):
			p.Leftover = name
			return nil
		case maps.Equal(digests(there), last):
			p.Leftover = name
			return p.add(source.File{Name: name, Data: left}, there)
		}
		ext := path.Ext(LeftoverFile)
		name = fmt.Sprintf("%s-%d%s", strings.TrimSuffix(LeftoverFile, ext), n, ext)
	}
}
