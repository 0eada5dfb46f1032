package markdown

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"
)

// Paragraph is a line of print: a paragraph, a heading, an item of a list, a row of a table.
type Paragraph struct {
	Heading int // its level, from 1; 0 where it is none
	Runs    []Run
}

// Run is a piece of a paragraph that is set in one way.
type Run struct {
	Text   string
	Strong bool   // also emphasis: Chinese has no slanted letters
	Struck bool   // ~~struck out~~
	Link   string // an address on the web; what leads elsewhere in the register has none
}

// Text gives the words of a paragraph.
func (p Paragraph) Text() string {
	var b strings.Builder
	for _, r := range p.Runs {
		b.WriteString(r.Text)
	}
	return b.String()
}

// Paragraphs gives a text that was [Read] as flat paragraphs: each line of its own is one, items
// have their numbers, and the cells of a table's row a space between them.
func Paragraphs(markdown string) []Paragraph {
	f := flattener{source: []byte(Emphasis(markdown))}
	_ = ast.Walk(siteParser.Parse(text.NewReader(f.source)),
		func(n ast.Node, entering bool) (ast.WalkStatus, error) {
			if entering {
				f.enter(n)
			} else {
				f.leave(n)
			}
			return ast.WalkContinue, nil
		})
	f.end()
	return f.all
}

type flattener struct {
	source []byte
	all    []Paragraph
	open   Paragraph
	style  Run // of the text that comes, without a text
	strong int // how many marks are open
}

func (f *flattener) enter(n ast.Node) {
	switch n := n.(type) {
	case *ast.Text:
		f.text(n)
	case *ast.String:
		f.say(string(n.Value))
	case *ast.Emphasis:
		f.strong++
	case *east.Strikethrough:
		f.style.Struck = true
	case *ast.Link:
		f.style.Link = onTheWeb(string(n.Destination))
	case *ast.AutoLink:
		f.say(string(n.Label(f.source)))
	case *ast.Heading:
		f.open.Heading = n.Level
	case *ast.CodeBlock, *ast.FencedCodeBlock:
		for i := range n.Lines().Len() {
			line := n.Lines().At(i)
			f.say(strings.TrimRight(string(line.Value(f.source)), "\n"))
			f.end()
		}
	case *ast.ListItem:
		f.end()
		f.say(itemNumber(n))
	case *east.TaskCheckBox:
		f.say(map[bool]string{true: "☑", false: "☐"}[n.IsChecked])
	case *east.FootnoteLink:
		f.say("[" + strconv.Itoa(n.Index) + "]")
	case *east.Footnote:
		f.end()
		f.say("[" + strconv.Itoa(n.Index) + "] ")
	}
}

// itemNumber is what an item of a list begins with; empty where it has no number.
func itemNumber(n *ast.ListItem) string {
	list := n.Parent().(*ast.List)
	if !list.IsOrdered() {
		return ""
	}
	number := list.Start
	for p := n.PreviousSibling(); p != nil; p = p.PreviousSibling() {
		number++
	}
	return strconv.Itoa(number) + ". "
}

func onTheWeb(address string) string {
	if scheme, _ := schemeOf(address); scheme == "http" || scheme == "https" {
		return address
	}
	return ""
}

func (f *flattener) text(n *ast.Text) {
	value := n.Value(f.source)
	if !n.IsRaw() && n.Parent().Kind() != ast.KindCodeSpan {
		value = unescaped(value)
	}
	f.say(string(value))
	switch {
	case n.HardLineBreak() && f.open.Heading == 0:
		f.end()
	case n.HardLineBreak(), n.SoftLineBreak():
		if last, _ := utf8.DecodeLastRuneInString(f.open.Text()); !unicode.Is(unicode.Han, last) {
			f.say(" ")
		}
	}
}

func (f *flattener) leave(n ast.Node) {
	switch n.(type) {
	case *ast.Emphasis:
		f.strong--
	case *east.Strikethrough:
		f.style.Struck = false
	case *ast.Link:
		f.style.Link = ""
	case *east.TableCell:
		f.say(" ")
	default:
		if n.Type() == ast.TypeBlock {
			f.end()
		}
	}
}

func (f *flattener) say(words string) {
	if words == "" {
		return
	}
	run := f.style
	run.Text, run.Strong = words, f.strong > 0
	if last := len(f.open.Runs) - 1; last >= 0 {
		if r := &f.open.Runs[last]; r.Strong == run.Strong && r.Struck == run.Struck &&
			r.Link == run.Link {
			r.Text += words
			return
		}
	}
	f.open.Runs = append(f.open.Runs, run)
}

// end ends a paragraph, without white space around it; one without words is none.
func (f *flattener) end() {
	runs := f.open.Runs
	for len(runs) > 0 && strings.TrimSpace(runs[0].Text) == "" {
		runs = runs[1:]
	}
	for len(runs) > 0 && strings.TrimSpace(runs[len(runs)-1].Text) == "" {
		runs = runs[:len(runs)-1]
	}
	if len(runs) > 0 {
		first, last := &runs[0], &runs[len(runs)-1]
		first.Text = strings.TrimLeftFunc(first.Text, unicode.IsSpace)
		last.Text = strings.TrimRightFunc(last.Text, unicode.IsSpace)
		f.all = append(f.all, Paragraph{f.open.Heading, runs})
	}
	f.open = Paragraph{}
}
