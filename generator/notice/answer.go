package notice

import (
	"cmp"
	"slices"
	"strings"

	"gongshi/generator/register"
)

// RestStatuses are those that may hold for all that a notice leaves open.
func RestStatuses() []string {
	return []string{string(register.Completed), string(register.InProgress), string(register.LongTerm)}
}

// Answer settles what the notice leaves open, as somebody has said it: a finding without a status has
// this one, by inference, and what a status needs and the notice does not give is not stated. A
// question of another kind stays, as does that of a finding whose own text or dates speak against
// the status. What was settled is in Answered.
func (i *Import) Answer(status register.Status) {
	about := i.about()
	settled, unstated := 0, 0
	i.Questions = slices.DeleteFunc(i.Questions, func(n Note) bool {
		f := about(n)
		silent := f != nil && !f.said && status == register.Completed
		if n.Rule != "status-unstated" || f == nil || silent ||
			f.contradicts(status, i.Inspection.Published) != "" {
			return false
		}
		f.Status, f.Basis = status, register.Inferred
		settled++
		return true
	})
	for n, q := range i.Questions {
		if f := about(q); q.Rule == "status-unstated" && f != nil {
			words := f.contradicts(status, i.Inspection.Published)
			if words == "" {
				continue // nothing was read of it
			}
			i.Questions[n] = Note{"rest-against", q.Block, []any{f.Title, words, status}}
		}
	}
	i.Questions = slices.DeleteFunc(i.Questions, func(n Note) bool {
		return n.Rule == "key-missing" && about(n) != nil
	})
	for _, f := range i.Findings {
		for _, key := range f.Missing() {
			if asksOf(i.Questions, f, key) || f.tells(key, i.Inspection.Published) {
				i.Questions = append(i.Questions, Note{"rest-tells", f.block, []any{f.Title, key}})
				continue
			}
			f.NotStated = append(f.NotStated, key)
			unstated++
		}
	}
	if settled > 0 {
		i.Answered = append(i.Answered, Note{"rest-status", -1, []any{settled, status}})
	}
	if unstated > 0 {
		i.Answered = append(i.Answered, Note{"rest-keys", -1, []any{unstated, register.NotStated}})
	}
}

// about tells which finding a note is about; nil where it is about none. A note on another paragraph
// than the heading is about the only finding with that title.
func (i *Import) about() func(Note) *Finding {
	type key struct {
		block int
		title string
	}
	findings, titled := map[key]*Finding{}, map[string][]*Finding{}
	for _, f := range i.Findings {
		findings[key{f.block, f.Title}] = f
		titled[f.Title] = append(titled[f.Title], f)
	}
	return func(n Note) *Finding {
		if len(n.Args) == 0 {
			return nil
		}
		title, _ := n.Args[0].(string)
		if f := findings[key{n.Block, title}]; f != nil || len(titled[title]) != 1 {
			return f
		}
		return titled[title][0]
	}
}

// contradicts gives what in a finding speaks against a status; empty where nothing does.
func (f *Finding) contradicts(status register.Status, published string) string {
	if status != register.Completed {
		return f.Completed
	}
	later := ""
	if isLater(f.Deadline, published) {
		later = f.Deadline
	}
	return cmp.Or(f.belies(published), later, f.Condition,
		shorten(strings.Join(f.Reason, "")))
}

// asksOf says whether a question is about what the notice does say of a key, and not that it says
// nothing.
func asksOf(questions []Note, f *Finding, key string) bool {
	if key == "deadline" && f.Deadline != "" { // on hold, with a date for a condition
		return true
	}
	return (key == "deadline" || key == "completed") &&
		slices.ContainsFunc(questions, func(n Note) bool {
			about := len(n.Args) > 0 && n.Args[0] == f.Title
			return about && (strings.HasPrefix(n.Rule, "deadline-") || strings.HasPrefix(n.Rule, "date-"))
		})
}

// daySign is the sign of a date in a sentence, which may lack its year.
var daySign = pattern(`[12][0-9]{3}|[0-9]月`)

// tells says whether an account may give a key after all, in words that are not read as such: then
// it is not said that the notice states nothing.
func (f *Finding) tells(key, published string) bool {
	for _, text := range slices.Concat(f.Body, f.Measures, f.Reason, f.Next) {
		text = documentName().ReplaceAllString(fold(text), "《》")
		for _, sentence := range clauseEnd().Split(text, -1) {
			sentence = strings.TrimSpace(sentence)
			from, to, _ := planIn(sentence)
			switch {
			case key == "completed" && daySign().MatchString(sentence) &&
				lex("plan-goal").MatchString(sentence),
				key == "reason" && lex("reason-given").MatchString(sentence),
				key == "next" && nextLead().MatchString(strings.ToLower(sentence)),
				key == "deadline" && (from < to || lex("vague-plan").MatchString(sentence)):
				return true
			}
		}
		for _, d := range datesIn(text) {
			if key == "deadline" && isLater(d.text, published) {
				return true
			}
		}
	}
	return false
}
