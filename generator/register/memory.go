package register

import (
	"crypto/sha256"
	"errors"
	"io/fs"
	"maps"
	"strings"

	"gongshi/generator/problem"
)

// Memory keeps what each file was read as, so that reading a source again costs what has changed in
// it. Its registers share their texts, which nobody changes, and nothing else. The zero Memory is
// ready for use, by one reader at a time.
type Memory struct {
	files map[string]*remembered
	walk  int // counts readings
}

// remembered is one file's share of a register.
type remembered struct {
	digest   [sha256.Size]byte // of the file's bytes
	value    any               // a Register, Inspection, Category or Finding; its own file alone
	problems problem.List
	stale    bool // the file may have changed
	walk     int  // in which the file was last there
}

// Forget has the next reading look at the files again that lie at a path or below it: those that
// may have changed. What has the same bytes is still not parsed again.
func (m *Memory) Forget(path string) {
	for file, known := range m.files {
		if file == path || strings.HasPrefix(file, path+"/") || path == "." {
			known.stale = true
		}
	}
}

// Read is [Read], but for files that are known and not forgotten.
func (m *Memory) Read(fsys fs.FS) (*Register, error) {
	if m.files == nil {
		m.files = map[string]*remembered{}
	}
	m.walk++
	r, err := newReader(fsys, m).read()
	var problems problem.List
	if err == nil || errors.As(err, &problems) { // no file was left out
		maps.DeleteFunc(m.files, func(_ string, known *remembered) bool {
			return known.walk != m.walk
		})
	}
	return r, err
}

// known gives what a file was read as, and whether that may be taken without looking at the file;
// nil where it was not read.
func (m *Memory) known(file string) (known *remembered, fresh bool) {
	if m == nil || m.files[file] == nil {
		return nil, false
	}
	m.files[file].walk = m.walk
	return m.files[file], !m.files[file].stale
}

func (m *Memory) remember(file string, read *remembered) {
	if m != nil {
		read.walk = m.walk
		m.files[file] = read
	}
}
