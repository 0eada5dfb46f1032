package register

import (
	"errors"
	"io/fs"
	"path"
	"regexp"
	"strings"
	"unicode/utf8"

	"gongshi/generator/problem"
	"gongshi/generator/source"
)

// indexName is the file that speaks for its folder.
const indexName = "_index.md"

// reader gathers a register from its files, and the problems of all of them.
type reader struct {
	fsys        fs.FS
	register    *Register
	inspections map[string]*Inspection // by folder
	categories  map[string]*Category   // by folder
	findings    map[string]*Finding    // by id
	others      map[string]bool        // files that are no text of the register
	aliases     map[string]*Finding    // by an id that they had before
	ids         []string               // of all findings, sorted; made when first needed
	misplaced   []string               // texts that lie where none belongs
	problems    problem.List
	cached      *Cache            // nil for one reading only
	parsed      map[string]parsed // findings, by file
}

// Read reads config.toml and content/ of a source. The error is a problem.List of everything that
// is wrong in any file, or the file system's own. The register is never nil; with an error it
// holds what could be read.
func Read(fsys fs.FS) (*Register, error) { return newReader(fsys, nil).read() }

func newReader(fsys fs.FS, cached *Cache) *reader {
	known := 0
	if cached != nil {
		known = len(cached.files)
	}
	return &reader{
		fsys:        fsys,
		register:    &Register{},
		inspections: map[string]*Inspection{},
		categories:  map[string]*Category{},
		findings:    make(map[string]*Finding, known),
		aliases:     map[string]*Finding{},
		others:      map[string]bool{},
		cached:      cached,
	}
}

func (r *reader) read() (*Register, error) {
	if err := r.readConfig(); err != nil {
		return r.register, err
	}
	if err := errors.Join(r.checkTheme(), r.walk()); err != nil {
		return r.register, err
	}
	r.arrange()
	r.register.inheritDrafts()
	for _, c := range r.register.categories() {
		c.withdraw()
	}
	if err := r.checkApproval(); err != nil {
		return r.register, err
	}
	r.checkTogether()
	r.nameFindings()
	r.register.Remarks = r.problems.Remarks()
	return r.register, r.problems.Err()
}

// nameFindings puts the titles of the findings to their problems.
func (r *reader) nameFindings() {
	if len(r.problems) == 0 {
		return
	}
	titles := map[string]string{}
	for _, p := range r.problems {
		titles[p.File] = ""
	}
	for _, f := range r.register.Filed() {
		if _, wanted := titles[f.Body.File]; wanted && !f.Erased() { // or it would be in every log
			titles[f.Body.File] = f.Title
		}
	}
	for i, p := range r.problems {
		r.problems[i].Title = titles[p.File]
	}
}

// report notes a problem with a file as such; its place is the file's beginning, where an editor
// opens it.
func (r *reader) report(file string, rule string, args ...any) {
	r.problems = append(r.problems, problem.Problem{File: file, Line: 1, Column: 1, Rule: rule,
		Args: args})
}

// refused reports a place that is a link, or no file: see [source.IsLink].
func (r *reader) refused(place string) bool {
	info, err := fs.Lstat(r.fsys, place)
	return err == nil && !r.openable(place, fs.FileInfoToDirEntry(info))
}

// walk reads every file below content/ in the order of the names, so that two runs agree.
func (r *reader) walk() error {
	if r.refused(source.ContentDir) {
		return nil
	}
	index := path.Join(source.ContentDir, indexName)
	if _, err := fs.Stat(r.fsys, index); errors.Is(err, fs.ErrNotExist) {
		r.report(index, "index-missing")
	}
	files, err := r.list()
	if err != nil {
		return err
	}
	var findings []string
	for _, file := range files {
		if IsFinding(file) {
			findings = append(findings, file)
		}
	}
	r.parseFindings(findings)
	for _, file := range files {
		if err := r.readFile(file); err != nil {
			return err
		}
	}
	r.parsed = nil
	return nil
}

// list lists the files of the register, in the order of the names.
func (r *reader) list() ([]string, error) {
	if files := r.cached.list(r); files != nil {
		return files, nil
	}
	var files []string
	before := len(r.problems)
	err := source.Walk(r.fsys, source.ContentDir, func(file string, d fs.DirEntry) error {
		if r.openable(file, d) {
			files = append(files, file)
			if !isText(file) {
				r.others[file] = d.Type().IsRegular()
			}
		}
		return nil
	})
	files = r.dropCopies(files)
	if r.cached != nil && err == nil && len(r.problems) == before {
		r.cached.listing = &listing{files, r.others}
	}
	return files, err
}

// openable reports what cannot be read, or must not.
func (r *reader) openable(file string, d fs.DirEntry) bool {
	switch {
	case !utf8.ValidString(file):
		r.report(file, "file-name")
	case source.IsLink(d.Type()):
		r.report(file, "symlink")
	case source.IsSpecial(d.Type()):
		r.report(file, "file-kind")
	default:
		return true
	}
	return false
}

// checkTheme reports files of the site's own theme that cannot be read, or must not be published.
func (r *reader) checkTheme() error {
	check := func(file string, d fs.DirEntry) error {
		name, static := strings.CutPrefix(file, source.StaticDir+"/")
		if r.openable(file, d) && static &&
			!source.Publishable(name, r.register.Config.Static) {
			r.report(file, "static-name", name)
		}
		return nil
	}
	return errors.Join(source.Walk(r.fsys, source.StaticDir, check),
		source.Walk(r.fsys, source.LayoutsDir, check), source.Walk(r.fsys, source.I18nDir, check))
}

// readFile reads one file as what its place in the tree makes it.
func (r *reader) readFile(file string) error {
	if !isText(file) {
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
	r.misplaced = append(r.misplaced, file)
	return nil
}

// IsFinding says whether a file, by its path relative to the source, is a finding's.
func IsFinding(file string) bool {
	return strings.Count(file, "/") == 3 && strings.HasPrefix(file, source.ContentDir+"/") &&
		path.Base(file) != indexName && isText(file)
}

func isText(file string) bool { return strings.EqualFold(path.Ext(file), ".md") }

// idForm is what an id looks like: it becomes a part of an address, on every system.
var idForm = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// reserved are the names that the site uses itself, and those that Windows keeps for devices.
var reserved = regexp.MustCompile(
	`^(index|notice|findings|offices|status|data|con|prn|aux|nul|com[0-9]|lpt[0-9])$`)

// IDLimit is how long an id may be: the whole path must fit into Windows' 260 characters.
const IDLimit = 64

func (r *reader) checkID(file, id string) {
	r.problems = append(r.problems, idProblems(file, id)...)
}

func idProblems(file, id string) problem.List {
	r := &reader{}
	switch {
	case !idForm.MatchString(id) || len(id) > IDLimit:
		r.report(file, "id-form", id)
	case reserved.MatchString(id):
		r.report(file, "id-reserved", id)
	}
	return r.problems
}

// CheckID says what is wrong with an id as such; an empty list where nothing is.
func CheckID(id string) problem.List {
	return placeless(idProblems("", id))
}

// CheckStatus says what is wrong with a status; an empty list where nothing is.
func CheckStatus(status Status) problem.List {
	s := &textFile{}
	s.checkStatus(status)
	return placeless(s.problems)
}

// placeless is for words that stand in no file.
func placeless(list problem.List) problem.List {
	for i := range list {
		list[i].Line, list[i].Column = 0, 0
	}
	return list
}
