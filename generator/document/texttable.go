package document

import (
	"strings"
	"unicode"
)

// dashes is the line below the head of a Markdown table.
var dashes = pattern(`^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)+\|?\s*$|` +
	`^\s*\|\s*:?-+:?\s*\|\s*$`)

var (
	// boxLine is one between the rows of a table that is drawn with signs.
	boxLine = pattern(`^\s*\+[-=+:]+\+\s*$`)
	// underline is one below the head of a table with columns below each other.
	underline = pattern(`^[\s=-]*[=-]{3}[\s=-]*$`)
	// words are those of a cell, with single spaces between them.
	words = pattern(`\S+(?: \S+)*`)
)

// textColumns says how the lines of a table are cut into cells: at bars, where columns begin below
// each other, else at tabs, as a table arrives that is copied from a word processor.
type textColumns struct {
	bars   bool
	boxed  bool  // lines between the rows; what stands between two of them is one row
	starts []int // in characters
	tabs   int
	cells  int // of a row with bars; 0 in Markdown, where rows may have any number
}

// columnsOf counts the lines of the table that rows begin with; 0 where they begin with none.
func columnsOf(rows []string) (n int, c textColumns) {
	for _, c := range []textColumns{{bars: true}, {tabs: tabsOf(rows[0])},
		{starts: startsOf(rows[0])}} {
		if n, c := c.count(rows); n > 0 {
			return n, c
		}
	}
	return 0, c
}

func (c textColumns) count(rows []string) (n int, _ textColumns) {
	switch {
	case len(rows) < 2:
	case c.bars && strings.Contains(rows[0], "|") && dashes().MatchString(rows[1]):
		for n < len(rows) && strings.Contains(rows[n], "|") {
			n++
		}
	case c.bars:
		c.boxed = boxLine().MatchString(rows[0])
		c.cells = max(2, barsOf(rows[0])) + 1
		if c.boxed {
			c.cells = barsOf(rows[1]) + 1
		}
		for n < len(rows) && (barsOf(rows[n])+1 == c.cells ||
			c.boxed && boxLine().MatchString(rows[n])) {
			n++
		}
	case c.tabs > 0:
		for n < len(rows) && c.tabbed(rows[n]) != nil {
			n++
		}
	case len(c.starts) > 2:
		n = c.aligned(rows)
	}
	if n < 2 {
		return 0, c
	}
	return n, c
}

// barsOf counts the bars between the cells of a row.
func barsOf(row string) int {
	row = strings.TrimSpace(row)
	if inner, ok := strings.CutPrefix(row, "|"); ok {
		row = strings.TrimSuffix(inner, "|")
	}
	return strings.Count(row, "|")
}

func tabsOf(row string) int { return strings.Count(strings.Trim(row, " \t\u3000"), "\t") }

// tabbed cuts a row at its tabs; nil where they are not as many as in the head. Cells at either end
// may be empty.
func (c textColumns) tabbed(row string) []string {
	for _, cut := range []string{" \t\u3000", " \u3000"} {
		if row := strings.Trim(row, cut); strings.Count(row, "\t") == c.tabs {
			return strings.Split(row, "\t")
		}
	}
	return nil
}

// startsOf finds where the columns of a head in Latin letters begin, with two spaces or more
// between them. Spaces within a line in Chinese mean other things.
func startsOf(head string) (starts []int) {
	head = strings.TrimRight(head, " ")
	han := func(r rune) bool { return unicode.Is(unicode.Han, r) }
	if strings.ContainsAny(head, "\t|") || strings.HasSuffix(head, ".") ||
		strings.ContainsFunc(head, han) {
		return nil
	}
	for _, at := range words().FindAllStringIndex(head, -1) {
		starts = append(starts, len([]rune(head[:at[0]])))
	}
	return starts
}

