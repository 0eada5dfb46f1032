package register

import (
	"cmp"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/width"
)

// Day is a day of the civil calendar, counted from the last day of the year 0. The zero Day is no
// day.
type Day int

// epoch is 1970-01-01.
const epoch Day = 719163

// DayOf gives the day that it is at t, in t's own time zone.
func DayOf(t time.Time) Day {
	y, m, d := t.Date()
	return epoch + Day(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix()/86400)
}

// ParseDay reads 2023-12-31, in the years that [ParseDate] takes for possible.
func ParseDay(s string) (Day, error) {
	d, err := ParseDate(s)
	if err == nil && d.First != d.Last {
		err = fmt.Errorf("%s is no single day", s)
	}
	return d.First, err
}

func (d Day) time() time.Time { return time.Unix(int64(d-epoch)*86400, 0).UTC() }

// String gives 2023-12-31, and nothing for no day.
func (d Day) String() string {
	if d == 0 {
		return ""
	}
	return d.time().Format(time.DateOnly)
}

// MarshalText gives the day as [Day.String] does.
func (d Day) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what MarshalText gives.
func (d *Day) UnmarshalText(text []byte) error {
	var date Date
	err := date.UnmarshalText(text)
	*d = date.First
	return err
}

// In gives the day as a sentence in a language has it: 2023年12月31日 in zh, else 31 December 2023.
func (d Day) In(lang string) string { return d.Date().In(lang) }

// Date gives the day as a date.
func (d Day) Date() Date { return Date{d, d} }

// Date is a day, a month or a year in the past, as precise as its source. The zero Date is none.
type Date struct {
	First, Last Day // the days it may mean
}

// String gives the date as it was written: 2023-02-14, 2023-02 or 2023.
func (d Date) String() string {
	text := d.First.String()
	switch days := d.Last - d.First + 1; {
	case days == 1:
		return text
	case days <= 31:
		return text[:len("2023-02")]
	}
	return text[:len("2023")]
}

// In gives the date as a sentence in a language has it, as precise as it is: see [Day.In].
func (d Date) In(lang string) string {
	layout := map[int]string{4: "2006", 7: "January 2006", 10: "2 January 2006"}
	if lang == "zh" {
		layout = map[int]string{4: "2006年", 7: "2006年1月", 10: "2006年1月2日"}
	}
	return d.First.time().Format(layout[len(d.String())])
}

// MarshalText gives the date as it was written.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what MarshalText gives.
func (d *Date) UnmarshalText(text []byte) (err error) {
	*d = Date{}
	if len(text) > 0 {
		*d, err = ParseDate(string(text))
	}
	return err
}

// IsZero says whether there is no date.
func (d Date) IsZero() bool { return d == Date{} }

// Before says whether d is certainly earlier than e: false where their precision leaves it open.
func (d Date) Before(e Date) bool { return !d.IsZero() && !e.IsZero() && d.Last < e.First }

// Compare orders dates by the last day that they may mean, and of two with the same by the first:
// the more precise one is the later.
func (d Date) Compare(e Date) int {
	return cmp.Or(cmp.Compare(d.Last, e.Last), cmp.Compare(d.First, e.First))
}

// newer gives the later of two dates.
func newer(a, b Date) Date {
	if b.Compare(a) > 0 {
		return b
	}
	return a
}

// ParseDate reads a day, a month or a year; the years from 1949 to 2999 are taken for possible.
func ParseDate(s string) (Date, error) {
	var from, to time.Time
	var err error
	switch len(s) {
	case len("2023"):
		from, err = time.Parse("2006", s)
		to = from.AddDate(1, 0, -1)
	case len("2023-02"):
		from, err = time.Parse("2006-01", s)
		to = from.AddDate(0, 1, -1)
	default:
		from, err = time.Parse(time.DateOnly, s)
		to = from
	}
	if err != nil {
		return Date{}, err
	}
	if from.Year() < 1949 || from.Year() > 2999 {
		return Date{}, fmt.Errorf("the year %d", from.Year())
	}
	return Date{DayOf(from), DayOf(to)}, nil
}

// dateParts are a year, a month and a day however an editor may have put them.
var dateParts = regexp.MustCompile(
	`^(\d{4})(?: ?[-/.年,_ ] ?(\d{1,2})(?: ?[-/.月,_ ] ?(\d{1,2}))?[月日号]?)?年?$`)

// joinedDate gives the parts of a date in their form; empty where they are none.
func joinedDate(written string) string {
	m := dateParts.FindStringSubmatch(written)
	if m == nil {
		return ""
	}
	meant := m[1]
	for _, part := range m[2:] {
		if part != "" {
			meant += "-" + strings.Repeat("0", 2-len(part)) + part
		}
	}
	if _, err := ParseDate(meant); err != nil {
		return ""
	}
	return meant
}

