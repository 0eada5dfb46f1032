package document

import (
	"slices"
	"strings"
)

// headRows is how many rows the head of a table has at most.
const headRows = 4

// openTable is a table that ended with its page, and may go on at the top of the next.
type openTable struct {
	ruled
	page    int
	first   [][]string // its first rows, which may stand again at the top of each page
	numbers int        // the column that numbers its rows; -1 for none
}

var rowNumber = pattern(`^\d{1,3}[.、]?$`)

// ruledTable reads a table; one that goes on from the page before is the same.
func (p *printer) ruledTable(t ruled, at Place) {
	p.end()
	open := openTable{ruled: t, page: at.Number, numbers: -1}
	rows := t.rows()
	goesOn := p.open != nil && p.open.goesOn(open)
	if goesOn {
		open.numbers, open.first = p.open.numbers, p.open.first
		rows = p.withoutHead(rows, at)
	} else {
		p.tables++
		for _, b := range rows[:min(headRows, len(rows))] {
			open.first = append(open.first, slices.Clone(b.Cells))
		}
	}
	p.open = &open
	for i, b := range rows {
		if goesOn && i == 0 && p.joinRow(b) {
			continue
		}
		b.Table, b.Place = p.tables, at
		for c, cell := range b.Cells {
			if open.numbers < 0 && rowNumber().MatchString(cell) {
				open.numbers = c
			}
		}
		p.row(b)
	}
}

// goesOn says whether a table goes on from the page before: it has the same columns.
func (o *openTable) goesOn(next openTable) bool {
	return o.page+1 == next.page && slices.EqualFunc(o.xs, next.xs, func(a, b float64) bool {
		return a-b < near && b-a < near
	})
}

// withoutHead drops the head of a table that stands again at the top of a page.
func (p *printer) withoutHead(rows []Block, at Place) []Block {
	for i := 0; len(rows) > 0 && i < len(p.open.first) &&
		slices.Equal(rows[0].Cells, p.open.first[i]); i++ {
		p.drop(strings.Join(rows[0].Cells, " "), Repeated, at)
		rows = rows[1:]
	}
	return rows
}

// joinRow adds a row without a number to the last one, where rows have numbers: it is what did not
// fit on that page.
func (p *printer) joinRow(b Block) bool {
	blocks, n := p.source.Blocks, p.open.numbers
	if n < 0 || b.Cells[n] != "" || len(blocks) == 0 {
		return false
	}
	last := &blocks[len(blocks)-1]
	if last.Table != p.tables || !rowNumber().MatchString(last.Cells[n]) {
		return false
	}
	for c, cell := range b.Cells {
		last.Cells[c] = tidy(glue([]string{last.Cells[c], cell}))
	}
	last.Text = strings.Join(last.Cells, " | ")
	return true
}
