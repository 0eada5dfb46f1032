package page

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

func TestDocumentNamedTwiceIsOne(t *testing.T) {
	text := strings.Replace(base, "reason: Few", `documents:
  - title: Old rule
  - title: Rule
    date: 2023-02
reason: Few`, 1)
	text = strings.Replace(text, "basis: inferred\n", `basis: inferred
documents:
  - title: Rule
    date: 2023-02
  - title: Rule
    date: 2023-02-10
`, 1)
	v := params[Documents](t, plan(t, read(t, text), "2024-01-01")["documents.html"])
	var told []string
	for _, d := range v.Documents {
		line := d.Date + " " + d.Title
		for _, f := range d.Findings {
			line += " " + f.ID
		}
		told = append(told, line)
	}
	want := []string{"2023-02 Rule bills rent", "2023-02-10 Rule rent", " Old rule bills"}
	if !slices.Equal(told, want) {
		t.Errorf("got %q, want %q", told, want)
	}
}

func TestDocumentOfManyFindingsNamesSomeAndCountsTheRest(t *testing.T) {
	text := base
	for n := range findingsShown + 3 {
		text += fmt.Sprintf("-- content/audit/money/more-%d.md --\n---\ntitle: More\nnumber: n%d\n"+
			"summary: More.\nstatus: completed\nbasis: inferred\n"+
			"documents:\n  - title: Plan\n---\n",
			n, n)
	}
	v := params[Documents](t, plan(t, read(t, text), "2024-01-01")["documents.html"])
	if d := v.Documents; len(d) != 1 || len(d[0].Findings) != findingsShown || d[0].More != 3 {
		t.Errorf("documents %+v", d)
	}
}

func TestDataPageCitesWithTheNewestReport(t *testing.T) {
	r := read(t, base)
	v := params[Data](t, plan(t, r, "2024-01-01")["data.html"])
	want := Citation{Body: "Office", Title: "Register", Latest: "2023-04-13"}
	if v.Citation != want || slices.Contains(v.Files, "sitemap.xml") || v.Example.URL != "" {
		t.Errorf("citation %+v of files %v", v.Citation, v.Files)
	}
	r.Config.SiteURL = "https://example.org/a"
	v = params[Data](t, plan(t, r, "2024-01-01")["data.html"])
	if !slices.Contains(v.Files, "sitemap.xml") || v.Citation.URL != "https://example.org/a/" ||
		v.Example.URL != "https://example.org/a/findings/bills.html" {
		t.Errorf("citation %+v, example %+v of files %v", v.Citation, v.Example, v.Files)
	}
}
