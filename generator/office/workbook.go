// Package office writes the register as an office file, and reads spreadsheets: [Ledger] gives the
// 台账表格 that an office keeps its progress in, [Open] the rows of a workbook of Excel or of a CSV
// file, and [Workbook.Entries] those of a ledger that comes back.
//
// It knows excelize, which no other room does. It does not know what the rows of somebody else's
// spreadsheet say (notice does), nor what a changed cell does to the register (importer does); it
// opens no file but the bytes that it is given, and neither runs macros nor computes formulas.
package office

import (
	"strconv"

	"gongshi/generator/document"
)

// Workbook is a spreadsheet as it was read.
type Workbook struct {
	Name    string // of the file
	Sheets  []Sheet
	Remarks []document.Remark
}

// Sheet is a table of a workbook. Rows without any text are left out.
type Sheet struct {
	Name   string
	Hidden bool
	Rows   []Row
}

// Row is a row of a sheet.
type Row struct {
	Number int // from 1
	Hidden bool
	Cells  []Cell // from column A on
}

// Cell is a cell as it is shown.
type Cell struct {
	Text   string
	Struck string // what is struck out, and no part of Text
	Kind   Kind
	Day    string // of a number that a date's format shows: 2023-07-05, 2023-07 or 2023
	Merged bool   // a cell above or to the left reaches over it
	Wide   bool   // it reaches over others
	Hidden bool   // its column is hidden
}

// Kind is what a cell holds.
type Kind int

// The kinds. A cell that holds nothing is text.
const (
	Text Kind = iota
	Number
	Formula
	Fault // #REF! and the like
)

// Place names a cell as Excel does: 台账!F5. column counts from 0.
func (s *Sheet) Place(row Row, column int) string {
	return s.Name + "!" + columnName(column) + strconv.Itoa(row.Number)
}

// Cell is the cell in a column, counted from 0; an empty one where there is none.
func (r Row) Cell(column int) Cell {
	if column < 0 || column >= len(r.Cells) {
		return Cell{}
	}
	return r.Cells[column]
}

// full counts the cells that hold something.
func (r Row) full() int {
	n := 0
	for _, c := range r.Cells {
		if c.Text != "" {
			n++
		}
	}
	return n
}

// columnName is A for 0, AA for 26.
func columnName(column int) string {
	name := ""
	for n := column + 1; n > 0; n = (n - 1) / 26 {
		name = string(rune('A'+(n-1)%26)) + name
	}
	return name
}
