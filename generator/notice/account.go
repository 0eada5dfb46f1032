package notice

import (
	"cmp"
	"strings"
	"unicode/utf8"

	"gongshi/generator/register"
)

// mode is where a finding is read.
type mode int

const (
	reported    mode = iota // where its progress is
	outstanding             // where what is unfinished is named: measures are still to come
)

// account reads what is said of one finding, and writes it into the finding. It stands under
// labels: what was done, how far it is, and what is still to come.
type account struct {
	*tables
	*record
	*Finding
	published string // the notice's own date
	mode      mode
	topic     bool      // its title names no problem
	progress  []segment // that its measures and its final status are read from, at the end
}

// assign notes what a part of a block became; use does so for a segment.
func (a *account) assign(block, from, to int, use Use) {
	a.record.assign(block, from, to, use, a.Finding)
}

func (a *account) use(s segment, use Use) { a.assign(s.block, s.from, s.to, use) }

// headline reads the title of a finding, and gives the block and the offset behind it. A heading
// that is nothing but a numeral has its title in the next paragraph.
func (a *account) headline(n *node) (first, from int) {
	text := a.folded[n.block]
	start := n.numeral.size
	end := start + titleEnd(text[start:])
	if a.isWhole(n) {
		end = len(text)
	}
	if taskDone().MatchString(text) {
		a.setStatus(stated{status: register.Completed}, n.block)
	}
	a.assign(n.block, 0, start, Numeral)
	if _, size := labelAt(text[start:end]); size > 0 {
		a.assign(n.block, start, start+size, Label)
		start += size
	}
	if a.numbered(n) {
		return n.block, len(text)
	}
	start = a.leadingStatus(n.block, start, end)
	title := end
	if !bracketFirst().MatchString(text[start:end]) {
		title = a.readBracket(n.block, start, end)
	}
	if a.titleless(n, start, title) {
		a.key = keyOf(a.Title)
		return n.block, end
	}
	if n.numeral.isEnglish() && lex("addressee").MatchString(text[start:]) {
		a.Body = append(a.Body, a.Blocks[n.block].Text[start:])
		a.assign(n.block, start, len(text), Body)
		start, title, end = len(text), len(text), len(text)
	}
	a.Title = titleOf(a.Blocks[n.block].Text[start:title])
	a.assign(n.block, start, title, Title)
	first, from = n.block, end
	if next := n.block + 1; strings.Trim(text[start:], closing) == "" && next < n.end &&
		a.Blocks[next].Table == 0 {
		field, label := labelAt(a.folded[next])
		if label == 0 || field == problemText && label < len(a.folded[next]) {
			a.Title = titleOf(a.Blocks[next].Text[label:])
			a.assign(next, 0, label, Label)
			a.assign(next, label, len(a.folded[next]), Title)
			first, from = next, len(a.folded[next])
		}
	}
	a.Title = cmp.Or(a.Title, strings.TrimSpace(a.Blocks[n.block].Text))
	a.key = keyOf(a.Title)
	a.topic = lex("aspect-heading").MatchString(a.title(n))
	return first, from
}

// isWhole says whether all of a heading is a title, be there a colon or a full stop in it: what is
// said of the problem begins in the next paragraph, with its status, or with why it is unfinished.
func (a *account) isWhole(n *node) bool {
	for i := n.block + 1; i < n.end && a.Blocks[i].Table == 0; i++ {
		switch f, size := labelAt(a.folded[i]); {
		case f == status && size < len(a.folded[i]),
			a.mode == outstanding && (f == reason || f == next || f == deadline):
			return true
		case f != itemNumber:
			return false
		}
	}
	return false
}

// fill reads the text of a finding, from an offset in a first block on.
func (a *account) fill(n *node, first, from int) {
	current := none
	for i := first; i < n.end; i++ {
		if i == n.end-1 && i > first && a.numbersNext(i) {
			a.assign(i, 0, len(a.folded[i]), Numeral)
			continue
		}
		start := 0
		if i == first {
			start = from
		}
		if a.Blocks[i].Table > 0 {
			if a.tableAt(i).holdsFindings() {
				continue // they are read one by one
			}
			a.assign(i, 0, len(a.folded[i]), Body)
			a.Body = append(a.Body, a.Blocks[i].Text)
			continue
		}
		if i > first && readNumeral(a.folded[i]).isEnglish() {
			current = problemText // the recommendation of a finding is no measure
		}
		for _, s := range a.segmentsOf(i, start, current) {
			a.assign(i, s.label, s.from, Label)
			current = a.place(s)
		}
	}
	a.readProgress()
}

