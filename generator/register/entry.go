package register

import (
	"cmp"
	"crypto/sha256"
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"gongshi/generator/source"
)

// open reads a file's front matter. It gives false where there is no going on.
func open(file string, data []byte) (*textFile, bool) {
	s := &textFile{file: file}
	if !s.checkSize(data) || !s.cut(data) {
		return s, false
	}
	s.drafts = draftLines(string(s.front))
	s.normalize(Keys(KindOf(file)))
	return s, s.parse()
}

// entry is what a file of the register is read as.
type entry interface {
	Register | Inspection | Category | Finding
}

// readText reads a file as a text, has it checked, and keeps the problems. Nothing that is given
// comes from another file. fill puts in what is not front matter.
func readText[T entry](r *reader, file string, v *T, check func(*textFile, *T),
	fill func(v *T, s *textFile, digest [sha256.Size]byte)) error {
	p, done := r.parsed[file]
	if !done {
		p.text, p.err = parseText(r, file, *v, check, fill)
	}
	if p.err != nil {
		return p.err
	}
	*v = *p.text.value.(*T)
	r.cached.store(file, p.text)
	r.problems = append(r.problems, p.text.problems...)
	return nil
}

// parseText is readText, but for what it leaves in the reader: several files can be parsed at once.
func parseText[T entry](r *reader, file string, v T, check func(*textFile, *T),
	fill func(v *T, s *textFile, digest [sha256.Size]byte)) (*cachedFile, error) {
	known, fresh := r.cached.lookup(file)
	var now probe
	var err error
	if !fresh {
		if now, err = r.probe(file, known); err != nil {
			return nil, err
		}
	}
	as, ok := restored[T](known, r.room())
	switch ok = ok && r.knows(as); {
	case ok && fresh && known.value != nil:
		return known, nil
	case ok && (fresh || now.digest == known.digest):
		again := *known
		again.value, again.stale, again.stamp = as, false, cmp.Or(now.stamp, known.stamp)
		return &again, nil
	}
	data, err := now.bytes(r.fsys, file)
	if err != nil {
		return nil, err
	}
	digest := sha256.Sum256(data)
	s, ok := open(file, data)
	if ok {
		s.decodeInto(&v)
		if s.isMapping() {
			check(s, &v)
		}
		s.checkDrafts()
	}
	fill(&v, s, digest)
	read := &cachedFile{digest: digest, value: &v, problems: s.problems, stamp: now.stamp}
	if r.cached != nil && s.problems.Err() == nil {
		compact(r.cached, read, &v)
	}
	return read, nil
}

// compact has all texts of a value in one string, which is what the cache keeps, too. As they come
// out of the parser they are 40 strings a finding, and 100,000 findings would have the collector of
// garbage look at four million, some hundred times a build.
func compact[T entry](c *Cache, read *cachedFile, v *T) {
	read.packed = c.arena.clone(packed(v))
	if as, ok := restored[T](&cachedFile{packed: read.packed}, c.arena); ok && read.packed != "" {
		read.value = as
	}
}

func (r *reader) readRegister(file string) error {
	v := Register{}
	err := readText(r, file, &v, func(s *textFile, v *Register) {
		s.checkContact(v.Contact, "contact")
		reach := s.has("contact", "phone") || s.has("contact", "email") || s.has("contact", "address")
		if _, ok := s.node("contact").(*ast.MappingNode); ok && !reach {
			s.report(s.at("contact"), "contact-empty")
		}
		s.readBody()
	}, func(v *Register, s *textFile, digest [sha256.Size]byte) {
		v.Body, v.links, v.Digest = s.body, s.links, digest
	})
	v.Config, v.Inspections = r.register.Config, r.register.Inspections
	*r.register = v
	return err
}

// inspection gives the inspection of a folder, reading its index at the first call.
func (r *reader) inspection(dir string) (*Inspection, error) {
	if i := r.inspections[dir]; i != nil {
		return i, nil
	}
	file := path.Join(dir, indexName)
	i := &Inspection{ID: path.Base(dir)}
	err := readText(r, file, i,
		func(s *textFile, i *Inspection) {
			s.checkInspection(i)
			s.readBody()
		}, func(i *Inspection, s *textFile, digest [sha256.Size]byte) {
			i.Body, i.links, i.Digest = s.body, s.links, digest
		})
	r.checkID(dir, i.ID)
	r.inspections[dir] = i
	r.register.Inspections = append(r.register.Inspections, i)
	return i, r.missing(file, err)
}

