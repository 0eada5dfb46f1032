package notice

import (
	"cmp"
	"slices"
	"strings"

	"gongshi/generator/register"
)

// account is the text without the deadline, which a table repeats of what is completed, too.
func (i *Item) account() []string {
	return slices.DeleteFunc(slices.Clone(i.Text), func(text string) bool {
		field, _ := labelAt(fold(text))
		return field == deadline
	})
}

// conclude reads from the account of an item what it states: a status, a day of completion, and the
// day by which it shall be. above is the status that a heading states of all below it.
func (r *progressReader) conclude(item *Item, f *Finding, above register.Status) {
	item.Status, item.Completed, item.Condition = "", f.Completed, f.Condition
	item.Due, item.Roughly = f.Deadline, r.roughly(f)
	item.Reason = strings.Join(f.Reason, " ")
	if f.settled {
		item.Status = f.Status
	} else if !r.asked[[2]string{"status-twice", f.Title}] &&
		!r.asked[[2]string{"status-mixed", f.Title}] {
		st, taken := lastStated(item.Text)
		if taken {
			r.ask("status-mixed", item.Block, f.Title)
		}
		item.Status = st.status
		if st.date != "" {
			item.Completed = st.date
		}
	}
	if f.always && (item.Status == "" || item.Status.Open()) {
		item.Status = register.LongTerm
	}
	if item.Status == "" {
		item.Status = above
	}
	if item.Status == register.Completed && item.Completed == "" {
		item.completedByLabel()
	}
	if item.Status.Open() && item.Completed != "" { // of a column for both
		if item.Due == "" {
			item.Due = lastDay(item.Completed)
		}
		item.Completed = ""
	}
	item.readPlans()
	item.readWithdrawal()
	if item.Status == register.Completed {
		known := []string{item.Due, lastDay(item.Completed)}
		item.Doubt = cmp.Or(f.doubt, pending(item.account(), r.Published, known, lex("admission")))
	}
	if r.unordered() > 0 && r.Blocks[item.Block].Table == 0 {
		r.ask("status-mixed", item.Block, f.Title) // what stands here may be about another one
		item.Status, item.Completed, item.Due, item.Roughly = "", "", "", ""
		item.Condition, item.Reason, item.Plans = "", "", nil
	}
}

// completedByLabel takes the day behind 完成时间 for that of completion: of a finding that is not
// completed it is the deadline.
func (item *Item) completedByLabel() {
	for _, text := range item.Text {
		label := lex("done-label").FindString(fold(text))
		days := datesIn(fold(text[len(label):]))
		if label != "" && len(days) == 1 && days[0].text != "" {
			if lastDay(days[0].text) == item.Due {
				item.Due, item.Roughly = "", ""
			}
			item.Completed = days[0].text
		}
	}
}

// roughly gives the words that a finding's deadline was read from, where they give no day.
func (r *progressReader) roughly(f *Finding) string {
	for _, q := range r.Questions {
		if q.Rule == "deadline-day" && q.Args[0] == f.Title && q.Args[2] == f.Deadline {
			return q.Args[1].(string)
		}
	}
	return ""
}

// lastStated reads a status from the last sentences of an account: the last clause that is nothing
// but words for one, where what is completed is the rectification. taken says that the account
// states a completion and takes it back, or one that may be that of a part.
func lastStated(texts []string) (st stated, taken bool) {
	for _, text := range slices.Backward(texts) {
		text = fold(text)
		for _, sentence := range slices.Backward(clauseEnd().Split(text, -1)) {
			clause := strings.TrimSpace(sentence[lastClause(sentence):])
			clause = lex("day-of-no-year").ReplaceAllString(clause, "$1")
			clause = lex("filed-behind").ReplaceAllString(clause, "")
			st, ok := statusOf(clause)
			if !ok || st.status == register.Completed && !lex("rectified").MatchString(clause) {
				continue
			}
			before := strings.Trim(sentence[:lastClause(sentence)], " 　，,")
			if st.status == register.Completed && (lex("takes-back").MatchString(text) ||
				before != "" && lex("part-subject").MatchString(before)) {
				return stated{}, true
			}
			return st, st.mixed
		}
	}
	return stated{}, false
}

