package page

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"gongshi/generator/problem"
	"gongshi/generator/register"
)

// base is a register of two findings, one open, one completed.
const base = `
-- config.toml --
title = "Register"
language = "en"
timeZone = "Asia/Shanghai"
-- content/_index.md --
---
title: Office
contact:
  phone: 0595-28008990
  email: office@example.org
---
See [the bills](bills.md).
-- content/audit/_index.md --
---
title: Audit
body: Office
from: 2022-08-23
feedback: 2022-12-01
published: 2023-04-13
report_every: P3M
contact:
  phone: 0595-11112222
---
-- content/audit/money/_index.md --
---
title: Money
groups:
  - id: spending
    title: Spending
---
-- content/audit/money/bills.md --
---
title: Bills & dues
number: 1(1)
group: spending
weight: 1
summary: Bills are being paid.
status: in-progress
basis: stated
deadline:
  date: 2023-12-31
reason: Few **hands**.
next: Hire.
updates:
  - date: 2023-04-13
    status: in-progress
    text: Half are paid.
---
-- content/audit/money/rent.md --
---
title: Rent
number: "2"
weight: 2
summary: Rent is paid.
status: completed
basis: inferred
---
`

func read(t *testing.T, text string) *register.Register {
	t.Helper()
	fsys := fstest.MapFS{}
	for _, f := range txtar.Parse([]byte(text)).Files {
		fsys[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	r, err := register.Read(fsys)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func plan(t *testing.T, r *register.Register, on string) map[string]Page {
	t.Helper()
	today, err := register.ParseDay(on)
	if err != nil {
		t.Fatal(err)
	}
	pages, err := NewPlanner(r.AsOf(today), nil).Plan()
	if err != nil {
		t.Fatal(err)
	}
	byURL := map[string]Page{}
	for _, p := range pages {
		byURL[p.URL] = p
	}
	return byURL
}

// sheet writes a page.
func sheet(t *testing.T, p Page) Content {
	t.Helper()
	s, err := p.Write()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func digest(t *testing.T, p Page) Key {
	t.Helper()
	return sheet(t, p).Digest()
}

// params decodes a page's params.
func params[T any](t *testing.T, p Page) T {
	t.Helper()
	var v T
	if err := json.Unmarshal(sheet(t, p).Params, &v); err != nil {
		t.Fatalf("%s: %v", p.URL, err)
	}
	return v
}

func TestEveryPageOfTheSiteMapIsPlanned(t *testing.T) {
	pages := plan(t, read(t, base), "2024-01-01")
	for _, url := range []string{"index.html", "audit/index.html", "audit/notice.html",
		"audit/money.html", "findings/bills.html", "findings/rent.html", "status/not-started.html",
		"status/in-progress.html", "status/mostly-done.html", "status/completed.html",
		"status/long-term.html", "status/on-hold.html", "status/closed.html", "overdue.html",
		"contact.html", "404.html", "updates.html", "documents.html", "data.html",
		"findings/index.html", "offices/index.html",
		"search.html", "verify.html", "accessibility.html"} {
		if pages[url].Layout == "" {
			t.Errorf("no %s", url)
		}
		delete(pages, url)
	}
	for url := range pages {
		t.Errorf("%s is not in the site map", url)
	}
}

func TestHomeTellsTotalsAndTheUnfinished(t *testing.T) {
	v := params[Home](t, plan(t, read(t, base), "2024-01-01")["index.html"])
	c := v.Counts
	if c.All != 2 || c.Completed != 1 || c.Inferred != 1 || c.Open != 1 || c.Overdue != 1 ||
		c.Rate != "50.0" {
		t.Errorf("counts %+v", c)
	}
	if len(v.Unfinished) != 1 || v.Unfinished[0].Deadline.Days != -1 ||
		v.Unfinished[0].Next != "Hire." {
		t.Errorf("unfinished %+v", v.Unfinished)
	}
	bills := Destination{Raw: "bills.md", To: "findings/bills.html"}
	if v.AsOf != "2024-01-01" || !slices.Contains(v.Links, bills) {
		t.Errorf("as of %q, links %v", v.AsOf, v.Links)
	}
	if len(v.Changes) != 1 || v.Changes[0].Finding.URL != "findings/bills.html" {
		t.Errorf("changes %+v", v.Changes)
	}
}

func TestContactIsTheNearestThatIsGiven(t *testing.T) {
	pages := plan(t, read(t, base), "2024-01-01")
	home := params[Home](t, pages["index.html"])
	finding := params[Finding](t, pages["findings/bills.html"])
	if home.Contact.Phone != "0595-28008990" || finding.Contact.Phone != "0595-11112222" {
		t.Errorf("home %s, finding %s", home.Contact.Phone, finding.Contact.Phone)
	}
	want := "mailto:office@example.org?subject=bills%20Bills%20%26%20dues"
	if finding.Contact.EmailHref != want {
		t.Errorf("e-mail %s, want %s", finding.Contact.EmailHref, want)
	}
}

func TestOnlyPagesThatShowTheDayDependOnIt(t *testing.T) {
	r := read(t, base)
	before, after := plan(t, r, "2024-01-01"), plan(t, r, "2024-01-02")
	for url, changes := range map[string]bool{
		"findings/bills.html":     true,
		"findings/rent.html":      false,
		"index.html":              true,
		"audit/money.html":        true,
		"status/in-progress.html": true,
		"overdue.html":            true,
		"contact.html":            false,
		"404.html":                false,
	} {
		if got := digest(t, before[url]) != digest(t, after[url]); got != changes {
			t.Errorf("%s: changes overnight: %v, want %v", url, got, changes)
		}
	}
}

func TestPageThatDependsOnTheDaySaysWhichDay(t *testing.T) {
	related := strings.Replace(base, "basis: inferred\n", "basis: inferred\nrelated: [bills]\n", 1)
	r := read(t, related)
	before, after := plan(t, r, "2024-01-01"), plan(t, r, "2024-01-02")
	for url, page := range before {
		depends := digest(t, page) != digest(t, after[url])
		if said := params[Frame](t, page).AsOf != ""; depends && !said {
			t.Errorf("%s depends on the day and does not say so", url)
		}
	}
	if digest(t, before["findings/rent.html"]) == digest(t, after["findings/rent.html"]) {
		t.Error("what is said of a related finding does not change with the day")
	}
}

func TestFindingsOfAGroupStandTogether(t *testing.T) {
	text := base + "-- content/audit/money/a-fee.md --\n---\ntitle: Fee\nnumber: \"3\"\n" +
		"group: spending\nweight: 9\nsummary: Fee.\nstatus: completed\nbasis: inferred\n---\n"
	v := params[Category](t, plan(t, read(t, text), "2024-01-01")["audit/money.html"])
	if len(v.Sections) != 2 || len(v.Sections[0].Rows) != 2 || v.Sections[1].Rows[0].ID != "rent" {
		t.Errorf("sections %+v", v.Sections)
	}
}

func TestDigestCoversParamsAndBody(t *testing.T) {
	first := plan(t, read(t, base), "2024-01-01")
	for name, change := range map[string][2]string{
		"findings/rent.html":  {"Rent is paid.", "Rent was paid."},
		"findings/bills.html": {"Few **hands**.", "Few hands."},
		"index.html":          {"See [the bills]", "Look at [the bills]"},
	} {
		second := plan(t, read(t, strings.Replace(base, change[0], change[1], 1)), "2024-01-01")
		if digest(t, first[name]) == digest(t, second[name]) {
			t.Errorf("%s: the digest does not see %q", name, change[0])
		}
	}
}

func TestLongListsHaveFurtherPages(t *testing.T) {
	text := base
	for n := range 119 {
		text += fmt.Sprintf("-- content/audit/money/more-%d.md --\n---\ntitle: More\nnumber: n%d\n"+
			"weight: 3\nsummary: More.\nstatus: completed\nbasis: inferred\n---\n", n, n)
	}
	pages := plan(t, read(t, text), "2024-01-01")
	v := params[Category](t, pages["audit/money_2.html"])
	if v.Pager != (Pager{2, 3, "audit/money.html", "audit/money_3.html"}) || v.Counts.All != 121 {
		t.Errorf("pager %+v of %d findings", v.Pager, v.Counts.All)
	}
	last := params[Status](t, pages["status/completed_3.html"])
	if len(last.Rows) != 20 || last.Pager.Next != "" {
		t.Errorf("the last page has %d rows, next %q", len(last.Rows), last.Pager.Next)
	}
}

func TestTimelineIsNewestFirst(t *testing.T) {
	extended := strings.Replace(base, "  date: 2023-12-31\n", `  date: 2023-12-31
  extended:
    - on: 2023-11-01
      to: 2024-06-30
      reason: More time.
`, 1)
	v := params[Finding](t, plan(t, read(t, extended), "2024-01-01")["findings/bills.html"])
	var kinds []string
	for _, e := range v.Timeline {
		kinds = append(kinds, e.Date+" "+e.Kind)
	}
	want := "[2023-11-01 extended 2023-04-13 update 2022-12-01 feedback]"
	if got := fmt.Sprint(kinds); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	d := v.Deadline
	if d.Date != "2024-06-30" || d.First != "2023-12-31" || d.SinceFirst != 1 {
		t.Errorf("deadline %+v", d)
	}
}

func TestEqualAddressesAreRefused(t *testing.T) {
	p := &Planner{pages: []Page{{URL: "a/b.html"}, {URL: "A/b.html"}}}
	var list problem.List
	if err := p.collisions(); !errors.As(err, &list) || list[0].Rule != "url-twice" {
		t.Errorf("got %v", err)
	}
}
