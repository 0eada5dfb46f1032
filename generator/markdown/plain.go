package markdown

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// PlainText gives a text that was [Read] as a reader would say it aloud: without marks, each line,
// paragraph and item on a line of its own, items with their numbers, the cells of a table's row
// parted by a space. A link gives its text.
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

// simply says a text that has no marks. Most of a register is such: parsing all of it for the
// exports would take a third of their time.
func simply(markdown string) (said string, simple bool) {
	if marked(markdown) {
		return "", false
	}
	var lines []string
	for line := range strings.SplitSeq(markdown, "\n") {
		line = strings.TrimSuffix(line, "  ") // a line break
		switch {
		case line == "":
		case !plainLine(line):
			return "", false
		default:
			lines = append(lines, line)
		}
	}
	return strings.TrimSpace(strings.Join(lines, "\n")), true
}

type speech struct {
	source []byte
	said   strings.Builder
	last   rune // of said
}

func (s *speech) enter(n ast.Node) {
	switch n := n.(type) {
	case *ast.Text:
		value := n.Value(s.source)
		if !n.IsRaw() && n.Parent().Kind() != ast.KindCodeSpan {
			value = unescaped(value)
		}
		s.say(string(value))
		if n.SoftLineBreak() || n.HardLineBreak() {
			s.say("\n")
		}
	case *ast.String:
		s.say(string(n.Value))
	case *ast.AutoLink:
		s.say(string(n.Label(s.source)))
	case *ast.CodeBlock, *ast.FencedCodeBlock:
		for i := range n.Lines().Len() {
			line := n.Lines().At(i)
			s.say(string(line.Value(s.source)))
		}
	case *ast.ListItem:
		if list := n.Parent().(*ast.List); list.IsOrdered() {
			number := list.Start
			for p := n.PreviousSibling(); p != nil; p = p.PreviousSibling() {
				number++
			}
			s.say(strconv.Itoa(number) + ". ")
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
	case n.Kind() == east.KindTableCell:
		s.say(" ")
	case s.last != '\n':
		s.say("\n")
	}
}

func (s *speech) say(words string) {
	if words == "" || words == "\n" && s.last == 0 {
		return
	}
	s.said.WriteString(words)
	s.last, _ = utf8.DecodeLastRuneInString(words)
}
