package document

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// pdf reads a PDF by the words and places that pdftotext gives.
func (m *maker) pdf(ctx context.Context, data []byte, tools Tools) error {
	if tools.PDF == nil {
		return unreadable(ConverterMissing, "pdftotext", "poppler-utils")
	}
	words, err := tools.PDF(ctx, data)
	if err != nil {
		return err
	}
	return m.words(string(words))
}

type sheet struct {
	width, height float64
	lines         []printed
}

type printed struct {
	line
	top, bottom float64
}

// words reads what pdftotext -bbox-layout writes: pages, flows, blocks, lines and words, each with
// its place in points from the upper left.
func (m *maker) words(text string) error {
	root, err := html.Parse(strings.NewReader(text))
	if err != nil {
		return unreadable(FileDamaged, err)
	}
	var sheets []sheet
	for _, p := range every(root, "page") {
		s := sheet{width: points(p, "width"), height: points(p, "height")}
		for _, l := range every(p, "line") {
			s.lines = append(s.lines, printedLine(l))
		}
		sheets = append(sheets, s)
	}
	m.sheets(sheets)
	return nil
}

// every lists the elements of a name in n, in their order.
func every(n *html.Node, name string) []*html.Node {
	var found []*html.Node
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.ElementNode && c.Data == name {
			found = append(found, c)
		} else if c.DataAtom != atom.Head {
			found = append(found, every(c, name)...)
		}
	}
	return found
}

func points(n *html.Node, name string) float64 {
	x, _ := strconv.ParseFloat(attribute(n, name), 64)
	return x
}

// printer makes paragraphs of lines, across the ends of pages.
type printer struct {
	*maker
	margins
	last      printed
	paragraph []string
	at        Place // of the paragraph
	beside    int   // lines in parts that no table was made of
}

func (m *maker) sheets(sheets []sheet) {
	scale(sheets)
	m.withoutRunning(sheets)
	p := &printer{maker: m}
	var all []line
	for _, s := range sheets {
		for _, l := range s.lines {
			all = append(all, l.line)
		}
	}
	if len(all) == 0 {
		return
	}
	p.margins = marginsOf(all)
	if len(all) < 8 { // too few to tell a margin by: as wide as the one on the left
		p.right = sheets[0].width - p.left
	}
	for i, s := range sheets {
		p.sheet(s, Place{Page, i + 1})
	}
	p.end()
	p.count(RemarkBeside, p.beside)
}

// sheet reads a page from above: its tables as rows, all else as lines.
func (p *printer) sheet(s sheet, at Place) {
	if parts := inColumns(s); parts != nil {
		p.columns(parts, at)
		p.last.bottom = s.height
		return
	}
	all := bands(s.lines)
	for len(all) > 0 {
		if n := tableBands(all); n > 0 {
			p.end()
			p.rows(all[:n], at)
			all = all[n:]
			continue
		}
		if len(all[0]) > 1 {
			p.beside++
		}
		for _, l := range all[0] {
			p.printedLine(l, at)
		}
		all = all[1:]
	}
	p.last.bottom = s.height // the next page's first line follows at once
}

// printedLine adds a line to the paragraph, or begins one with it.
func (p *printer) printedLine(l printed, at Place) {
	l.blank = l.top > p.last.bottom+1.6*l.em || l.em > 1.25*p.last.em || p.last.em > 1.25*l.em
	if p.paragraph == nil || !p.continues(p.last.line, l.line) {
		p.end()
		p.at = at
	}
	p.paragraph = append(p.paragraph, l.text)
	p.last = l
}

func (p *printer) end() {
	p.block(Block{Text: glue(p.paragraph), Place: p.at})
	p.paragraph = nil
}

// bands groups the lines that stand beside each other, from above and from the left.
func bands(lines []printed) [][]printed {
	slices.SortStableFunc(lines, func(a, b printed) int { return cmp.Compare(a.top, b.top) })
	var all [][]printed
	for _, l := range lines {
		n := len(all) - 1
		if n >= 0 && l.top < all[n][0].bottom-l.em/2 {
			all[n] = append(all[n], l)
			continue
		}
		all = append(all, []printed{l})
	}
	for _, band := range all {
		slices.SortStableFunc(band, func(a, b printed) int { return cmp.Compare(a.left, b.left) })
	}
	return all
}

// tableBands counts the bands that are rows of one table: two or more in a row, of as many cells,
// which begin below each other or have the same middle. A cell of several lines is not known as
// one: nothing in a PDF says where a row ends.
func tableBands(all [][]printed) int {
	n := 1
	for n < len(all) && len(all[n]) > 1 && aligned(all[0], all[n]) {
		n++
	}
	if n < 2 || len(all[0]) < 2 {
		return 0
	}
	return n
}

func aligned(a, b []printed) bool {
	if len(a) != len(b) {
		return false
	}
	near := func(x, y, em float64) bool { return x-y < em && y-x < em }
	for i := range a {
		if !near(a[i].left, b[i].left, a[i].em) &&
			!near(a[i].left+a[i].right, b[i].left+b[i].right, 2*a[i].em) {
			return false
		}
	}
	return true
}

func (p *printer) rows(all [][]printed, at Place) {
	p.tables++
	for _, band := range all {
		b := Block{Table: p.tables, Place: at}
		for _, l := range band {
			b.Cells = append(b.Cells, l.text)
		}
		p.row(b)
	}
}
