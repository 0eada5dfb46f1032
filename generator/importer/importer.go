// Package importer puts what a notice says into a register: findings, categories and an inspection
// as files of a source, in one transaction.
//
// A first import begins the inspection, and the register where there is none. A later one of the
// same inspection brings what no editor has touched since in line with the notice, by the record
// that the one before has left, and names all that stays as it is. What went nowhere is kept in
// [LeftoverFile].
//
// It does not read notices (notice does), asks nobody, and says nothing: the command does.
package importer

import (
	"cmp"
	"errors"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"gongshi/generator/notice"
	"gongshi/generator/problem"
	"gongshi/generator/register"
	"gongshi/generator/source"
)

// stateDir holds the lock of imports, and their reports.
const stateDir = source.StateDir + "/import"

// Plan is what a notice becomes in a source.
type Plan struct {
	Slug    string   // the inspection's folder below content/
	Known   bool     // the inspection is there already
	Title   string   // that the inspection has there
	Body    string   // that was inspected, likewise
	Begins  bool     // there is no register yet
	Files   []string // to be written for people to read, in their order, relative to the source
	Changes []Change // those of Files that replace others
	Kept    []Kept
	// Covered is how many of the Findings that the inspection has there the notice has too.
	Covered, Findings int
	// Leftover is the file with what went nowhere; empty where it is not written.
	Leftover string

	folder *source.Folder
	files  []source.File
}

// Change is a file that an import would have otherwise, and the parts in which it would.
type Change struct {
	File  string
	Parts []string // keys, or the body
}

// Lock takes the imports of a source for this process, once what one that was killed has begun is
// at its end. The errors are a *source.BusyError, a [source.TakenError] or the system's.
func Lock(folder *source.Folder) (unlock func(), err error) {
	if err := folder.MakeState(); err != nil {
		return nil, err
	}
	unlock, err = source.Lock(filepath.Join(folder.Dir(), filepath.FromSlash(stateDir), "lock"))
	if err != nil {
		return nil, err
	}
	if err := folder.Recover(); err != nil {
		unlock()
		return nil, err
	}
	return unlock, nil
}

// New looks what a notice becomes in a source, notes the places in it, and writes nothing. An empty slug stands for a name
// of the notice's own. The errors are a problem.List where the slug is no id, a [source.TakenError]
// or the system's; of what is wrong with the register, none is.
func New(folder *source.Folder, slug string, i *notice.Import) (*Plan, error) {
	p := &Plan{folder: folder, Slug: cmp.Or(slug, slugOf(&i.Inspection))}
	if list := register.CheckID(p.Slug); len(list) > 0 {
		return nil, list
	}
	var list problem.List
	r, err := register.Read(folder.FS())
	if err != nil && !errors.As(err, &list) {
		return nil, err
	}
	if err := p.look(); err != nil {
		return nil, err
	}
	target := Target{Slug: p.Slug}
	if !p.Begins {
		target.Register = r
	}
	var files []source.File
	files, i.Places = write(i, target)
	if p.Begins {
		return p, p.plan(files)
	}
	for _, known := range r.Inspections {
		if known.ID == p.Slug {
			p.Title, p.Body = known.Title, known.Inspected
			p.cover(known, files)
		}
	}
	return p, p.plan(files)
}

// cover counts the findings that are there, and those of them that the notice has too.
func (p *Plan) cover(i *register.Inspection, files []source.File) {
	for _, f := range i.All() {
		p.Findings++
		if slices.ContainsFunc(files, func(n source.File) bool { return n.Name == f.Body.File }) {
			p.Covered++
		}
	}
}

// Partial says that the notice has less than half of the findings that are there: a later report
// has, which [NewReport] adds, and not a corrected text of the notice.
func (p *Plan) Partial() bool { return 2*p.Covered < p.Findings }

// Write puts the files in place, all or none. The errors are those of [source.Folder.Commit], and a
// problem.List where a file would be too large to be read again.
func (p *Plan) Write() error {
	var list problem.List
	for _, f := range p.files {
		if strings.HasPrefix(f.Name, source.ContentDir+"/") && path.Ext(f.Name) == ".md" {
			list = append(list, register.Oversized(f.Name, f.Data)...)
		}
	}
	if err := list.Err(); err != nil {
		return err
	}
	return p.folder.Commit(p.files)
}

