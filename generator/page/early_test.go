package page

import (
	"slices"
	"testing"

	"gongshi/generator/register"
)

func TestPagesThatAreAskedForEarlyAreThoseOfThePlan(t *testing.T) {
	r := read(t, base)
	day, err := register.ParseDay("2024-01-01")
	if err != nil {
		t.Fatal(err)
	}
	all, p := plan(t, r, day.String()), NewPlanner(r.AsOf(day), nil)
	for _, c := range []struct{ file, finding, category string }{
		{"content/audit/money/rent.md", "findings/rent.html", "audit/money.html"},
		{"content/audit/money/_index.md", "", "audit/money.html"},
		{"content/audit/money/gone.md", "", "audit/money.html"}, // where it was listed
		{"content/audit/money", "", ""},
	} {
		files := []string{"config.toml", c.file}
		var got []string
		for _, early := range p.Edited(files) {
			got = append(got, early.URL)
			if early.Key != all[early.URL].Key {
				t.Errorf("%s has another key in the plan", early.URL)
			}
		}
		want := slices.DeleteFunc([]string{c.finding, c.category},
			func(url string) bool { return url == "" })
		if !slices.Equal(got, want) {
			t.Errorf("%s: %q, not %q", c.file, got, want)
		}
	}
}
