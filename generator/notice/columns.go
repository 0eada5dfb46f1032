package notice

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// columnForms are the words of a table's head; the first that fits counts.
var columnForms = []struct {
	column field
	form   func() *regexp.Regexp
}{
	{none, pattern("{column-total}")},
	{itemNumber, pattern("{column-number}")},
	{categoryTitle, pattern("{column-category}")},
	{yesOrNo, pattern("{column-answer}")},
	{none, pattern("{column-question}")},
	{reason, pattern("{column-reason}")},
	{next, pattern("{column-next}")},
	{completed, pattern("{column-completed}")},
	{deadline, pattern("{column-deadline}")},
	{none, pattern("{column-before}")},
	{verified, pattern("{column-verified}")},
	{assessed, pattern("{column-assessed}")},
	{status, pattern("{column-status}")},
	{responsible, pattern("{column-responsible}")},
	{progress, pattern("{column-account}")},
	{groupTitle, pattern("{column-group}")},
	{problemText, pattern("{column-title}")},
}

// headLimit is the longest text, in characters, that can name a column; twice as long in English.
const headLimit = 24

func columnOf(head string) field {
	head = strings.Trim(strings.Join(strings.Fields(fold(head)), " "), closing+"*")
	if n := utf8.RuneCountInString(head); n > 2*headLimit || n > headLimit && n < len(head) {
		return none
	}
	for _, c := range columnForms {
		if c.form().MatchString(head) {
			return c.column
		}
	}
	if at := aside().FindStringIndex(head); at != nil && at[0] > 0 {
		return columnOf(head[:at[0]])
	}
	return none
}

// aside says in brackets what can stand below a head: 完成情况（已完成/未完成）.
var aside = pattern(`\s*[（(][^（）()]*[)）]$`)

// telling says whether there is one of the columns without which a table tells of no finding.
func telling(known map[field]bool) bool {
	return known[progress] || known[status] || known[assessed] || known[yesOrNo] ||
		known[deadline] || known[next] || known[reason]
}

// repeats says whether a table can have several columns of a sort.
func (c field) repeats() bool {
	return c == none || c == progress || c == responsible || c == tickBox || c == assessed
}

// readHead finds the rows of a table that say what its columns hold: one a finding's title, and one
// that tells of it. They are looked for from each of the first four rows on.
func (all *tables) readHead(t *table) {
	for i := t.from; i < t.to && i < t.from+4; i++ {
		last := i
		for last+1 < t.to && all.goesOnWithHead(i, last+1) {
			last++
		}
		heads := all.headsOf(i, last)
		columns, known := columnsOf(heads)
		if known[problemText] && (telling(known) ||
			known[tickBox] && all.ticked(columns, last+1, t.to)) {
			t.columns, t.heads, t.top, t.head = columns, heads, i, last
			all.sortTitles(t)
			return
		}
	}
}

// goesOnWithHead says whether a row is a further row of the head that begins above it: it is marked
// as such, or has texts only below cells that reach over several columns, and is merged elsewhere.
func (all *tables) goesOnWithHead(first, row int) bool {
	top, b := all.Blocks[first], all.Blocks[row]
	if !top.Head && b.Head || len(top.Cells) != len(b.Cells) {
		return false
	}
	below := 0
	for c, cell := range b.Cells {
		wide := all.reachedOver(first, c) || all.reachedOver(first, c+1)
		switch {
		case cell == "" && !all.merged(row, c) && !b.Head && top.Cells[c] == "":
			return false
		case cell != "" && !wide:
			return false
		case cell != "":
			below++
		}
	}
	return below > 1
}

// reachedOver says whether a cell of a head is merged with the one before it, or empty as in tables
// that cannot merge.
func (all *tables) reachedOver(row, cell int) bool {
	cells := all.Blocks[row].Cells
	return cell < len(cells) && (all.merged(row, cell) || cell > 0 && cells[cell] == "")
}

// headOf is what stands above a column: a text that reaches over several, and one of its own.
type headOf struct{ above, own string }

func (h headOf) text() string { return strings.TrimSpace(h.above + " " + h.own) }

