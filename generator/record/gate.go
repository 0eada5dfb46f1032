package record

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"

	"gongshi/generator/cache"
	"gongshi/generator/privacy"
	"gongshi/generator/problem"
	"gongshi/generator/register"
	"gongshi/generator/source"
)

// Gate reads a register and holds it against personal data, by [privacy.Gate], and against what was
// recorded. The zero Gate is ready for use, by one reader at a time.
type Gate struct {
	privacy.Gate

	last    *Record // of the last reading
	renamed renames // likewise
	known   map[key]bool
	dirty   bool
}

// key is of a finding's file and of its recorded line, in which nothing differs.
type key [sha256.Size]byte

// Record is what was recorded when the gate last read a register; nil where there is no record.
func (g *Gate) Record() *Record { return g.last }

// Read is [privacy.Gate.Read], with a problem for each change that nothing accounts for.
func (g *Gate) Read(ctx context.Context, cache *register.Cache, fsys fs.FS,
	day func(register.Config) register.Day) (*register.Register, error) {
	r, err := g.Gate.Read(ctx, cache, fsys, day)
	var list problem.List
	if err != nil && !errors.As(err, &list) {
		return r, err
	}
	r.FileDigests = g.FileDigests()
	held, err := g.hold(fsys, r, list)
	if err != nil {
		return r, err
	}
	r.Remarks = append(r.Remarks, held.Remarks()...).Remarks()
	return r, append(slices.Clone(list), held...).Err()
}

// Reread is [privacy.Gate.Reread], nil also where something recorded has changed and nothing accounts
// for it.
func (g *Gate) Reread(ctx context.Context, cache *register.Cache, fsys fs.FS,
	in *register.Register, before *register.Finding, day register.Day) *register.Finding {
	f := g.Gate.Reread(ctx, cache, fsys, in, before, day)
	if f == nil || g.last == nil || f.Draft || f.Unapproved { // what is public of it is the same
		return f
	}
	c := comparison{record: g.last, register: in, same: neverSame, seen: map[string]bool{},
		renamed: g.renamed}
	c.finding(f)
	if newReport(fsys, g.last, in, nil).problems(c.changes).Err() != nil {
		return nil
	}
	return f
}

func (g *Gate) hold(fsys fs.FS, r *register.Register, list problem.List) (problem.List, error) {
	recorded, broken, err := Read(fsys)
	g.last, r.Record = recorded, recorded.Bytes()
	if recorded == nil {
		if broken == nil && err == nil && g.knew(fsys) {
			broken = problem.List{at(1, 1, "record-gone")}
		}
		return broken, err
	}
	before, unneeded := g.known, len(g.known)
	g.known = make(map[key]bool, len(before))
	same := func(l line, f *register.Finding) (bool, func()) {
		k := keyOf(l, f, r)
		note := func() { g.known[k], g.dirty = true, true }
		if before[k] {
			g.known[k] = true
			unneeded--
		}
		return before[k], note
	}
	c := comparison{record: recorded, register: r, same: same}
	changes := c.run()
	g.renamed = c.renamed
	g.dirty = g.dirty || unneeded > 0
	return newReport(fsys, recorded, r, list).problems(changes), nil
}

// knew says whether there was a record: the gate remembers one, or a release that is kept has it.
func (g *Gate) knew(fsys fs.FS) bool {
	if _, err := fs.Lstat(fsys, source.OutputDir+"/"+register.RecordURL); err == nil {
		return true
	}
	manifests, _ := fs.Glob(fsys, source.StateDir+"/releases/*/kept/*/manifest")
	return len(g.known) > 0 || slices.ContainsFunc(manifests, func(name string) bool {
		data, _ := fs.ReadFile(fsys, name)
		return bytes.Contains(data, []byte(register.RecordURL))
	})
}

// keyOf is of all that a comparison of a finding is made from: what others say of it, too.
func keyOf(l line, f *register.Finding, r *register.Register) key {
	p := cache.NewPacker(256)
	p.Digest(f.Digest)
	p.Text(string(l.text[:len(sumKey)+sumSize]))
	p.Text(f.ID)
	p.Text(placeOf(f.Category))
	p.Text(strings.Join(f.Related, " "))
	for _, file := range f.Attachments() {
		p.Digest(r.FileDigests[file])
	}
	return p.Sum()
}

// kept is the name of what a gate knows.
const kept = "record"

// Load takes what was saved, into a gate that knows nothing. Of a broken body nothing is taken.
func (g *Gate) Load(s privacy.Store) {
	g.Gate.Load(s)
	body, _, _ := s.Read(kept)
	known := map[key]bool{}
	u := cache.NewUnpacker(body)
	for u.More() {
		known[u.Digest()] = true
	}
	if !u.Broken() {
		g.known = known
	}
}

// Save saves what the gate knows, where that is not what was loaded, and forgets it.
func (g *Gate) Save(s privacy.Store) {
	g.Gate.Save(s)
	defer func() { g.known = nil }()
	if !g.dirty {
		return
	}
	g.dirty = false
	p := cache.NewPacker(len(g.known) * sha256.Size)
	for k := range g.known {
		p.Digest(k)
	}
	s.Write(kept, p.Bytes())
}

// report makes problems of changes.
type report struct {
	fsys     fs.FS
	record   *Record
	register *register.Register
	wrong    map[string]bool // files that have problems, and cannot be compared
	whole    bool            // there is none
	trees    map[string]*text

	filed map[string]*register.Finding // by id, drafts as well
	added map[string]*register.Finding // that are new, by the digest of their titles
}

func newReport(fsys fs.FS, rec *Record, r *register.Register, list problem.List) *report {
	p := &report{fsys: fsys, record: rec, register: r, wrong: map[string]bool{}, whole: true,
		trees: map[string]*text{}}
	for _, one := range list {
		if strings.HasPrefix(one.Rule, "personal-") || strings.HasPrefix(one.Rule, "attachment-") {
			continue
		}
		p.wrong[one.File], p.whole = true, false
	}
	return p
}

// problems gives one for each change that breaks a rule, and a remark that counts all.
func (p *report) problems(changes []Change) problem.List {
	var list problem.List
	later := map[string][]string{}
	behind := map[string]bool{}
	for _, c := range changes {
		if c.Kind == Finding && !p.wrong[c.File] {
			behind[c.ID] = true
		}
		switch {
		case c.Rule == "" || p.wrong[c.File]:
		case c.Rule == "record-later":
			file := c.File
			if c.What == Removed {
				file = ""
			}
			later[file] = append(later[file], wordOf(c))
		case c.Rule == "record-vanished" && !p.whole: // it may be in a file that cannot be read
		case c.Rule == "record-vanished":
			list = append(list, p.vanished(c, changes))
		default:
			list = append(list, p.problem(c))
		}
	}
	if p.record.old {
		list = append(list, at(1, 1, "record-form", version))
	}
	for file, fields := range later {
		one := at(1, 1, "record-later", strings.Join(fields, ", "))
		if file != "" {
			one.File = file
		}
		list = append(list, one)
	}
	if n := len(behind); n > 0 && p.whole {
		list = append(list, at(1, 1, "record-behind", p.record.Last().String(), int64(n)))
	}
	return list
}

// wordOf names what was changed, of a text that is no more the text.
func wordOf(c Change) string {
	if c.Field == "" {
		return path.Join(c.Kind, c.ID)
	}
	return c.Field
}
