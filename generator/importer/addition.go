package importer

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"gongshi/generator/edit"
	"gongshi/generator/notice"
	"gongshi/generator/office"
	"gongshi/generator/register"
)

// item reads what a report says of a finding: more than its name.
func (p *Report) item(f *register.Finding, item *notice.Item) {
	if allMarkdown(item.Text) == "" && len(item.Answers) == 0 {
		p.ask("nothing-told", item.Block, f.Title)
		return
	}
	p.addition(f, item)
}

// addition reads what an item adds to its finding. What the register has already is not added
// again.
func (p *Report) addition(f *register.Finding, item *notice.Item) {
	a := Addition{Finding: f}
	a.Update = register.Update{Date: p.Date, Status: item.Status,
		Text: register.Markdown(allMarkdown(item.Text))}
	for _, answer := range item.Answers {
		a.answer(p.Date, answer)
	}
	asked := len(p.Questions)
	if newest := newestStatus(f); p.Date.Before(newest) {
		a.remark("older", newest)
	} else {
		p.status(&a, item)
		p.deadline(&a, item)
	}
	if len(p.Questions) > asked {
		return
	}
	if has(f, a.Update) && a.Status == "" && a.Completed.IsZero() && a.Extension.To == 0 &&
		len(a.Answers) == 0 {
		p.Same++
		return
	}
	p.Additions = append(p.Additions, a)
}

// answer adds what citizens asked, unless the finding has it.
func (a *Addition) answer(on register.Date, given notice.Answer) {
	answer := register.Answer{On: on, Question: publishable(given.Question),
		Answer: register.Markdown(toMarkdown(given.Answer))}
	if !slices.ContainsFunc(a.Finding.Answers, func(there register.Answer) bool {
		return there.On == on && there.Question == answer.Question
	}) {
		a.Answers = append(a.Answers, answer)
	}
}

func (a *Addition) remark(rule string, args ...any) {
	a.Remarks = append(a.Remarks, Question{rule, -1, args})
}

// newestStatus is the date of the newest update that names a status.
func newestStatus(f *register.Finding) register.Date {
	var newest register.Date
	for _, u := range f.Updates {
		if u.Status != "" && u.Date.Compare(newest) > 0 {
			newest = u.Date
		}
	}
	return newest
}

// status says what becomes of a finding's status. A report that takes back what the register says
// is asked about, and so is a completion that does not agree with itself.
func (p *Report) status(a *Addition, item *notice.Item) {
	f, now := a.Finding, item.Status
	done := f.Status == register.Completed || f.Status == register.Closed
	switch {
	case done && (now == "" || now == f.Status) && item.Withdrawn != "":
		p.ask("withdrawn", item.Block, f.Title, f.Status, item.Withdrawn)
	case now == "" && item.Completed != "":
		p.ask("completed-alone", item.Block, f.Title, item.Completed)
	case now == "" && f.Status.Open() && !p.IsLedger():
		a.remark("unstated", f.Status)
	case now == "":
	case done && now != f.Status:
		p.askOf("status-back", item, office.Status, f.Title, f.Status, now)
	case f.Basis == register.Verified && now != f.Status:
		p.askOf("status-verified", item, office.Status, f.Title, f.Status, now)
	case now == register.OnHold && f.Deadline != nil && f.Deadline.Date != 0:
		p.askOf("on-hold", item, office.Status, f.Title, f.Deadline.Date)
	case now == register.Completed && item.Doubt != "":
		p.ask("doubt", item.Block, f.Title, item.Doubt)
	case now != f.Status:
		a.Status = now
		if f.Basis == register.Inferred {
			a.Basis = register.Stated
		}
	}
	if now == register.Completed {
		p.completed(a, item)
	}
}

// completed takes the day of completion over. Without one the key is left for a person, but for a
// finding that was inferred to be completed: it stays so.
func (p *Report) completed(a *Addition, item *notice.Item) {
	f := a.Finding
	day, err := register.ParseDate(item.Completed)
	switch {
	case err != nil:
		a.Undated = a.Status != "" && f.Completed.IsZero()
	case p.isAhead(day):
		p.askOf("completed-ahead", item, office.Completed, f.Title, day)
	case p.Date.Before(day):
		p.askOf("completed-late", item, office.Completed, f.Title, day, p.Date)
	case f.Completed.IsZero():
		a.Completed = day
		if f.Basis == register.Inferred {
			a.Basis = register.Stated
		}
	case f.Completed != day:
		p.askOf("completed-other", item, office.Completed, f.Title, f.Completed, day)
	}
}

