package document

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// cellLimit is the most rows that one cell is believed to reach over, and the most columns that a
// row is made longer to by such cells.
const cellLimit = 100

func (p *page) table(table *html.Node) {
	p.tables++
	number := p.tables
	if caption := captionOf(table); caption != nil {
		p.children(caption)
		p.flush()
	}
	var above grid
	for _, row := range rowsOf(table) {
		b := Block{Table: number, Place: p.place(), Head: row.Parent.DataAtom == atom.Thead}
		heads := 0
		cells := cellsOf(row)
		for _, cell := range cells {
			above.skip(&b)
			text := p.cellText(cell)
			wide, high := span(cell, "colspan"), span(cell, "rowspan")
			above.put(&b, text, wide, high)
			if cell.DataAtom == atom.Th {
				heads++
			}
		}
		above.skip(&b)
		above.next()
		b.Head = b.Head || heads > 1 && heads == len(cells)
		p.row(b)
		p.blocks++
	}
	p.stray(table)
}

// grid knows the cells of earlier rows that reach down.
type grid struct {
	down []int // rows that each column is still covered for, this one included
	at   int   // the column that comes next
}

// skip adds the columns that are covered from above.
func (g *grid) skip(b *Block) {
	for g.at < len(g.down) && g.down[g.at] > 0 {
		b.Cells, b.Merged = append(b.Cells, ""), append(b.Merged, true)
		g.at++
	}
}

// put adds a cell, and the columns that it reaches over.
func (g *grid) put(b *Block, text string, wide, high int) {
	for i := range max(1, min(wide, cellLimit-len(b.Cells))) {
		if g.at == len(g.down) {
			g.down = append(g.down, 0)
		}
		g.down[g.at] = high
		g.at++
		b.Cells, b.Merged = append(b.Cells, text), append(b.Merged, i > 0)
		text = ""
	}
}

func (g *grid) next() {
	for i, n := range g.down {
		g.down[i] = max(n-1, 0)
	}
	g.at = 0
}

func span(cell *html.Node, name string) int {
	n, err := strconv.Atoi(attribute(cell, name))
	if err != nil || n < 1 || n > cellLimit {
		return 1
	}
	return n
}

// cellText is the text of a cell, its paragraphs parted by spaces.
func (p *page) cellText(cell *html.Node) string {
	var text strings.Builder
	p.cell = &text
	p.children(cell)
	p.flush()
	p.cell = nil
	return text.String()
}

// rowsOf lists the rows of a table, without those of tables within.
func rowsOf(table *html.Node) []*html.Node {
	var rows []*html.Node
	for c := table.FirstChild; c != nil; c = c.NextSibling {
		switch c.DataAtom {
		case atom.Tr:
			rows = append(rows, c)
		case atom.Tbody, atom.Thead, atom.Tfoot:
			rows = append(rows, rowsOf(c)...)
		}
	}
	return rows
}

func cellsOf(row *html.Node) []*html.Node {
	var cells []*html.Node
	for c := row.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom == atom.Td || c.DataAtom == atom.Th {
			cells = append(cells, c)
		}
	}
	return cells
}

func captionOf(table *html.Node) *html.Node {
	for c := range table.ChildNodes() {
		if c.DataAtom == atom.Caption {
			return c
		}
	}
	return nil
}

// stray drops what stands in a table and in no cell: comments and scripts, as the parser moves all
// else out of it.
func (p *page) stray(n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case c.Type == html.CommentNode || machine[c.DataAtom]:
			p.walk(c)
		case c.DataAtom == atom.Tr || c.DataAtom == atom.Tbody || c.DataAtom == atom.Thead ||
			c.DataAtom == atom.Tfoot:
			p.stray(c)
		}
	}
}
