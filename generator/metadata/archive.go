package metadata

import (
	"archive/zip"
	"bytes"
	"path"
	"slices"
	"strings"

	"gongshi/generator/document"
	"gongshi/generator/source"
)

// parcel is a zip that is looked through, and what becomes of its parts in a copy.
type parcel struct {
	tally
	*examiner
	data     []byte
	zip      *document.Archive
	replaced map[string][]byte // by name in lower case; nil: left out
	cleaned  []string          // names of parts that are files to be cleaned
	bound    bool              // the text shows properties
}

func (x *examiner) archive(data []byte) (found, error) {
	if x.depth >= deepest {
		return found{}, unreadable(document.PartDeep, "zip", deepest)
	}
	x.depth++
	defer func() { x.depth-- }()
	zipped, err := document.OpenArchive(data)
	if err != nil {
		return found{}, err
	}
	p := &parcel{examiner: x, data: data, zip: zipped, replaced: map[string][]byte{}}
	switch {
	case p.has("[content_types].xml"):
		err = p.office()
	case p.has("mimetype"):
		err = p.openDocument()
	default:
		err = p.folder()
	}
	return found{p.sorted(), p.write}, err
}

func (p *parcel) has(name string) bool { _, ok := p.find(name); return ok }

func (p *parcel) find(name string) (*zip.File, bool) {
	for _, f := range p.zip.Files {
		if key(f.Name) == name {
			return f, true
		}
	}
	return nil, false
}

// key is a name as parts are compared by.
func key(name string) string { return strings.ToLower(strings.ReplaceAll(name, `\`, "/")) }

// names lists the parts that are files, as keys.
func (p *parcel) names() []string {
	var all []string
	for _, f := range p.zip.Files {
		if !strings.HasSuffix(f.Name, "/") {
			all = append(all, key(f.Name))
		}
	}
	return all
}

// part unpacks a part, within the limits of the whole file.
func (p *parcel) part(name string) ([]byte, error) {
	data, err := p.zip.Part(name)
	if p.unpacked -= len(data); err == nil && p.unpacked < 0 {
		err = unreadable(document.PartLarge, name, unpackedLimit>>20)
	}
	return data, err
}

// xml unpacks a part to be walked.
func (p *parcel) xml(name string) ([]byte, error) {
	data, err := p.part(name)
	if p.markup -= len(data); err == nil && p.markup < 0 {
		err = unreadable(document.PartLarge, name, markupLimit>>20)
	}
	return data, err
}

// walk walks a part of XML.
func (p *parcel) walk(name string, v visitor) error {
	data, err := p.xml(name)
	if err != nil || data == nil {
		return err
	}
	return walk(name, data, v)
}

// cut has the copy have a part without some elements.
func (p *parcel) cut(name string, drop func(tag) bool) error {
	data, known := p.replaced[name], true
	if data == nil {
		var err error
		if data, err = p.xml(name); err != nil || data == nil {
			return err
		}
		known = false
	}
	shorter, err := cut(name, data, drop)
	if err == nil && (known || len(shorter) < len(data)) {
		p.replaced[name] = shorter
	}
	return err
}

// folder looks into the files of a zip.
func (p *parcel) folder() error {
	for _, f := range p.zip.Files {
		name := key(f.Name)
		if slices.ContainsFunc(strings.Split(strings.Trim(name, "/"), "/"), source.Ignored) {
			p.put(Trace{Kind: Leftover})
			p.replaced[name] = nil
			continue
		}
		if err := p.nested(name, f.Name); err != nil {
			return err
		}
	}
	return nil
}

// nested looks into a file within the zip; in is the name that its traces get.
func (p *parcel) nested(name, in string) error {
	data, err := p.part(name)
	if err != nil {
		return err
	}
	inner, err := p.examine(data)
	if err != nil {
		return err
	}
	if len(inner.traces) == 0 {
		return nil
	}
	byHand := inner.clean == nil
	for _, t := range inner.traces {
		t.In = path.Join(in, t.In)
		t.ByHand = t.ByHand || p.isSigned()
		byHand = byHand || t.ByHand
		p.put(t)
	}
	if !byHand {
		p.cleaned = append(p.cleaned, name)
	}
	return nil
}

// write makes the copy: parts that stay are copied as they were packed.
func (p *parcel) write() ([]byte, error) {
	var err error
	if p.zip, err = document.OpenArchive(p.data); err != nil { // with limits of its own
		return nil, err
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, f := range p.zip.Files {
		data, changed := p.replaced[key(f.Name)]
		if slices.Contains(p.cleaned, key(f.Name)) {
			changed = true
			data, err = p.cleanPart(f.Name)
		}
		switch {
		case err != nil:
		case !changed:
			err = w.Copy(f)
		case data != nil:
			err = write(w, f, data)
		}
		if err != nil {
			return nil, err
		}
	}
	err = w.Close()
	return out.Bytes(), err
}

// cleanPart cleans a file within the zip: only now, so that no two copies are held at a time.
func (p *parcel) cleanPart(name string) ([]byte, error) {
	data, err := p.zip.Part(name)
	if err != nil {
		return nil, err
	}
	inner, err := newExaminer().examine(data)
	if err != nil {
		return nil, err
	}
	return inner.clean()
}

func write(w *zip.Writer, f *zip.File, data []byte) error {
	part, err := w.CreateHeader(&zip.FileHeader{Name: f.Name, Method: f.Method, Modified: f.Modified,
		NonUTF8: f.NonUTF8})
	if err == nil {
		_, err = part.Write(data)
	}
	return err
}
