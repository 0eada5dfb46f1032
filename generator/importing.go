package generator

import (
	"cmp"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"gongshi/generator/notice"
	"gongshi/generator/problem"
	"gongshi/generator/register"
	folder "gongshi/generator/source"
)

// importDir holds the lock and the journal of imports, and their reports.
const importDir = ownDir + "/import"

// Importing is a notice on its way into a source.
type Importing struct {
	Slug    string   // the inspection's folder below content/
	Known   bool     // the inspection is there already
	Title   string   // that the inspection has there
	Body    string   // that was inspected, likewise
	Begins  bool     // there is no register yet
	Files   []string // to be written for people to read, in their order, relative to the source
	Changes []Change // those of Files that replace others
	Kept    []notice.Kept
	// Leftover is the file with what went nowhere; empty where it is not written.
	Leftover string

	source string
	files  []placed
}

// Change is a file that an import would have otherwise, and the parts in which it would.
type Change struct {
	File  string
	Parts []string // keys, or the body
}

// HoldImports takes the imports of a source for this process, and ends what one that was killed has
// begun. The errors are a *source.BusyError, a [TakenError] or the system's.
func HoldImports(source string) (unlock func(), err error) {
	root, err := os.OpenRoot(source)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	if err := ownFolder(root); err != nil {
		return nil, err
	}
	unlock, err = folder.Lock(filepath.Join(source, filepath.FromSlash(importDir)))
	if err != nil {
		return nil, err
	}
	if err := finish(root); err != nil {
		unlock()
		return nil, err
	}
	return unlock, nil
}

// PlanImport looks what an import becomes in a source, and writes nothing. An empty slug stands for
// a name of the notice's own. The errors are a problem.List where the slug is no id, a [TakenError]
// or the system's; of what is wrong with the register, none is.
func PlanImport(source, slug string, i *notice.Import) (*Importing, error) {
	p := &Importing{source: source, Slug: cmp.Or(slug, i.Slug())}
	if list := register.CheckID(p.Slug); len(list) > 0 {
		return nil, list
	}
	root, err := os.OpenRoot(source)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	var list problem.List
	r, err := register.Read(root.FS())
	if err != nil && !errors.As(err, &list) {
		return nil, err
	}
	if err := p.look(root); err != nil {
		return nil, err
	}
	for _, known := range r.Inspections {
		if known.ID == p.Slug {
			p.Title, p.Body = known.Title, known.Inspected
		}
	}
	if p.Begins {
		r = nil
	}
	return p, p.plan(root, i.Files(notice.Target{Slug: p.Slug, Register: r}))
}

// dir is the inspection's folder.
func (p *Importing) dir() string { return path.Join("content", p.Slug) }

// look says whether a register and the inspection are there.
func (p *Importing) look(root *os.Root) error {
	if info, err := root.Lstat("content"); err == nil && !info.IsDir() {
		return TakenError("content")
	}
	_, err := root.Stat(path.Join("content", "_index.md"))
	p.Begins = errors.Is(err, fs.ErrNotExist)
	info, err := root.Lstat(p.dir())
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return err
	case !info.IsDir():
		return TakenError(p.dir())
	}
	p.Known = true
	return nil
}

// plan sorts out which files are to be written. What is left over comes first, and config.toml
// last: what lies there before it is no register yet.
func (p *Importing) plan(root *os.Root, fresh []notice.File) error {
	var own, rest []notice.File
	var left []byte
	for _, f := range fresh {
		switch {
		case f.Name == notice.LeftoverFile:
			left = f.Data
		case strings.HasPrefix(f.Name, p.dir()+"/"):
			own = append(own, f)
		default:
			rest = append(rest, f)
		}
	}
	old, err := p.texts(root)
	if err != nil {
		return err
	}
	record, last, err := p.record(root)
	if err != nil {
		return err
	}
	last = last.Follow(old)
	if err := p.leave(root, left, last[notice.LeftoverFile]); err != nil {
		return err
	}
	if err := p.merge(root, own, old, last); err != nil {
		return err
	}
	for _, f := range rest {
		_, err := root.Lstat(f.Name)
		if f.Name == register.ConfigFile && err == nil {
			continue // somebody has begun with it
		}
		if err := p.add(root, f, nil); err != nil {
			return err
		}
	}
	p.keep(own, left, old, last, record)
	return nil
}

// texts reads the texts of the inspection that are there.
func (p *Importing) texts(root *os.Root) ([]notice.File, error) {
	if !p.Known {
		return nil, nil
	}
	var files []notice.File
	err := fs.WalkDir(root.FS(), p.dir(), func(name string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() || strings.HasPrefix(d.Name(), ".") ||
			!strings.EqualFold(path.Ext(name), ".md") {
			return err
		}
		data, err := root.ReadFile(name)
		files = append(files, notice.File{Name: name, Data: data})
		return err
	})
	return files, err
}

// merge has the inspection's texts follow the notice. A text in another encoding stays as it is:
// ours would be put into it.
func (p *Importing) merge(root *os.Root, fresh, old []notice.File, last notice.Record) error {
	there := map[string][]byte{}
	for _, f := range old {
		there[f.Name] = f.Data
	}
	var foreign []notice.Kept
	fresh = slices.DeleteFunc(slices.Clone(fresh), func(f notice.File) bool {
		unread := !utf8.Valid(there[f.Name])
		if unread {
			foreign = append(foreign, notice.Kept{File: f.Name, Why: notice.Edited})
		}
		return unread
	})
	old = slices.DeleteFunc(slices.Clone(old), func(f notice.File) bool {
		return !utf8.Valid(f.Data)
	})
	merged := notice.Merge(old, last, fresh)
	p.Kept = append(foreign, merged.Kept...)
	for _, f := range merged.Files {
		if err := p.add(root, f, there[f.Name]); err != nil {
			return err
		}
	}
	return nil
}

// add has a file be written in the place of what is there, nil for nothing.
func (p *Importing) add(root *os.Root, f notice.File, old []byte) error {
	if old == nil {
		if _, err := uppermost(root, f.Name); err != nil {
			return err
		}
	} else {
		p.Changes = append(p.Changes, Change{f.Name, notice.Parts(old, f.Data)})
	}
	p.Files = append(p.Files, f.Name)
	p.files = append(p.files, placed{f.Name, f.Data, old})
	return nil
}

// Write puts the files in place, all or none. The errors are a [TakenError], [ErrChanged] or the
// system's.
func (p *Importing) Write() error {
	root, err := os.OpenRoot(p.source)
	if err != nil {
		return err
	}
	defer root.Close()
	return place(root, p.files)
}

// KeepReport keeps the report on the import in Gongshi's own folder, and gives its name relative to
// the source.
func (p *Importing) KeepReport(report []byte) (string, error) {
	root, err := os.OpenRoot(p.source)
	if err != nil {
		return "", err
	}
	defer root.Close()
	name := path.Join(importDir, p.Slug+".txt")
	return name, renew(root, name, report)
}
