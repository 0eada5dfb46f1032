package page

import (
	"slices"
	"strings"
	"testing"
)

func TestListsAreAlsoPutByDeadline(t *testing.T) {
	open := func(id, deadline string) string {
		return "-- content/audit/money/" + id + ".md --\n---\ntitle: T\nnumber: n" + id +
			"\nweight: 9\nsummary: S.\nstatus: in-progress\nbasis: stated\nreason: R.\nnext: N.\n" +
			"deadline:\n" + deadline + "---\n"
	}
	text := base + open("late", "  date: 2023-06-30\n") + open("soon", "  date: 2024-01-20\n") +
		open("unsaid", "  not-stated: true\n") +
		open("when", "  condition: Money.\n  review: 2024-05-01\n") +
		doneFinding("met", "weight: 9\nbasis: stated\ncompleted: 2023-01\n"+
			"deadline:\n  date: 2023-02-01\n")
	pages := plan(t, read(t, text), "2024-01-01")
	v := params[Category](t, pages["audit/money_deadline.html"])
	if len(v.Sections) != 1 || v.Canonical != "audit/money.html" ||
		pages["audit/money_deadline.html"].Canonical != v.Canonical {
		t.Fatalf("%d sections, canonical %q", len(v.Sections), v.Canonical)
	}
	ids := func(rows []Row) string {
		var all []string
		for _, row := range rows {
			all = append(all, row.ID)
		}
		return strings.Join(all, " ")
	}
	if got := ids(v.Sections[0].Rows); got != "late bills soon when met rent unsaid" {
		t.Errorf("by deadline: %s", got)
	}
	status := params[Status](t, pages["status/in-progress_deadline.html"])
	if got := ids(status.Rows); got != "late bills soon when unsaid" {
		t.Errorf("status by deadline: %s", got)
	}
	want := []Order{{"number", "status/in-progress.html", false},
		{"deadline", "status/in-progress_deadline.html", true}}
	if !slices.Equal(status.Orders, want) {
		t.Errorf("orders %+v", status.Orders)
	}
	if _, planned := pages["status/completed_deadline.html"]; planned {
		t.Error("a list with one deadline is put by deadline")
	}
	if v := params[Status](t, pages["status/completed.html"]); len(v.Orders) != 0 {
		t.Errorf("a list without choice offers %+v", v.Orders)
	}
}
