package office

import "slices"

// Given is a row of a ledger that comes back.
type Given struct {
	sheet   *Sheet
	row     Row
	columns map[Column]int // from 0
}

// Returned is what a ledger that comes back holds.
type Returned struct {
	Rows    []Given
	Missing []Lost   // columns
	Unread  []string // sheets, and columns that somebody has added
}

// Lost is a column that a sheet has no more.
type Lost struct {
	Sheet  string
	Column Column
}

// IsLedger says whether a workbook is one that [Ledger] has written.
func (w *Workbook) IsLedger() bool {
	return slices.ContainsFunc(w.Sheets, func(s Sheet) bool { return s.head() >= 0 })
}

// Entries gives the rows of a ledger that comes back. Which column is which, the head says, in
// either language: programs move columns.
func (w *Workbook) Entries() Returned {
	var r Returned
	for i := range w.Sheets {
		s := &w.Sheets[i]
		head := s.head()
		if head < 0 {
			if len(s.Rows) > 0 {
				r.Unread = append(r.Unread, s.Name)
			}
			continue
		}
		columns := s.Rows[head].columns()
		for _, c := range Columns {
			if _, there := columns[c]; !there {
				r.Missing = append(r.Missing, Lost{s.Name, c})
			}
		}
		added := map[int]bool{}
		for _, row := range s.Rows[head:] {
			for c, cell := range row.Cells {
				if cell.Text != "" && !within(columns, c) && !added[c] {
					added[c] = true
					r.Unread = append(r.Unread, s.Place(row, c))
				}
			}
		}
		for _, row := range s.Rows[head+1:] {
			if g := (Given{s, row, columns}); g.holds() {
				r.Rows = append(r.Rows, g)
			}
		}
	}
	return r
}

func within(columns map[Column]int, at int) bool {
	for _, c := range columns {
		if c == at {
			return true
		}
	}
	return false
}

// fewest columns show a ledger that has lost one of those that nobody else's has.
const fewest = 6

// head is the index of the row with the names of the columns; -1 where there is none.
func (s *Sheet) head() int {
	const most = 10 // rows that somebody may have put above it
	for i := range min(most, len(s.Rows)) {
		columns := s.Rows[i].columns()
		_, id := columns[ID]
		_, digest := columns[Digest]
		if id && digest || (id || digest) && len(columns) >= fewest {
			return i
		}
	}
	return -1
}

// columns are those that a row names.
func (r Row) columns() map[Column]int {
	found := map[Column]int{}
	for at, cell := range r.Cells {
		name := plain(cell.Text)
		for _, c := range Columns {
			_, twice := found[c]
			if !twice && name != "" && (name == c.Name("zh") || name == c.Name("en")) {
				found[c] = at
			}
		}
	}
	return found
}

// holds says whether there is anything in the columns of the ledger.
func (g Given) holds() bool {
	return slices.ContainsFunc(Columns, func(c Column) bool { return g.Text(c) != "" })
}

// Text is what a cell shows.
func (g Given) Text(c Column) string { return plain(g.Cell(c).Text) }

// Cell is the cell in a column.
func (g Given) Cell(c Column) Cell {
	if at, there := g.columns[c]; there {
		return g.row.Cell(at)
	}
	return Cell{}
}

// Place names a cell as Excel does: 台账!F5.
func (g Given) Place(c Column) string { return g.sheet.Place(g.row, g.columns[c]) }
