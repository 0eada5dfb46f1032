package notice

import "strings"

var (
	planBefore = pattern("{plan-before}")
	planBehind = pattern("{plan-behind}")
	planDone   = pattern("{plan-done}")
	already    = pattern("{already}")
	ongoing    = pattern("{ongoing}")
	byThen     = pattern("{by-then}")
	partOfYear = pattern("{part-of-year}")
	planGoal   = pattern("{plan-goal}")
)

// planIn finds what a text says about the day by which something shall be done: 预计2024年6月底前完成. It
// gives its place, empty where there is none, and the date.
func planIn(text string) (from, to int, d dated) {
	for _, d := range datesIn(text) {
		from, to := d.from, d.to
		if m := partOfYear().FindStringIndex(text[to:]); m != nil {
			to += m[1]
		}
		by := byThen().MatchString(text[to:])
		if planDone().MatchString(text[to:]) && (d.end || ongoing().MatchString(text[:from])) &&
			!already().MatchString(text[:from]) {
			by = true
		}
		if m := planBefore().FindStringIndex(text[:from]); m != nil {
			from, by = m[0], true
		}
		if by {
			return from, to + planBehind().FindStringIndex(text[to:])[1], d
		}
	}
	return 0, 0, dated{}
}

// dueDay is the last day that a date may mean as a deadline, and whether the text says so itself:
// 2024年6月底 and 2024年上半年 do, 2024年6月 does not.
func dueDay(text string, d dated) (day string, precise bool) {
	precise = len(d.text) == len("2023-12-31") || d.end
	m := partOfYear().FindStringSubmatch(text[d.to:])
	if m == nil || len(d.text) != len("2023") {
		return lastDay(d.text), precise
	}
	switch {
	case m[1] != "":
		return d.text + "-06-30", true
	case m[2] != "":
		return d.text + "-12-31", true
	}
	return lastDay(d.text + []string{"", "-03", "-06", "-09", "-12"}[numberOf(m[3], "")]), true
}

// thisYear is the day that a deadline without its year may mean: the next one behind the notice's
// own date; empty where that is not known.
func (u *understanding) thisYear(text string) string {
	m := dateless().FindStringSubmatch(text)
	if m == nil || len(u.Inspection.Published) < len("2023-01") || m[1]+m[2] == "" {
		return ""
	}
	year, month := u.Inspection.Published[:4], "12"
	if m[1] != "" {
		month = m[1]
	}
	if day := lastDay(dateOf(year, month, "")); day > u.Inspection.Published {
		return day
	}
	return ""
}

// readPlan takes the deadline of a finding that is not done from its own text, where that names
// one day and no label did.
func (u *understanding) readPlan(f *Finding) {
	if f.Deadline+f.Condition != "" || f.always || !(f.open || f.Status.Open()) {
		return
	}
	found, said, precise := "", "", true
	for _, texts := range [][]string{f.Next, f.Reason, f.Body, f.Measures} {
		for _, sentence := range clauseEnd().Split(fold(strings.Join(texts, "。")), -1) {
			from, to, d := planIn(sentence)
			if from == to || d.text == "" || !planGoal().MatchString(sentence[from:]) {
				continue
			}
			day, exact := dueDay(sentence, d)
			if found != "" && found != day {
				return
			}
			found, said, precise = day, sentence[from:to], exact
		}
	}
	f.Deadline = found
	if found != "" && !precise {
		u.ask("deadline-day", f.block, f.Title, said, found)
	}
}

var admission = pattern("{admission}")

// admits gives the words of a finding's own account that speak against its completion; empty where
// there are none. Where they stand, completed is not inferred.
func (f *Finding) admits() string {
	for _, texts := range [][]string{f.Body, f.Measures, f.Next} {
		for _, text := range texts {
			if words := withdrawn(fold(text)); words != "" {
				return words
			}
			if words := admission().FindString(fold(text)); words != "" {
				return words
			}
		}
	}
	return f.unsettled()
}

var underwayStill = pattern("{underway-still}")

// unsettled gives the last sentence of an account that has no measures, where it tells of something
// still under way; empty where it does not. One about next steps says nothing of that.
func (f *Finding) unsettled() string {
	if len(f.Body) == 0 || len(f.Measures) > 0 {
		return ""
	}
	m := final().FindStringSubmatch(strings.TrimSpace(fold(f.Body[len(f.Body)-1])))
	if m == nil || nextLead().MatchString(strings.TrimSpace(m[1])) {
		return ""
	}
	return underwayStill().FindString(m[1])
}
