package notice

import (
	"strings"

	"gongshi/generator/register"
)

var (
	reasonLead   = pattern("{reason-lead}")
	nextLead     = pattern("^{next-lead}")
	sentenceEnds = pattern(`[。；;]\s*`)
	measureLabel = pattern("{measure-label}")
	dueClause    = pattern("{due-clause}")
)

// placeRest puts a text about an unfinished finding that has no label, or that of its measures.
func (u *understanding) placeRest(f *Finding, s segment, text string) field {
	if at := u.turn(s); at < s.to {
		u.placeRest(f, segment{s.field, s.block, s.from, at, s.label}, text[:at-s.from])
		return u.placeRest(f, segment{s.field, s.block, at, s.to, at}, text[at-s.from:])
	}
	trimmed := strings.TrimSpace(u.folded[s.block][s.from:s.to])
	use, into := Body, &f.Body
	switch {
	case s.field == progress && measureLabel().MatchString(u.folded[s.block][s.label:s.from]),
		nextLead().MatchString(strings.ToLower(trimmed)):
		use, into = Next, &f.Next
	case reasonLead().MatchString(strings.ToLower(trimmed)):
		use, into = Reason, &f.Reason
	}
	*into = append(*into, strings.TrimSpace(text))
	u.take(s.block, s.from, s.to, use, f)
	f.said = f.said || s.field == progress && use == Body
	folded := u.folded[s.block][s.from:s.to]
	for _, d := range datesIn(folded) {
		if d.text != "" && f.Deadline == "" && dueClause().MatchString(folded[d.to:]) {
			f.Deadline = lastDay(d.text)
		}
	}
	if st, ok := statusOf(folded[lastClause(folded):]); ok && !f.settled &&
		(st.status.Open() || st.status == register.LongTerm) {
		u.setStatus(f, st, s.block)
	}
	return s.field
}

// turn is where a text turns from how things are to what comes next; its end where it does not.
func (u *understanding) turn(s segment) int {
	text := u.folded[s.block][:s.to]
	for _, end := range sentenceEnds().FindAllStringIndex(text[s.from:], -1) {
		if at := s.from + end[1]; at < s.to && nextLead().MatchString(text[at:]) {
			return at
		}
	}
	return s.to
}
