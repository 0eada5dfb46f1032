package generator_test

import (
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// number gives the first number in a text.
func number(t *testing.T, s string) float64 {
	t.Helper()
	from := strings.IndexAny(s, "0123456789")
	if from < 0 {
		t.Fatalf("no number in %q", s)
	}
	s = s[from:]
	s = s[:len(s)-len(strings.TrimLeft(s, "0123456789."))]
	n, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestSumsOfAccountabilityAddUp(t *testing.T) {
	sums := all(crawl(t, build(t, ".."))["quanzhou-2022/index.html"], class("sum"))
	if len(sums) != 2 || !strings.HasSuffix(text(sums[1]), "1 + 6 + 9 = 16") {
		t.Fatalf("%d sums", len(sums))
	}
	for _, sum := range sums {
		terms, total, _ := strings.Cut(text(sum), "=")
		for _, term := range strings.Split(terms, "+") {
			total = strconv.FormatFloat(number(t, total)-number(t, term), 'f', -1, 64)
		}
		if total != "0" {
			t.Errorf("%q does not add up", text(sum))
		}
	}
}

// columns gives the rows of the table of completions: how many at that time, and by then.
func columns(t *testing.T, page *html.Node) (dated, latest []float64) {
	t.Helper()
	tables := all(page, class("completions-table"))
	if len(tables) != 1 {
		t.Fatalf("%d tables of completions", len(tables))
	}
	cells := all(tables[0], class("table__number"))
	for n := 2; n+1 < len(cells)-2; n += 2 { // between the headings and the totals
		dated = append(dated, number(t, text(cells[n])))
		latest = append(latest, number(t, text(cells[n+1])))
	}
	return dated, latest
}

func TestDrawingOfCompletionsIsToTheScaleOfItsTable(t *testing.T) {
	for source, url := range map[string]string{"..": "index.html",
		"testdata/english": "audit-2025/index.html"} {
		page := crawl(t, build(t, source))[url]
		dated, latest := columns(t, page)
		var want, got []float64
		highest := 0.0
		for i := range dated {
			highest = max(highest, dated[i]+latest[i])
			for _, n := range []float64{dated[i], latest[i]} {
				if n > 0 {
					want = append(want, n)
				}
			}
		}
		for _, part := range all(page, class("completions__part")) {
			height, _ := attribute(part, "height")
			got = append(got, number(t, height))
		}
		if len(got) != len(want) || len(got) == 0 {
			t.Fatalf("%s: %d parts are drawn of %d", source, len(got), len(want))
		}
		for i := range want {
			if off := got[i] - 96*want[i]/highest; off > 0.1 || off < -0.1 {
				t.Errorf("%s: %v of %v is drawn %v high", source, want[i], highest, got[i])
			}
		}
	}
}

func TestEveryListByDeadlineLeadsBackAndForth(t *testing.T) {
	pages := crawl(t, build(t, ".."))
	for _, url := range []string{"status/in-progress.html", "status/in-progress_deadline.html"} {
		links := all(pages[url], class("orders__order"))
		current := 0
		for _, link := range links {
			if _, is := attribute(link, "aria-current"); is {
				current++
			}
		}
		if len(links) != 2 || current != 1 {
			t.Errorf("%s: %d orders, %d of them current", url, len(links), current)
		}
	}
}

// labelled matches the section under the heading with an id.
func labelled(id string) func(*html.Node) bool {
	return func(n *html.Node) bool {
		by, _ := attribute(n, "aria-labelledby")
		return by == id
	}
}

func TestDocumentsPageNamesEveryDocumentOfEveryFinding(t *testing.T) {
	pages := crawl(t, build(t, ".."))
	named := 0
	for url, page := range pages {
		if strings.HasPrefix(url, "findings/") {
			for _, section := range all(page, labelled("documents")) {
				named += len(all(section, class("documents__document")))
			}
		}
	}
	got := len(all(pages["documents.html"], class("issued__finding")))
	if got != named || got == 0 {
		t.Errorf("%d findings on the page, %d documents on theirs", got, named)
	}
}
