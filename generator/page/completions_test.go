package page

import (
	"fmt"
	"strings"
	"testing"

	"gongshi/generator/register"
)

// doneFinding is a completed finding's file; lines are what is said of when.
func doneFinding(id, lines string) string {
	return "-- content/audit/money/" + id + ".md --\n---\ntitle: T\nnumber: " + id +
		"\nsummary: S.\nstatus: completed\n" + lines + "---\n"
}

func TestCompletionsClaimOnlyWhatIsKnown(t *testing.T) {
	const stated = "basis: stated\ncompleted: "
	for name, test := range map[string]struct {
		finding string
		want    string
	}{
		"a day":                {stated + "2023-02-14\n", "2023-02 dated"},
		"a month":              {stated + "2023-02\n", "2023-02 dated"},
		"a year among months":  {stated + "2022\n", "2022-12 latest"},
		"no day is stated":     {stated + "not-stated\n", "2023-04 latest"},
		"nothing but a notice": {"basis: inferred\n", "2023-04 latest"},
		"a report that says so": {"basis: inferred\nupdates:\n  - date: 2023-06-30\n" +
			"    status: completed\n    text: Done.\n", "2023-06 latest"},
		"a report within the year": {stated + "2023\nupdates:\n  - date: 2023-06-30\n" +
			"    status: completed\n    text: Done.\n", "2023-06 latest"},
		"a report before it was taken back": {"basis: inferred\nupdates:\n" +
			"  - date: 2023-05-01\n    status: completed\n    text: Done.\n" +
			"  - date: 2023-06-01\n    status: in-progress\n    text: Not done.\n" +
			"  - date: 2023-07-01\n    status: completed\n    text: Done.\n" +
			"  - date: 2023-08-01\n    status: completed\n    text: Done.\n", "2023-07 latest"},
	} {
		t.Run(name, func(t *testing.T) {
			r := read(t, strings.Replace(base, "-- content/audit/money/rent.md",
				doneFinding("x", test.finding)+"-- content/audit/money/rent.md", 1))
			c := completions([]*register.Finding{find(t, r, "x")})
			got := c.Columns[0].Period + " latest"
			if c.Dated == 1 {
				got = c.Columns[0].Period + " dated"
			}
			if got != test.want || len(c.Columns) != 1 || c.Highest != 1 {
				t.Errorf("got %s, want %s: %+v", got, test.want, c)
			}
		})
	}
}

func find(t *testing.T, r *register.Register, id string) *register.Finding {
	t.Helper()
	for _, f := range r.All() {
		if f.ID == id {
			return f
		}
	}
	t.Fatalf("no finding %s", id)
	return nil
}

func TestCompletionOfWhichNothingIsKnownIsCountedAndNotDrawn(t *testing.T) {
	r := read(t, strings.Replace(base, "published: 2023-04-13\n", "", 1))
	c := completions(r.All())
	if c.Unknown != 1 || len(c.Columns) != 0 {
		t.Errorf("completions %+v", c)
	}
	if c := completions([]*register.Finding{find(t, r, "bills")}); c != nil {
		t.Errorf("nothing is completed, and %+v is told", c)
	}
}

func TestCompletionsUseTheShortestUnitThatFits(t *testing.T) {
	for first, want := range map[string]string{
		"2021-05-01": "month 2021-05 24",   // two years of months
		"2021-04-30": "quarter 2021-Q2 9",  // a month more
		"2010-12-31": "year 2010 14",       // more quarters than fit
		"1999":       "year 1999 25",       // years are never too many
		"2020":       "quarter 2020-Q4 11", // not known in which quarter
	} {
		text := base + doneFinding("x", "basis: stated\ncompleted: "+first+"\n")
		text = strings.Replace(text, "from: 2022-08-23\nfeedback: 2022-12-01\n", "", 1)
		c := completions(read(t, text).All())
		got := fmt.Sprintf("%s %s %d", c.Unit, c.Columns[0].Period, len(c.Columns))
		if got != want {
			t.Errorf("from %s: got %s, want %s", first, got, want)
		}
		sum := 0
		for _, column := range c.Columns {
			sum += column.Dated + column.Latest
		}
		if sum != 2 || c.Dated+c.Latest != 2 {
			t.Errorf("from %s: %d in columns, %d in words", first, sum, c.Dated+c.Latest)
		}
	}
}
