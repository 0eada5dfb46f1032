package notice

import (
	"fmt"
	"slices"
	"strings"
)

// table is the rows of one table, and what its columns hold.
type table struct {
	from, to int // blocks
	columns  []column
	heads    []headOf
	top      int  // the first block of the head
	head     int  // the last block of the head; -1 where there is none
	cards    bool // the names of the fields stand beside them, not above
}

// findTables finds all tables, once: whether there is one is asked of every heading.
func (u *understanding) findTables() {
	blocks := u.Source.Blocks
	for i := 0; i < len(blocks); {
		id := blocks[i].Table
		if id == 0 {
			i++
			continue
		}
		t := table{from: i, top: i, head: -1}
		for i < len(blocks) && blocks[i].Table == id {
			i++
		}
		t.to = i
		if t.cards = u.hasCards(t); !t.cards {
			u.readHead(&t)
			u.inherit(&t)
		}
		u.allTables = append(u.allTables, t)
	}
}

// inherit gives a table without a head that of the table before it, where it goes on with it: a
// table that was parted at the end of a page.
func (u *understanding) inherit(t *table) {
	n := len(u.allTables)
	if t.head >= 0 || n == 0 || t.from-u.allTables[n-1].to > 1 {
		return
	}
	before := u.allTables[n-1]
	if before.head < 0 || !before.has(numberColumn) ||
		len(u.Source.Blocks[t.from].Cells) != len(before.columns) {
		return
	}
	last := 0
	for i := before.head + 1; i < before.to; i++ {
		last = max(last, u.numberUnder(before, i))
	}
	if u.numberUnder(before, t.from) == last+1 {
		t.columns, t.heads, t.head = before.columns, before.heads, t.from-1
	}
}

// tablesIn gives the tables within blocks.
func (u *understanding) tablesIn(from, to int) []table {
	first, _ := slices.BinarySearchFunc(u.allTables, from, func(t table, from int) int {
		return t.from - from
	})
	last := first
	for last < len(u.allTables) && u.allTables[last].to <= to {
		last++
	}
	return u.allTables[first:last]
}

// holdsFindings says whether a table does.
func (t table) holdsFindings() bool { return t.cards || t.head >= 0 }

// tableOf says whether there is a table with findings within blocks.
func (u *understanding) tableOf(from, to int) bool {
	return slices.ContainsFunc(u.tablesIn(from, to), table.holdsFindings)
}

// tables reads the tables within blocks, one row a finding. One that holds none is left over.
func (u *understanding) tables(from, to int, t trail) {
	for _, table := range u.tablesIn(from, to) {
		switch {
		case table.cards:
			u.cards(table, t, account)
		case table.head >= 0:
			u.takeHead(table)
			u.rows(table, t, account)
		case from == u.bodyStart && len(u.Findings) == 0:
			u.askTotals(table)
		}
	}
}

// askTotals says of a table without findings that it holds totals, where its cells are mostly
// figures.
func (u *understanding) askTotals(t table) {
	figures, cells := 0, 0
	for i := t.from + 1; i < t.to; i++ {
		for _, c := range u.Source.Blocks[i].Cells {
			cells++
			if strings.Trim(c, "0123456789.%％ ") == "" {
				figures++
			}
		}
	}
	if 2*figures > cells {
		u.ask("only-totals", t.from)
	}
}

func (t table) has(c column) bool { return slices.Contains(t.columns, c) }

// takeHead takes the head as a label, and what stands in the table above it as text, or as the
// title of a notice that has no other.
func (u *understanding) takeHead(t table) {
	for i := t.from; i < t.top; i++ {
		use := Text
		text := strings.Trim(u.Source.Blocks[i].Text, " |")
		if u.Inspection.Title == "" && titleWords().MatchString(fold(text)) && u.alone(i) {
			use, u.Inspection.Title = Title, text
		}
		u.take(i, 0, len(u.folded[i]), use, nil)
	}
	for i := t.top; i <= t.head; i++ {
		u.take(i, 0, len(u.folded[i]), Label, nil)
	}
}

