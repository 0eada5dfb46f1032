package markdown

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	tables "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// PlainText gives Markdown as a reader would say it aloud: without marks, each paragraph and item
// on a line of its own, the cells of a table row parted by a space. A link gives its text.
func PlainText(markdown string) string {
	if said, simple := simply(markdown); simple {
		return said
	}
	return parsedText(markdown)
}

func parsedText(markdown string) string {
	s := speech{source: []byte(Emphasis(markdown))}
	_ = ast.Walk(siteParser.Parse(text.NewReader(s.source)),
		func(n ast.Node, entering bool) (ast.WalkStatus, error) {
			if entering {
				s.enter(n)
			} else {
				s.leave(n)
			}
			return ast.WalkContinue, nil
		})
	return strings.TrimSpace(s.said.String())
}

// simply says a text that has no marks: paragraphs of lines that begin with a letter. Most of a
// register is such: parsing all of it for the exports would take a third of their time.
func simply(markdown string) (said string, simple bool) {
	if strings.ContainsAny(markdown, "\r\t*_`[]#>|~\\&<=:@\x00") ||
		strings.Contains(markdown, "www.") {
		return "", false
	}
	s := speech{}
	for line := range strings.SplitSeq(strings.Trim(markdown, "\n"), "\n") {
		first, _ := utf8.DecodeRuneInString(line)
		last, _ := utf8.DecodeLastRuneInString(line)
		switch {
		case line == "" && s.last != '\n':
			s.broken = false
			s.say("\n")
		case line == "":
		case !unicode.IsLetter(first) && !unicode.In(first, unicode.Ps, unicode.Pi) ||
			unicode.IsSpace(last):
			return "", false // a list, code, a line break or a rule, perhaps
		default:
			s.say(line)
			s.broken = true
		}
	}
	return strings.TrimSpace(s.said.String()), true
}

type speech struct {
	source []byte
	said   strings.Builder
	last   rune // of said
	broken bool // a line of a paragraph ended
}

func (s *speech) enter(n ast.Node) {
	switch n := n.(type) {
	case *ast.Text:
		value := n.Value(s.source)
		if !n.IsRaw() && n.Parent().Kind() != ast.KindCodeSpan {
			value = unescaped(value)
		}
		s.say(string(value))
		s.broken = n.SoftLineBreak() || n.HardLineBreak()
	case *ast.String:
		s.say(string(n.Value))
	case *ast.AutoLink:
		s.say(string(n.Label(s.source)))
	case *ast.CodeBlock, *ast.FencedCodeBlock:
		for i := range n.Lines().Len() {
			line := n.Lines().At(i)
			s.say(string(line.Value(s.source)))
		}
	}
}

// unescaped gives the letters that a reader sees: an escaped mark is itself, and breaks what would
// be a reference; an escaped space prints nothing.
func unescaped(text []byte) []byte {
	var said []byte
	from := 0
	resolve := func(to int) {
		part := util.ResolveNumericReferences(text[from:to])
		said = append(said, util.ResolveEntityNames(part)...)
	}
	for i := 0; i+1 < len(text); i++ {
		next := text[i+1]
		if text[i] != '\\' || next != ' ' && !util.IsPunct(next) {
			continue
		}
		resolve(i)
		if next != ' ' {
			said = append(said, next)
		}
		i++
		from = i + 1
	}
	resolve(len(text))
	return said
}

// leave ends what stands on a line of its own.
func (s *speech) leave(n ast.Node) {
	switch {
	case n.Type() != ast.TypeBlock:
	case n.Kind() == tables.KindTableCell:
		s.say(" ")
	case s.last != '\n':
		s.broken = false
		s.say("\n")
	}
}

// say puts a space where a line of a paragraph ended, as a browser does; but none beside Chinese,
// where the site has none either.
func (s *speech) say(words string) {
	if words == "" || words == "\n" && s.last == 0 {
		return
	}
	first, _ := utf8.DecodeRuneInString(words)
	if s.broken && !(wide(s.last) && wide(first)) {
		s.said.WriteByte(' ')
	}
	s.broken = false
	s.said.WriteString(words)
	s.last, _ = utf8.DecodeLastRuneInString(words)
}
