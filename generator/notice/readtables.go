package notice

import (
	"fmt"
	"slices"
	"strings"
)

// tables reads the tables within blocks, one row or card a finding. One that holds none is left
// over.
func (r *reader) tables(from, to int, t trail, m mode) {
	for _, table := range r.tablesIn(from, to) {
		switch {
		case table.cards:
			r.cards(table, t, m)
		case table.head >= 0:
			r.readHead(table)
			r.rows(table, t, m)
		case m == reported && from == r.bodyStart && len(r.Findings) == 0:
			r.askTotals(table)
		}
	}
}

// askTotals says of a table without findings that it holds totals, where its cells are mostly
// figures.
func (r *reader) askTotals(t table) {
	figures, cells := 0, 0
	for i := t.from + 1; i < t.to; i++ {
		for _, c := range r.Blocks[i].Cells {
			cells++
			if strings.Trim(c, "0123456789.%％ ") == "" {
				figures++
			}
		}
	}
	if 2*figures > cells {
		r.ask("only-totals", t.from)
	}
}

// readHead reads the head as a label, and what stands in the table above it as text, or as the
// title of a notice that has no other.
func (r *reader) readHead(t table) {
	for i := t.from; i < t.top; i++ {
		use := Text
		text := strings.Trim(r.Blocks[i].Text, " |")
		if r.Inspection.Title == "" && lex("title-words").MatchString(fold(text)) && r.alone(i) {
			use, r.Inspection.Title = Title, text
		}
		r.assignBlock(i, use)
	}
	for i := t.top; i <= t.head; i++ {
		r.assignBlock(i, Label)
	}
}

var (
	// totalsRow is what the first cell of a row with totals says.
	totalsRow = pattern("^{totals-row}[:：]?$")
	// remarkRow begins a row that says something of the table.
	remarkRow = pattern(`^{remark-row}\s*[:：]`)
)

// rows reads the rows of a table. A row whose title is empty goes on with the finding before it;
// one with a single text is a heading within the table. The head may stand again, at the top of
// each page; a row of totals is left over.
func (r *reader) rows(t table, above trail, m mode) {
	var last *account
	carried := above
	number, shared := "", 1 // of a number that reaches over several findings
	for i := t.head + 1; i < t.to; i++ {
		cells := r.cellsOf(i)
		full, only := 0, 0
		for c, cell := range cells {
			if cell.text != "" {
				full, only = full+1, c
			}
		}
		title := r.cellUnder(t, i, problemText)
		if refused(title) {
			title = ""
		}
		switch {
		case full == 0:
		case r.repeatsHead(t, i):
			r.assignBlock(i, Label)
		case totalsRow().MatchString(cells[firstFull(cells)].text):
			last = nil
		case full == 1 && remarkRow().MatchString(fold(cells[only].text)):
			r.assignBlock(i, Text)
		case full == 1 && (len(t.columns) > 2 || headsRows(cells[only].text)) && (only == 0 || title != "") && m == reported:
			carried, last = r.rowHeading(i, above), nil
		case title != "":
			before := last
			if f := r.restated(t, title); f != nil && m == reported {
				last = r.account(f, m)
				r.rowRestated(t, i, cells, last)
				continue
			}
			if r.restating {
				r.ask("list-row", i, title)
				last = nil
				continue
			}
			last = r.beginRow(i, carried, m)
			if at := slices.Index(t.columns, itemNumber); before != nil && r.merged(i, at) {
				shared++
				last.Number = fmt.Sprintf("%s-%d", number, shared)
			} else {
				number, shared = r.cellUnder(t, i, itemNumber), 1
			}
			if before != nil && (t.has(categoryTitle) || t.has(groupTitle)) {
				last.Category = before.Category // the cell of a merged column is empty
			}
			r.row(t, i, cells, last)
		case last != nil && r.goesOnWithRow(t, i):
			r.row(t, i, cells, last)
		default:
			r.ask("row-untitled", i)
			last = nil
		}
	}
}

