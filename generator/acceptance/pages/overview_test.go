package pages

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"gongshi/generator/acceptance/site"

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
	inspection := site.Crawl(t, site.Build(t, site.Own(t)))["quanzhou-2022/index.html"]
	sums := site.All(inspection, site.Class("sum"))
	if len(sums) != 2 || !strings.HasSuffix(site.Text(sums[1]), "1 + 6 + 9 = 16") {
		t.Fatalf("%d sums", len(sums))
	}
	for _, sum := range sums {
		terms, total, _ := strings.Cut(site.Text(sum), "=")
		for _, term := range strings.Split(terms, "+") {
			total = strconv.FormatFloat(number(t, total)-number(t, term), 'f', -1, 64)
		}
		if total != "0" {
			t.Errorf("%q does not add up", site.Text(sum))
		}
	}
}

// columns gives the rows of the table of completions: how many at that time, and by then.
func columns(t *testing.T, page *html.Node) (dated, latest []float64) {
	t.Helper()
	tables := site.All(page, site.Class("completions-table"))
	if len(tables) != 1 {
		t.Fatalf("%d tables of completions", len(tables))
	}
	cells := site.All(tables[0], site.Class("table__number"))
	for n := 2; n+1 < len(cells)-2; n += 2 { // between the headings and the totals
		dated = append(dated, number(t, site.Text(cells[n])))
		latest = append(latest, number(t, site.Text(cells[n+1])))
	}
	return dated, latest
}

// dated is the project's own register, with some findings completed in months that are known: only
// then is there anything to draw.
func dated(t *testing.T) string {
	t.Helper()
	source := site.Own(t)
	names, err := filepath.Glob(filepath.Join(source, "content", "*", "*", "*.md"))
	if err != nil {
		t.Fatal(err)
	}
	months := 0
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		month := fmt.Sprintf("basis: stated\ncompleted: 2023-%02d", months/2+1)
		changed := bytes.Replace(text, []byte("basis: inferred"), []byte(month), 1)
		if months == 5 || bytes.Equal(text, changed) {
			continue
		}
		if err := os.WriteFile(name, changed, 0o600); err != nil {
			t.Fatal(err)
		}
		months++
	}
	return source
}

func TestFewCompletionsAreToldInWords(t *testing.T) {
	page := site.Crawl(t, site.Build(t, site.Own(t)))["index.html"]
	text := site.Text(site.All(page, labelled("completions"))[0])
	if len(site.All(page, site.Class("completions"))) > 0 || !strings.Contains(text, "33个") {
		t.Errorf("drawn, or not told: %q", text)
	}
}

func TestDrawingOfCompletionsIsToTheScaleOfItsTable(t *testing.T) {
	for _, url := range []string{"index.html", "quanzhou-2022/index.html"} {
		source := dated(t)
		page := site.Crawl(t, site.Build(t, source))[url]
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
		for _, part := range site.All(page, site.Class("completions__part")) {
			height, _ := site.Attribute(part, "height")
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
	pages := site.Crawl(t, site.Build(t, site.Own(t)))
	for _, url := range []string{"status/in-progress.html", "status/in-progress_deadline.html"} {
		links := site.All(pages[url], site.Class("orders__order"))
		current := 0
		for _, link := range links {
			if _, is := site.Attribute(link, "aria-current"); is {
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
		by, _ := site.Attribute(n, "aria-labelledby")
		return by == id
	}
}

func TestDocumentsPageNamesEveryDocumentOfEveryFinding(t *testing.T) {
	pages := site.Crawl(t, site.Build(t, site.Own(t)))
	named := 0
	for url, page := range pages {
		if strings.HasPrefix(url, "findings/") {
			for _, section := range site.All(page, labelled("documents")) {
				named += len(site.All(section, site.Class("documents__document")))
			}
		}
	}
	got := len(site.All(pages["documents.html"], site.Class("issued__finding")))
	if got != named || got == 0 {
		t.Errorf("%d findings on the page, %d documents on theirs", got, named)
	}
}

func TestKindOfAllInspectionsNamesThemOnTheHomePage(t *testing.T) {
	for _, c := range []struct{ first, others, want string }{
		{"审计", "审计", "历次审计"}, {"审计", "巡察", "历次检查"}} {
		source := site.Large(t, "zh", 60)
		for n, kind := range []string{c.first, c.others, c.others} {
			file := filepath.Join(source, fmt.Sprintf("content/inspection-%d/_index.md", n))
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			text = bytes.Replace(text, []byte("body: B"), []byte("body: B\nkind: "+kind), 1)
			if err := os.WriteFile(file, text, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		home := site.Crawl(t, site.Build(t, source))["index.html"]
		heading := site.All(home, func(n *html.Node) bool {
			id, _ := site.Attribute(n, "id")
			return id == "inspections"
		})
		if len(heading) != 1 || site.Text(heading[0]) != c.want {
			t.Errorf("of %s and %s: not %s", c.first, c.others, c.want)
		}
	}
}
