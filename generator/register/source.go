package register

import (
	"bytes"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/adrg/frontmatter"
	"github.com/goccy/go-yaml/ast"
	"golang.org/x/text/encoding/simplifiedchinese"

	"gongshi/generator/problem"
)

// source is one author's file on its way to becoming a part of the register.
type source struct {
	file     string
	front    []byte // the YAML, without the delimiters
	body     Body
	root     ast.Node // of the YAML; nil while that is unread or broken
	links    []link
	problems problem.List
}

// report notes a problem at a place in the file.
func (s *source) report(at place, rule string, args ...any) {
	s.reportMeaning("", at, rule, args...)
}

// reportMeaning is report, with what the author most likely meant.
func (s *source) reportMeaning(mean string, at place, rule string, args ...any) {
	s.problems = append(s.problems, problem.Problem{File: s.file, Line: at.line, Column: at.column,
		Rule: rule, Args: args, Mean: mean})
}

// place is a line and a column, both from 1, the column in characters.
type place struct{ line, column int }

// cut splits a file into front matter and body. It gives false where there is no telling them apart.
func (s *source) cut(data []byte) bool {
	text, ok := s.decode(data)
	if !ok || !s.delimited(text) {
		return false
	}
	rest, err := frontmatter.MustParse(strings.NewReader(text), &s.front,
		frontmatter.NewFormat("---", "---", keep))
	if err != nil {
		s.report(place{1, 1}, "front-matter-missing")
		return false
	}
	head := len(text) - len(rest)
	s.body = Body{Text: string(rest), File: s.file, Line: 1 + strings.Count(text[:head], "\n")}
	return true
}

// keep hands the front matter over as it stands: goccy/go-yaml reads it, with positions.
func keep(data []byte, v any) error {
	*v.(*[]byte) = bytes.Clone(data)
	return nil
}

// decode gives the file's text in UTF-8 with plain line ends. A byte order mark and CRLF are what Windows
// editors write, and are right; another encoding is not guessed at.
func (s *source) decode(data []byte) (string, bool) {
	if bytes.HasPrefix(data, []byte("\xff\xfe")) || bytes.HasPrefix(data, []byte("\xfe\xff")) {
		s.report(place{1, 1}, "encoding-utf16")
		return "", false
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if !utf8.Valid(data) {
		s.reportEncoding(data)
		return "", false
	}
	text := strings.ReplaceAll(string(data), "\r\n", "\n")
	text = strings.ReplaceAll(text, "\r", "\n")
	if i := strings.IndexFunc(text, forbidden); i >= 0 {
		r, _ := utf8.DecodeRuneInString(text[i:])
		s.report(placeAt(text, i), "control-character", r)
		return "", false
	}
	return text, true
}

// forbidden are the control characters that no text has a use for.
func forbidden(r rune) bool { return r < ' ' && r != '\n' && r != '\t' || r == 0x7f }

// reportEncoding tells Windows' Chinese encoding from a damaged file: what has Chinese characters in UTF-8 before
// the fault, or ends within one, was UTF-8.
func (s *source) reportEncoding(data []byte) {
	good, wasUTF8 := 0, false
	for good < len(data) {
		r, size := utf8.DecodeRune(data[good:])
		if r == utf8.RuneError && size == 1 {
			break
		}
		wasUTF8 = wasUTF8 || size > 2
		good += size
	}
	wasUTF8 = wasUTF8 || !utf8.FullRune(data[good:])
	rule := "encoding-unknown"
	decoded, err := simplifiedchinese.GB18030.NewDecoder().Bytes(data)
	if err == nil && !wasUTF8 && !bytes.ContainsRune(decoded, utf8.RuneError) {
		rule = "encoding-gb18030"
	}
	s.report(placeAt(string(data[:good]), good), rule)
}

// placeAt is where the byte at offset stands in text.
func placeAt(text string, offset int) place {
	before := text[:offset]
	start := strings.LastIndex(before, "\n") + 1
	return place{1 + strings.Count(before, "\n"), 1 + utf8.RuneCountInString(before[start:])}
}

// delimited looks for the two lines --- that hold the front matter. It is stricter than the library that cuts:
// that one trims both ends of a line, and so would end the front matter within an indented text.
func (s *source) delimited(text string) bool {
	lines := strings.Split(text, "\n")
	if strings.TrimRight(lines[0], " \t") != "---" {
		s.report(place{1, 1}, "front-matter-missing")
		return false
	}
	for i, line := range lines[1:] {
		if strings.TrimSpace(line) != "---" {
			continue
		}
		if indent := strings.Index(line, "---"); indent > 0 {
			s.report(place{i + 2, indent + 1}, "delimiter-indented")
			return false
		}
		return true
	}
	s.report(place{1, 1}, "front-matter-unclosed")
	return false
}

// keyColon is a key that is followed by a full-width colon.
var keyColon = regexp.MustCompile(`^(\s*(?:- +)?)([a-z_]+)(\s*)：[ ]?`)

// mendLines reports, and puts right for the reading that follows, what stops YAML: full-width colons after known
// keys, and tabs that indent. So the rest of the file is checked in the same run.
func (s *source) mendLines(known map[string]bool) {
	lines := strings.Split(string(s.front), "\n")
	for i, line := range lines {
		if m := keyColon.FindStringSubmatch(line); m != nil && known[m[2]] {
			column := 1 + len(m[1]) + len(m[2]) + len(m[3])
			s.report(place{i + 2, column}, "colon-full-width", m[2])
			line = m[1] + m[2] + ": " + strings.TrimPrefix(line, m[0])
		}
		indent := len(line) - len(strings.TrimLeft(line, " \t"))
		if tab := strings.Index(line[:indent], "\t"); tab >= 0 && indent < len(line) {
			s.report(place{i + 2, tab + 1}, "tab-indent")
			line = strings.ReplaceAll(line[:indent], "\t", "  ") + line[indent:]
		}
		lines[i] = line
	}
	s.front = []byte(strings.Join(lines, "\n"))
}
