package notice

import (
	"strings"
	"unicode/utf8"
)

var (
	// hoursBegin is where office hours begin: behind the words for them, else within a bracket.
	hoursBegin = pattern(`(?:^|[^\pL]){hours-lead}\s*(?:为|[：:])\s*()|[（(](){hours-day}`)
	hoursEnd   = pattern(`[；;。\n|]|[，,、]?\s*{hours-next}|\.\s|\.$`)
)

// hoursLimit is how long office hours are at most, in characters.
const hoursLimit = 60

// readHours reads when the body can be reached, from the end of the notice up. What is said of a
// finding may be about others' hours.
func readHours(t *foldedText, rec *record) string {
	own := rec.findingBlocks()
	for i := len(t.folded) - 1; i >= 0; i-- {
		if own[i] {
			continue
		}
		text := t.folded[i]
		for _, at := range hoursBegin().FindAllStringSubmatchIndex(text, -1) {
			from := max(at[2], at[4])
			if to := endOfHours(text, from); lex("hours-word").MatchString(text[from:to]) {
				return strings.TrimSpace(t.Blocks[i].Text[from:to])
			}
		}
	}
	return ""
}

// endOfHours is where hours end that begin at an offset: at a sign, before the next way to reach the
// body, or at the bracket that closes what they stand in.
func endOfHours(text string, from int) int {
	to := len(text)
	if at := hoursEnd().FindStringIndex(text[from:]); at != nil {
		to = from + at[0]
	}
	open := 0
	for i, r := range text[from:to] {
		switch r {
		case '(', '（':
			open++
		case ')', '）':
			open--
		}
		if open < 0 {
			to = from + i
			break
		}
	}
	if utf8.RuneCountInString(text[from:to]) > hoursLimit {
		return from
	}
	return to
}
