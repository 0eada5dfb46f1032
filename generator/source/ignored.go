package source

import (
	"errors"
	"io/fs"
	"path"
	"strings"
	"unicode/utf8"
)

// ignoreList are the names that programs use on the way to the real one, or leave beside it, in
// lower case: what a name begins and ends with.
var ignoreList = []struct{ prefix, suffix string }{
	{".", ""},            // passwords (.env), histories (.git), editors' and file managers' notes
	{"", "~"},            // Vim's, Emacs's and Kate's copy of what was
	{"", ".swp"},         // Vim while a file is open
	{"", ".swo"},         // the same, opened twice
	{"", ".swx"},         // the same, while Vim looks for a free one
	{"#", "#"},           // Emacs's copy of what is not saved yet
	{"~$", ""},           // Word's owner file
	{"~wr", ".tmp"},      // Word's WRL and WRD: the text of the document
	{"", ".tmp"},         // LibreOffice and many others
	{"", "___jb_tmp___"}, // JetBrains
	{"", "___jb_old___"}, // JetBrains
	{"", ".bak"},         // Notepad++, UltraEdit, AutoCAD: the text before
	{"", ".orig"},        // git's and patch's text before a merge
	{"", ".rej"},         // what patch could not put in
	{"", ".crdownload"},  // Chromium, while it downloads
	{"", ".part"},        // Firefox, likewise
}

// Ignored says whether a file or folder is on the ignore list, by its slash-separated path relative
// to the source: an editor's or a system's, which is neither read nor published nor watched, nor is
// anything below it. The last part of the path alone is judged, and case does not count: Windows
// writes ~WRL0001.TMP at times.
func Ignored(name string) bool {
	base := strings.ToLower(path.Base(name))
	switch {
	case name == WellKnownDir, name == ".":
		return false
	case base == "thumbs.db", base == "desktop.ini", // Windows Explorer
		base == "__macosx",     // what macOS puts into a zip beside the files
		base == "node_modules", // npm's packages
		base == "4913":         // Vim tries with it whether it may write into the folder
		return true
	}
	for _, affix := range ignoreList {
		if strings.HasPrefix(base, affix.prefix) && strings.HasSuffix(base, affix.suffix) &&
			len(base) >= len(affix.prefix)+len(affix.suffix) {
			return true
		}
	}
	_, process, found := strings.Cut(base, ".tmp.") // write, then rename: note.md.tmp.8123
	return found && strings.Trim(process, "0123456789.") == ""
}

// Leftover says whether a name is on the ignore list though people see it in their folder. One that
// begins with a dot is hidden, and nobody wonders why it is not on the site.
func Leftover(name string) bool {
	return Ignored(name) && !strings.HasPrefix(path.Base(name), ".")
}

// Leftovers lists the leftovers at the places of a source, sorted by place and name. A folder
// stands for all in it.
func Leftovers(fsys fs.FS) ([]string, error) {
	var left []string
	for _, place := range Inputs() {
		err := fs.WalkDir(fsys, place, func(name string, d fs.DirEntry, err error) error {
			switch {
			case errors.Is(err, fs.ErrNotExist) && d == nil:
				return fs.SkipAll // there need not be such a place
			case err != nil:
				return err
			case !utf8.ValidString(name) && d.IsDir():
				return fs.SkipDir // no fs.FS can open it: see [Walk]
			case !Ignored(name):
				return nil
			}
			if Leftover(name) {
				left = append(left, name)
			}
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return left, nil
}
