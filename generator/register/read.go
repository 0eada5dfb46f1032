package register

import (
	"cmp"
	"errors"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"

	"gongshi/generator/problem"
)

// contentDir is where the register lies in its source, and indexName the file that speaks for a
// folder.
const (
	contentDir = "content"
	indexName  = "_index.md"
)

// fileLimit is the largest text that is read, in bytes: about 350,000 Chinese characters, a
// thousand times a finding. What is larger is something else under a wrong name.
const fileLimit = 1 << 20

// reader gathers a register from its files, and the problems of all of them.
type reader struct {
	fsys        fs.FS
	register    *Register
	inspections map[string]*Inspection // by folder
	categories  map[string]*Category   // by folder
	findings    map[string]*Finding    // by id
	others      []string               // files that are no text of the register
	ids         []string               // of all findings, sorted; made when first needed
	problems    problem.List
	keys        map[string]bool // all that front matter may have
}

// Read reads config.toml and content/ of a source. The error is a problem.List of everything that
// is wrong in any file, or the file system's own. The register is never nil; with an error it
// holds what could be read.
func Read(fsys fs.FS) (*Register, error) {
	r := &reader{
		fsys:        fsys,
		register:    &Register{},
		inspections: map[string]*Inspection{},
		categories:  map[string]*Category{},
		findings:    map[string]*Finding{},
		keys:        knownKeys(),
	}
	if err := r.readConfig(); err != nil {
		return r.register, err
	}
	if err := r.walk(); err != nil {
		return r.register, err
	}
	r.arrange()
	r.checkTogether()
	return r.register, r.problems.Err()
}

// report notes a problem with a file as such; its place is the file's beginning, where an editor
// opens it.
func (r *reader) report(file string, rule string, args ...any) {
	r.problems = append(r.problems, problem.Problem{File: file, Line: 1, Column: 1, Rule: rule,
		Args: args})
}

// walk reads every file below content/ in the order of the names, so that two runs agree.
func (r *reader) walk() error {
	if _, err := fs.Stat(r.fsys, path.Join(contentDir, indexName)); errors.Is(err, fs.ErrNotExist) {
		r.report(path.Join(contentDir, indexName), "index-missing")
	}
	err := fs.WalkDir(r.fsys, contentDir, func(file string, d fs.DirEntry, err error) error {
		switch {
		case errors.Is(err, fs.ErrNotExist) && file == contentDir:
			return fs.SkipAll
		case err != nil:
			return err
		case file != contentDir && ignored(d.Name()):
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		case d.Type()&fs.ModeSymlink != 0:
			r.report(file, "symlink")
			return nil
		case d.IsDir():
			return nil
		}
		return r.readFile(file)
	})
	return err
}

// ignored are the files that systems and editors leave behind; none is ever published.
func ignored(name string) bool {
	return strings.HasPrefix(name, ".") || strings.HasPrefix(name, "~$") ||
		strings.HasSuffix(name, "~") || strings.HasSuffix(name, ".tmp") ||
		name == "Thumbs.db" || name == "desktop.ini"
}

// readFile reads one file as what its place in the tree makes it.
func (r *reader) readFile(file string) error {
	if !strings.EqualFold(path.Ext(file), ".md") {
		r.others = append(r.others, file)
		return nil
	}
	parts := strings.Split(file, "/")[1:]
	index := parts[len(parts)-1] == indexName
	switch {
	case index && len(parts) == 1:
		return r.readRegister(file)
	case index && len(parts) == 2:
		_, err := r.inspection(path.Dir(file))
		return err
	case index && len(parts) == 3:
		_, err := r.category(path.Dir(file))
		return err
	case !index && len(parts) == 3:
		return r.readFinding(file)
	}
	r.report(file, "file-stray")
	return nil
}

// IsFinding says whether a file, by its path relative to the source, is a finding's.
func IsFinding(file string) bool {
	return strings.Count(file, "/") == 3 && strings.HasPrefix(file, contentDir+"/") &&
		path.Base(file) != indexName && strings.EqualFold(path.Ext(file), ".md")
}

// open reads a file and its front matter. The source is nil where there is no going on.
func (r *reader) open(file string) (*source, bool, error) {
	data, err := fs.ReadFile(r.fsys, file)
	if err != nil {
		return nil, false, err
	}
	s := &source{file: file}
	if len(data) > fileLimit {
		s.report(place{1, 1}, "file-large", (len(data)+1023)>>10, fileLimit>>10)
		return s, false, nil
	}
	if !s.cut(data) {
		return s, false, nil
	}
	s.mendLines(r.keys)
	return s, s.parse(), nil
}