// alone says whether a row has one text only.
func (u *understanding) alone(i int) bool {
	full := 0
	for _, cell := range u.Source.Blocks[i].Cells {
		if cell != "" {
			full++
		}
	}
	return full == 1
}

// unfinishedTables reads the tables of a section that names what is unfinished.
func (u *understanding) unfinishedTables(from, to int) {
	for _, t := range u.tablesIn(from, to) {
		switch {
		case t.cards:
			u.cards(t, trail{}, outstanding)
		case t.head >= 0:
			u.takeHead(t)
			u.rows(t, trail{}, outstanding)
		}
	}
}

var (
	// sums are what the first cell of a row with totals says.
	totalsRow = pattern("^{totals-row}[:：]?$")
	// remark begins a row that says something of the table.
	remarkRow = pattern(`^{remark-row}\s*[:：]`)
)

// rows reads the rows of a table. A row whose title is empty goes on with the finding before it;
// one with a single text is a heading within the table. The head may stand again, at the top of
// each page; a row of totals is left over.
func (u *understanding) rows(t table, above trail, m mode) {
	var last *Finding
	carried := above
	number, shared := "", 1 // of a number that reaches over several findings
	for i := t.head + 1; i < t.to; i++ {
		cells := u.cellsOf(i)
		full, only := 0, 0
		for c, cell := range cells {
			if cell.text != "" {
				full, only = full+1, c
			}
		}
		title := u.cellUnder(t, i, titleColumn)
		switch {
		case full == 0:
		case u.repeatsHead(t, i):
			u.take(i, 0, len(u.folded[i]), Label, nil)
		case totalsRow().MatchString(cells[firstFull(cells)].text):
			last = nil
		case full == 1 && remarkRow().MatchString(fold(cells[only].text)):
			u.take(i, 0, len(u.folded[i]), Text, nil)
		case full == 1 && len(t.columns) > 2 && (only == 0 || title != "") && m == account:
			carried, last = u.rowHeading(i, above), nil
		case title != "":
			before := last
			last = u.beginRow(i, carried, m)
			if at := slices.Index(t.columns, numberColumn); before != nil && u.merged(i, at) {
				shared++
				last.Number = fmt.Sprintf("%s-%d", number, shared)
			} else {
				number, shared = u.cellUnder(t, i, numberColumn), 1
			}
			if before != nil && (t.has(categoryColumn) || t.has(groupColumn)) {
				last.Category = before.Category // the cell of a merged column is empty
			}
			u.row(t, i, cells, last, m)
		case last != nil && u.goesOnWithRow(t, i):
			u.row(t, i, cells, last, m)
		default:
			u.ask("row-untitled", i)
			last = nil
		}
	}
}

// goesOnWithRow says whether a row without a title is more of the finding before it: it has no
// number of its own, or the cell of its title is merged with the one above.
func (u *understanding) goesOnWithRow(t table, i int) bool {
	at := slices.Index(t.columns, titleColumn)
	return u.merged(i, at) || u.cellUnder(t, i, numberColumn) == ""
}

// cellUnder is a row's text in the column of a sort; empty where there is none.
func (u *understanding) cellUnder(t table, i int, c column) string {
	at := slices.Index(t.columns, c)
	if cells := u.Source.Blocks[i].Cells; at >= 0 && at < len(cells) {
		return strings.TrimSpace(cells[at])
	}
	return ""
}

func (u *understanding) numberUnder(t table, i int) int {
	return numberOf(strings.Trim(u.cellUnder(t, i, numberColumn), closing), "")
}

func (u *understanding) repeatsHead(t table, i int) bool {
	for head := t.top; head <= t.head; head++ {
		if u.Source.Blocks[i].Text == u.Source.Blocks[head].Text {
			return true
		}
	}
	return false
}

func firstFull(cells []cell) int {
	return max(0, slices.IndexFunc(cells, func(c cell) bool { return c.text != "" }))
}
