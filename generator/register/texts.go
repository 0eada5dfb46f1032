package register

import (
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml/ast"

	"gongshi/generator/markdown"
)

// checkMarkdown checks a text of Markdown and notes its links; at tells where a byte of it stands.
func (s *textFile) checkMarkdown(text string, at func(offset int) place) {
	faults, links := markdown.Check(text)
	for _, f := range faults {
		s.report(at(f.Offset), f.Rule, f.Args...)
	}
	for _, l := range links {
		link := Link{Raw: l.Raw, To: l.To, image: l.Image, at: at(l.Offset)}
		if !l.Elsewhere {
			link.resolve(s.file)
		}
		s.links = append(s.links, link)
	}
}

// checkBody checks the Markdown below the front matter.
func (s *textFile) checkBody() {
	s.checkMarkdown(s.body.Text, func(offset int) place {
		at := placeAt(s.body.Text, offset)
		at.line += s.body.Line - 1
		return at
	})
}

// checkTexts checks the Markdown in a finding's front matter.
func (s *textFile) checkTexts(f *Finding) {
	s.checkText(string(f.Reason), "reason")
	s.checkText(string(f.Next), "next")
	for i, u := range f.Updates {
		s.checkText(string(u.Text), "updates", i, "text")
	}
	for i := range s.links {
		s.links[i].listed = true
	}
	for i, m := range f.Measures {
		s.checkText(string(m.Text), "measures", i, "text")
	}
	for i, a := range f.Answers {
		s.checkText(string(a.Answer), "answers", i, "answer")
	}
}

func (s *textFile) checkText(text string, path ...any) {
	n := s.node(path...)
	if offset, ok := markdown.Note(text); ok {
		// Each text is rendered by itself, and its notes would be numbered as the body's are.
		s.report(s.placeWithin(n, text, offset), "footnote-elsewhere")
		return
	}
	s.checkMarkdown(text, func(offset int) place { return s.placeWithin(n, text, offset) })
}

// placeWithin is where an offset of a value stands: exact in a text on one line and in a block
// that keeps its lines; elsewhere the lines were joined, and it is the value's own place.
func (s *textFile) placeWithin(n ast.Node, text string, offset int) place {
	at, within := s.place(n), placeAt(text, offset)
	switch n := n.(type) {
	case *ast.LiteralNode:
		if strings.HasPrefix(n.Start.Value, "|") {
			// The blank lines at its beginning are no part of the text.
			whole := n.Value.Value
			within.line += strings.Count(whole[:strings.Index(whole, text)], "\n")
			lines := strings.Split(string(s.front), "\n")
			line := lines[at.line-frontLine+within.line]
			indent := len(line) - len(strings.TrimLeft(line, " "))
			return place{at.line + within.line, within.column + indent}
		}
	case *ast.StringNode:
		if within.line == 1 && utf8.RuneCountInString(strings.TrimSpace(n.Token.Origin)) <=
			utf8.RuneCountInString(text)+2 {
			quote := 0
			if strings.HasPrefix(strings.TrimSpace(n.Token.Origin), `"`) ||
				strings.HasPrefix(strings.TrimSpace(n.Token.Origin), `'`) {
				quote = 1
			}
			return place{at.line, at.column + within.column - 1 + quote}
		}
	}
	return at
}
