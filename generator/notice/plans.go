package notice

// planIn finds what a text says about the day by which something shall be done: 预计2024年6月底前完成. It
// gives its place, empty where there is none, and the date.
func planIn(text string) (from, to int, d dated) {
	for _, d := range datesIn(text) {
		from, to := d.from, d.to
		for _, part := range []string{"part-of-year", "part-unclear"} {
			if m := lex(part).FindStringIndex(text[to:]); m != nil {
				to += m[1]
			}
		}
		by := lex("by-then").MatchString(text[to:])
		if lex("plan-done").MatchString(text[to:]) &&
			(d.end || lex("ongoing").MatchString(text[:from])) &&
			!lex("already").MatchString(text[:from]) {
			by = true
		}
		if m := lex("plan-before").FindStringIndex(text[:from]); m != nil {
			from, by = m[0], true
		}
		if by {
			return from, to + lex("plan-behind").FindStringIndex(text[to:])[1], d
		}
	}
	return 0, 0, dated{}
}

// dueDay is the last day that a date may mean as a deadline, and whether the text says so itself:
// 2024年6月底 and 2024年上半年 do, 2024年6月 does not. day is empty where it cannot be known: 2024年初.
func dueDay(text string, d dated) (day string, precise bool) {
	precise = len(d.text) == len("2023-12-31") || d.end
	if lex("part-unclear").MatchString(text[d.to:]) {
		return "", false
	}
	m := lex("part-of-year").FindStringSubmatch(text[d.to:])
	if m == nil || len(d.text) != len("2023") {
		return lastDay(d.text), precise
	}
	precise = !lex("vague-day").MatchString(text[d.to+len(m[0]):])
	switch {
	case m[1] != "":
		return d.text + "-06-30", precise
	case m[2] != "":
		return d.text + "-12-31", precise
	}
	quarter := []string{"", "-03", "-06", "-09", "-12"}[numberOf(m[3]+m[4], "")]
	return lastDay(d.text + quarter), precise
}