// deadline takes a later day over as an extension. The first one that was promised, and a
// condition, stay.
func (p *Report) deadline(a *Addition, item *notice.Item) {
	f := a.Finding
	due, err := register.ParseDay(item.Due)
	status := cmp.Or(a.Status, f.Status)
	switch {
	case status == register.Completed && f.Status == register.Completed && err == nil &&
		item.Status == "" && p.Date.Last < due:
		p.ask("due-completed", item.Block, f.Title, due)
		return
	case !status.Open():
		return
	case (f.Deadline == nil || f.Deadline.NotStated) && err == nil:
		a.remark("undated", due)
		return
	case f.Deadline == nil || f.Deadline.NotStated:
		return
	}
	force := f.Deadline.Due()
	for _, plan := range item.Plans {
		day, wrong := register.ParseDay(plan.Day)
		switch {
		case err == nil: // there is a deadline of its own
			if wrong == nil && day > max(force, due, p.Date.Last) {
				a.remark("plan-kept", plan.Words, max(force, due))
			}
		case wrong != nil:
			p.ask("vague", item.Block, f.Title, plan.Words)
			return
		case day > force && day > p.Date.Last:
			p.ask("plan", item.Block, f.Title, plan.Words, day)
			return
		}
	}
	switch {
	case err != nil && item.Condition != "" && item.Condition != f.Deadline.Condition:
		a.remark("condition", item.Condition)
	case err != nil || due == force:
	case due < force:
		a.remark("earlier", due, force)
	case item.Roughly != "":
		p.ask("roughly", item.Block, f.Title, item.Roughly, due)
	case p.Date.First != p.Date.Last || p.Date.First < lastExtension(f):
		p.askOf("extension-day", item, office.On, f.Title, due)
	default:
		a.Extension = register.Extension{On: p.Date.First, To: due,
			Reason: publishable(item.Reason)}
	}
}

// has says whether a finding has an update already, of the same date and words, or there is none.
func has(f *register.Finding, u register.Update) bool {
	return u.Text == "" || slices.ContainsFunc(f.Updates, func(there register.Update) bool {
		return there.Date == u.Date && slices.Equal(strings.Fields(string(there.Text)),
			strings.Fields(string(u.Text)))
	})
}

func lastExtension(f *register.Finding) register.Day {
	if n := len(f.Deadline.Extended); n > 0 {
		return f.Deadline.Extended[n-1].On
	}
	return 0
}

// adding is how an entry is added to a list: before all others where the list has its newest first.
func adding[T any](there []T, date func(T) register.Date) func(string, any) edit.Change {
	if register.NewestFirst(there, date) {
		return edit.Prepend
	}
	return edit.Append
}

// changes are those of the finding's text.
func (a *Addition) changes() []edit.Change {
	var all []edit.Change
	if !has(a.Finding, a.Update) {
		add := adding(a.Finding.Updates, func(u register.Update) register.Date { return u.Date })
		all = append(all, add("updates", a.Update))
	}
	for _, answer := range a.Answers {
		add := adding(a.Finding.Answers, func(a register.Answer) register.Date { return a.On })
		all = append(all, add("answers", answer))
	}
	if a.Status != "" {
		all = append(all, edit.Set("status", a.Status))
	}
	if a.Basis != "" {
		all = append(all, edit.Set("basis", a.Basis))
	}
	switch {
	case !a.Completed.IsZero():
		all = append(all, edit.Set("completed", a.Completed))
	case a.Undated:
		all = append(all, edit.Leave("completed"))
	}
	if a.Extension.To != 0 {
		item := "deadline.extended[" + strconv.Itoa(len(a.Finding.Deadline.Extended)) + "]"
		all = append(all, edit.Append("deadline.extended", a.Extension), edit.Leave(item+".reason"))
	}
	return all
}
