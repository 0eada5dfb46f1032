package render

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"gongshi/generator/problem"
)

// Theme is what the site's face is made of. Both are roots that hold layouts/, static/ and i18n/.
type Theme struct {
	BuiltIn fs.FS
	Own     fs.FS // the site's own files; may be nil. They win one by one.
}

// file is one file of the theme.
type file struct {
	data []byte
	own  bool // it is the site's own, not a built-in one
}

// overlay is files by their slash-separated path from the theme's root.
type overlay map[string]file

// read gives all files below the folders, the site's own in place of the built-in ones. A folder
// that is not there has no files.
func (t Theme) read(folders ...string) (overlay, error) {
	o := overlay{}
	for _, folder := range folders {
		if err := o.add(t.BuiltIn, folder, false); err != nil {
			return nil, fmt.Errorf("built-in theme: %w", err)
		}
		if t.Own == nil {
			continue
		}
		if err := o.add(t.Own, folder, true); err != nil {
			return nil, err
		}
	}
	return o, nil
}

func (o overlay) add(root fs.FS, folder string, own bool) error {
	return fs.WalkDir(root, folder, func(path string, d fs.DirEntry, err error) error {
		if path == folder && errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil || d.IsDir() || isLitter(d.Name()) {
			return err
		}
		data, err := fs.ReadFile(root, path)
		if folder != staticFolder {
			// Windows Notepad begins a file with it, and it would end up inside of the page.
			data = bytes.TrimPrefix(data, []byte("\ufeff"))
		}
		o[path] = file{data, own}
		return err
	})
}

// isLitter says whether a file is an editor's or a system's, not the site's.
func isLitter(name string) bool {
	switch name {
	case ".DS_Store", "Thumbs.db", "desktop.ini":
		return true
	}
	return strings.HasSuffix(name, "~") || strings.HasSuffix(name, ".swp") ||
		strings.HasPrefix(name, "~$")
}

// paths lists the overlay's files, sorted.
func (o overlay) paths() []string { return slices.Sorted(maps.Keys(o)) }

// name is how a problem names a file of the theme. The parentheses keep a built-in file from
// being taken for one that could be opened in the site's folder.
func (o overlay) name(path string) string {
	if f, known := o[path]; known && !f.own {
		return "(built in) " + path
	}
	return path
}

// unreadable finds what an old editor saved in another encoding: Hugo and esbuild would publish
// it as it is.
func (o overlay) unreadable(isText func(path string) bool) problem.List {
	var list problem.List
	for _, path := range o.paths() {
		text := o[path].data
		if !isText(path) || utf8.Valid(text) {
			continue
		}
		before := string(text[:bytes.IndexRune(text, utf8.RuneError)])
		line := strings.Count(before, "\n") + 1
		list = append(list, problem.Problem{
			File: o.name(path), Line: line, Rule: "encoding-unknown",
			Column: characters(before, line, len(before)-strings.LastIndex(before, "\n")-1),
		})
	}
	return list
}

// characters turns a column in bytes from 0 into one in characters from 1; 0 where there is no such
// place in the text.
func characters(text string, line, offset int) int {
	lines := strings.Split(text, "\n")
	if line < 1 || line > len(lines) || offset < 0 || offset > len(lines[line-1]) {
		return 0
	}
	return utf8.RuneCountInString(lines[line-1][:offset]) + 1
}
