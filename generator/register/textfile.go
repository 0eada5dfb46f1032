package register

import (
	"bytes"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/adrg/frontmatter"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"

	"gongshi/generator/encoding"
	"gongshi/generator/problem"
)

// textFile is one author's file on its way to becoming a part of the register.
type textFile struct {
	file     string
	front    []byte // the YAML, without the delimiters
	body     Body
	root     ast.Node                // of the YAML; nil while that is unread or broken
	edits    []edit                  // that write what was understood in canonical form
	shifts   map[int][]shift         // of places, by line: see normalize
	spelled  map[*token.Token]string // keys that were written in another word
	informal bool                    // keys or records are not in canonical form
	slips    []slip                  // keys that were most likely meant
	links    []Link
	problems problem.List

	leftovers bool // there may be some
}

// report notes a problem at a place in the file.
func (s *textFile) report(at place, rule string, args ...any) {
	s.reportMeaning("", at, rule, args...)
}

// reportMeaning is report, with what the author most likely meant.
func (s *textFile) reportMeaning(mean string, at place, rule string, args ...any) {
	s.problems = append(s.problems, problem.Problem{File: s.file, Line: at.line, Column: at.column,
		Rule: rule, Args: args, Mean: mean})
}

// place is a line and a column, both from 1, the column in characters.
type place struct{ line, column int }

// cut splits a file into front matter and body. It gives false where there is no telling them
// apart.
func (s *textFile) cut(data []byte) bool {
	text, ok := s.decode(data)
	if !ok {
		return false
	}
	return s.cutText(text)
}

// cutText is cut for a text that has been decoded.
func (s *textFile) cutText(text string) bool {
	text, ok := s.delimited(text)
	if !ok {
		return false
	}
	rest, err := frontmatter.MustParse(strings.NewReader(text), &s.front,
		frontmatter.NewFormat("---", "---", keep))
	if err != nil {
		s.report(place{1, 1}, "front-matter-missing")
		return false
	}
	s.checkMerge(text)
	s.leftovers = hasLeftovers(text)
	head := len(text) - len(rest)
	s.body = Body{Text: string(rest), File: s.file, Line: 1 + strings.Count(text[:head], "\n")}
	return true
}

// keep hands the front matter over as it stands: goccy/go-yaml reads it, with positions.
func keep(data []byte, v any) error {
	*v.(*[]byte) = bytes.Clone(data)
	return nil
}

// decode gives the file's text in UTF-8 with plain line ends.
func (s *textFile) decode(data []byte) (string, bool) { return s.decoded(encoding.UTF8(data)) }

// decoded reports why bytes are no text.
func (s *textFile) decoded(text string, fault *encoding.Fault) (string, bool) {
	if fault != nil {
		s.report(place{fault.Line, fault.Column}, fault.Rule, fault.Args...)
	}
	s.checkCharacters(text, "", func(offset int) place { return placeAt(text, offset) })
	return text, fault == nil
}

// placeAt is where the byte at offset stands in text.
func placeAt(text string, offset int) place {
	line, column := encoding.Position(text, offset)
	return place{line, column}
}

// fence is a line that begins or ends front matter, for people: office programs make one dash of
// two hyphens.
var fence = regexp.MustCompile(`^(?:-{2,}|[-－–—―─━]*[－–—―─━][-－–—―─━]*)[ \t　]*$`)

// delimited looks for the two lines --- that hold the front matter, and gives the text with them in
// this form. It is stricter than the library that cuts: that one trims both ends of a line, and so
// would end the front matter within an indented text.
func (s *textFile) delimited(text string) (string, bool) {
	lines := strings.Split(text, "\n")
	if !fence.MatchString(lines[0]) {
		s.report(place{1, 1}, "front-matter-missing")
		return "", false
	}
	written := lines[0] == "---"
	lines[0] = "---"
	for i, line := range lines[1:] {
		bare := strings.TrimLeft(line, " \t　")
		switch {
		case !strings.HasPrefix(bare, "-") && (bare == "" || bare[0] < utf8.RuneSelf):
			continue // nearly every line, and the pattern takes its time
		case !fence.MatchString(bare) || bare != line && strings.TrimSpace(bare) != "---":
			continue
		case bare != line:
			s.report(place{i + 2, 1 + utf8.RuneCountInString(line[:len(line)-len(bare)])},
				"delimiter-indented")
			return "", false
		}
		if written && line == "---" {
			return text, true
		}
		lines[i+1] = "---"
		return strings.Join(lines, "\n"), true
	}
	s.report(place{1, 1}, "front-matter-unclosed")
	return "", false
}
