package page

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// crowd is base with so many findings more, each with one of three offices, some with two.
func crowd(findings int) string {
	var b strings.Builder
	b.WriteString(base)
	for n := range findings {
		fmt.Fprintf(&b, "-- content/audit/money/more-%d.md --\n---\ntitle: More %d\nnumber: n%d\n"+
			"weight: 3\nsummary: More.\nstatus: completed\nbasis: inferred\n"+
			"responsible: [Office %d, Office %d]\n---\n", n, n, n, n%3, n%2)
	}
	return b.String()
}

func TestAllFindingsAreListedOnceInTheNoticesOrder(t *testing.T) {
	r := read(t, crowd(119))
	pages := plan(t, r, "2024-01-01")
	var got, want []string
	for url, n := "findings/index.html", 0; url != ""; n++ {
		v := params[Findings](t, pages[url])
		for _, row := range v.Rows {
			got = append(got, row.ID)
		}
		if (v.Narrowing != nil) != (n == 0) {
			t.Errorf("%s can be narrowed: %v", url, v.Narrowing != nil)
		}
		url = v.Pager.Next
	}
	for _, f := range r.All() {
		want = append(want, f.ID)
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestEveryOfficeHasAPageOfItsFindings(t *testing.T) {
	pages := plan(t, read(t, crowd(6)), "2024-01-01")
	offices := params[Offices](t, pages["offices/index.html"]).Offices
	var got []string
	for _, o := range offices {
		v := params[Office](t, pages[o.URL])
		rows := []string{}
		for _, row := range v.Rows {
			rows = append(rows, row.Number)
		}
		got = append(got, fmt.Sprintln(o.Title, o.Counts.All, v.Counts.All, rows))
	}
	want := []string{"Office 0 4 4 [n0 n2 n3 n4]\n", "Office 1 4 4 [n1 n3 n4 n5]\n",
		"Office 2 2 2 [n2 n5]\n"}
	if !slices.Equal(got, want) {
		t.Errorf("got %s, want %s", got, want)
	}
}

// An edit changes the first page, which counts, and the page that shows the finding; the others of a
// long list stay as they are.
func TestAnEditChangesTwoPagesOfAllFindings(t *testing.T) {
	text := crowd(200)
	before := plan(t, read(t, text), "2024-01-01")
	after := plan(t, read(t, strings.Replace(text, "title: More 150\n", "title: Less\n", 1)), "2024-01-01")
	var changed []string
	for url, page := range before {
		if strings.HasPrefix(url, "findings/index") && page.Key != after[url].Key {
			changed = append(changed, url)
		}
	}
	slices.Sort(changed)
	if fmt.Sprint(changed) != "[findings/index.html findings/index_2.html]" {
		t.Errorf("changed: %s", changed)
	}
}
