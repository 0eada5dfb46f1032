package page

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"gongshi/generator/register"
)

// A long list goes on on further pages, each saying how many there are of what it shows.
func TestOverdueGoesOnOnFurtherPages(t *testing.T) {
	today, err := register.ParseDay("2026-07-15")
	if err != nil {
		t.Fatal(err)
	}
	whole := planned[Overdue](t, everySchedule(t), "2026-07-15", "overdue.html")
	p := NewPlanner(everySchedule(t).AsOf(today), nil)
	p.perPage = 2
	pages, err := p.Plan()
	if err != nil {
		t.Fatal(err)
	}
	got := map[string][]string{}
	url := "overdue.html"
	n := 0
	for url != "" {
		at := slices.IndexFunc(pages, func(p Page) bool { return p.URL == url })
		var v Overdue
		if err := json.Unmarshal(sheet(t, pages[at]).Params, &v); err != nil {
			t.Fatal(err)
		}
		n++
		rows := 0
		for _, begins := range v.Begins {
			if has := func(d DueSection) bool { return d.Schedule == begins.Schedule }; begins.URL == url &&
				!slices.ContainsFunc(v.Sections, has) {
				t.Errorf("%s has nothing that is %s", url, begins.Schedule)
			}
		}
		for _, due := range v.Sections {
			rows += len(due.Rows)
			for _, row := range due.Rows {
				got[due.Schedule] = append(got[due.Schedule], row.ID)
			}
			if len(due.Rows) == 0 {
				t.Errorf("%s has an empty section", url)
			}
		}
		last := v.Pager.Next == ""
		if rows > 2 || v.Pager.Page != n || (len(v.Later) > 0) != last || !v.Partial ||
			(len(v.Inspections) > 0) != (n == 1) || len(v.Begins) != 3 {
			t.Errorf("%s: %d rows, %+v, %d later, %d inspections", url, rows, v.Pager,
				len(v.Later), len(v.Inspections))
		}
		url = v.Pager.Next
	}
	if n < 3 || len(whole.Sections) != 3 || whole.Partial || whole.Begins != nil {
		t.Errorf("%d pages of %d sections", n, len(whole.Sections))
	}
	for _, due := range whole.Sections {
		var ids []string
		for _, row := range due.Rows {
			ids = append(ids, row.ID)
		}
		if !slices.Equal(ids, got[due.Schedule]) || due.Count != len(ids) {
			t.Errorf("%s: %q, whole %q", due.Schedule, got[due.Schedule], ids)
		}
	}
}

func TestLongTermFindingWithAPassedDeadlineIsOverdueEverywhere(t *testing.T) {
	text := strings.Replace(base, "status: in-progress\nbasis", "status: long-term\nbasis", 1)
	text = strings.Replace(text, "    status: in-progress\n", "    status: long-term\n", 1)
	pages := plan(t, read(t, text), "2024-01-01")
	home := params[Home](t, pages["index.html"])
	rows := params[Overdue](t, pages["overdue.html"]).Sections[0].Rows
	if home.Counts.Overdue != 1 || len(rows) != 1 {
		t.Errorf("%d overdue at home, %d on their page", home.Counts.Overdue, len(rows))
	}
	if v := params[Finding](t, pages["findings/bills.html"]); v.Report.Next != "2023-07-13" {
		t.Errorf("its next report %q", v.Report.Next)
	}
}
