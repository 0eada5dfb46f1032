package register

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
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

// textsByName gives the texts of a finding's updates by what their ids are made from.
func textsByName(f *Finding) map[string]string {
	all := map[string]string{}
	for _, c := range f.Changes() {
		name := fmt.Sprint(f.ID, c.Kind(), c.Date, c.Nth)
		all[name] = string(c.Of.(*Update).Text)
	}
	return all
}

// An editor writes the newest update below the others, or above them. Where the file shows which,
// no newer or older update, and no other wording, gives one that stays another name.
func TestUpdatesKeepTheirNamesWhateverIsWrittenBesideThem(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		above := rapid.Bool().Draw(t, "newest first")
		day := func(n int) Date { return Day(19000 + n).Date() }
		f := &Finding{ID: "x"}
		add := func(u Update) {
			f.Updates = append(f.Updates, u)
			if above {
				slices.Reverse(f.Updates)
				f.Updates = append(f.Updates[1:], f.Updates[0])
				slices.Reverse(f.Updates)
			}
		}
		at := 1
		add(Update{Date: day(0), Text: "0"})
		add(Update{Date: day(1), Text: "1"})
		for n := range rapid.IntRange(1, 12).Draw(t, "edits") {
			before := textsByName(f)
			if rapid.Bool().Draw(t, "later") {
				at += rapid.IntRange(1, 3).Draw(t, "days")
			}
			add(Update{Date: day(at), Text: Markdown(fmt.Sprint(n + 2))})
			if rapid.Bool().Draw(t, "an older one, too") {
				old := Update{Date: day(-n - 1), Text: "old"}
				if above {
					f.Updates = append(f.Updates, old)
				} else {
					f.Updates = slices.Insert(f.Updates, 0, old)
				}
			}
			f.Title = fmt.Sprint("title ", n)
			after := textsByName(f)
			for name, text := range before {
				if after[name] != text {
					t.Fatalf("%s named %s, now %s", name, text, after[name])
				}
			}
		}
	})
}
