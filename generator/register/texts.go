package register

import (
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml/ast"

	"gongshi/generator/markdown"
)

// readMarkdown checks a text of Markdown, notes its links and gives what [markdown.Read] makes of
// it; at tells where a byte of it stands.
func (s *textFile) readMarkdown(text string, at func(offset int) place) string {
	read := markdown.Read(text)
	for _, f := range read.Faults {
		s.report(at(f.Offset), f.Rule, f.Args...)
	}
	for _, l := range read.Links {
		link := Link{Raw: l.Raw, To: l.To, image: l.Image, at: at(l.Offset)}
		if !l.Elsewhere {
			link.resolve(s.file)
		}
		s.links = append(s.links, link)
	}
	return read.Text
}

// readBody reads the Markdown below the front matter.
func (s *textFile) readBody() {
	typed := s.body.Text
	at := func(offset int) place {
		at := placeAt(typed, offset)
		at.line += s.body.Line - 1
		return at
	}
	s.checkBelow(typed, at)
	s.body.Text = s.readMarkdown(typed, at)
	if s.leftovers {
		s.checkLeftovers(typed, at)
	}
}

// readTexts reads the Markdown in a finding's front matter.
func (s *textFile) readTexts(f *Finding) {
	s.readField(&f.Reason, "reason")
	s.readField(&f.Next, "next")
	for i := range f.Updates {
		s.readField(&f.Updates[i].Text, "updates", i, "text")
	}
	for i := range s.links {
		s.links[i].listed = true
	}
	for i := range f.Measures {
		s.readField(&f.Measures[i].Text, "measures", i, "text")
	}
	for i := range f.Answers {
		s.readField(&f.Answers[i].Answer, "answers", i, "answer")
	}
}

func (s *textFile) readField(text *Markdown, path ...any) {
	n, typed := s.node(path...), string(*text)
	if offset, ok := markdown.Note(typed); ok {
		// Each text is rendered by itself, and its notes would be numbered as the body's are.
		s.report(s.placeWithin(n, typed, offset), "footnote-elsewhere")
		return
	}
	*text = Markdown(s.readMarkdown(typed, func(offset int) place {
		return s.placeWithin(n, typed, offset)
	}))
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
			within.line += n.GetToken().Position.Line
			line := lines[within.line-1]
			indent := len(line) - len(strings.TrimLeft(line, " "))
			return s.written(place{within.line + frontLine - 1, within.column + indent})
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