// lookalikes are taken for figures by the eye, and typed for them.
var lookalikes = strings.NewReplacer("l", "1", "I", "1", "|", "1", "O", "0", "o", "0", "〇", "0", "—",
	"-", "–", "-", "~", "-")

// meantDate puts right what a date was most likely meant to be, or gives "": its figures stay, but
// for letters that look like one. A guess that is wrong would be worse than none.
func meantDate(written string) string {
	meant := joinedDate(lookalikes.Replace(strings.TrimSpace(width.Narrow.String(written))))
	if meant == written {
		return ""
	}
	return meant
}

// DateMeant reads a date however an editor has put it: 2023-7-5, 2023年7月5日, 2023/7.
func DateMeant(written string) (Date, error) {
	written = strings.TrimSpace(width.Narrow.String(written))
	return ParseDate(cmp.Or(joinedDate(written), written))
}

// serialDate is the day that Excel shows for a number when the cell has lost its form: of the years
// from 2009 to 2064, else "".
func serialDate(written string) string {
	const begin Day = 693594 // 1899-12-30, Excel's day 0
	n, err := strconv.Atoi(written)
	if err != nil || n < 40_000 || n > 60_000 {
		return ""
	}
	return (begin + Day(n)).String()
}

// Period is how often something is promised: so many months and days.
type Period struct{ Months, Days int }

var period = regexp.MustCompile(`^P(?:(\d{1,3})Y)?(?:(\d{1,3})M)?(?:(\d{1,3})W)?(?:(\d{1,3})D)?$`)

// ParsePeriod reads an ISO 8601 duration of whole days or more: P3M, P1Y, P2W, P90D.
func ParsePeriod(s string) (Period, error) {
	m := period.FindStringSubmatch(s)
	n := make([]int, 5)
	for i := 1; i < len(m); i++ {
		n[i], _ = strconv.Atoi(m[i])
	}
	p := Period{12*n[1] + n[2], 7*n[3] + n[4]}
	if p.IsZero() {
		return p, fmt.Errorf("%q is no duration of whole days", s)
	}
	return p, nil
}

var periodWords = regexp.MustCompile(`^(每 ?|every )?(\d{1,2}|十二|半|[一两二三四五六七八九])? ?个? ?` +
	`(月|季度|季|年|周|天|month|quarter|year|week|day)s?(?:一次|1次)?$`)

// certainPeriod gives a period that is written in words: 每3个月, 每季度, 每半年, every 3 months.
func certainPeriod(written string) string {
	m := periodWords.FindStringSubmatch(strings.ToLower(written))
	if m == nil || m[1]+m[2] == "" {
		return ""
	}
	n, _ := strconv.Atoi(m[2])
	switch digit := strings.Index("一二三四五六七八九", m[2]) / len("一"); {
	case m[2] == "半":
		return map[string]string{"年": "P6M"}[m[3]]
	case m[2] == "" || n > 0:
		n = max(n, 1)
	case m[2] == "两":
		n = 2
	case m[2] == "十二":
		n = 12
	default:
		n = digit + 1
	}
	if n == 0 {
		return ""
	}
	switch m[3] {
	case "季", "季度", "quarter":
		return fmt.Sprintf("P%dM", 3*n)
	case "月", "month":
		return fmt.Sprintf("P%dM", n)
	case "年", "year":
		return fmt.Sprintf("P%dY", n)
	case "周", "week":
		return fmt.Sprintf("P%dW", n)
	}
	return fmt.Sprintf("P%dD", n)
}

// IsZero says whether nothing was promised.
func (p Period) IsZero() bool { return p == Period{} }

// MarshalText writes the duration as ISO 8601 has it, in months and days alone.
func (p Period) MarshalText() ([]byte, error) {
	text := []byte("P")
	if p.Months > 0 {
		text = fmt.Appendf(text, "%dM", p.Months)
	}
	if p.Days > 0 {
		text = fmt.Appendf(text, "%dD", p.Days)
	}
	return text, nil
}

// After gives the day one period later; months clamp to the month's end: 31 January and a month is
// 28 or 29 February.
func (p Period) After(d Day) Day {
	t := d.time()
	month := time.Date(t.Year(), t.Month()+time.Month(p.Months), 1, 0, 0, 0, 0, time.UTC)
	last := month.AddDate(0, 1, -1).Day()
	return DayOf(month.AddDate(0, 0, min(t.Day(), last)-1+p.Days))
}
