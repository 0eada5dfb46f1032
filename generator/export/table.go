package export

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"gongshi/generator/register"
)

// column is one column of the table: the key of its heading among the site's words, and its cell.
type column struct {
	word string
	cell func(f *register.Finding) string
}

// table writes findings.csv, for office programs: UTF-8 with the mark that Excel and WPS know it
// by, lines that end in CRLF (RFC 4180), headings and states in the site's words. Programs are
// better served by findings.json, whose keys do not depend on a language.
func (w *writer) table(findings []*register.Finding) ([]byte, error) {
	columns := w.columns()
	row := make([]string, len(columns))
	return encodeTable(1+len(findings), func(n int) []string {
		for i, column := range columns {
			switch {
			case n == 0:
				row[i] = escaped(w.Word(column.word))
			case slices.Contains(identifiers, column.word):
				row[i] = verbatim(column.cell(findings[n-1]))
			default:
				row[i] = escaped(column.cell(findings[n-1]))
			}
		}
		return row
	})
}

// encodeTable writes so many rows, each when it is wanted; their cells are escaped.
func encodeTable(rows int, row func(n int) []string) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString("\ufeff")
	c := csv.NewWriter(&b)
	c.UseCRLF = true
	for n := range rows {
		if err := c.Write(row(n)); err != nil {
			return nil, err
		}
	}
	c.Flush()
	return b.Bytes(), c.Error()
}

func (w *writer) columns() []column {
	return append([]column{
		{"table_id", func(f *register.Finding) string { return f.ID }},
		{w.InspectionKind().Word("inspection"), func(f *register.Finding) string {
			return f.Category.Inspection.Title
		}},
		{"column_category", func(f *register.Finding) string { return f.Category.Title }},
		{"table_group", func(f *register.Finding) string {
			return f.Category.GroupTitle(f.Group)
		}},
		{"table_number", func(f *register.Finding) string { return f.Number }},
		{"table_title", func(f *register.Finding) string { return f.Title }},
		{"table_summary", func(f *register.Finding) string { return f.Summary }},
		{"status", func(f *register.Finding) string {
			return w.Word(wordKey("status", f.Status))
		}},
		{"table_basis", func(f *register.Finding) string {
			return w.Word(wordKey("basis", f.Basis))
		}},
		{"completed_on", func(f *register.Finding) string {
			return w.stated(f, "completed", f.Completed.String())
		}},
		{"verified", verifiedBy},
	}, append(w.deadlineColumns(), w.textColumns()...)...)
}

// deadlineColumns are the columns about what was promised.
func (w *writer) deadlineColumns() []column {
	return []column{
		{"table_schedule", func(f *register.Finding) string {
			return w.scheduleWord(w.State(f).Schedule)
		}},
		{"table_as_of", func(*register.Finding) string { return w.Day.String() }},
		{"table_due", func(f *register.Finding) string { return w.State(f).Due.String() }},
		{"table_days", w.daysOver},
		{"deadline_first", func(f *register.Finding) string {
			if f.Deadline == nil {
				return ""
			}
			return w.stated(f, "deadline", f.Deadline.Date.String())
		}},
		{"table_extended", func(f *register.Finding) string {
			if f.Deadline == nil || f.Deadline.Date == 0 && len(f.Deadline.Extended) == 0 {
				return ""
			}
			return strconv.Itoa(len(f.Deadline.Extended))
		}},
		{"deadline_condition", func(f *register.Finding) string {
			if f.Deadline == nil {
				return ""
			}
			return f.Deadline.Condition
		}},
	}
}

// textColumns are the columns that tell at length.
func (w *writer) textColumns() []column {
	return []column{
		{"reason", func(f *register.Finding) string { return w.stated(f, "reason", plain(f.Reason)) }},
		{"next", func(f *register.Finding) string { return w.stated(f, "next", plain(f.Next)) }},
		{"responsible", func(f *register.Finding) string {
			return strings.Join(f.Responsible, "\n")
		}},
		{"measures", w.measures},
		{"results", results},
		{"documents", documents},
		{"table_updates", w.updates},
		{"answers", answers},
		{"account", func(f *register.Finding) string {
			return plain(register.Markdown(f.Body.Text))
		}},
		{"table_modified", func(f *register.Finding) string { return w.Modified(f).String() }},
		{"table_url", func(f *register.Finding) string { return w.url(f.URL()) }},
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
