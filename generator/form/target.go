package form

import (
	"errors"
	"io/fs"
	"path"
	"strings"

	"gongshi/generator/register"
	"gongshi/generator/source"
)

// target is what a form edits: a text of the register, or one that is to come.
type target struct {
	kind    string // one of [register.Kinds]
	address string // behind [Prefix]
	file    string // relative to the source; of a new one, empty until its id is known
	folder  string // of a new one: what it is to lie in
	view    view
}

// RegisterFile holds the register's title and contact.
const RegisterFile = source.ContentDir + "/_index.md"

// view is how much of a text a form shows.
type view int

const (
	whole    view = iota
	progress      // one more update, and what goes with it
	fresh         // a text that is not there yet
)

// find gives what an address edits. No path comes from outside: what is there is looked for among
// the files of the register.
func (f *Form) find(address string) (target, bool) {
	for _, t := range f.targets() {
		switch address {
		case t.address:
			return t, true
		case t.address + "/progress":
			t.view, t.address = progress, address
			return t, t.kind == "finding"
		case "new/" + below[t.kind] + strings.TrimPrefix(t.address, t.kind):
			return target{kind: below[t.kind], address: address, folder: path.Dir(t.file),
				view: fresh}, below[t.kind] != ""
		}
	}
	return target{}, false
}

// below is the kind of text that lies in the folder of another.
var below = map[string]string{"register": "inspection", "inspection": "category",
	"category": "finding"}

// targets lists the texts of the register, be they broken.
func (f *Form) targets() []target {
	var all []target
	fsys := f.options.Folder.FS()
	_ = source.Walk(fsys, source.ContentDir, func(file string, d fs.DirEntry) error {
		if t, ok := targetOf(file); ok && d.Type().IsRegular() {
			all = append(all, t)
		}
		return nil // what cannot be read, check says
	})
	return all
}

// targetOf gives the target that a file of the source is; false where it is no text.
func targetOf(file string) (target, bool) {
	kind := register.KindOf(file)
	parts := strings.Split(strings.TrimPrefix(path.Dir(file), source.ContentDir), "/")
	address := kind
	switch kind {
	case "":
		return target{}, false
	case "finding":
		address += "/" + strings.TrimSuffix(path.Base(file), path.Ext(file))
	default:
		address += strings.Join(parts, "/")
	}
	return target{kind: kind, address: address, file: file}, true
}

// name puts a new text where its id says. The error is a problem.List.
func (t *target) name(id string) error {
	if err := register.CheckID(id).Err(); err != nil {
		return err
	}
	t.file = t.at(id)
	return nil
}

func (t target) at(id string) string {
	if t.kind == "finding" {
		return path.Join(t.folder, id+".md")
	}
	return path.Join(t.folder, id, "_index.md")
}

// path is the target's file; of a new one without an id, what it could be.
func (t target) path() string {
	if t.file == "" {
		return t.at("new")
	}
	return t.file
}

// page is the address of the page that shows the text; of one that is to come, that of all texts.
func (t target) page() string {
	if t.view == fresh {
		return Prefix
	}
	parts := strings.Split(t.file, "/")
	switch t.kind {
	case "finding":
		return "/" + register.FindingURL(strings.TrimSuffix(path.Base(t.file), path.Ext(t.file)))
	case "category":
		return "/" + parts[1] + "/" + parts[2] + ".html"
	case "inspection":
		return "/" + parts[1] + "/index.html"
	}
	return "/" + register.ContactURL
}

// begun is a new text before anything was written into it.
const begun = "---\ntitle:\n---\n"

// load gives the bytes that a target has, in the form that can be edited, and as they are.
func (f *Form) load(t target) (form, disk []byte, err error) {
	if t.view == fresh {
		return []byte(begun), nil, nil
	}
	fsys := f.options.Folder.FS()
	if disk, err = fs.ReadFile(fsys, t.file); err != nil {
		return nil, nil, err
	}
	if _, err := register.Spans(t.file, disk); errors.Is(err, register.ErrForm) {
		return register.Canonical(fsys, t.file, disk), disk, nil
	}
	return disk, disk, nil
}
