package importer

import (
	"bytes"
	"encoding/json"
	"errors"
	"io/fs"
	"path"
	"strings"

	"gongshi/generator/source"
)

// Record is what an import wrote: of every file the digest of every part, a key of its front matter
// or its body. With it the next import can tell what an editor has touched since.
type Record map[string]map[string]string

// BodyPart is the part of a file that is no key.
const BodyPart = "body text"

// RecordOf gives the record of files.
func RecordOf(files []source.File) Record {
	r := Record{}
	for _, f := range files {
		r[f.Name] = map[string]string{}
		for _, p := range partsOf(f.Data) {
			r[f.Name][p.name] = p.digest()
		}
	}
	return r
}

// ReadRecord reads what [Record.Bytes] wrote.
func ReadRecord(data []byte) (Record, error) {
	var r Record
	err := json.Unmarshal(data, &r)
	return r, err
}

// Bytes gives the record as JSON; the same record gives the same bytes.
func (r Record) Bytes() []byte {
	data, err := json.MarshalIndent(r, "", " ")
	if err != nil {
		panic(err) // a map of texts
	}
	return append(data, '\n')
}

// Follow gives the record for files that an editor has moved to another folder since: a finding's
// file name is its id, and stays.
func (r Record) Follow(files []source.File) Record {
	there := map[string]bool{}
	moved := map[string]string{} // by base name
	for _, f := range files {
		there[f.Name] = true
	}
	for _, f := range files {
		if base := path.Base(f.Name); r[f.Name] == nil && base != "_index.md" {
			moved[base] = f.Name
		}
	}
	followed := Record{}
	for name, parts := range r {
		if to := moved[path.Base(name)]; !there[name] && to != "" {
			name = to
		}
		followed[name] = parts
	}
	return followed
}

// recordName is the file in an inspection's folder that says what its imports wrote. It lies with
// the texts and not in Gongshi's own folder, which nobody keeps: a colleague who has the register
// from git can import a corrected notice too, and a folder that is moved takes it along. Reading
// ignores its name, as that of every file that begins with a point, and so it is never published.
const recordName = ".import.json"

// record reads what the last import wrote: the file, and the record with whole names. One that
// cannot be read is none: every text then counts as an editor's.
func (p *Plan) record() ([]byte, Record, error) {
	last := Record{}
	data, err := p.folder.Root().ReadFile(path.Join(p.dir(), recordName))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, last, nil
	}
	short, broken := ReadRecord(data)
	if broken != nil {
		return data, last, err
	}
	for name, parts := range short {
		if name != LeftoverFile {
			name = path.Join(p.dir(), name)
		}
		last[name] = parts
	}
	return data, last, err
}

// keep writes down what this import has written; what the notice has no more stays known.
func (p *Plan) keep(own []source.File, left []byte, old []source.File, last Record,
	before []byte) {
	all := RecordOf(own)
	for _, f := range old {
		if all[f.Name] == nil && last[f.Name] != nil {
			all[f.Name] = last[f.Name]
		}
	}
	short := Record{}
	for name, parts := range all {
		short[strings.TrimPrefix(name, p.dir()+"/")] = parts
	}
	if left != nil {
		short[LeftoverFile] = digests(left)
	}
	if data := short.Bytes(); !bytes.Equal(data, before) {
		name := path.Join(p.dir(), recordName)
		p.files = append(p.files, source.File{Name: name, Data: data, Old: before})
	}
}
