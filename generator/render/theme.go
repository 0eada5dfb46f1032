package render

import (
	"bytes"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"gongshi/generator/problem"
	"gongshi/generator/source"
)

// Theme is what the site's face is made of. Both are roots that hold layouts/, static/ and i18n/.
type Theme struct {
	BuiltIn fs.FS
	Own     fs.FS // the site's own files; may be nil. They win one by one.
	// Static is what of static/ may be published besides: see [source.Publishable].
	Static []string
}

// file is one file of the theme.
type file struct {
	data []byte
	own  bool // it is the site's own, not a built-in one
}

// overlay is files by their slash-separated path from the theme's root.
type overlay map[string]file

// read gives all files below the folders, the site's own in place of the built-in ones. A folder
// that is not there has no files. The problems are the symbolic links, which could lead anywhere on
// the machine, and names that are not UTF-8, which cannot be opened.
func (t Theme) read(folders ...string) (overlay, problem.List, error) {
	o := overlay{}
	var links problem.List
	for _, folder := range folders {
		if _, err := o.add(t.BuiltIn, folder, false); err != nil {
			return nil, nil, fmt.Errorf("built-in theme: %w", err)
		}
		if t.Own == nil {
			continue
		}
		list, err := o.add(t.Own, folder, true)
		if err != nil {
			return nil, nil, err
		}
		links = append(links, list...)
	}
	return o, links, nil
}

func (o overlay) add(root fs.FS, folder string, own bool) (problem.List, error) {
	var refused problem.List
	err := source.Walk(root, folder, func(path string, d fs.DirEntry) error {
		switch {
		case !utf8.ValidString(path):
			refused = append(refused, problemAt(path, "file-name"))
			return nil
		case source.IsLink(d.Type()):
			refused = append(refused, problemAt(path, "symlink"))
			return nil
		case !d.Type().IsRegular():
			return nil // reading a pipe would take for ever
		}
		data, err := fs.ReadFile(root, path)
		if folder != source.StaticDir {
			// Windows Notepad begins a file with it, and it would end up inside of the page.
			data = bytes.TrimPrefix(data, []byte("\ufeff"))
		}
		o[path] = file{data, own}
		return err
	})
	return refused, err
}

func problemAt(path, rule string) problem.Problem {
	return problem.Problem{File: path, Line: 1, Column: 1, Rule: rule}
}

// paths lists the overlay's files, sorted.
func (o overlay) paths() []string { return slices.Sorted(maps.Keys(o)) }

// ownPaths lists the site's own files, sorted.
func (o overlay) ownPaths() []string {
	return slices.DeleteFunc(o.paths(), func(path string) bool { return !o[path].own })
}

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
