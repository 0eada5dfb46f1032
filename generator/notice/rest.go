package notice

import (
	"strings"

	"gongshi/generator/register"
)

var (
	nextLead     = pattern("^{next-lead}")
	sentenceEnds = pattern(`[。；;]\s*`)
)

// placeRest puts a text about an unfinished finding that has no label, or that of its measures.
func (a *account) placeRest(s segment, text string) field {
	if at := a.turn(s); at < s.to {
		a.placeRest(segment{s.field, s.block, s.from, at, s.label}, text[:at-s.from])
		return a.placeRest(segment{s.field, s.block, at, s.to, at}, text[at-s.from:])
	}
	trimmed := strings.TrimSpace(a.plain(s))
	use, into := Body, &a.Body
	switch {
	case s.field == progress && lex("measure-label").MatchString(a.folded[s.block][s.label:s.from]),
		nextLead().MatchString(strings.ToLower(trimmed)):
		use, into = Next, &a.Next
	case lex("reason-lead").MatchString(strings.ToLower(trimmed)):
		use, into = Reason, &a.Reason
	}
	*into = append(*into, strings.TrimSpace(text))
	a.use(s, use)
	a.said = a.said || s.field == progress && use == Body
	folded := a.plain(s)
	for _, d := range datesIn(folded) {
		if d.text != "" && a.Deadline == "" && lex("due-clause").MatchString(folded[d.to:]) {
			a.Deadline = lastDay(d.text)
		}
	}
	if st, ok := statusOf(folded[lastClause(folded):]); ok && !a.settled &&
		(st.status.Open() || st.status == register.LongTerm) {
		a.setStatus(st, s.block)
	}
	return s.field
}

// turn is where a text turns from how things are to what comes next; its end where it does not.
func (t *foldedText) turn(s segment) int {
	text := t.folded[s.block][:s.to]
	for _, end := range sentenceEnds().FindAllStringIndex(text[s.from:], -1) {
		if at := s.from + end[1]; at < s.to && nextLead().MatchString(text[at:]) {
			return at
		}
	}
	return s.to
}

// Leftover lists the parts of the source that went nowhere, in their order.
func (i *Import) Leftover() []string {
	var left []string
	for _, p := range i.Pieces {
		if p.Use == Leftover {
			left = append(left, strings.TrimSpace(i.Text(p)))
		}
	}
	return left
}