// Transaction is what Write writes.
func (p *Plan) Transaction() []source.File { return p.files }

// KeepReport keeps the report on the import in Gongshi's own folder, and gives its name relative to
// the source.
func (p *Plan) KeepReport(report []byte) (string, error) {
	name := path.Join(stateDir, p.Slug+".txt")
	return name, p.folder.Replace(name, report)
}

// ForgetReports removes the reports on the imports of some inspections, which quote the notices, and
// gives how many there were.
func ForgetReports(folder *source.Folder, inspections []string) (int, error) {
	gone := 0
	for _, id := range inspections {
		name := path.Join(stateDir, id+".txt")
		err := folder.Root().Remove(name)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return gone, err
		}
		gone++
	}
	return gone, nil
}

func (p *Plan) dir() string { return path.Join("content", p.Slug) }

// look says whether a register and the inspection are there.
func (p *Plan) look() error {
	if info, err := p.folder.Root().Lstat("content"); err == nil && !info.IsDir() {
		return source.TakenError("content")
	}
	_, err := p.folder.Root().Stat(path.Join("content", "_index.md"))
	p.Begins = errors.Is(err, fs.ErrNotExist)
	info, err := p.folder.Root().Lstat(p.dir())
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
func (p *Plan) plan(fresh []source.File) error {
	var own, rest []source.File
	var left []byte
	for _, f := range fresh {
		switch {
		case f.Name == LeftoverFile:
			left = f.Data
		case strings.HasPrefix(f.Name, p.dir()+"/"):
			own = append(own, f)
		default:
			rest = append(rest, f)
		}
	}
	old, err := p.texts()
	if err != nil {
		return err
	}
	record, last, err := p.record()
	if err != nil {
		return err
	}
	last = last.Follow(old)
	if err := p.leave(left, last[LeftoverFile]); err != nil {
		return err
	}
	if err := p.merge(own, old, last); err != nil {
		return err
	}
	for _, f := range rest {
		_, err := p.folder.Root().Lstat(f.Name)
		if f.Name == source.ConfigFile && err == nil {
			continue // somebody has begun with it
		}
		if f.Name == source.ConfigFile {
			f.Data = []byte(register.AddUUID(string(f.Data), register.NewUUID()))
		}
		if err := p.add(f, nil); err != nil {
			return err
		}
	}
	p.keep(own, left, old, last, record)
	return nil
}

// texts reads the texts of the inspection that are there.
func (p *Plan) texts() ([]source.File, error) {
	if !p.Known {
		return nil, nil
	}
	var files []source.File
	err := fs.WalkDir(p.folder.FS(), p.dir(), func(name string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() || strings.HasPrefix(d.Name(), ".") ||
			!strings.EqualFold(path.Ext(name), ".md") {
			return err
		}
		data, err := p.folder.Root().ReadFile(name)
		files = append(files, source.File{Name: name, Data: data})
		return err
	})
	return files, err
}

// merge has the inspection's texts follow the notice.
func (p *Plan) merge(fresh, old []source.File, last Record) error {
	there := map[string][]byte{}
	for _, f := range old {
		there[f.Name] = f.Data
	}
	merged := Merge(old, last, fresh)
	p.Kept = merged.Kept
	for _, f := range merged.Files {
		if err := p.add(f, there[f.Name]); err != nil {
			return err
		}
	}
	return nil
}

// add has a file be written in the place of what is there, nil for nothing.
func (p *Plan) add(f source.File, old []byte) error {
	if old == nil {
		if err := p.folder.Free(f.Name); err != nil {
			return err
		}
	} else {
		p.Changes = append(p.Changes, Change{f.Name, Parts(old, f.Data)})
	}
	p.Files = append(p.Files, f.Name)
	p.files = append(p.files, source.File{Name: f.Name, Data: f.Data, Old: old})
	return nil
}
