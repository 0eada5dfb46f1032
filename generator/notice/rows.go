package notice

import (
	"strings"

	"gongshi/generator/register"
)

// row puts the cells of a row where its table's head says. A cell under an unknown head goes to the
// body, with the head before it.
func (u *understanding) row(t table, i int, cells []cell, f *Finding, m mode) {
	var told []segment
	for c, cell := range cells {
		if strings.TrimSpace(cell.text) == "" {
			continue
		}
		kind := otherColumn
		if c < len(t.columns) {
			kind = t.columns[c]
		}
		s := segment{none, i, cell.from, cell.to, cell.from}
		switch kind {
		case numberColumn:
			u.rowNumber(f, s, t.headOf(c))
		case titleColumn:
			u.rowTitle(f, s)
		case categoryColumn, groupColumn:
			u.rowCategory(f, s)
		default:
			u.cell(f, s, kind, m, &told, t.headOf(c))
		}
	}
	u.tell(f, told, m)
}

// rowNumber reads the number of a row. A second one, where a title reaches over several rows, is
// kept in the body.
func (u *understanding) rowNumber(f *Finding, s segment, head string) {
	number := strings.Trim(u.Source.Blocks[s.block].Text[s.from:s.to], closing)
	if f.Number != "" && f.Number != number {
		u.beneath(f, s, head)
		return
	}
	f.Number = number
	u.take(s.block, s.from, s.to, Numeral, f)
}

// beneath puts a cell into the body, with its head before it.
func (u *understanding) beneath(f *Finding, s segment, head string) {
	text := strings.TrimSpace(u.Source.Blocks[s.block].Text[s.from:s.to])
	if head != "" {
		text = head + u.words()["colon"] + text
	}
	f.Body = append(f.Body, text)
	u.take(s.block, s.from, s.to, Body, f)
}

func (t table) headOf(c int) string {
	if c < len(t.heads) {
		return t.heads[c].text()
	}
	return ""
}

// rowTitle reads the title of a row's finding; a numeral before it is its number.
func (u *understanding) rowTitle(f *Finding, s segment) {
	text := u.folded[s.block][s.from:s.to]
	n := readNumeral(text)
	if n.size > 0 && f.Number == "" {
		f.Number = n.shown
	}
	u.take(s.block, s.from, s.from+n.size, Numeral, f)
	s.from += n.size
	u.segmentTitle(f, s)
}

// rowCategory reads the category of a row.
func (u *understanding) rowCategory(f *Finding, s segment) {
	title := strings.TrimSpace(u.Source.Blocks[s.block].Text[s.from:s.to])
	var own *Category
	for _, c := range u.Categories {
		if c.Title == title {
			own = c
		}
	}
	if own == nil {
		own = &Category{Title: title, Path: []int{len(u.Categories) + 1}}
		u.Categories = append(u.Categories, own)
	}
	f.Category, f.Group = own, nil
	u.takeFor(s.block, s.from, s.to, Title, own)
}

// fields are the columns that hold what a label announces in a text.
var fields = map[column]field{
	statusColumn: status, answerColumn: status, deadlineColumn: deadline,
	completedColumn: completed,
	reasonColumn:    reason, nextColumn: next, responsibleColumn: responsible,
	accountColumn: progress,
}

// cell reads a cell that is neither title nor number. In the cell of an account there may be labels
// of their own.
func (u *understanding) cell(f *Finding, s segment, kind column, m mode, told *[]segment,
	head string) {
	s.field = fields[kind]
	text := u.Source.Blocks[s.block].Text[s.from:s.to]
	switch {
	case kind == otherColumn, kind == responsibleColumn && person == fieldOf(head),
		kind == completedColumn && emptyValue().MatchString(text):
		u.beneath(f, s, head)
	case kind == answerColumn:
		u.answer(f, s)
	case kind == tickColumn:
		u.tick(f, s, head)
	case kind == accountColumn && m == account:
		for _, part := range u.within(s) {
			u.take(s.block, part.label, part.from, Label, f)
			u.place(f, part, m, told)
		}
	case kind == accountColumn && m == outstanding && measureLabel().MatchString(fold(head)):
		f.Next = append(f.Next, strings.TrimSpace(text))
		u.take(s.block, s.from, s.to, Next, f)
	default:
		u.place(f, s, m, told)
	}
}

// answer reads whether a finding is completed: yes or no, else any words for a status.
func (u *understanding) answer(f *Finding, s segment) {
	text := strings.ToLower(u.folded[s.block][s.from:s.to])
	said := answers(text)
	if tick().MatchString(text) {
		said = register.Completed
	}
	if said == "" {
		u.readStatus(f, s, u.Source.Blocks[s.block].Text[s.from:s.to])
		return
	}
	u.setStatus(f, stated{status: said}, s.block)
	u.take(s.block, s.from, s.to, Status, f)
}

// tick reads a mark below a status.
func (u *understanding) tick(f *Finding, s segment, head string) {
	own := head[strings.LastIndex(head, " ")+1:]
	st, ok := statusOf(own)
	if said := answers(own); said != "" {
		st, ok = stated{status: said}, true
	}
	if !ok || !tick().MatchString(u.folded[s.block][s.from:s.to]) {
		u.beneath(f, s, head)
		return
	}
	u.setStatus(f, st, s.block)
	u.take(s.block, s.from, s.to, Status, f)
}

// within cuts a cell at its labels.
func (u *understanding) within(s segment) []segment {
	var parts []segment
	for _, part := range u.segmentsOf(s.block, s.from, progress) {
		if part.label >= s.to {
			break
		}
		part.to = min(part.to, s.to)
		part.from = min(part.from, s.to)
		parts = append(parts, part)
	}
	return parts
}

// fieldOf is the field of a table's head, read as a label.
func fieldOf(head string) field {
	f, _ := labelAt(fold(head) + "：")
	return f
}

// rowHeading reads a row with one text as a category.
func (u *understanding) rowHeading(i int, above trail) trail {
	text := strings.Trim(u.folded[i], " |")
	from := strings.Index(u.folded[i], text)
	n := &node{block: i, end: i + 1, numeral: readNumeral(text)}
	above.above = append(above.above[:len(above.above):len(above.above)], n)
	above.cited = append(above.cited[:len(above.cited):len(above.cited)], n)
	c := u.categoryOf(above)
	u.group[n] = nil
	if len(above.above) > 1 {
		u.groupOf(above)
	}
	c.Title = titleOf(u.Source.Blocks[i].Text[from+n.numeral.size : from+len(text)])
	u.takeFor(i, 0, len(u.folded[i]), Title, c)
	return above
}

func (u *understanding) beginRow(i int, t trail, m mode) *Finding {
	f := u.begin(i, t)
	f.open = f.open || m == outstanding
	if m == outstanding {
		u.pending = append(u.pending, f)
		f.Category, f.Group = nil, nil
		return f
	}
	u.Findings = append(u.Findings, f)
	return f
}

// cell is one of a row, with its place in the row's text.
type cell struct {
	text     string
	from, to int
}

func (u *understanding) cellsOf(i int) []cell {
	b := u.Source.Blocks[i]
	var cells []cell
	at := 0
	for n, text := range b.Cells {
		if n > 0 {
			at += len(" | ")
		}
		if at+len(text) > len(b.Text) || b.Text[at:at+len(text)] != text {
			return nil // not a row as a source gives them
		}
		cells = append(cells, cell{text, at, at + len(text)})
		at += len(text)
	}
	return cells
}
