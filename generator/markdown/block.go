package markdown

import (
	"bytes"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

// Blocks that were not meant: CommonMark finds them by how a line begins.

// block edits a block that was not meant; false where it is as it was typed.
func (d *draft) block(n ast.Node) bool {
	before := len(d.edits)
	switch n := n.(type) {
	case *ast.Blockquote:
		return d.quotation(n)
	case *ast.List:
		d.list(n)
	case *ast.CodeBlock:
		d.indented(n)
	case *ast.FencedCodeBlock:
		d.fence(n)
	case *ast.Heading:
		d.heading(n)
	case *east.Table:
		d.table(n)
	}
	return len(d.edits) > before
}

func (d *draft) lineStart(offset int) int {
	return bytes.LastIndexByte(d.source[:offset], '\n') + 1
}

// lineStop is where the line of an offset ends, before its line end.
func (d *draft) lineStop(offset int) int {
	if i := bytes.IndexByte(d.source[offset:], '\n'); i >= 0 {
		return offset + i
	}
	return len(d.source)
}

// skip is the first offset that holds none of some characters.
func (d *draft) skip(offset int, characters string) int {
	for offset < len(d.source) && strings.IndexByte(characters, d.source[offset]) >= 0 {
		offset++
	}
	return offset
}

// last is where the text of a block ends; -1 where it has none.
func last(n ast.Node) int {
	stop := -1
	for n := range nodes(n) {
		if n.Type() == ast.TypeInline {
			continue
		}
		if lines := n.Lines(); lines != nil && lines.Len() > 0 {
			stop = max(stop, lines.At(lines.Len()-1).Stop)
		}
	}
	return stop
}

// quotation keeps > where it is a sign: before a figure, or with no space before what follows. A
// further line of a quotation needs no space. False where the quotation stays, whole.
func (d *draft) quotation(n *ast.Blockquote) bool {
	depth, stop := quotations(n), last(n)
	if d.greater(n.Pos()) {
		for at := n.Pos(); at >= 0; at = d.nextSign(depth, stop, at) {
			if d.greater(at) || at == n.Pos() {
				d.insert(at, `\`)
			}
		}
		return true
	}
	changed := false
	for at := d.nextSign(depth, stop, n.Pos()); at >= 0; at = d.nextSign(depth, stop, at) {
		if at+1 < len(d.source) && amount(d.source[at+1:]) {
			if _, top := n.Parent().(*ast.Document); top {
				d.insert(d.lineStart(at), "\n")
			}
			d.insert(at, `\`)
			changed = true
		}
	}
	return changed
}

// quotations is how many a block stands in.
func quotations(n ast.Node) int {
	depth := 0
	for p := n.Parent(); p != nil; p = p.Parent() {
		if p.Kind() == ast.KindBlockquote {
			depth++
		}
	}
	return depth
}

// nextSign is where the next line of a quotation, which stands in so many others and ends at stop,
// has its >; -1 where there is none.
func (d *draft) nextSign(depth, stop, at int) int {
	for at = d.lineStop(at) + 1; at < stop; at = d.lineStop(at) + 1 {
		sign := d.skip(at, " \t")
		for range depth {
			if sign < len(d.source) && d.source[sign] == '>' {
				sign = d.skip(sign+1, " \t")
			}
		}
		if sign < len(d.source) && d.source[sign] == '>' {
			return sign
		}
	}
	return -1
}

// greater says whether the > at an offset means greater than.
func (d *draft) greater(at int) bool {
	rest := d.source[d.skip(at, ">"):]
	if len(d.source)-at-len(rest) == 7 { // a mark of Git
		return true
	}
	if len(rest) == 0 || rest[0] == '\n' {
		return bytes.IndexByte(d.source[at:], '\n') < 0 || d.alone(at)
	}
	if rest[0] != ' ' && rest[0] != '\t' && !bytes.HasPrefix(rest, []byte("　")) {
		return true
	}
	return amount(bytes.TrimLeft(rest, " \t　"))
}

// alone says whether no line with text follows the > at an offset.
func (d *draft) alone(at int) bool {
	next := d.skip(at, "> \t\n")
	return next == len(d.source) || d.source[d.skip(d.lineStart(next), " \t")] != '>'
}

// amount says whether a text begins with a figure that is no date and no number of a list.
func amount(text []byte) bool {
	text = bytes.TrimLeft(text, "¥￥$=+-")
	rest := bytes.TrimLeft(text, "0123456789,.")
	if len(rest) == len(text) || text[0] == '.' || text[0] == ',' {
		return false
	}
	digits := text[:len(text)-len(rest)]
	next, _ := utf8.DecodeRune(rest)
	return !strings.ContainsRune("年月日、)）-/", next) && !bytes.HasSuffix(digits, []byte("."))
}

// list keeps a list that is numbered from 1 without a gap, and items of text behind a blank.
func (d *draft) list(n *ast.List) {
	numbered := n.Marker == '.'
	var marks []int
	want := 1
	for item := n.FirstChild(); item != nil; item = item.NextSibling() {
		at := item.Pos()
		mark := d.skip(at, "0123456789")
		number, err := strconv.Atoi(string(d.source[at:mark]))
		empty := d.skip(mark+1, " \t") >= d.lineStop(mark)
		numbered = numbered && err == nil && number == want && !empty
		want++
		if n.IsOrdered() || empty {
			marks = append(marks, mark)
		}
	}
	if n.IsOrdered() && numbered {
		return
	}
	for _, mark := range marks {
		d.insert(mark, `\`)
	}
}

// around is what a new line needs before its text to stand in the same blocks as n.
func around(n ast.Node) string {
	prefix := ""
	for p := n.Parent(); p != nil; p = p.Parent() {
		switch p := p.(type) {
		case *ast.Blockquote:
			prefix = "> " + prefix
		case *ast.ListItem:
			prefix = strings.Repeat(" ", p.Offset) + prefix
		case *east.Footnote:
			prefix = "    " + prefix
		}
	}
	return prefix
}

// indented makes each line of indented code a paragraph: nobody who writes prose means code by a
// tab or four spaces.
func (d *draft) indented(n *ast.CodeBlock) {
	prefix := around(n)
	for i := range n.Lines().Len() {
		line := n.Lines().At(i)
		from := d.lineStart(line.Start)
		to := d.skip(line.Start, " \t")
		if to >= d.lineStop(line.Start) {
			continue
		}
		between := ""
		if i > 0 {
			between = strings.TrimRight(prefix, " ") + "\n"
		}
		if mark := bytes.TrimRight(d.source[from:line.Start], " \t"); len(mark) > 0 &&
			mark[len(mark)-1] != '>' { // the list's own line
			d.edits = append(d.edits, edit{from + len(mark), to, " "})
			continue
		}
		d.edits = append(d.edits, edit{from, to, between + prefix})
	}
}

// fence keeps what looks like the beginning of code, but has no end.
func (d *draft) fence(n *ast.FencedCodeBlock) {
	at := n.Pos()
	end := d.lineStop(at) + 1
	if n.Lines().Len() > 0 {
		end = last(n)
	}
	sign := d.source[at]
	if next := d.skip(end, " \t>"); next < len(d.source) && d.source[next] == sign {
		return
	}
	d.escape(at, d.skip(at, string(sign)))
}

// heading keeps lines of - and = below a text, which CommonMark takes for a heading; three - or
// more are a rule. And it keeps # where no title follows, or which stand behind one by themselves.
func (d *draft) heading(n *ast.Heading) {
	lines := n.Lines()
	if lines.Len() == 0 {
		d.insert(n.Pos(), `\`)
		return
	}
	first, stop := lines.At(0).Start, lines.At(lines.Len()-1).Stop
	if bytes.IndexByte(d.source[d.lineStart(first):first], '#') >= 0 {
		at := d.skip(stop, " \t")
		if closing := d.skip(at, "#") - at; closing > 0 && closing != n.Level {
			d.insert(at, `\`)
		}
		return
	}
	if stop > 0 && d.source[stop-1] != '\n' {
		stop = d.lineStop(stop) + 1
	}
	at := d.skip(stop, " \t>")
	if bytes.HasPrefix(d.source[at:], []byte("---")) {
		d.insert(stop, strings.TrimRight(around(n), " ")+"\n")
		return
	}
	d.insert(at, `\`)
}

// table keeps what became a table of one column without a single |.
func (d *draft) table(n *east.Table) {
	rule := d.lineStop(n.FirstChild().Pos()) + 1
	if bytes.IndexByte(d.source[rule:d.lineStop(rule)], '|') < 0 {
		d.insert(d.skip(rule, " \t>"), `\`)
	}
}

// letter says whether a character is one of a word or a figure.
func letter(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }
