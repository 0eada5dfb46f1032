package page

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// answered is base with an extension, and an answer on the day of the update.
func answered() string {
	return strings.NewReplacer("  date: 2023-12-31\n", `  date: 2023-12-31
  extended:
    - on: 2023-11-01
      to: 2024-06-30
      reason: More time.
`, "    text: Half are paid.\n", `    text: Half are paid.
answers:
  - on: 2023-04-13
    question: When will the rest be paid?
    answer: By **June**.
`).Replace(base)
}

func TestUpdatesTellEveryKindOfChangeByDay(t *testing.T) {
	v := params[Updates](t, plan(t, read(t, answered()), "2024-01-01")["updates.html"])
	var told []string
	for _, day := range v.Days {
		for _, c := range day.Changes {
			told = append(told, day.Date+" "+c.Kind+" "+c.Finding.Number)
		}
	}
	want := "[2023-11-01 extension 1(1) 2023-04-13 answer 1(1) 2023-04-13 update 1(1)]"
	if got := fmt.Sprint(told); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	extension, answer := v.Days[0].Changes[0], v.Days[1].Changes[0]
	if extension.To != "2024-06-30" || extension.Reason != "More time." {
		t.Errorf("extension %+v", extension)
	}
	if answer.Question != "When will the rest be paid?" || answer.Text != "By **June**." {
		t.Errorf("answer %+v", answer)
	}
	if len(v.Answers) != 1 || v.Answers[0] != answer {
		t.Errorf("answers together %+v", v.Answers)
	}
	if len(v.Silences) != 1 || !v.Silences[0].Report.Overdue {
		t.Errorf("reports to come %+v", v.Silences)
	}
	if v.Modified != "2023-11-01" || v.AsOf != "2024-01-01" {
		t.Errorf("modified %s, as of %q", v.Modified, v.AsOf)
	}
}

func TestHomeTellsAnswersAndExtensionsToo(t *testing.T) {
	v := params[Home](t, plan(t, read(t, answered()), "2024-01-01")["index.html"])
	var kinds []string
	for _, c := range v.Changes {
		kinds = append(kinds, c.Kind)
	}
	if want := []string{"extension", "answer", "update"}; !slices.Equal(kinds, want) {
		t.Errorf("changes %v, want %v", kinds, want)
	}
}

func TestManyUpdatesHaveFurtherPagesAndOneListOfAnswers(t *testing.T) {
	var updates, answers strings.Builder
	for day := 1; day <= 28; day++ {
		fmt.Fprintf(&updates, "  - date: 2024-01-%02d\n    text: Day %d.\n", day, day)
		fmt.Fprintf(&answers, "  - on: 2024-02-%02d\n    question: Q\n    answer: A%d\n", day, day)
	}
	text := strings.Replace(base, "updates:\n", "answers:\n"+answers.String()+"updates:\n", 1)
	text = strings.Replace(text, "    text: Half are paid.\n",
		"    text: Half are paid.\n"+updates.String(), 1)
	pages := plan(t, read(t, text), "2024-03-01")
	first := params[Updates](t, pages["updates.html"])
	second := params[Updates](t, pages["updates_2.html"])
	if len(first.Answers) != answersShown || first.Answers[0].Date != "2024-02-28" {
		t.Errorf("%d answers, the first of %s", len(first.Answers), first.Answers[0].Date)
	}
	if len(second.Answers) != 0 || len(second.Days) != 7 || second.Pager.Prev != "updates.html" {
		t.Errorf("second page: %d answers, %d days, %+v", len(second.Answers), len(second.Days),
			second.Pager)
	}
}
