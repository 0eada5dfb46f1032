package register

import (
	"testing"
	"time"
)

func TestMomentIsADateAndPerhapsATime(t *testing.T) {
	shanghai, err := time.LoadLocation("Asia/Shanghai")
	if err != nil {
		t.Fatal(err)
	}
	for written, want := range map[string][2]string{
		"2023-04-13 15:30":    {"2023-04-13 15:30", "2023-04-13T15:30:00+08:00"},
		"2023-04-13":          {"2023-04-13", "2023-04-13"},
		"2023-04":             {"2023-04", "2023-04"},
		"2023-04-13 9:30":     {},
		"2023-04-13 24:00":    {},
		"2023-04-13 15:30:00": {},
		"2023-04-13T15:30":    {},
		"2023-04 15:30":       {},
		"2023-04-13 ":         {},
		"15:30":               {},
	} {
		m, err := ParseMoment(written)
		if (err != nil) != (want[0] == "") {
			t.Errorf("%q: %v", written, err)
			continue
		}
		if err == nil && (m.Stamp() != want[0] || m.ISO(shanghai) != want[1]) {
			t.Errorf("%q is %q and %q", written, m.Stamp(), m.ISO(shanghai))
		}
	}
}

func TestTimeInAnotherFormIsUnderstoodOrLeft(t *testing.T) {
	for written, want := range map[string]string{
		"2023-04-13T15:30":    "2023-04-13 15:30",
		"2023-04-13 15:30:20": "2023-04-13 15:30",
		"2023/4/13 9:05":      "2023-04-13 09:05",
		"2023年4月13日 15：30":    "2023-04-13 15:30",
		"2023年4月13日15时30分":    "2023-04-13 15:30",
		"2023年4月13日下午3点30分":   "",
		"2023-04-13 25:30":    "",
		"4月13日 15:30":         "",
		"2023-04-13 15:30":    "",
	} {
		if got := meantMoment(written); got != want {
			t.Errorf("%q: meant %q, want %q", written, got, want)
		}
		if got := certainMoment(written); got != want {
			t.Errorf("%q: certain %q, want %q", written, got, want)
		}
	}
}
