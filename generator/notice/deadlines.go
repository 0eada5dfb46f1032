package notice

import "strings"

// emptyValue is what stands in a cell or behind a label instead of nothing.
var emptyValue = pattern(`^[\s　]*(?:[-—–－/／]+|{empty-value})[。.]?[\s　]*$`)

// readDeadline reads what stands behind a label for the deadline: a day, a condition, or that it is
// for ever.
func (a *account) readDeadline(s segment, text string) {
	if emptyValue().MatchString(text) {
		a.use(s, Label)
		return
	}
	a.use(s, Deadline)
	value := strings.Trim(strings.TrimSpace(text), "。.；;，, ")
	folded := strings.ToLower(fold(value))
	days := datesIn(folded)
	st, ok := statusOf(folded)
	if ok && !lex("permanent").MatchString(folded) &&
		(len(days) == 0 || lex("done-sign").MatchString(folded)) {
		a.setStatus(st, s.block)
		return
	}
	if lex("permanent").MatchString(folded) && len(datesIn(folded)) == 0 {
		a.always = true
		return
	}
	if len(days) == 0 || days[len(days)-1].text == "" {
		a.Condition = value
		likely := a.thisYear(folded)
		switch {
		case likely != "" && len(days) == 0:
			a.ask("deadline-vague", s.block, a.Title, value, likely)
		case len(days) == 0 && slashed().MatchString(folded):
			a.ask("deadline-order", s.block, a.Title, value)
		case len(days) > 0:
			a.ask("date-impossible", s.block, a.Title, value)
		case lex("dateless").MatchString(folded), lex("vague-period").MatchString(folded):
			a.ask("deadline-part", s.block, a.Title, value)
		}
		return
	}
	d := days[len(days)-1]
	day, precise := dueDay(folded, d)
	switch {
	case day == "" || len(days) > 1 && !rangeTo(folded, days):
		a.ask("deadline-part", s.block, a.Title, value)
		a.Condition = value
		return
	case !precise && lex("vague-day").MatchString(folded[d.to:]):
		a.ask("deadline-vague", s.block, a.Title, value, lastDay(d.text))
		a.Condition = value
		return
	}
	if !precise {
		a.ask("deadline-day", s.block, a.Title, value, day)
	}
	if a.Deadline != "" && a.Deadline != day {
		a.ask("deadline-twice", s.block, a.Title, a.Deadline, day)
	}
	a.Deadline, a.Condition = day, ""
}

// rangeTo says whether the last of several days ends what the one before begins.
func rangeTo(text string, days []dated) bool {
	before, last := days[len(days)-2], days[len(days)-1]
	return lex("range-dash").MatchString(strings.TrimSpace(text[before.to:last.from]))
}

func (a *account) readCompleted(s segment, text string) {
	days := datesIn(fold(text))
	if len(days) == 1 && days[0].text != "" {
		a.Completed = days[0].text
		a.use(s, Completed)
		return
	}
	if st, ok := statusOf(text); ok {
		a.setStatus(st, s.block)
		a.use(s, Status)
		return
	}
	if len(days) == 0 && slashed().MatchString(text) {
		a.ask("date-order", s.block, a.Title, strings.TrimSpace(text))
	}
	a.Body = append(a.Body, strings.TrimSpace(text))
	a.use(s, Body)
}

// thisYear is the day that a deadline without its year may mean: the next one behind the notice's
// own date; empty where that is not known.
func (a *account) thisYear(text string) string {
	m := lex("dateless").FindStringSubmatch(text)
	if m == nil || len(a.published) < len("2023-01") || m[1]+m[2] == "" {
		return ""
	}
	year, month := a.published[:4], "12"
	if m[1] != "" {
		month = m[1]
	}
	if day := lastDay(dateOf(year, month, "")); day > a.published {
		return day
	}
	return ""
}
