package notice

import (
	"slices"
	"strings"
)

// table is the rows of one table, and what its columns hold.
type table struct {
	from, to int // blocks
	columns  []field
	heads    []headOf
	top      int  // the first block of the head
	head     int  // the last block of the head; -1 where there is none
	cards    bool // the names of the fields stand beside them, not above
}

// tables are those of a source.
type tables struct {
	*foldedText
	found []table
}

// findTables finds all tables, once: whether there is one is asked of every heading.
func findTables(t *foldedText) *tables {
	all := &tables{foldedText: t}
	blocks := all.Blocks
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
		if t.cards = all.hasCards(t); !t.cards {
			all.readHead(&t)
			all.inherit(&t)
		}
		all.found = append(all.found, t)
	}
	return all
}

// inherit gives a table without a head that of the table before it, where it goes on with it: a
// table that was parted at the end of a page.
func (all *tables) inherit(t *table) {
	n := len(all.found)
	if t.head >= 0 || n == 0 || t.from-all.found[n-1].to > 1 {
		return
	}
	before := all.found[n-1]
	if before.head < 0 || !before.has(itemNumber) ||
		len(all.Blocks[t.from].Cells) != len(before.columns) {
		return
	}
	last := 0
	for i := before.head + 1; i < before.to; i++ {
		last = max(last, all.numberUnder(before, i))
	}
	if all.numberUnder(before, t.from) == last+1 {
		t.columns, t.heads, t.head = before.columns, before.heads, t.from-1
	}
}

func (all *tables) tablesIn(from, to int) []table {
	first, _ := slices.BinarySearchFunc(all.found, from, func(t table, from int) int {
		return t.from - from
	})
	last := first
	for last < len(all.found) && all.found[last].to <= to {
		last++
	}
	return all.found[first:last]
}

func (all *tables) tableAt(i int) table {
	at := slices.IndexFunc(all.found, func(t table) bool { return t.from <= i && i < t.to })
	return all.found[at]
}

func (t table) holdsFindings() bool { return t.cards || t.head >= 0 }

// tableOf says whether there is a table with findings within blocks.
func (all *tables) tableOf(from, to int) bool {
	return slices.ContainsFunc(all.tablesIn(from, to), table.holdsFindings)
}

func (t table) has(c field) bool { return slices.Contains(t.columns, c) }

func (all *tables) alone(i int) bool {
	full := 0
	for _, cell := range all.Blocks[i].Cells {
		if cell != "" {
			full++
		}
	}
	return full == 1
}

// goesOnWithRow says whether a row without a title is more of the finding before it: it has no
// number of its own, or the cell of its title is merged with the one above.
func (all *tables) goesOnWithRow(t table, i int) bool {
	at := slices.Index(t.columns, problemText)
	return all.merged(i, at) || all.cellUnder(t, i, itemNumber) == ""
}

// cellUnder is a row's text in the column of a sort; empty where there is none.
func (all *tables) cellUnder(t table, i int, c field) string {
	at := slices.Index(t.columns, c)
	if cells := all.Blocks[i].Cells; at >= 0 && at < len(cells) {
		return strings.TrimSpace(cells[at])
	}
	return ""
}

func (all *tables) numberUnder(t table, i int) int {
	return numberOf(strings.Trim(all.cellUnder(t, i, itemNumber), closing), "")
}

func (all *tables) repeatsHead(t table, i int) bool {
	for head := t.top; head <= t.head; head++ {
		if all.Blocks[i].Text == all.Blocks[head].Text {
			return true
		}
	}
	return false
}

func (t table) headOf(c int) string {
	if c < len(t.heads) {
		return t.heads[c].text()
	}
	return ""
}
