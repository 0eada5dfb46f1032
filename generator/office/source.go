package office

import (
	"bytes"
	"cmp"
	"strings"

	"gongshi/generator/document"
)

// Reads says whether a file is a spreadsheet that [Open] reads: a workbook by its bytes, a table in
// text by its name.
func Reads(name string, data []byte) bool {
	return IsWorkbook(data) || isCSV(name) && !bytes.HasPrefix(data, []byte("PK"))
}

// Open reads a spreadsheet. The error is [*document.Unreadable].
func Open(name string, data []byte) (*Workbook, error) {
	if IsWorkbook(data) {
		return openExcel(name, data)
	}
	return openCSV(name, data)
}

// Source gives a spreadsheet as a document has it: each sheet that is shown is a table, and what
// stands alone in a row above or below it a paragraph. What is hidden is left out. The error is
// [*document.Unreadable].
func (w *Workbook) Source() (*document.Source, error) {
	var blocks []document.Block
	var hidden []document.Dropped
	shown := 0
	for _, s := range w.Sheets {
		if !s.Hidden && len(s.Rows) > 0 {
			shown++
		}
	}
	for i, s := range w.Sheets {
		name := ""
		if shown > 1 {
			name = s.Name
		}
		width, first, last := s.extent()
		for n, row := range s.Rows {
			at := document.Place{Unit: document.Row, Number: row.Number}
			cells, merged := row.shown(width)
			if s.Hidden || row.Hidden {
				hidden = append(hidden, document.Dropped{Text: strings.Join(row.texts(), " "),
					Why: document.Hidden, Place: at})
				continue
			}
			hidden = append(hidden, row.dropped(at)...)
			b := document.Block{Cells: cells, Merged: merged, Table: i + 1, Sheet: name, Place: at}
			if n < first || n > last {
				b = document.Block{Text: strings.Join(cells, " "), Sheet: name, Place: at}
			}
			blocks = append(blocks, b)
		}
	}
	source, err := document.FromBlocks(w.Name, blocks, hidden)
	if err == nil {
		source.Remarks = w.Remarks
	}
	return source, err
}

// extent gives how many columns a sheet uses, and its first and last row with several cells.
func (s *Sheet) extent() (width, first, last int) {
	first, last = len(s.Rows), -1
	for n, row := range s.Rows {
		for c, cell := range row.Cells {
			if cell.Text != "" {
				width = max(width, c+1)
			}
		}
		if row.full() > 1 {
			first, last = min(first, n), n
		}
	}
	return width, first, last
}

// shown gives the cells of a row whose columns are not hidden.
func (r Row) shown(width int) (texts []string, merged []bool) {
	for c := range width {
		cell := r.Cell(c)
		text := cmp.Or(cell.Day, cell.Text)
		if cell.Hidden {
			text = ""
		}
		texts, merged = append(texts, text), append(merged, cell.Merged && text == "")
	}
	return texts, merged
}

// dropped gives the texts of a row that are in hidden columns.
func (r Row) dropped(at document.Place) []document.Dropped {
	var all []document.Dropped
	for _, c := range r.Cells {
		if c.Hidden && c.Text != "" {
			all = append(all, document.Dropped{Text: c.Text, Why: document.Hidden, Place: at})
		}
	}
	return all
}

func (r Row) texts() []string {
	var all []string
	for _, c := range r.Cells {
		all = append(all, c.Text)
	}
	return all
}
