package register

import (
	"fmt"
	"regexp"
	"strings"
	"time"

	"golang.org/x/text/width"
)

// Moment is a date in the past and, where the source gives it, the time of that day. All
// computing is done with the date.
type Moment struct {
	Date
	Clock string // 15:30, in the site's time zone; empty where it is not given
}

const (
	clockForm  = "15:04"
	momentForm = time.DateOnly + " " + clockForm
)

// ParseMoment reads a date as [ParseDate] does, or a day and a time: 2023-04-13 15:30.
func ParseMoment(s string) (Moment, error) {
	day, clock, timed := strings.Cut(s, " ")
	d, err := ParseDate(day)
	if err != nil || !timed {
		return Moment{d, ""}, err
	}
	if d.First != d.Last {
		return Moment{}, fmt.Errorf("%q is a time without a day", s)
	}
	if _, err := time.Parse(clockForm, clock); err != nil || len(clock) != len(clockForm) {
		return Moment{}, fmt.Errorf("%q is no time of a day", clock)
	}
	return Moment{d, clock}, nil
}

// Stamp gives the moment as it was written: 2023-04-13 15:30, or the date alone.
func (m Moment) Stamp() string { return strings.TrimSuffix(m.Date.String()+" "+m.Clock, " ") }

// MarshalText is Stamp, not the date's own, which has no time.
func (m Moment) MarshalText() ([]byte, error) { return []byte(m.Stamp()), nil }

// ISO gives the moment for machines: 2023-04-13T15:30:00+08:00, or the date alone. zone is the
// site's.
func (m Moment) ISO(zone *time.Location) string {
	t, err := time.ParseInLocation(momentForm, m.Stamp(), zone)
	if err != nil {
		return m.Date.String()
	}
	return t.Format(time.RFC3339)
}

// clock is where a value wants to be a time of a day.
var clock = regexp.MustCompile(`\p{Nd} ?[:：时点] ?\p{Nd}`)

// momentParts are a date and a time however an editor may have put them. Seconds are not wanted,
// so they are dropped.
var momentParts = regexp.MustCompile(
	`^(.*?\d.*?)(T| +|日 *)(\d{1,2}) *[:时点] *(\d{2})(?: *[:分] *(?:\d{2} *秒?)?)?$`)

// meantMoment puts right what a moment was most likely meant to be (2023年4月13日15时30分,
// 2023-04-13T15:30), or gives "".
func meantMoment(written string) string { return moment(written, meantDate) }

// certainMoment is meantMoment where there is no other meaning.
func certainMoment(written string) string { return moment(written, certainDate) }

// moment puts a date and a time into their form; date does so for the date.
func moment(written string, date func(string) string) string {
	m := momentParts.FindStringSubmatch(strings.TrimSpace(width.Narrow.String(written)))
	if m == nil {
		return ""
	}
	day := strings.TrimSpace(m[1])
	if _, err := ParseDay(day); err != nil {
		day = date(m[1] + m[2])
	}
	meant := day + " " + strings.Repeat("0", 2-len(m[3])) + m[3] + ":" + m[4]
	if _, err := ParseMoment(meant); err != nil || meant == written {
		return ""
	}
	return meant
}
