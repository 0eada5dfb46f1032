package states

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gongshi/generator/acceptance/browser"
	"gongshi/generator/acceptance/site"

	"golang.org/x/net/html"
)

// inChinese has the site of a source speak Chinese.
func inChinese(t *testing.T, source string) string {
	t.Helper()
	name := filepath.Join(source, "config.toml")
	config, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	zh := strings.Replace(string(config), `"en"`, `"zh"`, 1)
	if err := os.WriteFile(name, []byte(zh), 0o600); err != nil {
		t.Fatal(err)
	}
	return source
}

// withOffice is a register whose findings have an office, so that there is a list of offices.
func withOffice(t *testing.T, source string) string {
	t.Helper()
	findings, err := filepath.Glob(filepath.Join(source, "content/*/*/*.md"))
	if err != nil || len(findings) == 0 {
		t.Fatal(findings, err)
	}
	for _, name := range findings {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if filepath.Base(name) == "_index.md" {
			continue
		}
		named := strings.Replace(string(text), "\nstatus:", "\nresponsible: Treasury\nstatus:", 1)
		if err := os.WriteFile(name, []byte(named), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return source
}

// choices are what the script offers on the list of all findings, and what stands there without it.
var choices = []string{"search", "search-plain"}

// shown is all that a reader sees on a page, a line for each text, and how each state looks.
func shown(t *testing.T, page string) string {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		_, hidden := site.Attribute(n, "hidden")
		id, _ := site.Attribute(n, "id")
		letter := site.Class("letter")(n) // names the day that it was made for
		if hidden || letter || n.Data == "head" || slices.Contains(choices, id) {
			return
		}
		words := strings.Join(strings.Fields(n.Data), " ")
		if n.Type == html.TextNode && words != "" {
			fmt.Fprintln(&b, words)
		}
		if looks, _ := site.Attribute(n, "class"); strings.HasPrefix(looks, "schedule") {
			fmt.Fprintln(&b, looks)
		}
		for child := range n.ChildNodes() {
			walk(child)
		}
	}
	walk(root)
	return b.String()
}

// dated lists the pages on which something depends on the day: those that bring the words for it, or
// days to count.
func dated(t *testing.T, dir string) []string {
	t.Helper()
	var names []string
	for name, page := range site.Crawl(t, dir) {
		counts := site.All(page, func(n *html.Node) bool {
			_, is := site.Attribute(n, "data-count-late")
			return is
		})
		if len(counts) > 0 {
			names = append(names, name)
			continue
		}
		for _, s := range site.All(page, func(n *html.Node) bool { return n.Data == "script" }) {
			if _, brings := site.Attribute(s, "data-left-one"); brings && name != "search.html" {
				names = append(names, name)
			}
		}
	}
	slices.Sort(names)
	return names
}

// What the script says on a day is what a site built on that day says without it: for every page,
// on days at which something turns, seen from zones where it is another day in UTC.
func TestStatesOfTheScriptAreThoseOfTheRegister(t *testing.T) {
	const made = "2026-05-01"
	visits := []struct{ day, zone, clock string }{
		{"2026-05-15", "Asia/Shanghai", "00:00:01"}, // the day of a review
		{"2026-05-16", "Asia/Shanghai", "23:59:59"},
		{"2026-05-28", "Asia/Shanghai", "07:59:00"}, // the day of the next report
		{"2026-05-29", "America/New_York", "20:30:00"},
		{"2026-05-30", "America/New_York", "00:30:00"}, // 31 days before one, 1 day before another
		{"2026-05-31", "Pacific/Kiritimati", "00:30:00"},
		{"2026-06-01", "Pacific/Kiritimati", "23:30:00"},
		{"2026-06-30", "Pacific/Pago_Pago", "23:30:00"},
		{"2026-07-01", "Pacific/Pago_Pago", "00:30:00"},
		{"2027-03-14", "America/New_York", "03:30:00"}, // the night that summer time begins
		{"2026-04-30", "Asia/Shanghai", "12:00:00"},    // a clock that is slow
		{"2015-01-01", "Asia/Shanghai", "12:00:00"},    // one that was never set
	}
	ctx := browser.Start(t)
	english := withOffice(t, site.Schedules(t))
	for _, source := range []string{english, inChinese(t, withOffice(t, site.Schedules(t)))} {
		before := site.BuildFor(t, source, made)
		pages := dated(t, before)
		if len(pages) < 15 {
			t.Fatalf("only %q depend on the day", pages)
		}
		if source != english {
			visits = visits[5:7] // without plurals there is less to go wrong
		}
		for _, v := range visits {
			then := site.BuildFor(t, source, max(v.day, made)) // none before the build's
			end := browser.Clock(t, ctx, v.zone, v.day, v.clock)
			for _, name := range pages {
				browser.Visit(t, ctx, before, name)
				outer := browser.Ask[string](t, ctx, "document.documentElement.outerHTML")
				got := switched(shown(t, outer))
				file, err := os.ReadFile(filepath.Join(then, filepath.FromSlash(name)))
				if err != nil {
					t.Fatal(err)
				}
				if want := shown(t, string(file)); got != want {
					t.Errorf("%s, made on %s, seen on %s:\n%s", name, made, v.day,
						difference(got, want))
				}
			}
			end()
		}
	}
}

// switched takes out the switch for large text, which a page without the script does not have.
func switched(page string) string {
	for _, words := range []string{"大字\n", "Large text\n"} {
		page = strings.Replace(page, words, "", 1)
	}
	return page
}

// difference gives the lines in which two texts part.
func difference(got, want string) string {
	var b strings.Builder
	a, c := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range max(len(a), len(c)) {
		g, w := "", ""
		if i < len(a) {
			g = a[i]
		}
		if i < len(c) {
			w = c[i]
		}
		if g != w {
			fmt.Fprintf(&b, "\tscript   %q\n\tregister %q\n", g, w)
		}
	}
	return b.String()
}