// category gives the category of a folder, reading its index at the first call.
func (r *reader) category(dir string) (*Category, error) {
	if c := r.categories[dir]; c != nil {
		return c, nil
	}
	i, err := r.inspection(path.Dir(dir))
	if err != nil {
		return nil, err
	}
	file := path.Join(dir, indexName)
	c := &Category{ID: path.Base(dir)}
	err = readText(r, file, c,
		func(s *textFile, c *Category) {
			s.checkCategory(c)
			s.readBody()
		}, func(c *Category, s *textFile, digest [sha256.Size]byte) {
			c.Body, c.links, c.Digest = s.body, s.links, digest
		})
	c.Inspection = i
	r.checkID(dir, c.ID)
	r.categories[dir] = c
	i.Categories = append(i.Categories, c)
	return c, r.missing(file, err)
}

// missing reports the index that a folder does not have; it gives any other error back, but for
// what has been reported already.
func (r *reader) missing(file string, err error) error {
	if errors.Is(err, source.ErrNoFile) {
		return nil
	}
	if errors.Is(err, fs.ErrNotExist) {
		r.report(file, "index-missing")
		return nil
	}
	return err
}

// unread is the finding of a file that has not been read.
func unread(file string) Finding {
	return Finding{ID: strings.TrimSuffix(path.Base(file), path.Ext(file))}
}

// checkWhole checks a finding by itself, its texts and its body too.
func (r *reader) checkWhole(s *textFile, f *Finding) {
	if r.register.Config.Approval.Required {
		f.text = sha256.Sum256(s.publicText(categoryOf(s.file), nil))
	}
	s.checkFinding(f)
	s.readTexts(f)
	s.readBody()
}

// fillNamed is fillWhole of a finding whose file's name is its id, which is checked.
func fillNamed(f *Finding, s *textFile, digest [sha256.Size]byte) {
	fillWhole(f, s, digest)
	s.problems = append(s.problems, idProblems(s.file, f.ID)...)
}

// fillWhole puts in what is not a finding's front matter.
func fillWhole(f *Finding, s *textFile, digest [sha256.Size]byte) {
	f.Body, f.links, f.Digest = s.body, s.links, digest
	f.Body.File = s.file
}

func (r *reader) readFinding(file string) error {
	c, err := r.category(path.Dir(file))
	if err != nil {
		return err
	}
	f := &allot[Finding](r.room(), 1)[0]
	*f = unread(file)
	if err := readText(r, file, f, r.checkWhole, fillNamed); err != nil {
		return err
	}
	f.Category = c
	if path.Ext(file) != ".md" {
		r.report(file, "extension-wrong", path.Ext(file))
	}
	c.Findings = append(c.Findings, f)
	if first := r.findings[f.ID]; first != nil {
		r.report(file, "id-twice", f.ID, first.Body.File)
		return nil
	}
	r.findings[f.ID] = f
	return nil
}

func (c *Category) arrange() {
	slices.SortFunc(c.Findings, func(a, b *Finding) int {
		return cmp.Or(cmp.Compare(a.Weight, b.Weight), cmp.Compare(a.ID, b.ID))
	})
}

// arrange puts categories and findings in their order; the newest inspection comes first.
func (r *reader) arrange() {
	for _, i := range r.register.Inspections {
		for _, c := range i.Categories {
			c.arrange()
		}
		slices.SortFunc(i.Categories, func(a, b *Category) int {
			return cmp.Or(cmp.Compare(a.Weight, b.Weight), cmp.Compare(a.ID, b.ID))
		})
	}
	slices.SortFunc(r.register.Inspections, func(a, b *Inspection) int {
		return cmp.Or(cmp.Compare(b.From.First, a.From.First), cmp.Compare(a.ID, b.ID))
	})
}
