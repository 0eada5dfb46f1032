package register

import (
	"bytes"
	"strings"
	"unicode"
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
	root     ast.Node  // of the YAML; nil while that is unread or broken
	dates    []misdate // those whose meaning is certain
	links    []Link
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

// cut splits a file into front matter and body. It gives false where there is no telling them
// apart.
func (s *source) cut(data []byte) bool {
	text, ok := s.decode(data)
	if !ok {
		return false
	}
	return s.cutText(text)
}

// cutText is cut for a text that has been decoded.
func (s *source) cutText(text string) bool {
	if !s.delimited(text) {
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

// decode gives the file's text in UTF-8 with plain line ends. A byte order mark and CRLF are what
// Windows editors write, and are right; another encoding is not guessed at.
func (s *source) decode(data []byte) (string, bool) {
	if bytes.HasPrefix(data, []byte("\xff\xfe")) || bytes.HasPrefix(data, []byte("\xfe\xff")) {
		s.report(place{1, 1}, "encoding-utf16")
		return "", false
	}
	if !utf8.Valid(data) {
		s.reportEncoding(data)
		return "", false
	}
	return s.plain(string(data))
}

// plain takes byte order marks and carriage returns out of a text.
func (s *source) plain(text string) (string, bool) {
	text = strings.TrimLeft(text, "\ufeff")
	text = strings.ReplaceAll(text, "\r\n", "\n")
	text = strings.ReplaceAll(text, "\r", "\n")
	if i := strings.IndexFunc(text, forbidden); i >= 0 {
		r, _ := utf8.DecodeRuneInString(text[i:])
		s.report(placeAt(text, i), "control-character", r)
		return "", false
	}
	return text, true
}

// forbidden are the control characters that no text has a use for, and the code points that are no
// characters: HTML may hold neither.
func forbidden(r rune) bool {
	return r < ' ' && r != '\n' && r != '\t' || 0x7f <= r && r < 0xa0 ||
		0xfdd0 <= r && r <= 0xfdef || r&0xfffe == 0xfffe
}

// reportEncoding says where a file stops being UTF-8.
func (s *source) reportEncoding(data []byte) {
	rule := "encoding-unknown"
	if _, ok := FromGB18030(data); ok {
		rule = "encoding-gb18030"
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	good := goodUTF8(data)
	s.report(placeAt(string(data[:good]), good), rule)
}

// goodUTF8 is how many bytes stand before the first fault.
func goodUTF8(data []byte) int {
	good := 0
	for good < len(data) {
		r, size := utf8.DecodeRune(data[good:])
		if r == utf8.RuneError && size == 1 {
			break
		}
		good += size
	}
	return good
}

// FromGB18030 reads Windows' Chinese encoding, where a file that is not UTF-8 is certain to be in
// it. Nearly any bytes can be read as GB18030, so it must be told from a damaged file, which has
// Chinese in UTF-8 before the fault or ends within a character, and from other encodings: damaged
// UTF-8 and Latin-1 read as rare characters, while Chinese prose is made of the 7,000 common ones
// of GB 2312, both bytes of which lie above A0.
func FromGB18030(data []byte) (string, bool) {
	good := goodUTF8(data)
	if bytes.ContainsFunc(data[:good], func(r rune) bool { return r >= 0x800 }) ||
		!utf8.FullRune(data[good:]) {
		return "", false
	}
	decoded, err := simplifiedchinese.GB18030.NewDecoder().Bytes(data)
	if err != nil || bytes.ContainsFunc(decoded, notText) {
		return "", false
	}
	again, err := simplifiedchinese.GB18030.NewEncoder().Bytes(decoded)
	if err != nil || !bytes.Equal(again, data) {
		return "", false
	}
	common, rare := 0, 0
	for i := 0; i < len(data); i++ {
		switch {
		case data[i] < utf8.RuneSelf:
		case data[i+1] < '@': // a character of four bytes
			rare++
			i += 3
		default:
			if data[i] > 0xa0 && data[i+1] > 0xa0 {
				common++
			} else {
				rare++
			}
			i++
		}
	}
	return string(decoded), common >= 9*rare
}

// notText are what a wrong guess at an encoding leaves: replacements and characters for private
// use.
func notText(r rune) bool { return r == utf8.RuneError || unicode.Is(unicode.Co, r) }

// placeAt is where the byte at offset stands in text.
func placeAt(text string, offset int) place {
	before := text[:offset]
	start := strings.LastIndex(before, "\n") + 1
	return place{1 + strings.Count(before, "\n"), 1 + utf8.RuneCountInString(before[start:])}
}

// delimited looks for the two lines --- that hold the front matter. It is stricter than the
// library that cuts: that one trims both ends of a line, and so would end the front matter within
// an indented text.
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
