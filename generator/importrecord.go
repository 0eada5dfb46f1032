package generator

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"strings"

	"gongshi/generator/notice"
	"gongshi/generator/source"
)

// recordName is the file in an inspection's folder that says what its imports wrote. It lies with
// the texts and not in Gongshi's own folder, which nobody keeps: a colleague who has the register
// from git can import a corrected notice too, and a folder that is moved takes it along. Reading
// ignores its name, as that of every file that begins with a point, and so it is never published.
const recordName = ".import.json"

// record reads what the last import wrote: the file, and the record with whole names. One that
// cannot be read is none: every text then counts as an editor's.
func (p *Importing) record(root *os.Root) ([]byte, notice.Record, error) {
	last := notice.Record{}
	data, err := root.ReadFile(path.Join(p.dir(), recordName))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, last, nil
	}
	short, broken := notice.ReadRecord(data)
	if broken != nil {
		return data, last, err
	}
	for name, parts := range short {
		if name != notice.LeftoverFile {
			name = path.Join(p.dir(), name)
		}
		last[name] = parts
	}
	return data, last, err
}

// keep writes down what this import has written; what the notice has no more stays known.
func (p *Importing) keep(own []notice.File, left []byte, old []notice.File, last notice.Record,
	before []byte) {
	all := notice.RecordOf(own)
	for _, f := range old {
		if all[f.Name] == nil && last[f.Name] != nil {
			all[f.Name] = last[f.Name]
		}
	}
	short := notice.Record{}
	for name, parts := range all {
		short[strings.TrimPrefix(name, p.dir()+"/")] = parts
	}
	if left != nil {
		short[notice.LeftoverFile] = digests(left)
	}
	if data := short.Bytes(); !bytes.Equal(data, before) {
		p.files = append(p.files, source.File{Name: path.Join(p.dir(), recordName), Data: data, Old: before})
	}
}

func digests(left []byte) map[string]string {
	file := notice.File{Name: notice.LeftoverFile, Data: left}
	return notice.RecordOf([]notice.File{file})[notice.LeftoverFile]
}

// leave finds the place for what went nowhere. What the last import left over is not written again:
// an editor may have placed it since. A file that somebody has worked on, or another import has
// left, stays as it is, and the next free name is taken.
func (p *Importing) leave(folder *source.Folder, left []byte, last map[string]string) error {
	if left == nil || maps.Equal(digests(left), last) {
		return nil
	}
	name := notice.LeftoverFile
	for n := 2; ; n++ {
		there, err := folder.Root().ReadFile(name)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			p.Leftover = name
			return p.add(folder, notice.File{Name: name, Data: left}, nil)
		case err != nil:
			return err
		case bytes.Equal(there, left):
			p.Leftover = name
			return nil
		case maps.Equal(digests(there), last):
			p.Leftover = name
			return p.add(folder, notice.File{Name: name, Data: left}, there)
		}
		ext := path.Ext(notice.LeftoverFile)
		name = fmt.Sprintf("%s-%d%s", strings.TrimSuffix(notice.LeftoverFile, ext), n, ext)
	}
}
