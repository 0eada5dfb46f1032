package export

import (
	"fmt"
	"strconv"
	"strings"

	"gongshi/generator/register"
)

// column is one column of a table of things: the key of its heading among the site's words, what
// its cells hold, how wide a workbook shows it, in characters, and its cell.
type column[T any] struct {
	word  string
	kind  kind
	width float64
	cell  func(T) string
}

// kind is what the cells of a column hold.
type kind int

const (
	asText    kind = iota
	asName         // figures are a name here: 1.10 is not 1.1
	asState        // one of a few of the site's words
	asDay          // a day
	asDate         // a day, a month or a year, or that the notice does not state it
	asCount        // a whole number
	asAddress      // an address
)

func (w *writer) columns() []column[*register.Finding] {
	return append([]column[*register.Finding]{
		{"table_id", asName, 22, func(f *register.Finding) string { return f.ID }},
		{w.InspectionKind().Word("inspection"), asText, 24, func(f *register.Finding) string {
			return f.Category.Inspection.Title
		}},
		{"column_category", asText, 18, func(f *register.Finding) string { return f.Category.Title }},
		{"table_group", asText, 24, func(f *register.Finding) string {
			return f.Category.GroupTitle(f.Group)
		}},
		{"table_number", asName, 14, func(f *register.Finding) string { return f.Number }},
		{"table_title", asText, 40, func(f *register.Finding) string { return f.Title }},
		{"table_summary", asText, 40, func(f *register.Finding) string { return f.Summary }},
		{"status", asState, 10, func(f *register.Finding) string {
			return w.Word(wordKey("status", f.Status))
		}},
		{"table_basis", asState, 10, func(f *register.Finding) string {
			return w.Word(wordKey("basis", f.Basis))
		}},
		{"completed_on", asDate, 13, func(f *register.Finding) string {
			return w.stated(f, "completed", f.Completed.String())
		}},
		{"verified", asText, 20, verifiedBy},
	}, append(w.deadlineColumns(), w.textColumns()...)...)
}

// deadlineColumns are the columns about what was promised.
func (w *writer) deadlineColumns() []column[*register.Finding] {
	return []column[*register.Finding]{
		{"table_schedule", asState, 12, func(f *register.Finding) string {
			return w.scheduleWord(w.State(f).Schedule)
		}},
		{"table_as_of", asDay, 13, func(*register.Finding) string { return w.Day.String() }},
		{"table_due", asDay, 13, func(f *register.Finding) string { return w.State(f).Due.String() }},
		{"table_days", asCount, 10, w.daysOver},
		{"deadline_first", asDate, 13, func(f *register.Finding) string {
			if f.Deadline == nil {
				return ""
			}
			return w.stated(f, "deadline", f.Deadline.Date.String())
		}},
		{"table_extended", asCount, 10, func(f *register.Finding) string {
			if f.Deadline == nil || f.Deadline.Date == 0 && len(f.Deadline.Extended) == 0 {
				return ""
			}
			return strconv.Itoa(len(f.Deadline.Extended))
		}},
		{"deadline_condition", asText, 24, func(f *register.Finding) string {
			if f.Deadline == nil {
				return ""
			}
			return f.Deadline.Condition
		}},
	}
}

// textColumns are the columns that tell at length.
func (w *writer) textColumns() []column[*register.Finding] {
	return []column[*register.Finding]{
		{"reason", asText, 36, func(f *register.Finding) string {
			return w.stated(f, "reason", plain(f.Reason))
		}},
		{"next", asText, 36, func(f *register.Finding) string {
			return w.stated(f, "next", plain(f.Next))
		}},
		{"responsible", asText, 20, func(f *register.Finding) string {
			return strings.Join(f.Responsible, "\n")
		}},
		{"measures", asText, 60, w.measures},
		{"results", asText, 30, results},
		{"documents", asText, 36, documents},
		{"table_updates", asText, 50, w.updates},
		{"answers", asText, 50, answers},
		{"account", asText, 60, func(f *register.Finding) string {
			return plain(register.Markdown(f.Body.Text))
		}},
		{"table_modified", asDate, 13, func(f *register.Finding) string {
			return f.Modified().String()
		}},
		{"table_url", asAddress, 40, func(f *register.Finding) string { return w.url(f.URL()) }},
	}
}

// stated is the text of a key, or that the notice states none.
func (w *writer) stated(f *register.Finding, key, text string) string {
	if f.Unstated(key) {
		return w.Word("not_stated")
	}
	return text
}

func verifiedBy(f *register.Finding) string {
	if f.Verified == nil {
		return ""
	}
	return joinFilled(f.Verified.On.String(), f.Verified.By)
}

func (w *writer) scheduleWord(s register.Schedule) string {
	switch s {
	case register.None:
		return ""
	case register.Due, register.DueSoon, register.Overdue, register.ReviewOverdue:
		return w.Word(wordKey("schedule", s) + "_word")
	}
	return w.Word(wordKey("schedule", s))
}

// daysOver is how many days it is since the deadline; a number of days, so that a table can be
// sorted by it: negative while there is time left.
func (w *writer) daysOver(f *register.Finding) string {
	s := w.State(f)
	if s.Due == 0 || f.Status == register.Completed {
		return ""
	}
	return strconv.Itoa(-s.Days)
}

func (w *writer) measures(f *register.Finding) string {
	return numbered(f.Measures, func(m register.Measure) string {
		done := ""
		switch {
		case m.Done == nil:
		case *m.Done:
			done = "(" + w.Word("measure_yes") + ")"
		default:
			done = "(" + w.Word("measure_no") + ")"
		}
		return joinFilled(m.Date.String(), plain(m.Text), done)
	})
}

func results(f *register.Finding) string {
	return numbered(f.Results, func(r register.Result) string {
		return joinFilled(r.Name, r.Value, r.Unit, r.Change)
	})
}

func documents(f *register.Finding) string {
	return numbered(f.Documents, func(d register.Document) string {
		return joinFilled(d.Date.String(), d.Title, d.URL)
	})
}

func (w *writer) updates(f *register.Finding) string {
	return numbered(f.Updates, func(u register.Update) string {
		status := ""
		if u.Status != "" {
			status = "(" + w.Word(wordKey("status", u.Status)) + ")"
		}
		return joinFilled(u.Date.String(), status, plain(u.Text))
	})
}

func answers(f *register.Finding) string {
	return numbered(f.Answers, func(a register.Answer) string {
		return joinFilled(a.On.String(), a.Question) + "\n" + plain(a.Answer)
	})
}

// numbered gives several things one below the other, each with its number where there are several.
func numbered[T any](things []T, tell func(T) string) string {
	var texts []string
	for i, thing := range things {
		text := tell(thing)
		if len(things) > 1 {
			text = fmt.Sprintf("%d. %s", i+1, text)
		}
		texts = append(texts, text)
	}
	return strings.Join(texts, "\n")
}

// joinFilled joins what there is of some texts.
func joinFilled(texts ...string) string {
	var filled []string
	for _, t := range texts {
		if t != "" {
			filled = append(filled, t)
		}
	}
	return strings.Join(filled, " ")
}
