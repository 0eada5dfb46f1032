package office

import (
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"gongshi/generator/document"
)

// reader gets the texts of cells from excelize, and all else of them from grids.
type reader struct {
	*excelize.File
	text int // bytes so far
}

// sheet reads the rows of a sheet that hold something.
func (r *reader) sheet(name string, g *grid) (Sheet, error) {
	var s Sheet
	rows, err := r.Rows(name)
	if err != nil {
		return s, unreadable(document.FileDamaged, err)
	}
	defer rows.Close()
	for number := 1; rows.Next(); number++ {
		texts, err := rows.Columns()
		if err != nil {
			return s, unreadable(document.FileDamaged, err)
		}
		row := Row{Number: number, Hidden: g.rows[number].hidden}
		for c := range max(len(texts), g.rows[number].width) {
			text := ""
			if c < len(texts) {
				text = texts[c]
			}
			r.text += len(text)
			row.Cells = append(row.Cells, r.cell(g, position{number, c + 1}, text))
		}
		if r.text > maxText {
			return s, unreadable(document.PartLarge, g.name, maxText>>20)
		}
		if row.full() > 0 || slices.ContainsFunc(row.Cells, func(c Cell) bool { return c.Struck != "" }) {
			s.Rows = append(s.Rows, row)
		}
	}
	if err := rows.Error(); err != nil {
		return s, unreadable(document.FileDamaged, err)
	}
	return s, s.merge(g)
}

func (r *reader) cell(g *grid, at position, text string) Cell {
	c := Cell{Text: text, Struck: g.struck[at], Kind: g.kinds[at], Day: g.days[at],
		Hidden: at.column <= maxColumns && g.hidden[at.column]}
	if g.lined[at] {
		c.Struck, c.Text, c.Day = strings.TrimSpace(c.Struck+" "+text), "", ""
	}
	return c
}

// merge marks the cells that others reach over.
func (s *Sheet) merge(g *grid) error {
	byNumber := map[int]int{}
	for i, row := range s.Rows {
		byNumber[row.Number] = i
	}
	marked := 0
	for _, m := range g.merged {
		last := min(m.to.row, m.from.row+maxCells)
		for number := m.from.row; number <= last; number++ {
			i, there := byNumber[number]
			if marked++; marked > 2*maxCells {
				return unreadable(document.PartFull, g.name, maxCells)
			}
			if there {
				marked += s.Rows[i].merge(m)
			}
		}
	}
	return nil
}

// merge marks the cells of a row within an area, and gives how many.
func (r *Row) merge(m area) int {
	last := min(m.to.column, maxColumns)
	for len(r.Cells) < last {
		r.Cells = append(r.Cells, Cell{})
	}
	for c := m.from.column; c <= last; c++ {
		first := r.Number == m.from.row && c == m.from.column
		r.Cells[c-1].Wide = r.Cells[c-1].Wide || first
		r.Cells[c-1].Merged = r.Cells[c-1].Merged || !first
	}
	return max(0, last-m.from.column)
}
