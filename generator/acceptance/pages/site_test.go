package pages

import (
	"net/url"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"gongshi/generator/acceptance/golden"
	"gongshi/generator/acceptance/site"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

func TestOwnSiteShowsWhatTheRegisterHolds(t *testing.T) {
	pages := site.Crawl(t, site.Build(t, site.Own(t)))
	rows := func(url string) int { return len(site.All(pages[url], site.Class("row"))) }
	findings, measures := 0, 0
	for _, page := range pages {
		if site.Kind(page) != "finding" {
			continue
		}
		findings++
		measures += len(site.All(page, site.Class("measures__measure")))
	}
	for what, pair := range map[string][2]int{
		"findings":              {findings, 36},
		"measures":              {measures, 101},
		"in the first category": {rows("quanzhou-2022/direction.html"), 15},
		"in the second":         {rows("quanzhou-2022/integrity.html"), 11},
		"in the third":          {rows("quanzhou-2022/organisation.html"), 10},
		"completed":             {rows("status/completed.html"), 33},
		"in progress":           {rows("status/in-progress.html"), 3},
		"on hold":               {rows("status/on-hold.html"), 0},
	} {
		if pair[0] != pair[1] {
			t.Errorf("%s: %d, want %d", what, pair[0], pair[1])
		}
	}
	for url, page := range pages {
		shown := site.Text(page)
		for _, want := range []string{"0595-28008990", "qzsgzw@163.com", "362000"} {
			if !strings.Contains(shown, want) {
				t.Errorf("%s does not show %s", url, want)
			}
		}
	}
}

// Partials of a site's own are called by Hugo and not as templates; what comes out must not differ.
func TestSiteWithCopiesOfTheLayoutsIsTheSame(t *testing.T) {
	for _, source := range []string{site.EveryKey(t), site.Schedules(t), site.Withdrawn(t)} {
		dir := site.Build(t, source)
		own := site.Build(t, site.WithLayouts(t, source))
		for _, name := range site.Crawl(t, dir).Names() {
			want, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
			got, missing := os.ReadFile(filepath.Join(own, filepath.FromSlash(name)))
			if err != nil || missing != nil || string(got) != string(want) {
				t.Errorf("%s is not the same: %v, %v", name, err, missing)
			}
		}
	}
}

func TestLinksWorkFromAnyFolderAndAskNobodyElse(t *testing.T) {
	for source, atLeast := range map[string]int{site.Own(t): 500, site.EveryKey(t): 300,
		site.Withdrawn(t): 300} {
		dir := site.Build(t, source)
		pages := site.Crawl(t, dir)
		links := 0
		for from, page := range pages {
			for _, n := range site.All(page, func(n *html.Node) bool { return true }) {
				for _, key := range []string{"href", "src", "srcset", "action", "data", "poster"} {
					to, has := site.Attribute(n, key)
					rel, _ := site.Attribute(n, "rel")
					if !has || rel == "canonical" {
						continue
					}
					links++
					checkLink(t, dir, pages, from, n, to)
				}
			}
		}
		if links < atLeast {
			t.Errorf("%s: only %d links were followed", source, links)
		}
	}
}

// checkLink follows one link from one page. Only an <a> may lead off the site.
func checkLink(t *testing.T, dir string, pages site.Pages, from string, n *html.Node, to string) {
	t.Helper()
	u, err := url.Parse(to)
	if err != nil {
		t.Errorf("%s: %q: %v", from, to, err)
		return
	}
	if u.Scheme != "" || u.Host != "" || strings.HasPrefix(to, "/") {
		if n.DataAtom != atom.A || u.Host == "" && u.Scheme != "tel" && u.Scheme != "mailto" {
			t.Errorf("%s: <%s> leads to %q", from, n.Data, to)
		}
		return
	}
	if from == "404.html" && to != "" && !strings.HasPrefix(to, "#") {
		t.Errorf("404.html is served at any depth, and has a relative link: %q", to)
	}
	target := path.Join(path.Dir(from), u.Path)
	if u.Path == "" {
		target = from
	}
	if _, err := os.Stat(filepath.Join(dir, filepath.FromSlash(target))); err != nil {
		t.Errorf("%s: no file behind %q", from, to)
	}
	if u.Fragment == "" || pages[target] == nil {
		return
	}
	named := site.All(pages[target], func(n *html.Node) bool {
		id, _ := site.Attribute(n, "id")
		return id == u.Fragment
	})
	if len(named) != 1 {
		t.Errorf("%s: %d elements behind %q", from, len(named), to)
	}
}

func TestHeadingsLeaveOutNoLevel(t *testing.T) {
	for url, page := range site.Crawl(t, site.Build(t, site.Own(t))) {
		last := 0
		for _, n := range site.All(page, func(n *html.Node) bool {
			return len(n.Data) == 2 && n.Data[0] == 'h' && '1' <= n.Data[1] && n.Data[1] <= '6'
		}) {
			level := int(n.Data[1] - '0')
			if level > last+1 || level == 1 && last > 0 {
				t.Errorf("%s: <%s> %q after level %d", url, n.Data, site.Text(n), last)
			}
			last = level
		}
		if last == 0 {
			t.Errorf("%s has no heading", url)
		}
	}
}

// digest is that in the name of a bundle, which each change of a style or a script gives anew.
var digest = regexp.MustCompile(`\.[0-9a-f]{12}\.(css|js)\b`)

// One page that uses every key, with the built-in face, byte for byte but for the digests of its
// bundles: whoever changes the face sees what becomes of it.
func TestGoldenFinding(t *testing.T) {
	output := site.Build(t, site.EveryKey(t))
	got, err := os.ReadFile(filepath.Join(output, "findings", "every-key.html"))
	if err != nil {
		t.Fatal(err)
	}
	golden.Check(t, "testdata/every-key.html", digest.ReplaceAll(got, []byte(".0.$1")))
}