// place puts one segment of a finding where its label says. It gives the label that goes on in the
// next paragraph.
func (a *account) place(s segment) field {
	if at := a.behindValue(s); at < s.to {
		a.place(segment{s.field, s.block, s.from, at, s.label})
		return a.place(segment{none, s.block, at, s.to, at})
	}
	text := a.original(s)
	a.readNote(s)
	if strings.TrimSpace(text) == "" {
		a.use(s, Label)
		return s.field
	}
	if !a.settled && (s.field == none || s.field == progress) {
		a.readOwn(s, text)
	}
	switch s.field {
	case itemNumber:
		a.Number, a.told = strings.TrimSpace(text), true
		a.use(s, Numeral)
		return none
	case status:
		a.readStatus(s, text)
		return none
	case deadline:
		a.readDeadline(s, text)
		return none
	case completed:
		a.readCompleted(s, text)
		return none
	case responsible:
		a.Responsible = append(a.Responsible, officesIn(text)...)
		a.use(s, Responsible)
		return none
	case assessed:
		a.readAssessment(s, a.headOf(s))
		return none
	case verified:
		a.readVerification(s, a.headOf(s))
		return none
	case reason:
		a.Reason = append(a.Reason, strings.TrimSpace(text))
		a.use(s, Reason)
		return reason
	case next:
		a.Next = append(a.Next, strings.TrimSpace(text))
		a.use(s, Next)
		return next
	case problemText, person:
		if s.field == person || !a.retitle(s) {
			a.Body = append(a.Body, strings.TrimSpace(a.Blocks[s.block].Text[s.label:s.to]))
			a.relabel(s, Body, a.Finding)
		}
		return none
	}
	return a.placeProgress(s, text)
}

// placeProgress puts a segment that no label gives to anything else.
func (a *account) placeProgress(s segment, text string) field {
	if a.mode == outstanding {
		return a.placeRest(s, text)
	}
	if a.endsWithFields(s) {
		s.to = a.readBracket(s.block, s.from, s.to)
	}
	a.progress = append(a.progress, s)
	return s.field
}

// headOf is the label in front of a segment.
func (a *account) headOf(s segment) string {
	return strings.Trim(a.Blocks[s.block].Text[s.label:s.from], closing)
}

// behindValue is where a text goes on behind the sentence with a value; its end where it does not:
// 完成时间：2024年11月30日。已更换管道3.2公里。
func (a *account) behindValue(s segment) int {
	at := strings.Index(a.plain(s), "。")
	if s.field != deadline && s.field != completed && s.field != responsible || at < 0 ||
		strings.Trim(a.plain(s)[at:], closing) == "" {
		return s.to
	}
	return s.from + at + len("。")
}

var hanForm = pattern(`\p{Han}`)

// retitle adds the first sentence of a description to a title that names a topic and no problem:
// 党建方面. It gives false where there is such a title already.
func (a *account) retitle(s segment) bool {
	end := firstSentence(a.plain(s))
	sentence := a.original(s)[:end]
	if !a.topic || utf8.RuneCountInString(sentence) > titleLimit {
		return false
	}
	a.topic = false
	a.Title += a.words()["colon"] + titleOf(sentence)
	a.key = keyOf(sentence)
	a.assign(s.block, s.from, s.from+end, Title)
	if rest := strings.TrimSpace(a.original(s)[end:]); rest != "" {
		a.Body = append(a.Body, rest)
	}
	a.assign(s.block, s.from+end, s.to, Body)
	return true
}

// readNote reads a status between brackets behind a label: 整改情况（已完成）：
func (a *account) readNote(s segment) {
	if note := a.folded[s.block][s.label:s.from]; s.label < s.from && s.field != person {
		if b := bracketed().FindStringSubmatch(strings.TrimRight(note, " 　:：")); b != nil {
			if st, ok := statusOf(b[1]); ok {
				a.setStatus(st, s.block)
			}
		}
	}
}

// setStatus notes a status that stands where one does. Two that do not agree are asked about.
func (a *account) setStatus(s stated, block int) {
	switch {
	case s.mixed:
		a.ask("status-mixed", block, a.Title)
		return
	case (a.settled || a.Status == register.Completed && s.status.Open()) && a.Status != s.status:
		a.ask("status-twice", block, a.Title, a.Status, s.status)
		a.Status = ""
		return
	}
	a.Status, a.settled, a.inferred = s.status, true, s.inferred
	if s.by != "" && (s.status == register.Completed || s.printed) {
		a.VerifiedBy, a.VerifiedOn, a.printed = s.by, s.on, s.printed
	}
	if s.unsure != "" {
		a.ask("date-order", block, a.Title, s.unsure)
	}
	if s.status == register.Completed && s.date != "" {
		a.Completed = s.date
	}
	if a.Deadline != "" || s.due+s.roughly == "" {
		return
	}
	a.Deadline = s.due
	switch {
	case s.due == "":
		a.Condition = s.roughly
		a.ask("deadline-part", block, a.Title, s.roughly)
	case s.roughly != "":
		a.ask("deadline-day", block, a.Title, s.roughly, s.due)
	}
}
