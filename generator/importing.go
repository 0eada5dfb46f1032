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
	"gongshi/generator/source"
)

// importDir holds the lock of imports, and their reports.
const importDir = source.StateDir + "/import"

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
	files  []source.File
}

// Change is a file that an import would have otherwise, and the parts in which it would.
type Change struct {
	File  string
	Parts []string // keys, or the body
}

// HoldImports takes the imports of a source for this process, once what one that was killed has
// begun is at its end. The errors are a *source.BusyError, a
// [source.TakenError] or the system's.
func HoldImports(dir string) (unlock func(), err error) {
	folder, err := source.Open(dir)
	if err != nil {
		return nil, err
	}
	defer folder.Close()
	if err := folder.MakeState(); err != nil {
		return nil, err
	}
	unlock, err = source.Lock(filepath.Join(folder.Dir(), filepath.FromSlash(importDir)))
	if err != nil {
		return nil, err
	}
	if err := folder.Recover(); err != nil {
		unlock()
		return nil, err
	}
	return unlock, nil
}

// PlanImport looks what an import becomes in a source, and writes nothing. An empty slug stands for
// a name of the notice's own. The errors are a problem.List where the slug is no id, a [source.TakenError]
// or the system's; of what is wrong with the register, none is.
func PlanImport(dir, slug string, i *notice.Import) (*Importing, error) {
	p := &Importing{source: dir, Slug: cmp.Or(slug, i.Slug())}
	if list := register.CheckID(p.Slug); len(list) > 0 {
		return nil, list
	}
	folder, err := source.Open(dir)
	if err != nil {
		return nil, err
	}
	defer folder.Close()
	root := folder.Root()
	var list problem.List
	r, err := register.Read(folder.FS())
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
	return p, p.plan(folder, i.Files(notice.Target{Slug: p.Slug, Register: r}))
}

// dir is the inspection's folder.
func (p *Importing) dir() string { return path.Join("content", p.Slug) }

// look says whether a register and the inspection are there.
func (p *Importing) look(root *os.Root) error {
	if info, err := root.Lstat("content"); err == nil && !info.IsDir() {
		return source.TakenError("content")
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
		return source.TakenError(p.dir())
	}
	p.Known = true
	return nil
}

// plan sorts out which files are to be written. What is left over comes first, and config.toml
// last: what lies there before it is no register yet.
func (p *Importing) plan(folder *source.Folder, fresh []notice.File) error {
	root := folder.Root()
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
	if err := p.leave(folder, left, last[notice.LeftoverFile]); err != nil {
		return err
	}
	if err := p.merge(folder, own, old, last); err != nil {
		return err
	}
	for _, f := range rest {
		_, err := root.Lstat(f.Name)
		if f.Name == register.ConfigFile && err == nil {
			continue // somebody has begun with it
		}
		if err := p.add(folder, f, nil); err != nil {
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
func (p *Importing) merge(folder *source.Folder, fresh, old []notice.File,
	last notice.Record) error {
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
		if err := p.add(folder, f, there[f.Name]); err != nil {
			return err
		}
	}
	return nil
}

// add has a file be written in the place of what is there, nil for nothing.
func (p *Importing) add(folder *source.Folder, f notice.File, old []byte) error {
	if old == nil {
		if err := folder.Free(f.Name); err != nil {
			return err
		}
	} else {
		p.Changes = append(p.Changes, Change{f.Name, notice.Parts(old, f.Data)})
	}
	p.Files = append(p.Files, f.Name)
	p.files = append(p.files, source.File{Name: f.Name, Data: f.Data, Old: old})
	return nil
}

// Write puts the files in place, all or none. The errors are those of [source.Folder.Commit].
func (p *Importing) Write() error {
	folder, err := source.Open(p.source)
	if err != nil {
		return err
	}
	defer folder.Close()
	return folder.Commit(p.files)
}

// KeepReport keeps the report on the import in Gongshi's own folder, and gives its name relative to
// the source.
func (p *Importing) KeepReport(report []byte) (string, error) {
	folder, err := source.Open(p.source)
	if err != nil {
		return "", err
	}
	defer folder.Close()
	name := path.Join(importDir, p.Slug+".txt")
	return name, folder.Replace(name, report)
}
