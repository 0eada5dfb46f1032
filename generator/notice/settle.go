package notice

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"gongshi/generator/register"
)

// settle gives every finding its status: the one that the notice states; completed, by inference,
// where the notice names what is unfinished and this is not; else none, and a question.
func (res *result) settle(published string) (unfinished int) {
	n := res.unordered()
	for _, f := range res.Findings {
		if manyProblems(f.Title) {
			res.ask("prose-several", f.block, f.Title)
		}
		if n > 0 && res.Blocks[f.block].Table == 0 {
			res.unclaim(f, n)
			continue
		}
		res.settleOne(f, published)
		res.readPlan(f)
		if !f.said && len(f.Reason)+len(f.Next) == 0 {
			res.ask("progress-missing", f.block, f.Title)
		}
		if f.open || f.Status.Open() && f.settled {
			unfinished++
		}
		for _, key := range f.Missing() {
			if asksOf(res.Questions, f, key) || f.tells(key, published) {
				res.ask("key-missing", f.block, f.Title, key)
				continue
			}
			f.NotStated = append(f.NotStated, key)
		}
	}
	for i, p := range res.Pieces {
		if p.Use == Completed && p.Finding != nil && p.Finding.Completed == "" {
			res.Pieces[i].Use = Deadline // by awaited
		}
	}
	return unfinished
}

func (res *result) settleOne(f *Finding, published string) {
	going := f.Status == "" || f.Status == register.InProgress ||
		f.Status == register.MostlyDone || f.Status == register.Completed
	if f.always && going {
		f.Status = register.LongTerm
	}
	switch {
	case f.Status == register.Completed && f.belies(published) != "":
		res.ask("status-against", f.block, f.Title, f.belies(published))
		f.Status = ""
	case f.Status == register.Completed && f.doubt != "":
		res.ask("status-assessed", f.block, f.Title, f.doubt)
		f.Status = ""
	case f.Status == register.NotStarted && f.started() != "":
		res.ask("status-begun", f.block, f.Title, f.started())
		f.Status = ""
	case f.Status != "":
		f.Basis = register.Stated
		if f.inferred && f.Status == register.Completed {
			f.Basis = register.Inferred
		}
		res.verify(f)
	case f.open:
		f.Status, f.Basis = register.InProgress, register.Stated
	case res.statusAsked(f):
	case f.doubted || res.grounds && res.unmatched:
		res.ask("status-doubted", f.block, f.Title)
	case res.grounds && f.admits(published) != "":
		res.ask("status-admits", f.block, f.Title, f.admits(published))
	case res.grounds:
		f.Status, f.Basis = register.Completed, register.Inferred
	default:
		res.ask("status-unstated", f.block, f.Title)
	}
	res.awaited(f)
}

// statusAsked says whether the words for a finding's status are asked about already.
func (res *result) statusAsked(f *Finding) bool {
	return slices.ContainsFunc([]string{"status-mixed", "status-twice", "status-unclear",
		"status-several"}, func(rule string) bool { return res.asked[[2]string{rule, f.Title}] })
}

// awaited makes the day of completion of a finding that is not completed its deadline: the
// columns of many tables are headed 完成时间 for both.
func (res *result) awaited(f *Finding) {
	if !f.Status.Open() || f.Completed == "" || f.Deadline+f.Condition != "" {
		return
	}
	f.Deadline = lastDay(f.Completed)
	if f.Deadline != f.Completed {
		res.ask("deadline-day", f.block, f.Title, f.Completed, f.Deadline)
	}
	f.Completed = ""
}

// Missing lists the keys that a finding's status needs and the notice does not give.
func (f *Finding) Missing() []string {
	has := map[string]bool{"reason": len(f.Reason) > 0, "next": len(f.Next) > 0,
		"deadline": f.Deadline+f.Condition != "", "deadline.condition": f.Condition != "",
		"completed": f.Completed != ""}
	var keys []string
	for _, key := range register.Needs(f.Status, f.Basis) {
		top, _, _ := strings.Cut(key, ".")
		if !has[key] && !slices.Contains(f.NotStated, top) {
			keys = append(keys, top)
		}
	}
	return keys
}

// readPlan reads the deadline of a finding that is not done from its own text, where that names
// one day and no label did.
func (res *result) readPlan(f *Finding) {
	if f.Deadline+f.Condition != "" || f.always || !(f.open || f.Status.Open()) {
		return
	}
	found, said, clear := "", "", true
	for _, texts := range [][]string{f.Next, f.Reason, f.Body, f.Measures} {
		for _, sentence := range clauseEnd().Split(fold(strings.Join(texts, "。")), -1) {
			from, to, d := planIn(sentence)
			if from == to || d.text == "" || !lex("plan-goal").MatchString(sentence[from:]) ||
				hanForm().FindString(sentence) == "" && !ownPlan(sentence[:from]) {
				continue
			}
			day, exact := dueDay(sentence, d)
			if said != "" && found != day {
				return
			}
			found, said, clear = day, sentence[from:to], exact
		}
	}
	f.Deadline = found
	switch {
	case said != "" && found == "":
		f.Condition = said
		res.ask("deadline-part", f.block, f.Title, said)
	case !clear:
		res.ask("deadline-day", f.block, f.Title, said, found)
	}
}

// admits gives the words of a finding's own account that speak against its completion; empty where
// there are none. Where they stand, completed is not inferred.
func (f *Finding) admits(published string) string {
	for _, texts := range [][]string{f.Body, f.Measures, f.Next} {
		for _, text := range texts {
			if words := withdrawn(fold(text)); words != "" {
				return words
			}
		}
		for _, form := range []*regexp.Regexp{lex("admission"), lex("pending"), lex("begun")} {
			if words := pending(texts, published, nil, form); words != "" {
				return words
			}
		}
	}
	return cmp.Or(f.unsettled(), f.partial())
}

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
	return lex("underway-still").FindString(m[1])
}
