package register

import (
	"strings"
	"testing"
	"time"
)

func day(t *testing.T, s string) Day {
	t.Helper()
	d, err := ParseDay(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func date(t *testing.T, s string) Date {
	t.Helper()
	if s == "" {
		return Date{}
	}
	d, err := ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestScheduleAtTheEdgesOfADeadline(t *testing.T) {
	for _, c := range []struct {
		name, today string
		status      Status
		deadline    string // date, or date>date… where it was extended
		want        Schedule
		days        int
		sinceFirst  int
	}{
		{"long before", "2023-06-01", InProgress, "2023-12-31", Due, 213, 0},
		{"31 days before", "2023-11-30", InProgress, "2023-12-31", Due, 31, 0},
		{"30 days before", "2023-12-01", InProgress, "2023-12-31", DueSoon, 30, 0},
		{"the day itself is in time", "2023-12-31", InProgress, "2023-12-31", DueSoon, 0, 0},
		{"the day after", "2024-01-01", InProgress, "2023-12-31", Overdue, -1, 0},
		{"over a leap day", "2024-03-01", NotStarted, "2024-02-28", Overdue, -2, 0},
		{"over no leap day", "2023-03-01", NotStarted, "2023-02-28", Overdue, -1, 0},
		{"extended and in time", "2024-01-10", InProgress, "2023-12-31>2024-06-30", Due, 172, 10},
		{"extended, first date to come", "2023-12-01", InProgress, "2023-12-31>2024-06-30", Due, 212, 0},
		{"extended twice and over", "2025-01-01", MostlyDone, "2023-12-31>2024-06-30>2024-12-31",
			Overdue, -1, 367},
		{"closed has no deadline to keep", "2025-01-01", Closed, "2023-12-31", None, 0, 0},
		{"long-term with a deadline", "2025-01-01", LongTerm, "2024-12-31", Overdue, -1, 0},
	} {
		dates := strings.Split(c.deadline, ">")
		f := &Finding{Status: c.status, Deadline: &Deadline{Date: day(t, dates[0])}}
		for _, to := range dates[1:] {
			f.Deadline.Extended = append(f.Deadline.Extended, Extension{To: day(t, to)})
		}
		got := f.state(day(t, c.today), 0)
		if got.Schedule != c.want || got.Days != c.days || got.SinceFirst != c.sinceFirst {
			t.Errorf("%s: got %+v", c.name, got)
		}
	}
}

func TestCompletionClaimsNoMoreThanItsDateTells(t *testing.T) {
	for _, c := range []struct {
		completed, deadline string
		want                Schedule
	}{
		{"2023-12-31", "2023-12-31", Met},
		{"2024-01-01", "2023-12-31", MetLate},
		{"2023-12", "2023-12-31", Met},
		{"2023-12", "2023-12-15", None},
		{"2024-01", "2023-12-15", MetLate},
		{"2023", "2023-12-30", None},
		{"", "2023-12-31", None},
	} {
		f := &Finding{Status: Completed, Completed: date(t, c.completed),
			Deadline: &Deadline{Date: day(t, c.deadline)}}
		if got := f.state(day(t, "2030-01-01"), 0).Schedule; got != c.want {
			t.Errorf("completed %q, deadline %s: got %s, want %s", c.completed, c.deadline, got, c.want)
		}
	}
	conditional := &Finding{Status: Completed, Completed: date(t, "2024"),
		Deadline: &Deadline{Condition: "once staff is there"}}
	if got := conditional.state(day(t, "2030-01-01"), 1); got.Schedule != None {
		t.Errorf("completed, with a condition: got %+v", got)
	}
	if got := (&Finding{Status: InProgress}).state(day(t, "2030-01-01"), 1); got.Schedule != None {
		t.Errorf("no deadline: got %+v", got)
	}
}

func TestConditionIsReviewedOnItsDayOrTheNextReport(t *testing.T) {
	for _, c := range []struct {
		review, nextReport, today string
		want                      Schedule
		days                      int
	}{
		{"2023-06-30", "2023-07-13", "2023-06-30", Conditional, 0},
		{"2023-06-30", "2023-07-13", "2023-07-01", ReviewOverdue, -1},
		{"", "2023-07-13", "2023-07-13", Conditional, 0},
		{"", "2023-07-13", "2023-07-14", ReviewOverdue, -1},
		{"", "", "2030-01-01", Conditional, 0},
	} {
		f := &Finding{Status: OnHold, Deadline: &Deadline{Condition: "once staff is there"}}
		if c.review != "" {
			f.Deadline.Review = day(t, c.review)
		}
		next := Day(0)
		if c.nextReport != "" {
			next = day(t, c.nextReport)
		}
		if got := f.state(day(t, c.today), next); got.Schedule != c.want || got.Days != c.days {
			t.Errorf("%+v: got %+v", c, got)
		}
	}
}

func TestConditionThatIsExtendedToADateIsDueThen(t *testing.T) {
	f := &Finding{Status: InProgress, Deadline: &Deadline{Condition: "once staff is there",
		Extended: []Extension{{On: day(t, "2023-07-13"), To: day(t, "2023-10-31")}}}}
	for today, want := range map[string]State{
		"2023-10-31": {Schedule: DueSoon, Due: day(t, "2023-10-31")},
		"2023-11-01": {Schedule: Overdue, Due: day(t, "2023-10-31"), Days: -1},
	} {
		if got := f.state(day(t, today), day(t, "2023-07-14")); got != want {
			t.Errorf("%s: got %+v", today, got)
		}
	}
}

func TestReportIsOverdueTheDayAfterItsPeriod(t *testing.T) {
	for _, c := range []struct {
		name, published, update, feedback, every, today string
		status                                          Status
		next                                            string
		days                                            int
	}{
		{"on the day", "2023-04-13", "", "", "P3M", "2023-07-13", InProgress, "2023-07-13", 0},
		{"the day after", "2023-04-13", "", "", "P3M", "2023-07-14", InProgress, "2023-07-13", -1},
		{"an update is a report", "2023-04-13", "2023-06-01", "", "P3M", "2023-08-31", InProgress,
			"2023-09-01", 1},
		{"an older update is not", "2023-04-13", "2023-01-01", "", "P3M", "2023-07-14", InProgress,
			"2023-07-13", -1},
		{"a month counts from its last day", "2023-04", "", "", "P1M", "2023-05-30", InProgress,
			"2023-05-30", 0},
		{"months clamp to the month's end", "2023-11-30", "", "", "P3M", "2024-02-29", InProgress,
			"2024-02-29", 0},
		{"and in a common year", "2022-11-30", "", "", "P3M", "2023-03-01", InProgress,
			"2023-02-28", -1},
		{"weeks", "2023-04-13", "", "", "P2W", "2023-04-27", InProgress, "2023-04-27", 0},
		{"no report at all: from the feedback", "", "", "2022-12-01", "P3M", "2023-03-02", InProgress,
			"2023-03-01", -1},
		{"nothing to count from", "", "", "", "P3M", "2030-01-01", InProgress, "", 0},
		{"no promise", "2023-04-13", "", "", "", "2030-01-01", InProgress, "", 0},
		{"all completed: nothing left to report", "2023-04-13", "", "", "P3M", "2030-01-01", Completed,
			"", 0},
		{"long-term is reported on", "2023-04-13", "", "", "P3M", "2023-07-14", LongTerm,
			"2023-07-13", -1},
	} {
		i := &Inspection{Published: Moment{Date: date(t, c.published)}, Feedback: date(t, c.feedback)}
		f := &Finding{Status: c.status}
		if c.update != "" {
			f.Updates = []Update{{Date: date(t, c.update)}}
		}
		i.Categories = []*Category{{Inspection: i, Findings: []*Finding{f}}}
		if c.every != "" {
			p, err := ParsePeriod(c.every)
			if err != nil {
				t.Fatal(err)
			}
			i.ReportEvery = p
		}
		got := i.report(day(t, c.today))
		if got.Next.String() != c.next || got.Days != c.days || got.Overdue != (c.days < 0) {
			t.Errorf("%s: got next %s, %d days, overdue %v", c.name, got.Next, got.Days, got.Overdue)
		}
	}
}

func TestDayBeginsInTheSitesTimeZone(t *testing.T) {
	at := time.Date(2023, 12, 31, 16, 0, 0, 0, time.UTC)
	shanghai := Config{TimeZone: "Asia/Shanghai"}.Location()
	if got := DayOf(at.In(shanghai)).String(); got != "2024-01-01" {
		t.Errorf("in Shanghai it is %s", got)
	}
	if got := DayOf(at).String(); got != "2023-12-31" {
		t.Errorf("in Greenwich it is %s", got)
	}
}

func TestRateNeverRoundsToAllOrNothing(t *testing.T) {
	for _, c := range []struct{ completed, all, want int }{
		{0, 0, 0}, {0, 36, 0}, {36, 36, 1000}, {33, 36, 917}, {1, 3, 333}, {2, 3, 667},
		{9999, 10000, 999}, {1, 10000, 1}, {1, 8, 125}, {1, 16, 63},
	} {
		if got := Rate(c.completed, c.all); got != c.want {
			t.Errorf("Rate(%d, %d) = %d, want %d", c.completed, c.all, got, c.want)
		}
	}
}

func TestPeriods(t *testing.T) {
	for s, want := range map[string]Period{"P3M": {3, 0}, "P1Y": {12, 0}, "P2W": {0, 14},
		"P1Y6M": {18, 0}, "P90D": {0, 90}} {
		if got, err := ParsePeriod(s); err != nil || got != want {
			t.Errorf("%s: got %v, %v", s, got, err)
		}
	}
	for _, s := range []string{"", "P", "P0M", "3M", "PT3H", "P3m", "P-1M", "P1.5M"} {
		if got, err := ParsePeriod(s); err == nil {
			t.Errorf("%q: got %v", s, got)
		}
	}
}

func TestDatesThatAreStillToComeAreFound(t *testing.T) {
	f := &Finding{Completed: date(t, "2027-01-01"), Body: Body{File: "late.md"},
		Updates: []Update{{Date: date(t, "2026-11")}}}
	i := &Inspection{Published: Moment{Date: date(t, "2023-04-13")}}
	i.Categories = []*Category{{Inspection: i, Findings: []*Finding{f}}}
	r := &Register{Inspections: []*Inspection{i}}
	got := r.Ahead(day(t, "2026-11-23"))
	if len(got) != 1 || got[0].File != "late.md" || got[0].Key != "completed" {
		t.Errorf("got %+v", got)
	}
}
