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

// pdf reads a PDF by the words and places that pdftotext gives, and the rules of its tables, where
// there is a tool that gives them.
func (m *maker) pdf(ctx context.Context, data []byte, tools Tools) error {
	if tools.PDF == nil {
		return unreadable(ConverterMissing, "pdftotext", "poppler-utils")
	}
	words, err := tools.PDF(ctx, data)
	if err != nil {
		return err
	}
	var drawn []rules
	if tools.Rules != nil {
		svg, err := tools.Rules(ctx, data)
		if ctx.Err() != nil {
			return err
		}
		drawn = readRules(svg) // none where it failed: a table without is read by its gaps
	}
	return m.words(string(words), drawn)
}

type sheet struct {
	width, height float64
	lines         []printed
	tables        []ruled // from above
	across        []rule  // all of the page
}

type printed struct {
	line
	top, bottom float64
	words       []printed  // that it is made of; none of a word
	box         [2]float64 // of a word, from above: as high as its font wants
}

// words reads what pdftotext -bbox-layout writes: pages, flows, blocks, lines and words, each with
// its place in points from the upper left.
func (m *maker) words(text string, drawn []rules) error {
	root, err := html.Parse(strings.NewReader(m.ordinary(text)))
	if err != nil {
		return unreadable(FileDamaged, err)
	}
	var sheets []sheet
	for i, p := range every(root, "page") {
		s := sheet{width: points(p, "width"), height: points(p, "height")}
		for _, l := range every(p, "line") {
			if words := printedWords(l); len(words) > 0 {
				s.lines = append(s.lines, joined(words))
			}
		}
		if i < len(drawn) {
			s.tables, s.across = drawn[i].ruledTables(), drawn[i].across
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

// pageLimit is the largest page, in points, and so the farthest place on one: PDF's own.
const pageLimit = 14_400

// points reads a place on a page; 0 where it is none.
func points(n *html.Node, name string) float64 {
	x, err := strconv.ParseFloat(attribute(n, name), 64)
	if err != nil || !(-pageLimit <= x && x <= pageLimit) {
		return 0
	}
	return x
}

// printer makes paragraphs of lines, across the ends of pages.
type printer struct {
	*maker
	margins
	last      printed
	paragraph []string
	at        Place   // of the paragraph
	pitch     float64 // see [pitchOf]
	open      *openTable
	beside    int // lines in parts that no table was made of
}

func (m *maker) sheets(sheets []sheet) {
	scale(sheets)
	for i := range sheets {
		m.marks(&sheets[i], Place{Page, i + 1})
		sheets[i].findOpenTables()
		sheets[i].fillTables()
	}
	m.withoutRunning(sheets)
	p := &printer{maker: m, pitch: pitchOf(sheets)}
	var all []line
	for _, s := range sheets {
		for _, l := range s.lines {
			all = append(all, l.line)
		}
	}
	p.margins = marginsOf(all)
	if len(all) > 0 && len(all) < 8 { // too few to tell a margin by: as wide as the one on the left
		p.right = sheets[0].width - p.left
	}
	p.right = max(p.right, beyond(all, p.right))
	for i, s := range sheets {
		p.sheet(s, Place{Page, i + 1})
	}
	p.end()
	p.count(RemarkBeside, p.beside)
}

// sheet reads a page from above: its tables as rows, all else as lines.
func (p *printer) sheet(s sheet, at Place) {
	if parts := inColumns(s); parts != nil && len(s.tables) == 0 {
		p.columns(parts, at)
		p.last.bottom = s.height
		return
	}
	all := bands(s.lines)
	for _, t := range s.tables {
		n := 0
		for n < len(all) && all[n][0].top < t.ys[0] {
			n++
		}
		p.bands(all[:n], at)
		all = all[n:]
		p.ruledTable(t, at)
	}
	p.bands(all, at)
	p.last.bottom = s.height // the next page's first line follows at once
}

// bands reads lines without rules around them: as rows where they are set like a table.
func (p *printer) bands(all [][]printed, at Place) {
	for len(all) > 0 {
		if n := tableBands(all); n > 0 {
			p.end()
			p.rows(all[:n], at)
			all = all[n:]
			continue
		}
		if len(all[0]) > 1 && !areFields(all[0]) {
			p.beside++
		}
		for _, l := range all[0] {
			p.printedLine(l, at)
		}
		all = all[1:]
	}
}

// fieldLine begins with the name of a field: 责任部门：…
var fieldLine = pattern(`^\s*[^\s：:，。]{2,12}[：:]`)

// areFields says whether lines beside each other are fields, which are read from the left.
func areFields(lines []printed) bool {
	return !slices.ContainsFunc(lines, func(l printed) bool {
		return !fieldLine().MatchString(l.text)
	})
}

// printedLine adds a line to the paragraph, or begins one with it.
func (p *printer) printedLine(l printed, at Place) {
	l.blank = p.apart(l) || l.em > 1.25*p.last.em || p.last.em > 1.25*l.em
	if p.paragraph == nil || !p.continues(p.last.line, l.line) {
		p.end()
		p.at = at
	}
	p.paragraph = append(p.paragraph, l.text)
	p.last, p.open = l, nil
}

// apart says whether a line stands farther below the last one than the lines of a paragraph do.
// Within a sentence, that may be for a sign of another font.
func (p *printer) apart(l printed) bool {
	distance := l.top - p.last.bottom + l.em
	most := 1.35 * p.pitch
	if sentenceEnd().MatchString(p.last.text) {
		most = 1.18 * p.pitch
	}
	return distance > 2.6*l.em || p.pitch > 0 && distance > most
}

// pitchOf is how far apart the lines of a paragraph are: the least that one in five has; 0 where
// there are too few to tell.
func pitchOf(sheets []sheet) float64 {
	var all []float64
	for _, s := range sheets {
		lines := slices.Clone(s.lines)
		slices.SortFunc(lines, func(a, b printed) int { return cmp.Compare(a.top, b.top) })
		for i := 1; i < len(lines); i++ {
			if d := lines[i].top - lines[i-1].top; d > lines[i].em && d < 3*lines[i].em {
				all = append(all, d)
			}
		}
	}
	if len(all) < 8 {
		return 0
	}
	slices.Sort(all)
	return all[len(all)/5]
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