// headsRows says whether the only text of a row is numbered and worded as no problem.
func headsRows(text string) bool {
	n := readNumeral(fold(text))
	return n.size > 0 && !lex("problem-form").MatchString(strings.Trim(fold(text)[n.size:], closing))
}

func firstFull(cells []cell) int {
	return max(0, slices.IndexFunc(cells, func(c cell) bool { return c.text != "" }))
}

// rowHeading reads a row with one text as a category.
func (r *reader) rowHeading(i int, above trail) trail {
	text := strings.Trim(r.folded[i], " |")
	from := strings.Index(r.folded[i], text)
	n := &node{block: i, end: i + 1, numeral: readNumeral(text)}
	above.above = append(slices.Clip(above.above), n)
	above.cited = append(slices.Clip(above.cited), n)
	c := r.categoryOf(above)
	r.group[n] = nil
	if len(above.above) > 1 {
		r.groupOf(above)
	}
	c.Title = titleOf(r.Blocks[i].Text[from+n.numeral.size : from+len(text)])
	r.assignTo(i, 0, len(r.folded[i]), Title, c)
	return above
}

// beginRow begins a finding in a row or a card.
func (r *reader) beginRow(i int, t trail, m mode) *account {
	f := r.begin(i, t)
	if m == outstanding {
		f.open, f.Category, f.Group = true, nil, nil
		r.pending = append(r.pending, f)
	} else {
		r.Findings = append(r.Findings, f)
	}
	return r.account(f, m)
}

// kindOf is what a column holds; none beyond the columns that the head has.
func (t table) kindOf(c int) field {
	if c < len(t.columns) {
		return t.columns[c]
	}
	return none
}

// row puts the cells of a row where its table's head says.
func (r *reader) row(t table, i int, cells []cell, a *account) {
	for c, cell := range cells {
		r.cell(a, t.kindOf(c), segment{none, i, cell.from, cell.to, cell.from}, t.headOf(c))
	}
	a.readProgress()
}

// restated gives the finding that a row tells more of: one with its title that stands outside the
// table; nil where there is none.
func (r *reader) restated(t table, title string) *Finding {
	like := r.keyed(keyOf(title))
	if r.restating {
		like = r.findingsLike(keyOf(title))
	}
	if len(like) != 1 || t.from <= like[0].block && like[0].block < t.to {
		return nil
	}
	return like[0]
}

// rowRestated puts the cells of a row to a finding that is known.
func (r *reader) rowRestated(t table, i int, cells []cell, a *account) {
	for c, cell := range cells {
		s := segment{none, i, cell.from, cell.to, cell.from}
		switch kind := t.kindOf(c); {
		case kind == itemNumber || kind == categoryTitle || kind == groupTitle:
			a.use(s, Numeral)
		case kind == problemText:
			a.use(s, Repeat)
		default:
			r.cell(a, kind, s, t.headOf(c))
		}
	}
	a.readProgress()
}

// cell puts one cell where its head says. A cell under an unknown head goes to the body, with the
// head before it.
func (r *reader) cell(a *account, kind field, s segment, head string) {
	switch {
	case strings.TrimSpace(a.original(s)) == "":
	case kind == itemNumber:
		a.rowNumber(s, head)
	case kind == problemText:
		a.rowTitle(s)
	case kind == categoryTitle || kind == groupTitle:
		r.rowCategory(a.Finding, s)
	default:
		a.value(s, kind, head)
	}
}

func (r *reader) rowCategory(f *Finding, s segment) {
	title := strings.TrimSpace(r.original(s))
	var own *Category
	for _, c := range r.Categories {
		if c.Title == title {
			own = c
		}
	}
	if own == nil {
		own = &Category{Title: title, Path: []int{len(r.Categories) + 1}}
		r.Categories = append(r.Categories, own)
	}
	f.Category, f.Group = own, nil
	r.assignTo(s.block, s.from, s.to, Title, own)
}
