package screen

import (
	"context"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"gongshi/generator/acceptance/browser"
	"gongshi/generator/acceptance/program"
	"gongshi/generator/acceptance/site"

	"golang.org/x/net/html"
)

// address has all that must be escaped, and is long.
var address = "https://公示.中国:8443/整改 公开/" + strings.Repeat("巡察", 12)

// addressed gives a source a siteURL, in place of its own.
func addressed(t *testing.T, source string) string {
	t.Helper()
	file := filepath.Join(source, "config.toml")
	config, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	lines := slices.DeleteFunc(strings.Split(string(config), "\n"), func(line string) bool {
		return strings.HasPrefix(line, "siteURL")
	})
	text := "siteURL = \"" + address + "\"\n" + strings.Join(lines, "\n")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return source
}

// paper is what a printer would be handed: the text of each sheet, and what a camera reads from the
// first.
func paper(t *testing.T, ctx context.Context, dir, name string) (texts []string, codes string) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "page.pdf")
	if err := os.WriteFile(file, printed(t, ctx, dir, name), 0o600); err != nil {
		t.Fatal(err)
	}
	text, err := exec.Command(program.Find(t, "pdftotext"), file, "-").Output()
	if err != nil {
		t.Fatal(name, err)
	}
	texts = strings.Split(strings.TrimSuffix(string(text), "\f"), "\f")
	err = exec.Command(program.Find(t, "pdftoppm"), "-r", "150", "-l", "1", "-singlefile", "-gray",
		file, strings.TrimSuffix(file, ".pdf")).Run()
	if err != nil {
		t.Fatal(name, err)
	}
	// It exits with 4 where it finds nothing.
	found, _ := exec.Command(program.Find(t, "zbarimg"), "-q", "--raw", "-Sdisable",
		"-Sqrcode.enable", strings.TrimSuffix(file, ".pdf")+".pgm").Output()
	return texts, strings.TrimSpace(string(found))
}

// relative is an address that leads nowhere on paper.
var relative = regexp.MustCompile(`(?m)(^|[\s(（：:])(\.\./)*[a-z0-9-]+(/[a-z0-9_-]+)*\.html`)

func TestPaperHasTheAddressAsTextAndAsACode(t *testing.T) {
	ctx := browser.Start(t)
	for _, c := range []struct {
		source string
		names  []string
	}{
		{site.Own(t), []string{"index.html", "findings/talent.html", "quanzhou-2022/notice.html",
			"quanzhou-2022/direction_deadline.html"}}, // which puts another page in order
		{site.English(t), []string{"index.html", "findings/cash.html"}},
	} {
		dir := site.Build(t, addressed(t, c.source))
		pages := site.Crawl(t, dir)
		for _, name := range c.names {
			want := canonical(pages[name])
			texts, code := paper(t, ctx, dir, name)
			if !strings.HasPrefix(want, "https://xn--") || code != want {
				t.Errorf("%s: the code says %q, want %q", name, code, want)
			}
			// A long address is broken where a line ends; pdftotext loses every other hyphen.
			text := strings.ReplaceAll(squeezed(texts[0]), "xn-f", "xn--f")
			if !strings.Contains(text, want) {
				t.Errorf("%s: no address %q on the first sheet:\n%s", name, want, texts[0])
			}
		}
	}
}

// canonical is the address that a page gives for itself.
func canonical(page *html.Node) string {
	for _, n := range site.All(page, func(n *html.Node) bool { return n.Data == "link" }) {
		if rel, _ := site.Attribute(n, "rel"); rel == "canonical" {
			href, _ := site.Attribute(n, "href")
			return href
		}
	}
	return ""
}

func TestPaperHasNoAddressThatLeadsNowhere(t *testing.T) {
	dir, ctx := site.Build(t, site.Own(t)), browser.Start(t)
	for _, name := range []string{"quanzhou-2022/notice.html", "findings/talent.html", "index.html",
		"data.html", "documents.html", "findings/index.html"} {
		texts, code := paper(t, ctx, dir, name)
		if code != "" {
			t.Errorf("%s: the code %q without siteURL", name, code)
		}
		for _, text := range texts {
			if found := relative.FindString(text); found != "" {
				t.Errorf("%s: %q is printed", name, strings.TrimSpace(found))
			}
		}
	}
}

// headings are those that must not be the last line of a sheet.
func headings(page *html.Node) map[string]bool {
	all := map[string]bool{}
	for _, class := range []string{"section__title", "chapter__title", "chapter__group",
		"item__title", "title"} {
		for _, n := range site.All(page, site.Class(class)) {
			all[squeezed(site.Text(n))] = true
		}
	}
	for _, n := range site.All(page, site.Class("item__field")) {
		all[squeezed(site.Text(n.FirstChild.NextSibling))] = true
	}
	return all
}

// squeezed leaves out all white space.
func squeezed(text string) string { return strings.Join(strings.Fields(text), "") }

func TestNoHeadingIsTheLastLineOfASheet(t *testing.T) {
	for name, source := range map[string]string{"quanzhou-2022/notice.html": site.Own(t),
		"audit-2025/notice.html": site.English(t)} {
		dir, ctx := site.Build(t, source), browser.Start(t)
		titles := headings(site.Crawl(t, dir)[name])
		texts, _ := paper(t, ctx, dir, name)
		seen := 0
		for n, text := range texts {
			lines := slices.DeleteFunc(strings.Split(text, "\n"), func(line string) bool {
				return squeezed(line) == "" || strings.HasPrefix(line, "— ")
			})
			for _, line := range lines {
				if titles[squeezed(line)] {
					seen++
				}
			}
			if last := lines[len(lines)-1]; titles[squeezed(last)] {
				t.Errorf("%s: sheet %d ends with the heading %q", name, n+1, last)
			}
		}
		if seen < 20 {
			t.Errorf("%s: %d lines are headings, of %q", name, seen,
				slices.Sorted(maps.Keys(titles)))
		}
	}
}

func TestTheSlipHasTheNumberAndNotTheID(t *testing.T) {
	dir, ctx := site.Build(t, site.Own(t)), browser.Start(t)
	browser.Visit(t, ctx, dir, "findings/talent.html")
	about := browser.Ask[string](t, ctx, `document.querySelector('.slip__about').textContent`)
	if !strings.Contains(about, "二(一)2(3)") || strings.Contains(about, "talent") {
		t.Errorf("the slip is about\n%s", about)
	}
}
