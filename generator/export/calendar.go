package export

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
	"sync"
	"time"

	ics "github.com/arran4/golang-ical"

	"gongshi/generator/register"
)

// alarms are when a calendar reminds: at nine in the morning, a month and a week before the day. A
// day begins at midnight, when nobody wants to be woken.
func alarms() []string { return []string{"-P29DT15H", "-P6DT15H"} }

// event is what the calendar says of a day.
type event struct {
	id      string // names it for ever, however often it is moved, among those of all bodies
	day     register.Day
	moved   int           // how often: iCalendar's SEQUENCE
	changed register.Date // the date of its newest change
	summary string
	text    string
	page    string // its address, relative to the root
}

// calendarLimit is how many deadlines and reviews the calendar has: the nearest to the day, past or
// to come. A telephone takes a minute over some thousand, and nobody plans with them.
const calendarLimit = 1_000

// calendarFile is deadlines.ics.
func (w *writer) calendarFile() output {
	due := sync.OnceValue(w.nearest)
	return output{name: register.CalendarURL, key: func() Key { return w.calendarKey(due()) },
		make: func() ([]byte, error) { return w.calendar(due()) }}
}

// nearest gives the findings that the calendar has, in the register's order.
func (w *writer) nearest() []*register.Finding {
	type distance struct{ at, days int }
	var open []distance
	for i, f := range w.All() {
		if s := w.State(f); s.Running() {
			open = append(open, distance{i, max(s.Days, -s.Days)})
		}
	}
	if len(open) > calendarLimit {
		slices.SortStableFunc(open, func(a, b distance) int { return a.days - b.days })
		open = open[:calendarLimit]
		slices.SortFunc(open, func(a, b distance) int { return a.at - b.at })
	}
	var due []*register.Finding
	for _, d := range open {
		due = append(due, w.All()[d.at])
	}
	return due
}

func (w *writer) calendarKey(due []*register.Finding) Key {
	k := &keying{}
	k.add(w.configured, w.Title, w.Day.String(), w.Latest.First.String())
	for _, i := range w.Inspections {
		report := w.Report(i)
		k.add(i.ID, i.Title, report.Next.String(), report.Latest.String())
	}
	k.addFindings(due)
	return k.sum()
}

// calendar writes deadlines.ics (RFC 5545): the deadlines in force and the reviews of what is not
// done, and every report due, each a whole day.
func (w *writer) calendar(due []*register.Finding) ([]byte, error) {
	c := ics.NewCalendarFor("Gongshi")
	c.SetProductId("-//Gongshi//Gongshi//" + strings.ToUpper(w.Config.Language))
	c.SetMethod(ics.MethodPublish)
	c.SetName(singleLine(w.Config.Title))
	if banner := w.Config.Banner; banner != "" {
		c.SetXWRCalDesc(singleLine(banner))
	}
	for _, f := range due {
		w.addEvent(c, w.deadline(f))
	}
	for _, i := range w.Inspections {
		if report := w.Report(i); report.Next != 0 {
			w.addEvent(c, event{
				id: uuid("report", w.Identity(), i.ID), day: report.Next, changed: report.Latest,
				summary: w.Word("report_next") + w.Word("colon") + i.Title,
				page:    i.URL(),
			})
		}
	}
	if len(c.Components) == 0 {
		fillCalendar(c)
	}
	var b bytes.Buffer
	err := c.SerializeTo(&b, ics.WithNewLineWindows)
	return b.Bytes(), err
}

// fillCalendar puts the one component into a calendar without events that it has to have (RFC 5545
// section 3.6): a time zone, which no program shows. Where it has a method, that asks for an event
// (RFC 5546).
func fillCalendar(c *ics.Calendar) {
	c.CalendarProperties = slices.DeleteFunc(c.CalendarProperties,
		func(p ics.CalendarProperty) bool { return p.IANAToken == string(ics.PropertyMethod) })
	standard := c.AddTimezone("Etc/UTC").AddStandard()
	standard.AddProperty(ics.ComponentPropertyDtStart, "19700101T000000")
	standard.AddProperty(ics.ComponentProperty(ics.PropertyTzoffsetfrom), "+0000")
	standard.AddProperty(ics.ComponentProperty(ics.PropertyTzoffsetto), "+0000")
}

// deadline is what the calendar says of a finding that is due.
func (w *writer) deadline(f *register.Finding) event {
	s := w.State(f)
	a := event{id: uuid("deadline", w.Identity(), f.ID), day: s.Due,
		changed: f.Modified(), page: f.URL()}
	word := "deadline"
	if a.moved = len(f.Deadline.Extended); f.Deadline.Condition != "" && a.moved == 0 {
		word = "calendar_review"
		a.text = w.Word("deadline_condition") + w.Word("colon") + f.Deadline.Condition + "\n"
	}
	a.summary = w.Word(word) + w.Word("colon") + f.Title
	a.text = f.Number + " " + f.Summary + "\n" + a.text
	if next := w.stated(f, "next", plain(f.Next)); next != "" {
		a.text += w.Word("next") + w.Word("colon") + next
	}
	return a
}

func (w *writer) addEvent(c *ics.Calendar, a event) {
	e := c.AddEvent(a.id)
	e.SetDtStampTime(w.stamp(a))
	e.SetSequence(a.moved)
	e.SetAllDayStartAt(w.midnight(a.day))
	e.SetAllDayEndAt(w.midnight(a.day + 1)) // the day after: DTEND is no part of the event
	e.SetTimeTransparency(ics.TransparencyTransparent)
	e.SetSummary(singleLine(a.summary))
	if a.text != "" {
		e.SetDescription(unixLines(strings.TrimSpace(a.text)))
	}
	if w.base != "" {
		e.SetURL(w.url(a.page))
	}
	for _, trigger := range alarms() {
		alarm := e.AddAlarm()
		alarm.SetAction(ics.ActionDisplay)
		alarm.SetTrigger(trigger)
		alarm.SetProperty(ics.ComponentPropertyDescription, singleLine(a.summary))
	}
}

// stamp is when an event was last changed; without any change the day of the newest report.
func (w *writer) stamp(a event) time.Time {
	day := cmp.Or(a.changed.First, w.Latest.First, w.Day)
	return w.midnight(day)
}

// unixLines leaves a text the one control character that iCalendar and vCard can escape, the line
// feed.
func unixLines(text string) string {
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text)
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' || r == 0x7f {
			return -1
		}
		return r
	}, text)
}

// singleLine is for what programs show on one line.
func singleLine(text string) string { return strings.ReplaceAll(unixLines(text), "\n", " ") }
