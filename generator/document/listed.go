package document

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// A table that was copied from a page has one cell a line: first the heads, which begin with that of
// the numbers, then, for each row, its number and the other cells. Nothing says where a row ends
// but the next number, so that all rows must have as many cells as there are heads.

// listedHead is the head of the column that numbers the rows, which a listed table begins with.
var listedHead = pattern(`^(序\s?号|编\s?号|项次|No\.?|#)$`)

// headLimit is the longest head of a column, in characters.
const headLimit = 16

// furtherItem begins a paragraph that belongs to the cell of the one before.
var furtherItem = pattern(`^([二三四五六七八九十]是|[（(][2-9二三四五六七八九][)）]|[2-9][.、．]\D|[②-⑨])`)

// listedTables makes tables of paragraphs that are the cells of one.
func (m *maker) listedTables() {
	var all []Block
	blocks := m.source.Blocks
	for len(blocks) > 0 {
		rows, n := listed(blocks)
		if n == 0 {
			all, blocks = append(all, blocks[0]), blocks[1:]
			continue
		}
		m.tables++
		for _, b := range rows {
			b.Table, b.Merged = m.tables, make([]bool, len(b.Cells))
			b.Text = strings.Join(b.Cells, " | ")
			all = append(all, b)
		}
		blocks = blocks[n:]
	}
	m.source.Blocks = all
}

// listed reads the rows of a table whose cells blocks begin with, and counts the blocks; 0 for none.
// A table has two numbered rows at least.
func listed(blocks []Block) (rows []Block, n int) {
	if !listedHead().MatchString(blocks[0].Text) {
		return nil, 0
	}
	columns := 1
	for columns < len(blocks) && blocks[columns].Text != "1" {
		if columns++; columns > cellLimit || blocks[columns-1].Table > 0 ||
			utf8.RuneCountInString(blocks[columns-1].Text) > headLimit {
			return nil, 0
		}
	}
	for number := 0; columns > 1; number++ {
		row, size := listedRow(blocks[n:], columns)
		if size == 0 || number > 0 && row.Cells[0] != strconv.Itoa(number) {
			break
		}
		if slices.Contains(row.Cells[1:], strconv.Itoa(number+1)) {
			return nil, 0 // a cell is missing, and the next row has begun
		}
		rows, n = append(rows, row), n+size
	}
	if len(rows) < 3 || n < len(blocks) && blocks[n].Text == strconv.Itoa(len(rows)) {
		return nil, 0
	}
	return rows, n
}

// listedRow reads a row of some cells, and counts its blocks; 0 where there are too few.
func listedRow(blocks []Block, columns int) (row Block, n int) {
	for n < len(blocks) && blocks[n].Table == 0 {
		last, further := len(row.Cells)-1, furtherItem().MatchString(blocks[n].Text)
		switch {
		case further && last > 0:
			row.Cells[last] += " " + blocks[n].Text
		case len(row.Cells) == columns:
			return row, n
		default:
			row.Cells = append(row.Cells, blocks[n].Text)
		}
		if n == 0 {
			row.Place = blocks[0].Place
		}
		n++
	}
	if len(row.Cells) < columns {
		return Block{}, 0
	}
	return row, n
}
