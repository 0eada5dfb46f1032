package register

import (
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"strings"

	"gongshi/generator/source"
)

// Attachments lists the files that the finding names, relative to the source: they and no others
// are published.
func (f *Finding) Attachments() []string {
	var files []string
	for _, a := range f.attached() {
		files = append(files, path.Join(path.Dir(f.Body.File), a.name))
	}
	return files
}

// attached is where a finding names a file.
type attached struct {
	name string // as it is written
	at   []any
}

func (f *Finding) attached() []attached {
	var all []attached
	for i, d := range f.Documents {
		all = append(all, attached{d.File, []any{"documents", i, "file"}})
	}
	for i, e := range f.Evidence {
		all = append(all, attached{e.File, []any{"evidence", i, "file"}})
	}
	return slices.DeleteFunc(all, func(a attached) bool { return a.name == "" })
}

// checkAttachments looks for the files that findings name, and reports those that nothing names.
func (r *reader) checkAttachments() {
	named, hidden := map[string]bool{}, r.hiddenFiles()
	for _, f := range r.register.All() {
		for _, a := range f.attached() {
			file := path.Join(path.Dir(f.Body.File), a.name)
			named[file] = true
			r.checkAttachment(f, a, file, hidden)
		}
	}
	for _, file := range slices.Sorted(maps.Keys(r.others)) {
		if !named[file] {
			r.misplaced = append(r.misplaced, file)
		}
	}
	for _, file := range r.misplaced {
		r.reportStray(file)
	}
}

func (r *reader) checkAttachment(f *Finding, a attached, file string, hidden hiddenFiles) {
	inspection := path.Dir(path.Dir(f.Body.File))
	switch kind := TypeOf(file); {
	case !r.others[file]: // also where it is on the ignore list, or a link to somewhere else
		r.reportAt(f, "file-missing", a.at, a.name)
		return
	case !strings.HasPrefix(file, inspection+"/"):
		r.reportAt(f, "file-elsewhere", a.at, a.name)
	case !kind.Publishable:
		r.reportAt(f, "file-type", a.at, kind.Ext)
	}
	if f.Draft {
		return
	}
	if draft := hidden.drafts[file]; draft != "" {
		r.reportAt(f, "file-draft", a.at, a.name, draft)
	} else if other := r.sameFile(file, hidden); other != "" {
		r.reportAt(f, "file-linked", a.at, a.name, other)
	}
}

// hiddenFiles are those that must not be published under another name either.
type hiddenFiles struct {
	drafts map[string]string                // what drafts name, with the draft's file
	bySize map[int64]map[string]fs.FileInfo // these, the drafts and config.toml
}

func (r *reader) hiddenFiles() hiddenFiles {
	hidden := hiddenFiles{map[string]string{}, map[int64]map[string]fs.FileInfo{}}
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
	for _, f := range r.register.All() {
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
	info, err := fs.Stat(r.fsys, file)
	if err != nil {
		return ""
	}
	for other, known := range hidden.bySize[info.Size()] {
		if os.SameFile(info, known) {
			return other
		}
	}
	return ""
}
