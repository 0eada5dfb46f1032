package notice_test

import (
	"errors"
	"testing"

	"gongshi/generator/importer"
	"gongshi/generator/notice"
	"gongshi/generator/problem"
	"gongshi/generator/register"
)

// answers are those of somebody who knows.
var answers = map[string]string{"status": "completed", "deadline": "2027-12-31",
	"completed": "2024-05-31", "reason": "尚在办理", "next": "继续办理",
	"phone": "0595-28008990", "title": "通报", "body": "县教育局"}

// Whoever answers all questions of an import has a register that can be published.
func TestAnsweredImportChecks(t *testing.T) {
	asked := map[string]bool{}
	for _, source := range archives(t) {
		i := understood(t, source.Name, source.Data)
		if len(i.Findings) == 0 {
			continue
		}
		for range 2 { // a status may leave more open
			for _, q := range i.Asked("zh") {
				for n, field := range q.Fields {
					asked[field.Key] = true
					if n == 0 && !i.Give(q, field.Key, first(field.Likely, answers[field.Key])) {
						t.Errorf("%s: %s: %s is refused", source.Name, q.Rule, field.Key)
					}
				}
			}
		}
		for _, f := range importer.Unsummarised(i) {
			i.Give(notice.Asked{Finding: f}, "summary", "已经整改。")
		}
		for _, q := range i.Asked("zh") {
			if len(q.Fields) > 0 && !q.Optional {
				t.Errorf("%s: still open: %s", source.Name, q.Sentence)
			}
		}
		var list problem.List
		errors.As(checked(i), &list)
		for _, p := range list {
			text, _ := p.Sentences("zh")
			t.Errorf("%s: %s: %s", source.Name, p.File, text)
		}
	}
	for _, key := range []string{"status", "completed", "reason", "next", "deadline", "phone", "body"} {
		if !asked[key] {
			t.Error("nobody asks for", key)
		}
	}
}

func first(texts ...string) string {
	for _, text := range texts {
		if text != "" {
			return text
		}
	}
	return ""
}

func TestWhatIsNoAnswerIsRefused(t *testing.T) {
	f := &notice.Finding{Title: "t"}
	a := notice.Asked{Finding: f}
	for _, wrong := range [][2]string{{"status", "done"}, {"completed", "去年"}, {"deadline", "2023-12"},
		{"phone", "28008990"}} {
		i := &notice.Import{Findings: []*notice.Finding{f}}
		if i.Give(a, wrong[0], wrong[1]) || f.Status != "" || f.Completed+f.Deadline+i.Contact.Phone != "" {
			t.Errorf("%s: %s is taken", wrong[0], wrong[1])
		}
	}
	i := &notice.Import{Findings: []*notice.Finding{f}}
	if !i.Give(a, "status", " in-progress ") || f.Basis != register.Stated || len(f.NotStated) == 0 {
		t.Error("a status is not taken as stated, and what it needs as not stated")
	}
}

// One answer for all that are left open leaves to be asked what an account may give.
func TestRestAsksWhatItDoesNotSettle(t *testing.T) {
	for _, source := range archives(t) {
		i := understood(t, source.Name, source.Data)
		i.Answer(register.InProgress)
		for range 2 {
			for _, q := range i.Asked("zh") {
				for n, field := range q.Fields {
					if n == 0 && !i.Give(q, field.Key, first(field.Likely, answers[field.Key])) {
						t.Errorf("%s: %s: %s is refused", source.Name, q.Rule, field.Key)
					}
				}
			}
		}
		for _, q := range i.Asked("zh") {
			if len(q.Fields) > 0 && !q.Optional {
				t.Errorf("%s: still open: %s", source.Name, q.Sentence)
			}
		}
	}
}
