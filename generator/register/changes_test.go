package register

import (
	"fmt"
	"strings"
	"testing"
)

func TestChangesStandNewestFirstAndKeepTheirNames(t *testing.T) {
	on := func(s string) Date {
		d, err := ParseDate(s)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	extended := []Extension{{On: on("2023-03-01").First, To: on("2023-09-01").First}}
	late := &Finding{ID: "late", Deadline: &Deadline{Extended: extended},
		Updates: []Update{{Date: on("2023-02-01"), Text: "一"}, {Date: on("2023-03-01"), Text: "二"},
			{Date: on("2023-03-01"), Text: "三"}},
		Answers: []Answer{{On: on("2023-04"), Question: "问"}}}
	other := &Finding{ID: "other", Updates: []Update{{Date: on("2023-03-01"), Text: "四"}}}
	r := &Register{Inspections: []*Inspection{{Categories: []*Category{
		{Findings: []*Finding{late, other}}}}}}
	var got []string
	for _, c := range r.Changes() {
		got = append(got, fmt.Sprint(c.Date, " ", c.Finding.ID, " ", c.Kind(), " ", c.Nth))
	}
	want := "2023-04 late answer 1; 2023-03-01 late extension 1; 2023-03-01 late update 2; " +
		"2023-03-01 late update 1; 2023-03-01 other update 1; 2023-02-01 late update 1"
	if s := strings.Join(got, "; "); s != want {
		t.Errorf("got  %s\nwant %s", s, want)
	}
}
