package notice

import (
	"regexp"
	"strings"

	"gongshi/generator/register"
)

var (
	// because and then begin a paragraph that gives a reason, or what comes next, without a label.
	because = regexp.MustCompile(`^(?:由于|因|原因|受|鉴于|because|due to|owing to)|` +
		`^[^。；;]{0,60}[，,](?:由于|因[^此而])`)
	then         = regexp.MustCompile(`^(?:下一?步|下阶段|后续|今后|接下来|将|we will|the .{2,40} will)`)
	sentenceEnds = regexp.MustCompile(`[。；;]\s*`)
	// planned is a label of measures, not of what they came to.
	planned = regexp.MustCompile(`措施|举措|做法|(?i)action|response|measures`)
	// within is a day by which something in a sentence will be done.
	within = regexp.MustCompile(`^(?:之前|以前|前)?(?:全部|基本)?(?:完成|整改|办结|落实|到位)`)
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
	case s.field == progress && planned.MatchString(u.folded[s.block][s.label:s.from]),
		then.MatchString(strings.ToLower(trimmed)):
		use, into = Next, &f.Next
	case because.MatchString(strings.ToLower(trimmed)):
		use, into = Reason, &f.Reason
	}
	*into = append(*into, strings.TrimSpace(text))
	u.take(s.block, s.from, s.to, use, f)
	f.said = f.said || s.field == progress && use == Body
	folded := u.folded[s.block][s.from:s.to]
	for _, d := range datesIn(folded) {
		if d.text != "" && f.Deadline == "" && within.MatchString(folded[d.to:]) {
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
	for _, end := range sentenceEnds.FindAllStringIndex(text[s.from:], -1) {
		if at := s.from + end[1]; at < s.to && then.MatchString(text[at:]) {
			return at
		}
	}
	return s.to
}
