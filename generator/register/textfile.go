package register

import (
	"bytes"
	"strings"

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
	added    int                     // 1 where the first line --- is missing, and is put in
	moved    bool                    // that line was missing, or not the first
	splits   []int                   // lines that are parsed and are no line of their own
	shifts   map[int][]shift         // of places, by the line that is parsed
	spelled  map[*token.Token]string // keys that were written in another word
	unstated Texts                   // keys whose value is [NotStated]
	informal bool                    // keys or records are not in canonical form
	slips    []slip                  // keys that were most likely meant
	links    []Link
	problems problem.List

	drafts []int // lines of the front matter that say nothing but that something is a draft

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
	return ok && s.checkLimits(text) && s.cutText(text)
}

// cutText is cut for a text that has been decoded.
func (s *textFile) cutText(text string) bool {
	s.checkMerge(text)
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
	s.leftovers = hasLeftovers(text)
	head := len(text) - len(rest)
	s.body = Body{Text: string(rest), File: s.file, Line: 1 - s.added + strings.Count(text[:head], "\n")}
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
