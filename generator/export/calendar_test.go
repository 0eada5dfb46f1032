package export_test

import (
	"bytes"
	"strings"
	"testing"

	ics "github.com/arran4/golang-ical"

	"gongshi/generator/export"
	"gongshi/generator/register"
)

func calendarOf(t testing.TB, s export.Site) *component {
	t.Helper()
	return parsed(t, written(t, s)["deadlines.ics"], "VCALENDAR")
}

// events tells the events, each on a line: its day, its end, how often it was moved, its title.
func events(t testing.TB, s export.Site) string {
	t.Helper()
	var texts []string
	for _, e := range calendarOf(t, s).within {
		texts = append(texts, strings.Join([]string{e.value(t, "DTSTART"), e.value(t, "DTEND"),
			e.value(t, "SEQUENCE"), e.value(t, "SUMMARY")}, " "))
	}
	return strings.Join(texts, "\n")
}

func TestCalendarHasWhatIsDue(t *testing.T) {
	got := events(t, siteOf(t, everyKey, "2024-05-01"))
	want := "20240630 20240701 2 期限：“三公”经费 < 预算 & 超支\n" +
		"20240601 20240602 0 下次报告期限：2022年预算审计"
	if got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
	got = events(t, siteOf(t, ownSource, "2023-05-01"))
	want = "20231231 20240101 0 期限：落实人才“涌泉”行动不够有力"
	if !strings.Contains(got, "应复核条件：") || strings.Count(got, "\n") != 3 {
		t.Errorf("%s\nwant two deadlines, a review and a report, such as %s", got, want)
	}
}

func TestCalendarEventIsWholeAndReminds(t *testing.T) {
	e := calendarOf(t, siteOf(t, everyKey, "2024-05-01")).within[0]
	for name, want := range map[string]string{
		"DTSTAMP": "20240229T160000Z", // midnight of 2024-03-01 in Shanghai
		"TRANSP":  "TRANSPARENT",
		"URL":     "https://example.org/audit/findings/every-key.html",
		"DESCRIPTION": "一(一)1 部分单位超预算支出；已定下办法，还差两个单位没有退回。\n" +
			"下一步措施：先交接账目；\n再退回款项，见另一项。",
	} {
		if got := e.value(t, name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	for _, p := range e.properties {
		if strings.HasPrefix(p.name, "DT") && p.name != "DTSTAMP" && p.parameters != "VALUE=DATE" {
			t.Errorf("%s is no whole day: %s", p.name, p.parameters)
		}
	}
	var triggers []string
	for _, a := range e.within {
		if a.name != "VALARM" || a.value(t, "ACTION") != "DISPLAY" ||
			a.value(t, "DESCRIPTION") == "" {
			t.Errorf("%+v", a)
		}
		triggers = append(triggers, a.value(t, "TRIGGER"))
	}
	if got := strings.Join(triggers, " "); got != "-P29DT15H -P6DT15H" {
		t.Errorf("reminds at %s", got)
	}
}

func TestCalendarEventIsTheSameAfterAnExtension(t *testing.T) {
	s := siteOf(t, everyKey, "2024-05-01")
	before := calendarOf(t, s).within[0]
	d := s.Register.All()[0].Deadline
	d.Extended = append(d.Extended, register.Extension{On: dayOf(t, "2024-04-30"),
		To: dayOf(t, "2024-12-31"), Reason: "还在合并"})
	after := calendarOf(t, s).within[0]
	if before.value(t, "UID") != after.value(t, "UID") {
		t.Error("a calendar would keep the old deadline too")
	}
	if got := after.value(t, "DTSTART") + after.value(t, "SEQUENCE"); got != "202412313" {
		t.Errorf("%s after the third extension", got)
	}
}

// In Santiago the 8th of September 2024 began at 01:00.
func TestCalendarHasTheDayThatHasNoMidnight(t *testing.T) {
	s := siteOf(t, everyKey, "2024-05-01")
	s.Register.Config.TimeZone = "America/Santiago"
	f := s.Register.All()[0]
	f.Updates = []register.Update{{Date: dayOf(t, "2024-09-08").Date(), Text: "进展。"}}
	for day, want := range map[string]string{
		"2024-09-07": "20240907 20240908", "2024-09-08": "20240908 20240909",
	} {
		f.Deadline = &register.Deadline{Date: dayOf(t, day)}
		if got := events(t, s); !strings.HasPrefix(got, want) {
			t.Errorf("the deadline %s became %s", day, got)
		}
	}
	if got := atomOf(t, s).Entries[0].Updated; got != "2024-09-08T01:00:00-03:00" {
		t.Errorf("an update of the day was made at %s", got)
	}
}

func TestCalendarOfADoneRegisterIsACalendarWithoutEvents(t *testing.T) {
	s := siteOf(t, everyKey, "2024-05-01")
	c := s.Register.Inspections[0].Categories[0]
	c.Findings = c.Findings[1:] // the completed one
	calendar := calendarOf(t, s)
	if calendar.value(t, "VERSION") != "2.0" || len(calendar.within) != 1 ||
		calendar.within[0].name != "VTIMEZONE" { // an object needs one component, RFC 5545 3.6
		t.Errorf("%+v", calendar)
	}
	for _, p := range calendar.properties {
		if p.name == "METHOD" { // asks for an event, RFC 5546 3.2.1
			t.Errorf("%+v", p)
		}
	}
	data := written(t, s)["deadlines.ics"]
	read, err := ics.ParseCalendar(bytes.NewReader(data))
	if err != nil || len(read.Timezones()) != 1 || len(read.Events()) != 0 {
		t.Errorf("%v\n%s", err, data)
	}
}