// aligned counts the rows whose cells begin below those of the head, with the blank lines and the
// lines drawn between them. One of them has to hold more than its first cell.
func (c textColumns) aligned(rows []string) int {
	last, full := 0, false
	for i, row := range rows {
		if strings.TrimSpace(row) == "" || i > 0 && underline().MatchString(row) {
			continue
		}
		cells := c.below(row)
		if cells == nil || i > last+2 {
			break
		}
		last, full = i, full || i > 0 && filled(cells) > 1
	}
	if !full {
		return 0
	}
	return last + 1
}

// below cuts a row where the cells of the head begin; nil where a word of it stands across.
func (c textColumns) below(row string) []string {
	text := []rune(strings.TrimRight(row, " "))
	var cells []string
	for i, from := range c.starts {
		to := len(text)
		if i+1 < len(c.starts) {
			to = min(to, c.starts[i+1])
		}
		if i == 0 {
			from = 0
		}
		if from > 0 && from < len(text) && text[from-1] != ' ' {
			return nil
		}
		cells = append(cells, strings.TrimSpace(string(text[min(from, to):to])))
	}
	return cells
}

func filled(cells []string) int {
	n := 0
	for _, cell := range cells {
		if cell != "" {
			n++
		}
	}
	return n
}

// goesOn says whether a row is more of the one before it: its first cell is empty, or begins in
// lower case and stands alone.
func (c textColumns) goesOn(cells []string) bool {
	if c.boxed {
		return true
	}
	first := []rune(cells[0] + " ")[0]
	return c.starts != nil && (cells[0] == "" || filled(cells) == 1 && unicode.IsLower(first))
}

// textTable reads the lines of a table, the first of which is numbered line.
func (m *maker) textTable(rows []string, line int, kind marks, c textColumns) {
	m.tables++
	marked := c.bars && dashes().MatchString(rows[1])
	var open *Block // a row that the next line may go on with
	end := func() {
		if open != nil {
			m.row(*open)
			open = nil
		}
	}
	for i, row := range rows {
		at := Place{Line, line + i}
		switch {
		case marked && i == 1, c.boxed && boxLine().MatchString(row),
			c.starts != nil && i > 0 && underline().MatchString(row):
			m.drop(row, Markup, at)
			end()
			continue
		case strings.TrimSpace(row) == "":
			continue
		}
		cells := m.cellsOf(row, kind, c, at)
		if open != nil && c.goesOn(cells) {
			for j := range open.Cells {
				open.Cells[j] = strings.TrimSpace(open.Cells[j] + " " + cells[j])
			}
			continue
		}
		end()
		open = &Block{Table: m.tables, Head: marked && i == 0, Cells: cells, Place: at}
	}
	end()
}

// cellsOf gives the cells of a row.
func (m *maker) cellsOf(row string, kind marks, c textColumns, at Place) (cells []string) {
	switch {
	case c.bars:
		cells = m.barred(row, at)
		for len(cells) < c.cells {
			cells = append(cells, "") // behind a bar at the end
		}
	case c.starts != nil:
		cells = c.below(row)
	default:
		cells = c.tabbed(row)
	}
	if kind == markdown {
		for j, cell := range cells {
			cells[j] = m.inline(cell, at)
		}
	}
	return cells
}

// barred splits a row at its bars. An escaped bar is part of a cell, in code too.
func (m *maker) barred(row string, at Place) []string {
	const escaped = "\x01" // decode has taken control characters out
	row = strings.ReplaceAll(strings.TrimSpace(row), `\|`, escaped)
	m.drop(strings.Repeat("|", strings.Count(row, "|")), Markup, at)
	row = strings.TrimSuffix(strings.TrimPrefix(row, "|"), "|")
	cells := strings.Split(row, "|")
	for i, cell := range cells {
		m.drop(strings.Repeat(`\`, strings.Count(cell, escaped)), Markup, at)
		cells[i] = strings.ReplaceAll(cell, escaped, "|")
	}
	return cells
}
