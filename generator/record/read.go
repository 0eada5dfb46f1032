package record

import (
	"bytes"
	"encoding/json"
	"errors"
	"io/fs"
	"regexp"
	"slices"
	"unicode/utf8"

	"gongshi/generator/problem"
	"gongshi/generator/source"
)

// Read reads the record of a source; nil where there is none. The list is what is wrong with the
// file: then there is no record to be trusted. The error is the file system's.
func Read(fsys fs.FS) (*Record, problem.List, error) {
	info, err := fs.Lstat(fsys, File)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil, nil
	}
	if err != nil {
		return nil, nil, err
	}
	if source.IsLink(info.Mode()) {
		return nil, problem.List{at(1, 1, "symlink")}, nil
	}
	data, err := fs.ReadFile(fsys, File)
	if err != nil {
		return nil, nil, err
	}
	r, list := parse(data)
	return r, list, nil
}

func at(line, column int, rule string, args ...any) problem.Problem {
	return problem.Problem{File: File, Line: line, Column: column, Rule: rule, Args: args}
}

var versioned = regexp.MustCompile(`^\{"version":(\d+)`)

// isConflict says whether a line is one of those that git leaves where it cannot merge.
func isConflict(line []byte) bool {
	for _, mark := range []string{"<<<<<<<", "=======", ">>>>>>>", "|||||||"} {
		if bytes.HasPrefix(line, []byte(mark)) {
			return true
		}
	}
	return false
}

// parse reads the file's lines. Their checksums hold, or the file is none that was sealed; only
// line ends and a byte order mark may be other ones.
func parse(data []byte) (*Record, problem.List) {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if bytes.IndexByte(data, '\r') >= 0 {
		data = bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n"))
	}
	if !bytes.HasSuffix(data, []byte("\n")) {
		data = append(data, '\n')
	}
	m := versioned.FindSubmatch(data)
	if m != nil && string(m[1]) != "1" && string(m[1]) != "2" {
		return nil, problem.List{at(1, 1, "record-version", string(m[1]), version)}
	}
	lines := bytes.Split(bytes.TrimSuffix(data, []byte("\n")), []byte("\n"))
	if i := slices.IndexFunc(lines, isConflict); i >= 0 {
		return nil, problem.List{at(i+1, 1, "record-conflict")}
	}
	if m == nil || string(m[1]) == "1" && string(lines[0]) != oldHead {
		return nil, problem.List{at(1, 1, "record-edited")}
	}
	r := &Record{make([]line, 0, len(lines)), data, string(m[1]) == "1"}
	if len(lines) < 3 || string(lines[len(lines)-1]) != foot {
		return nil, problem.List{at(len(lines), 1, "record-edited")}
	}
	entries := lines[1 : len(lines)-1]
	for i, text := range entries {
		number := i + 2
		bare, comma := bytes.CutSuffix(text, []byte(","))
		l, p := parseLine(bare, number)
		if p.Rule != "" {
			return nil, problem.List{p}
		}
		last := i == len(entries)-1
		if comma == last || i > 0 && compareLines(r.lines[i-1], l) >= 0 {
			return nil, problem.List{at(number, 1, "record-edited")}
		}
		r.lines = append(r.lines, l)
	}
	if !r.old && string(lines[0]) != head(r.lines) {
		return nil, problem.List{at(1, 1, "record-lines", int64(len(r.lines)))}
	}
	return r, nil
}

const sumSize = 12 // characters of a checksum

// parseLine takes a line whose checksum holds as it is: it was written by this package. Of another
// it says where it breaks the grammar of JSON.
func parseLine(text []byte, number int) (line, problem.Problem) {
	rest, has := bytes.CutPrefix(text, []byte(sumKey))
	if n := sumSize + len(`",`); has && len(rest) > n &&
		string(rest[:n]) == checksum(rest[n:])+`",` {
		return line{string(value(rest[n:], `"kind":"`)), string(value(rest[n:], `"id":"`)), text},
			problem.Problem{}
	}
	var e Entry
	if err := json.Unmarshal(text, &e); err == nil {
		return line{}, at(number, 1, "record-edited")
	} else if syntax, is := errors.AsType[*json.SyntaxError](err); is {
		column := utf8.RuneCount(text[:max(0, min(int(syntax.Offset)-1, len(text)))]) + 1
		return line{}, at(number, column, "record-edited")
	}
	return line{}, at(number, 1, "record-edited")
}

// in is the category that a finding was recorded in.
func (l line) in() string {
	_, rest, _ := bytes.Cut(l.text, []byte(`",`)) // the checksum
	return string(value(rest, `"in":"`))
}

// value is that of one of the first keys of a line that was written by this package.
func value(text []byte, key string) []byte {
	fields, _, _ := bytes.Cut(text, []byte(`"first"`))
	_, rest, _ := bytes.Cut(fields, []byte(key))
	value, _, _ := bytes.Cut(rest, []byte(`"`))
	return value
}
