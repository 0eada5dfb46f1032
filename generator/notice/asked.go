package notice

import (
	"slices"
	"strings"

	"gongshi/generator/problem"
	"gongshi/generator/register"
)

// Asked is a question as a form puts it.
type Asked struct {
	Rule      string
	Sentence  string
	Place     string   // in words; empty where no single paragraph is meant
	Paragraph string   // that it comes from
	Finding   *Finding // nil where it is about none
	Fields    []Field  // that can be answered; none where it is only to be looked at
	Optional  bool     // there is a value that can stay
}

// Field is a value that answers a question.
type Field struct {
	Key    string // of the finding, the inspection or the contact
	Likely string // the answer that is likely; empty where none is
	// MayLack says that it may be answered with not-stated.
	MayLack bool
}

// Asked puts the questions of an import, in their order.
func (i *Import) Asked(lang string) []Asked {
	c, about := catalogues()[lang], i.about()
	var all []Asked
	for _, n := range i.Questions {
		a := Asked{Rule: n.Rule, Sentence: c.sentence(n), Finding: about(n)}
		if n.Block >= 0 {
			b := i.Source.Blocks[n.Block]
			a.Place, a.Paragraph = c.placeOf(b), b.Text
			if a.Finding != nil {
				a.Paragraph = i.Account(a.Finding)
			}
		}
		a.Fields = a.fields(n, i.Inspection.Published)
		a.Optional = strings.HasPrefix(n.Rule, "deadline-")
		all = append(all, a)
	}
	return all
}

// Account is what the source says of a finding, a paragraph a line.
func (i *Import) Account(f *Finding) string {
	var blocks []int
	for _, p := range i.Pieces {
		if p.Finding == f && !slices.Contains(blocks, p.Block) {
			blocks = append(blocks, p.Block)
		}
	}
	var texts []string
	for _, b := range blocks {
		texts = append(texts, i.Source.Blocks[b].Text)
	}
	return strings.Join(texts, "\n")
}

// fields gives what answers a question.
func (a *Asked) fields(n Note, published string) []Field {
	f := a.Finding
	switch rule := n.Rule; {
	case rule == "phone-area-code", rule == "phone-form":
		return []Field{{Key: "phone"}}
	case rule == "contact-missing":
		return []Field{{Key: "phone"}, {Key: "email"}, {Key: "address"}}
	case rule == "title-missing":
		return []Field{{Key: "title"}}
	case rule == "body-missing":
		return []Field{{Key: "body"}}
	case rule == "body-taken":
		return []Field{{Key: "body", Likely: n.Args[0].(string)}}
	case f == nil:
		return nil
	case rule == "key-missing", rule == "rest-tells":
		field := Field{Key: n.Args[1].(string), MayLack: true}
		if !f.tells(field.Key, published) {
			field.Likely = register.NotStated
		}
		return []Field{field}
	case f.Status == "" && (rule == "status-admits" || rule == "status-doubted"):
		return []Field{{Key: "status", Likely: string(register.InProgress)}}
	case f.Status == "" && (strings.HasPrefix(rule, "status-") || rule == "rest-against"):
		return []Field{{Key: "status"}}
	case strings.HasPrefix(rule, "deadline-") && f.Status.Open():
		return []Field{{Key: "deadline", Likely: f.Deadline}}
	}
	return nil
}

// Give takes the answer to one field of a question: empty where there is none yet. It gives false
// where that cannot be one, and then has taken nothing. A status that somebody gives is stated;
// what it needs beyond what the notice says is not, and asked where the account may give it.
func (i *Import) Give(a Asked, key, answer string) bool {
	answer = strings.TrimSpace(answer)
	if answer == "" {
		return true
	}
	f := a.Finding
	switch key {
	case "title":
		i.Inspection.Title = answer
	case "body":
		i.Inspection.Body = answer
	case "email":
		i.Contact.Email = answer
	case "address":
		i.Contact.Address = answer
	case "phone":
		if !register.IsPhone(answer) {
			return false
		}
		i.Contact.Phone = answer
	default:
		if !i.giveFinding(f, key, answer) {
			return false
		}
	}
	about := i.about()
	i.Questions = slices.DeleteFunc(i.Questions, func(n Note) bool {
		same := n.Rule == a.Rule && (f == nil || about(n) == f)
		return same && (n.Rule != "key-missing" && n.Rule != "rest-tells" || n.Args[1] == key)
	})
	return true
}

func (i *Import) giveFinding(f *Finding, key, answer string) bool {
	_, wrongDay := register.ParseDay(answer)
	_, wrongDate := register.ParseDate(answer)
	switch {
	case key == "status" && !slices.Contains(register.Statuses(), register.Status(answer)):
		return false
	case key == "status":
		f.Status, f.Basis = register.Status(answer), register.Stated
		for _, missing := range f.Missing() {
			if i.readsBadly(f, missing) || f.tells(missing, i.Inspection.Published) {
				i.Questions = append(i.Questions, Note{"key-missing", f.block, []any{f.Title, missing}})
				continue
			}
			f.NotStated = append(f.NotStated, missing)
		}
	case answer == register.NotStated:
		f.NotStated = append(f.NotStated, key)
	case key == "completed" && wrongDate != nil, key == "deadline" && wrongDay != nil &&
		f.Status != register.OnHold:
		return false
	case key == "completed":
		f.Completed = answer
	case key == "summary":
		f.Summary = answer
	case key == "reason":
		f.Reason = strings.Split(answer, "\n")
	case key == "next":
		f.Next = strings.Split(answer, "\n")
	case key == "deadline" && f.Status == register.OnHold:
		f.Condition = answer
	case key == "deadline":
		f.Deadline, f.Condition = answer, ""
	}
	return true
}

// readsBadly says whether the notice gives a key in a way that cannot be read.
func (i *Import) readsBadly(f *Finding, key string) bool {
	rule := map[string]string{"deadline": "deadline-", "completed": "date-"}[key]
	about := i.about()
	return rule != "" && slices.ContainsFunc(i.Questions, func(n Note) bool {
		return strings.HasPrefix(n.Rule, rule) && about(n) == f
	})
}

// Counts says in words how much was found.
func (i *Import) Counts(lang string) string {
	measures := 0
	for _, f := range i.Findings {
		measures += len(f.Measures)
	}
	return problem.Fill(catalogues()[lang].Words["counts"], []any{len(i.Findings), len(i.Categories),
		i.Groups, measures, i.Unfinished})
}

// Settled says in words what was settled without a question or an answer.
func (i *Import) Settled(lang string) []string {
	var all []string
	for _, n := range i.Answered {
		if n.Rule == "keys-unstated" {
			all = append(all, problem.Fill(catalogues()[lang].Rest[n.Rule], n.Args))
		}
	}
	return all
}

// StatusOf is a finding's status in words.
func StatusOf(f *Finding, lang string) string { return catalogues()[lang].status(f) }