// readPlans reads the day by which a finding shall be completed: of a clause that says nothing
// else, with the clause before it where that gives the reason. What else shall be done by a day is
// among the other plans.
func (item *Item) readPlans() {
	for _, text := range item.Text {
		text = usDay().ReplaceAllString(fold(text), "$1 $2")
		for _, sentence := range clauseEnd().Split(text, -1) {
			before := 0
			for _, end := range append(clauseSigns().FindAllStringIndex(sentence, -1),
				[]int{len(sentence), len(sentence)}) {
				item.readPlan(sentence[before:end[0]], sentence[:before])
				before = end[1]
			}
		}
	}
}

func (item *Item) readPlan(clause, before string) {
	clause = documentName().ReplaceAllString(clause, "《》")
	from, to, d := planIn(clause)
	day, precise := "", false
	if from < to && d.text != "" {
		day, precise = dueDay(clause, d)
	}
	if day == "" {
		item.noteLater(clause)
		return
	}
	st, _ := statusOf(clause)
	lead, rest := strings.TrimSpace(clause[:from]), strings.TrimSpace(clause[to:])
	given := lex("reason-lead").MatchString(lead)
	own := st.due != "" || rest == "" && (given || lex("own-plan").MatchString(lead))
	switch {
	case day == item.Due:
	case !own, item.Due != "":
		item.Plans = append(item.Plans, Plan{strings.TrimSpace(clause), day})
		return
	default:
		item.Due = day
		if !precise {
			item.Roughly = strings.TrimSpace(clause[from:to])
		}
	}
	if !given {
		lead = strings.Trim(before, " 　，,")
	}
	if item.Reason == "" && lex("reason-lead").MatchString(strings.ToLower(lead)) {
		item.Reason = lead
	}
}

// noteLater keeps the other days that a clause names, and a plan that names none: where one may be
// later than the deadline, a person is asked.
func (item *Item) noteLater(clause string) {
	days := datesIn(clause)
	for _, d := range days {
		if day := lastDay(d.text); day != "" && day != item.Due && day != lastDay(item.Completed) {
			item.Plans = append(item.Plans, Plan{strings.TrimSpace(clause), day})
		}
	}
	if len(days) == 0 && lex("vague-plan").MatchString(clause) {
		item.Plans = append(item.Plans, Plan{strings.TrimSpace(clause), ""})
	}
}

var (
	clauseSigns  = pattern(`[，,！!\n]`)
	documentName = pattern(`《[^》]*》`)
	// usDay is a date whose comma ends no clause: June 30, 2024.
	usDay = pattern(`(?i)\b((?:{months})\.? \d{1,2}), ([12]\d{3})`)
)

// joined puts together what stands at several places of one finding.
func (r *progressReader) joined(items []*Item) []*Item {
	first := map[int]*Item{}
	var all []*Item
	for _, item := range items {
		one := first[item.Known]
		if item.Known < 0 || one == nil {
			all = append(all, item)
			if item.Known >= 0 {
				first[item.Known] = item
			}
			continue
		}
		r.add(one, item)
	}
	return all
}

// add adds what a second place says of a finding. Two statuses that do not agree, and two days, are
// asked about.
func (r *progressReader) add(one, more *Item) {
	for _, text := range more.Text {
		if !slices.Contains(one.Text, text) {
			one.Text = append(one.Text, text)
		}
	}
	switch {
	case one.Status == "":
		one.Status, one.Doubt = more.Status, more.Doubt
	case more.Status != "" && more.Status != one.Status:
		r.ask("status-twice", more.Block, one.Title, one.Status, more.Status)
	}
	switch {
	case one.Due == "":
		one.Due, one.Roughly = more.Due, more.Roughly
	case more.Due != "" && more.Due != one.Due:
		r.ask("deadline-twice", more.Block, one.Title, one.Due, more.Due)
	}
	if one.Completed == "" {
		one.Completed = more.Completed
	}
	if one.Reason == "" {
		one.Reason = more.Reason
	}
	if one.Condition == "" {
		one.Condition = more.Condition
	}
	one.Withdrawn = cmp.Or(one.Withdrawn, more.Withdrawn)
	one.Plans = append(one.Plans, more.Plans...)
	one.Answers = append(one.Answers, more.Answers...)
}
