package register

import (
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"gongshi/generator/source"
)

// Attachments lists the files that the finding names, relative to the source: they and no others
// are published.
func (f *Finding) Attachments() []string {
	var files []string
	for _, a := range f.Attached() {
		files = append(files, a.File)
	}
	return files
}

// Attachments lists the files that findings of the register name, or named when they were approved.
func (r *Register) Attachments() []string {
	var files []string
	for _, f := range r.Filed() {
		files = append(append(files, f.Attachments()...), f.earlierAttachments()...)
	}
	return files
}

func (f *Finding) earlierAttachments() []string {
	if f.Earlier == nil {
		return nil
	}
	return f.Earlier.Attachments()
}

// Attached is where a finding names a file.
type Attached struct {
	Name string // as it is written
	File string // relative to the source
	at   []any
}

// Path is that of [Tree.At].
func (a Attached) Path() string { return fmt.Sprintf("%s[%d].%s", a.at...) }

// Place is where the name stands in its finding's file; zeros where that cannot be read.
func (a Attached) Place(fsys fs.FS, f *Finding) (line, column int) {
	at := placeIn(fsys, f, a.at)
	return at.line, at.column
}

// Attached lists where the finding names files.
func (f *Finding) Attached() []Attached {
	var all []Attached
	add := func(list string, i int, name string) {
		if name != "" {
			file := path.Join(path.Dir(f.Body.File), name)
			all = append(all, Attached{name, file, []any{list, i, "file"}})
		}
	}
	for i, d := range f.Documents {
		add("documents", i, d.File)
	}
	for i, e := range f.Evidence {
		add("evidence", i, e.File)
	}
	return all
}

// cleaned is the name of a copy without metadata: see [CleanName].
var cleaned = regexp.MustCompile(`\.clean\d*(\.[^./]*)$`)

// CleanName is the name of the nth copy of a file, or of one of its copies, that is cleaned of
// metadata: photo.clean.jpg, photo.clean2.jpg.
func CleanName(file string, n int) string {
	file = cleaned.ReplaceAllString(file, "$1")
	ext, number := path.Ext(file), ""
	if n > 1 {
		number = strconv.Itoa(n)
	}
	return strings.TrimSuffix(file, ext) + ".clean" + number + ext
}

// checkAttachments looks for the files that findings name, and reports those that nothing names.
func (r *reader) checkAttachments() {
	named, hidden := map[string]bool{}, r.hiddenFiles()
	kept := map[string]bool{} // originals of cleaned copies, by the name of the first copy
	for _, f := range r.register.Filed() {
		for _, file := range f.earlierAttachments() {
			named[file] = true
		}
		for _, a := range f.Attached() {
			named[a.File] = true
			if cleaned.MatchString(a.File) {
				kept[CleanName(a.File, 1)] = true
			}
			r.checkAttachment(f, a, a.File, hidden)
		}
	}
	for _, file := range slices.Sorted(maps.Keys(r.others)) {
		if !named[file] && !kept[CleanName(file, 1)] {
			r.misplaced = append(r.misplaced, file)
		}
	}
	for _, file := range r.misplaced {
		r.reportStray(file)
	}
}

func (r *reader) checkAttachment(f *Finding, a Attached, file string, hidden hiddenFiles) {
	inspection := path.Dir(path.Dir(f.Body.File))
	switch kind := TypeOf(file); {
	case !r.others[file]: // also where it is on the ignore list, or a link to somewhere else
		r.reportAt(f, "file-missing", a.at, a.Name)
		return
	case !strings.HasPrefix(file, inspection+"/"):
		r.reportAt(f, "file-elsewhere", a.at, a.Name)
	case !kind.Publishable:
		r.reportAt(f, "file-type", a.at, kind.Ext)
	}
	if f.Draft {
		return
	}
	if draft := hidden.drafts[file]; draft != "" {
		r.reportAt(f, "file-draft", a.at, a.Name, draft)
	} else if other := r.sameFile(file, hidden); other != "" {
		r.reportAt(f, "file-linked", a.at, a.Name, other)
	}
}

// hiddenFiles are those that must not be published under another name either.
type hiddenFiles struct {
	drafts map[string]string                // what drafts name, with the draft's file
	bySize map[int64]map[string]fs.FileInfo // these, the drafts and config.toml
	linked map[string]string                // see sameFile, of each file that was looked at
}

func (r *reader) hiddenFiles() hiddenFiles {
	hidden := hiddenFiles{map[string]string{}, map[int64]map[string]fs.FileInfo{},
		map[string]string{}}
	add := func(file string) {
		info, err := fs.Stat(r.fsys, file)
		if err != nil {
			return // nothing can be a link to it
		}
		if hidden.bySize[info.Size()] == nil {
			hidden.bySize[info.Size()] = map[string]fs.FileInfo{}
		}
		hidden.bySize[info.Size()][file] = info
	}
	add(source.ConfigFile)
	for _, f := range r.register.Filed() {
		if !f.Draft {
			continue
		}
		add(f.Body.File)
		for _, file := range f.Attachments() {
			hidden.drafts[file] = f.Body.File
			add(file)
		}
	}
	return hidden
}

// sameFile gives the hidden file that a file is a hard link to; empty where there is none.
func (r *reader) sameFile(file string, hidden hiddenFiles) string {
	other, known := hidden.linked[file]
	if known {
		return other
	}
	info, err := fs.Stat(r.fsys, file)
	if err != nil {
		return ""
	}
	for name, of := range hidden.bySize[info.Size()] {
		if os.SameFile(info, of) {
			other = name
		}
	}
	hidden.linked[file] = other
	return other
}
