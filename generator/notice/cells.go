package notice

import (
	"strings"

	"gongshi/generator/register"
)

// rowNumber reads the number of a row. A second one, where a title reaches over several rows, is
// kept in the body.
func (a *account) rowNumber(s segment, head string) {
	number := strings.Trim(a.original(s), closing)
	if a.Number != "" && a.Number != number {
		a.beneath(s, head)
		return
	}
	a.Number = number
	a.use(s, Numeral)
}

// beneath puts a cell into the body, with its head before it.
func (a *account) beneath(s segment, head string) {
	text := strings.TrimSpace(a.original(s))
	if head != "" {
		text = head + a.words()["colon"] + text
	}
	a.Body = append(a.Body, text)
	a.use(s, Body)
}

// rowTitle reads the title of a row's finding; a numeral before it is its number.
func (a *account) rowTitle(s segment) {
	text := a.plain(s)
	n := readNumeral(text)
	if n.size > 0 && a.Number == "" {
		a.Number = n.shown
	}
	a.assign(s.block, s.from, s.from+n.size, Numeral)
	s.from += n.size
	a.segmentTitle(s)
}

// value reads a cell that is neither title nor number. In the cell of an account there may be
// labels of their own.
func (a *account) value(s segment, kind field, head string) {
	s.field = kind
	text := a.original(s)
	switch {
	case kind == none, kind == responsible && person == fieldOf(head),
		kind == completed && emptyValue().MatchString(text):
		a.beneath(s, head)
	case kind == yesOrNo:
		s.field = status
		a.answer(s)
	case kind == tickBox:
		a.tick(s, head)
	case kind == assessed:
		a.readAssessment(s, head)
	case kind == verified:
		a.readVerification(s, head)
	case kind == progress && a.mode == reported:
		for _, part := range a.within(s) {
			a.assign(s.block, part.label, part.from, Label)
			a.place(part)
		}
	case kind == progress && a.mode == outstanding &&
		lex("measure-label").MatchString(fold(head)):
		a.Next = append(a.Next, strings.TrimSpace(text))
		a.use(s, Next)
	default:
		a.place(s)
	}
}

// answer reads whether a finding is completed: yes or no, else any words for a status.
func (a *account) answer(s segment) {
	text := strings.ToLower(a.plain(s))
	said := answers(text)
	if tick().MatchString(text) {
		said = register.Completed
	}
	if said == "" {
		a.readStatus(s, a.original(s))
		return
	}
	a.setStatus(stated{status: said}, s.block)
	a.use(s, Status)
}

// tick reads a mark below a status.
func (a *account) tick(s segment, head string) {
	own := head[strings.LastIndex(head, " ")+1:]
	st, ok := statusOf(own)
	if said := answers(own); said != "" {
		st, ok = stated{status: said}, true
	}
	if !ok || !tick().MatchString(a.plain(s)) {
		a.beneath(s, head)
		return
	}
	a.setStatus(st, s.block)
	a.use(s, Status)
}

// within cuts a cell at its labels.
func (a *account) within(s segment) []segment {
	var parts []segment
	for _, part := range a.segmentsOf(s.block, s.from, progress) {
		if part.label >= s.to {
			break
		}
		part.to = min(part.to, s.to)
		part.from = min(part.from, s.to)
		parts = append(parts, part)
	}
	return parts
}

// isHead says whether a text is a label or the head of a column from end to end, and no title.
func isHead(text string) bool {
	text = strings.TrimSpace(text)
	return text != "" && (fieldOf(text) != none || lex("column-number").MatchString(fold(text)))
}

// fieldOf is the field of a table's head, read as a label.
func fieldOf(head string) field {
	f, _ := labelAt(fold(head) + "：")
	return f
}
