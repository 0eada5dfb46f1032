package notice

import (
	"strings"

	"gongshi/generator/register"
)

// A follow-up in English has two voices: the body's, and that of who inspects it. What the latter
// says of a completion counts: it may verify it, or speak against it. A notice that was made of a
// register says of each status how it is known.

// readVerified reads who has verified a completion, and when, from the end of a status, and gives
// the words before it. That nobody has leaves the status as it is.
func (s *stated) readVerified(text string) string {
	if at := lex("inferred-clause").FindStringIndex(text); at != nil && at[0] > 0 {
		s.inferred = true
		return text[:at[0]]
	}
	if m := lex("verified-by").FindStringSubmatchIndex(text); m != nil && m[0] > 0 {
		if days := datesIn(text[m[4]:m[5]]); len(days) == 1 {
			s.by, s.on, s.printed = text[m[2]:m[3]], days[0].text, true
			return text[:m[0]]
		}
	}
	if at := lex("unverified-clause").FindStringIndex(text); at != nil && at[0] > 0 {
		s.more = true
		return text[:at[0]]
	}
	m := lex("verified-clause").FindStringSubmatchIndex(text)
	if m == nil || m[0] == 0 {
		return text
	}
	if m[2] < 0 {
		s.more = true // by nobody
		return text[:m[0]]
	}
	s.by = text[m[2]:m[3]]
	if days := datesIn(text[m[3]:]); len(days) == 1 {
		s.on = days[0].text
	}
	s.more = s.on == ""
	return text[:m[0]]
}

// unsureIn finds the date of a status in figures that may put the day or the month first.
func (s *stated) unsureIn(text string) []int {
	at := slashed().FindStringIndex(text)
	if at == nil || len(datesIn(text[at[0]:at[1]])) > 0 {
		return nil
	}
	s.unsure, s.more = text[at[0]:at[1]], true
	return at
}

// readAssessment reads what who inspects says of the progress: a status of its own, which has to
// agree with the other, else text, which may speak against a completion.
func (a *account) readAssessment(s segment, head string) {
	text := a.plain(s)
	st, ok := statusOf(text)
	if !ok {
		st, ok = firstStatus(text)
		st.more = true
	}
	if ok && st.status != "" {
		a.setStatus(st, s.block)
	} else if at := lex("assessment-doubt").FindStringIndex(text); at != nil && a.doubt == "" {
		a.doubt = clauseAt(text, at)
	}
	if ok && !st.more {
		a.use(s, Status)
		return
	}
	a.beneath(s, head)
}

// readVerification reads a cell or a paragraph about who has verified a completion, or when. The
// head may say the one, and the text the other.
func (a *account) readVerification(s segment, head string) {
	text := strings.TrimSpace(a.plain(s))
	by, on := "", ""
	if m := lex("verifier").FindStringSubmatch(head); m != nil {
		by = m[1]
	}
	days := datesIn(text)
	if len(days) == 1 {
		on = days[0].text
		text = text[:days[0].from] + text[days[0].to:]
	}
	if name := strings.Trim(text, closing+"()"); name != "" && answers(strings.ToLower(name)) == "" {
		by = name
	}
	if by == "" || emptyValue().MatchString(a.plain(s)) ||
		answers(strings.ToLower(text)) == register.InProgress {
		a.beneath(s, head)
		return
	}
	a.VerifiedBy, a.VerifiedOn = by, on
	if on == "" {
		a.beneath(s, head)
		return
	}
	a.use(s, Status)
}

// verify gives a status that somebody has verified its basis: a completion, or what a register
// printed. Without the day it stays what the body states.
func (res *result) verify(f *Finding) {
	switch {
	case f.VerifiedBy == "":
		return
	case (f.Status == register.Completed || f.printed) && f.VerifiedOn != "":
		f.Basis = register.Verified
		return
	}
	res.ask("verified-undated", f.block, f.Title, f.VerifiedBy)
	f.VerifiedBy, f.VerifiedOn = "", ""
}
