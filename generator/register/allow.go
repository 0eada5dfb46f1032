package register

import (
	"errors"
	"io/fs"
	"strings"

	"gongshi/generator/problem"
	"gongshi/generator/source"
)

// Allowed is [source.AllowFile]: what may be published although it points to a private person.
type Allowed struct {
	Allowed []Allowance `json:"allowed,omitempty"`
}

// Allowance lets one value stand in some files for some time, on somebody's word.
type Allowance struct {
	Digest string `json:"digest"` // of the value, in hexadecimal digits: the value itself stays out
	Files  Texts  `json:"files"`  // relative to the source
	Reason string `json:"reason"`
	Who    string `json:"who"`   // allowed it
	Until  Day    `json:"until"` // the last day

	Line, Column int `json:"-"` // where it stands
}

// listKey makes a mapping of the file's list; what is read then stands a line further down, and
// front matter's own place is a second one.
const (
	listKey   = "allowed:\n"
	listLines = frontLine
)

// ReadAllowed reads the file; there need not be one. The error is the file system's, the list what
// is wrong with the file.
func ReadAllowed(fsys fs.FS) ([]Allowance, problem.List, error) {
	s := &textFile{file: source.AllowFile}
	info, err := fs.Lstat(fsys, source.AllowFile)
	if err == nil && !info.Mode().IsRegular() {
		s.report(place{1, 1}, "symlink")
		return nil, s.problems, nil
	}
	data, err := fs.ReadFile(fsys, source.AllowFile)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil, nil
	}
	if err != nil {
		return nil, nil, err
	}
	text, ok := s.decode(data)
	if !ok || strings.Trim(text, " \n") == "" {
		return nil, s.problems, nil
	}
	var v Allowed
	s.front = []byte(listKey + text)
	before := len(s.problems)
	if s.parse() {
		s.decodeInto(&v)
	}
	for i := range v.Allowed {
		at := s.at("allowed", i)
		v.Allowed[i].Line, v.Allowed[i].Column = at.line-listLines, at.column
	}
	for i := range s.problems[before:] {
		p := &s.problems[before+i]
		p.Line = max(1, p.Line-listLines)
	}
	return v.Allowed, s.problems, nil
}
