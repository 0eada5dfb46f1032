package notice

import (
	"strings"
	"unicode/utf8"

	"gongshi/generator/register"
)

// readStatus reads what stands behind a label for the status. What is no status is asked about and
// kept in the body.
func (u *understanding) readStatus(f *Finding, s segment, text string) {
	trimmed := strings.TrimSpace(text)
	st, ok := statusOf(trimmed)
	if ok {
		u.setStatus(f, st, s.block)
		u.take(s.block, s.from, s.to, Status, f)
		return
	}
	f.Body = append(f.Body, trimmed)
	u.take(s.block, s.from, s.to, Body, f)
	st, ok = firstStatus(fold(trimmed))
	if ok && (st.status != register.Completed || !takesBack().MatchString(fold(trimmed))) {
		u.setStatus(f, st, s.block)
		return
	}
	u.ask("status-unclear", s.block, f.Title, shorten(trimmed))
}

var permanent = pattern("{permanent}")

var dateless = pattern("{dateless}")

var doneSign = pattern("{done-sign}")

// emptyValue is what stands in a cell or behind a label instead of nothing.
var emptyValue = pattern(`^[\s　]*(?:[-—–－/／]+|{empty-value})[。.]?[\s　]*$`)

var vagueDay = pattern("{vague-day}")

// readDeadline reads what stands behind a label for the deadline: a day, a condition, or that it is
// for ever.
func (u *understanding) readDeadline(f *Finding, s segment, text string) {
	if emptyValue().MatchString(text) {
		u.take(s.block, s.from, s.to, Label, f)
		return
	}
	u.take(s.block, s.from, s.to, Deadline, f)
	value := strings.Trim(strings.TrimSpace(text), "。.；;，, ")
	folded := strings.ToLower(fold(value))
	days := datesIn(folded)
	st, ok := statusOf(folded)
	if ok && !permanent().MatchString(folded) && (len(days) == 0 || doneSign().MatchString(folded)) {
		u.setStatus(f, st, s.block)
		return
	}
	if permanent().MatchString(folded) && len(datesIn(folded)) == 0 {
		f.always = true
		return
	}
	if len(days) == 0 || days[len(days)-1].text == "" {
		f.Condition = value
		likely := u.thisYear(folded)
		switch {
		case likely != "" && len(days) == 0:
			u.ask("deadline-vague", s.block, f.Title, value, likely)
		case len(days) == 0 && slashed().MatchString(folded):
			u.ask("deadline-order", s.block, f.Title, value)
		case len(days) > 0 || dateless().MatchString(folded):
			u.ask("date-impossible", s.block, f.Title, value)
		}
		return
	}
	d := days[len(days)-1]
	day, precise := dueDay(folded, d)
	if !precise && vagueDay().MatchString(folded[d.to:]) {
		u.ask("deadline-vague", s.block, f.Title, value, lastDay(d.text))
		f.Condition = value
		return
	}
	if !precise {
		u.ask("deadline-day", s.block, f.Title, value, day)
	}
	if f.Deadline != "" && f.Deadline != day {
		u.ask("deadline-twice", s.block, f.Title, f.Deadline, day)
	}
	f.Deadline, f.Condition = day, ""
}

// readCompleted reads when a finding was completed.
func (u *understanding) readCompleted(f *Finding, s segment, text string) {
	days := datesIn(fold(text))
	if len(days) == 1 && days[0].text != "" {
		f.Completed = days[0].text
		u.take(s.block, s.from, s.to, Completed, f)
		return
	}
	if st, ok := statusOf(text); ok {
		u.setStatus(f, st, s.block)
		u.take(s.block, s.from, s.to, Status, f)
		return
	}
	f.Body = append(f.Body, strings.TrimSpace(text))
	u.take(s.block, s.from, s.to, Body, f)
}

// settle gives every finding its status: the one that the notice states; completed, by inference,
// where the notice names what is unfinished and this is not; else none, and a question.
func (u *understanding) settle() {
	for _, f := range u.Findings {
		u.settleOne(f)
		u.readPlan(f)
		if !f.said && len(f.Reason)+len(f.Next) == 0 {
			u.ask("progress-missing", f.block, f.Title)
		}
		if f.open || f.Status.Open() && f.settled {
			u.Unfinished++
		}
		for _, key := range u.wants(f) {
			u.ask("key-missing", f.block, f.Title, key)
		}
	}
	for i, p := range u.Pieces {
		if p.Use == Completed && p.Finding != nil && p.Finding.Completed == "" {
			u.Pieces[i].Use = Deadline // awaited has taken it for one
		}
	}
}

func (u *understanding) settleOne(f *Finding) {
	going := f.Status == "" || f.Status == register.InProgress ||
		f.Status == register.MostlyDone || f.Status == register.Completed
	if f.always && going {
		f.Status = register.LongTerm
	}
	switch {
	case f.Status != "":
		f.Basis = register.Stated
	case f.open:
		f.Status, f.Basis = register.InProgress, register.Stated
	case u.asked[[2]string{"status-mixed", f.Title}], u.asked[[2]string{"status-twice", f.Title}],
		u.asked[[2]string{"status-unclear", f.Title}]:
	case f.doubted || u.grounds && u.unmatched:
		u.ask("status-doubted", f.block, f.Title)
	case u.grounds && f.admits() != "":
		u.ask("status-admits", f.block, f.Title, f.admits())
	case u.grounds:
		f.Status, f.Basis = register.Completed, register.Inferred
	default:
		u.ask("status-unstated", f.block, f.Title)
	}
	u.awaited(f)
}

// awaited takes the day of completion of a finding that is not completed for its deadline: the
// columns of many tables are headed 完成时间 for both.
func (u *understanding) awaited(f *Finding) {
	if !f.Status.Open() || f.Completed == "" || f.Deadline+f.Condition != "" {
		return
	}
	f.Deadline = lastDay(f.Completed)
	if f.Deadline != f.Completed {
		u.ask("deadline-day", f.block, f.Title, f.Completed, f.Deadline)
	}
	f.Completed = ""
}

// wants lists the keys that a finding's status needs and the notice does not give.
func (u *understanding) wants(f *Finding) []string {
	var keys []string
	want := func(key string, missing bool) {
		if missing {
			keys = append(keys, key)
		}
	}
	due := f.Deadline == "" && f.Condition == ""
	switch f.Status {
	case register.NotStarted:
		want("deadline", due)
	case register.InProgress:
		want("reason", len(f.Reason) == 0)
		want("next", len(f.Next) == 0)
		want("deadline", due)
	case register.MostlyDone:
		want("next", len(f.Next) == 0)
		want("deadline", due)
	case register.OnHold:
		want("reason", len(f.Reason) == 0)
		want("deadline", f.Condition == "")
	case register.Closed:
		want("reason", len(f.Reason) == 0)
	case register.Completed:
		want("completed", f.Basis == register.Stated && f.Completed == "")
	}
	return keys
}

func shorten(text string) string {
	if utf8.RuneCountInString(text) > 40 {
		return firstRunes(text, 40) + "…"
	}
	return text
}