// readText reads a file into the struct that v points to, has it checked, and keeps the problems.
func (r *reader) readText(file string, v any, check func(*source)) (*source, error) {
	s, ok, err := r.open(file)
	if err != nil {
		return nil, err
	}
	if ok {
		s.decodeInto(v)
		if s.isMapping() {
			check(s)
		}
	}
	r.problems = append(r.problems, s.problems...)
	return s, nil
}

func (r *reader) readRegister(file string) error {
	v := r.register
	s, err := r.readText(file, v, func(s *source) {
		s.required(requiredKeys["register"])
		s.checkContact(v.Contact, "contact")
		reach := v.Contact.Phone + v.Contact.Email + v.Contact.Address
		if s.has("contact") && reach == "" {
			s.report(s.at("contact"), "contact-empty")
		}
		s.checkBody()
	})
	if err == nil {
		v.Body = s.body
		v.links = s.links
	}
	return err
}

// inspection gives the inspection of a folder, reading its index at the first call.
func (r *reader) inspection(dir string) (*Inspection, error) {
	if i := r.inspections[dir]; i != nil {
		return i, nil
	}
	i := &Inspection{ID: path.Base(dir)}
	r.inspections[dir] = i
	r.register.Inspections = append(r.register.Inspections, i)
	r.checkID(dir, i.ID)
	s, err := r.readIndex(dir, i, func(s *source) {
		s.checkInspection(i)
		s.checkBody()
	})
	if s != nil {
		i.Body, i.links = s.body, s.links
	}
	return i, err
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
	c := &Category{ID: path.Base(dir), Inspection: i}
	r.categories[dir] = c
	i.Categories = append(i.Categories, c)
	r.checkID(dir, c.ID)
	s, err := r.readIndex(dir, c, func(s *source) {
		s.checkCategory(c)
		s.checkBody()
	})
	if s != nil {
		c.Body, c.links = s.body, s.links
	}
	return c, err
}

func (r *reader) readIndex(dir string, v any, check func(*source)) (*source, error) {
	file := path.Join(dir, indexName)
	s, err := r.readText(file, v, check)
	if errors.Is(err, fs.ErrNotExist) {
		r.report(file, "index-missing")
		return nil, nil
	}
	return s, err
}

func (r *reader) readFinding(file string) error {
	c, err := r.category(path.Dir(file))
	if err != nil {
		return err
	}
	f := &Finding{ID: strings.TrimSuffix(path.Base(file), path.Ext(file)), Category: c}
	s, err := r.readText(file, f, func(s *source) {
		s.checkFinding(f)
		s.checkTexts(f)
		s.checkBody()
	})
	if err != nil {
		return err
	}
	f.Body, f.links = s.body, s.links
	f.Body.File = file
	r.checkID(file, f.ID)
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

// arrange puts categories and findings in their order; the newest inspection comes first.
func (r *reader) arrange() {
	for _, i := range r.register.Inspections {
		for _, c := range i.Categories {
			slices.SortFunc(c.Findings, func(a, b *Finding) int {
				return cmp.Or(cmp.Compare(a.Weight, b.Weight), cmp.Compare(a.ID, b.ID))
			})
		}
		slices.SortFunc(i.Categories, func(a, b *Category) int {
			return cmp.Or(cmp.Compare(a.Weight, b.Weight), cmp.Compare(a.ID, b.ID))
		})
	}
	slices.SortFunc(r.register.Inspections, func(a, b *Inspection) int {
		return cmp.Or(cmp.Compare(b.From.First, a.From.First), cmp.Compare(a.ID, b.ID))
	})
}

// idForm is what an id looks like: it becomes a part of an address, on every system.
var idForm = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// reserved are the names that the site uses itself, and those that Windows keeps for devices.
var reserved = regexp.MustCompile(
	`^(index|notice|findings|status|data|con|prn|aux|nul|com[0-9]|lpt[0-9])$`)

// idLimit is how long an id may be: the whole path must fit into Windows' 260 characters.
const idLimit = 64

func (r *reader) checkID(file, id string) {
	switch {
	case !idForm.MatchString(id) || len(id) > idLimit:
		r.report(file, "id-form", id)
	case reserved.MatchString(id):
		r.report(file, "id-reserved", id)
	}
}
