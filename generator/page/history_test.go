package page

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"gongshi/generator/register"
)

// comparisons gives the pages of what changed between recorded days, of the register with a withdrawn
// finding.
func comparisons(t *testing.T, recorded map[string][]Recorded) map[string]Page {
	t.Helper()
	r, err := register.Read(os.DirFS("../testdata/withdrawn"))
	if err != nil {
		t.Fatal(err)
	}
	day, _ := register.ParseDay("2024-06-12")
	p := NewPlanner(r.AsOf(day), register.Files{})
	p.Recorded = recorded
	pages, err := p.Plan()
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]Page{}
	for _, planned := range pages {
		if strings.HasPrefix(planned.URL, "history") {
			found[planned.URL] = planned
		}
	}
	return found
}

func TestPagesOfRecordedDaysAreFewHoweverManyDaysThereAre(t *testing.T) {
	first, _ := register.ParseDay("2020-01-01")
	for days, want := range map[int]int{0: 0, 1: 0, 2: 1 + 1, 8: 1 + 28, 9: 1 + 28 + 1,
		60: 1 + 28 + 52, 1000: 1 + 28 + 52} {
		var states []Recorded
		for n := range days {
			states = append(states, Recorded{On: first + register.Day(n), Status: "in-progress",
				Deadline: first + register.Day(n)})
		}
		if got := len(comparisons(t, map[string][]Recorded{"rent": states})); got != want {
			t.Errorf("of %d days there are %d pages, want %d", days, got, want)
		}
	}
}

func TestComparisonTellsWhatBecameOfEachFinding(t *testing.T) {
	one, _ := register.ParseDay("2024-03-01")
	two, _ := register.ParseDay("2024-06-01")
	pages := comparisons(t, map[string][]Recorded{
		"rent": {{On: two, Status: "completed", Deadline: one}},
		"overspend": {{On: one, Status: "mostly-done", Deadline: one},
			{On: two, Status: "in-progress", Deadline: one + 30}},
		"twice":   {{On: one, Status: "in-progress"}, {On: two, Withdrawn: true}},
		"unknown": {{On: one, Status: "closed"}},
	})
	content, err := pages[register.ComparisonURL(one, two)].Write()
	if err != nil {
		t.Fatal(err)
	}
	var v Comparison
	if err := json.Unmarshal(content.Params, &v); err != nil {
		t.Fatal(err)
	}
	if len(v.Changes) != 3 || v.More != 0 {
		t.Fatalf("%+v", v.Changes)
	}
	for _, d := range v.Changes {
		d.Finding = FindingLink{ID: d.Finding.ID}
		want := map[string]Difference{
			"rent": {Added: true, Now: "completed", After: "2024-03-01"},
			"overspend": {Was: "mostly-done", Now: "in-progress", Before: "2024-03-01",
				After: "2024-03-31", Days: 30},
			"twice": {Gone: true},
		}[d.Finding.ID]
		want.Finding.ID = d.Finding.ID
		if d != want {
			t.Errorf("got %+v, want %+v", d, want)
		}
	}
}
