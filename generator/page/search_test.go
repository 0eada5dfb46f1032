package page

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"testing"

	"gongshi/generator/register"
)

// everySchedule reads the register that has every schedule.
func everySchedule(t *testing.T) *register.Register {
	t.Helper()
	r, err := register.Read(os.DirFS("../testdata/schedules"))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// planned gives the params of one page as of a day.
func planned[T any](t *testing.T, r *register.Register, day, url string) T {
	t.Helper()
	today, err := register.ParseDay(day)
	if err != nil {
		t.Fatal(err)
	}
	pages, err := NewPlanner(r.AsOf(today), nil).Plan()
	if err != nil {
		t.Fatal(err)
	}
	var view T
	for _, p := range pages {
		if p.URL == url {
			if err := json.Unmarshal(sheet(t, p).Params, &view); err != nil {
				t.Fatal(err)
			}
			return view
		}
	}
	t.Fatalf("no page %s", url)
	return view
}

func TestSearchOffersOnlyWhatCanBeFound(t *testing.T) {
	s := planned[Search](t, everySchedule(t), "2026-05-01", "search.html")
	if want := []string{"overdue", "review-overdue", "due-soon", "due", "conditional", "met-late",
		"met"}; !slices.Equal(s.Schedules, want) {
		t.Errorf("schedules %q", s.Schedules)
	}
	var looks []string
	for _, sample := range s.Samples {
		looks = append(looks, sample.Look)
	}
	slices.Sort(looks)
	if want := []string{"closed stated", "completed inferred", "completed stated",
		"in-progress stated", "long-term stated", "mostly-done stated", "not-started stated",
		"on-hold stated"}; !slices.Equal(looks, want) {
		t.Errorf("looks %q", looks)
	}
	if got := s.Inspections[0].Categories[1]; got.Value != "audit/rules" ||
		got.URL != "audit/rules.html" || got.All != 8 {
		t.Errorf("%+v", got)
	}
}

// However large a register is, its search page and the page of its data stay below 60 kB.
func TestSearchAndDataPagesListNoMoreThanFits(t *testing.T) {
	r := everySchedule(t)
	first := r.Inspections[0]
	for n := range 200 {
		i := *first
		i.ID = fmt.Sprintf("%s-%d", first.ID, n)
		i.Categories = nil
		for _, c := range first.Categories {
			d := *c
			d.Inspection, d.Findings = &i, nil
			for m := range 15 {
				f := *c.Findings[0]
				f.Category, f.ID = &d, fmt.Sprintf("f-%s-%d-%d", c.ID, n, m)
				d.Findings = append(d.Findings, &f)
			}
			i.Categories = append(i.Categories, &d)
		}
		r.Inspections = append(r.Inspections, &i)
	}
	s := planned[Search](t, r, "2026-05-01", "search.html")
	if len(s.Inspections) != scopesShown || s.MoreInspections != len(r.Inspections)-scopesShown {
		t.Errorf("%d inspections and %d more", len(s.Inspections), s.MoreInspections)
	}
	for _, i := range s.Inspections {
		if len(i.Categories) > 0 {
			t.Errorf("%s has its categories", i.Value)
		}
	}
	d := planned[Data](t, r, "2026-05-01", "data.html")
	if parts := r.Parts(register.PartFindings); len(parts) != len(r.Inspections) ||
		len(d.Parts) != partsShown || d.MoreParts != len(parts)-partsShown {
		t.Errorf("%d parts and %d more", len(d.Parts), d.MoreParts)
	}
}

func TestSearchPageIsTheSameOnEveryDay(t *testing.T) {
	r := everySchedule(t)
	early := planned[any](t, r, "2026-01-01", "search.html")
	late := planned[any](t, r, "2027-01-01", "search.html")
	a, errA := json.Marshal(early)
	b, errB := json.Marshal(late)
	if errA != nil || errB != nil || string(a) != string(b) {
		t.Errorf("%s\n%s", a, b)
	}
}

func TestTotalsBringTheDaysOfWhatIsOpen(t *testing.T) {
	r := everySchedule(t)
	got := planned[Home](t, r, "2026-05-01", "index.html").Counts.Promises
	deadlines := []Promised{{"2026-05-31", 1}, {"2026-06-01", 1}, {"2026-06-30", 2},
		{"2026-07-31", 1}, {"2026-08-31", 1}}
	reviews := []Promised{{"2026-05-15", 1}, {"2026-05-28", 1}}
	if !slices.Equal(got.Deadlines, deadlines) || !slices.Equal(got.Reviews, reviews) {
		t.Errorf("%+v", got)
	}
}

// A page for a thousand different days would weigh too much: its totals stay as of the build.
func TestTotalsOfVeryManyDaysStayAsTheyAre(t *testing.T) {
	r := everySchedule(t)
	f := *r.All()[1]
	c := f.Category
	for i := range promisesKept + 1 {
		g := f
		g.ID += "-" + string(rune('a'+i/26)) + string(rune('a'+i%26))
		g.Deadline = &register.Deadline{Date: f.Deadline.Due() + register.Day(i)}
		c.Findings = append(c.Findings, &g)
	}
	if got := planned[Home](t, r, "2026-05-01", "index.html").Counts.Promises; got != nil {
		t.Errorf("%d days", len(got.Deadlines))
	}
}

func TestOverdueBringsWhatComesNext(t *testing.T) {
	o := planned[Overdue](t, everySchedule(t), "2026-05-01", "overdue.html")
	var ids []string
	for _, row := range o.Later {
		ids = append(ids, row.ID)
	}
	if want := []string{"review", "waits", "long-term", "due", "same-day", "not-started",
		"extended-early"}; !slices.Equal(ids, want) || o.Partial {
		t.Errorf("%q, partial %v", ids, o.Partial)
	}
}