func (all *tables) headsOf(first, last int) []headOf {
	var heads []headOf
	above := ""
	top := all.Blocks[first]
	for c, cell := range top.Cells {
		over := all.reachedOver(first, c)
		if !over {
			above = strings.TrimSpace(cell)
		}
		h := headOf{own: above}
		if over && first == last {
			h.own = ""
		}
		for row := first + 1; row <= last; row++ {
			if own := strings.TrimSpace(all.Blocks[row].Cells[c]); own != "" {
				h = headOf{above: above, own: own}
			}
		}
		heads = append(heads, h)
	}
	return heads
}

// column is what a head says that its column holds: by its own words, else by those above them.
func (h headOf) column() field {
	own, above := columnOf(h.own), columnOf(h.above)
	switch {
	case above == yesOrNo && answers(h.own) != "":
		return tickBox
	case own != none:
		return own
	}
	if st, ok := statusOf(h.own); ok && st.status != "" && st.date == "" {
		return tickBox
	}
	return above
}

// tick is a mark in a cell; what it means, the column's head says.
var tick = pattern(`^[√✓✔☑●]$`)

// ticked says whether a row has a mark where a column's head is a status.
func (all *tables) ticked(columns []field, from, to int) bool {
	for i := from; i < to; i++ {
		for c, cell := range all.Blocks[i].Cells {
			if c < len(columns) && columns[c] == tickBox && tick().MatchString(cell) {
				return true
			}
		}
	}
	return false
}

// columnsOf says what the columns below heads hold. Of two deadlines, the one that was promised
// first is the finding's.
func columnsOf(heads []headOf) ([]field, map[field]bool) {
	known := map[field]bool{}
	var columns []field
	deadlineAt := -1
	for at, h := range heads {
		c := h.column()
		if c == deadline && deadlineAt >= 0 &&
			lex("revised-head").MatchString(heads[deadlineAt].text()) &&
			!lex("revised-head").MatchString(h.text()) {
			columns[deadlineAt] = none
			known[c] = false
		}
		if c == status && known[c] {
			c = assessed // a second opinion
		}
		if known[c] && !c.repeats() && c != problemText {
			c = none
		}
		if c == deadline {
			deadlineAt = at
		}
		known[c] = true
		columns = append(columns, c)
	}
	return columns, known
}

// sortTitles leaves one column of several that hold titles: the first that has words, unless its
// cells reach over rows in which the next has texts of their own; then it holds what they belong
// to. A head that reaches over two columns is above what titles belong to and above the titles.
func (all *tables) sortTitles(t *table) {
	first := -1
	for c := range t.columns {
		if t.columns[c] == problemText && c+1 < len(t.columns) && t.columns[c+1] == none &&
			t.headOf(c+1) == "" && all.reachedOver(t.top, c+1) && all.longer(*t, c+1, c) {
			t.columns[c], t.columns[c+1] = categoryTitle, problemText
		}
		switch {
		case t.columns[c] == problemText && !all.worded(*t, c):
			t.columns[c] = none
		case t.columns[c] != problemText:
		case first < 0:
			first = c
		case all.reachesOver(*t, first, c):
			t.columns[first] = groupTitle
			first = c
		default:
			t.columns[c] = none
		}
	}
}

// worded says whether half of the cells in a column have words, and not only figures or a stroke.
func (all *tables) worded(t table, column int) bool {
	words, full := 0, 0
	for i := t.head + 1; i < t.to; i++ {
		if cells := all.Blocks[i].Cells; column < len(cells) && cells[column] != "" {
			full++
			if hasWords(cells[column]) {
				words++
			}
		}
	}
	return 2*words >= full
}

func hasWords(text string) bool { return strings.ContainsFunc(text, unicode.IsLetter) }

// longer says whether the texts of a column are longer than those of another, all together.
func (all *tables) longer(t table, column, than int) bool {
	balance := 0
	for i := t.head + 1; i < t.to; i++ {
		if cells := all.Blocks[i].Cells; max(column, than) < len(cells) {
			balance += len(cells[column]) - len(cells[than])
		}
	}
	return balance > 0
}

func (all *tables) reachesOver(t table, wide, narrow int) bool {
	for i := t.head + 1; i < t.to; i++ {
		b := all.Blocks[i]
		if narrow < len(b.Cells) && b.Cells[narrow] != "" && all.merged(i, wide) {
			return true
		}
	}
	return false
}
