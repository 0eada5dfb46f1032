package generator_test

import (
	"context"
	"flag"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"gongshi/generator"
	"gongshi/generator/register"
)

var update = flag.Bool("update", false, "write the golden page anew")

// asOf is the day for which tests build: long after every deadline of the project's own register.
const asOf = "2026-11-23"

// build releases the site of a source into a folder of the test's own.
func build(t *testing.T, source string) string {
	t.Helper()
	return buildFor(t, source, asOf)
}

// buildFor is build for a day.
func buildFor(t *testing.T, source, day string) string {
	t.Helper()
	states, err := register.ParseDay(day)
	if err != nil {
		t.Fatal(err)
	}
	output := filepath.Join(t.TempDir(), "public")
	_, err = generator.Build(context.Background(), generator.Options{
		Source: source, Output: output, Now: time.Unix(0, 0), AsOf: states})
	if err != nil {
		t.Fatal(err)
	}
	return output
}

// site is what a crawler sees: each page parsed, by its address.
type site map[string]*html.Node

func crawl(t *testing.T, dir string) site {
	t.Helper()
	pages := site{}
	err := filepath.WalkDir(dir, func(file string, d os.DirEntry, err error) error {
		if err != nil || path.Ext(file) != ".html" {
			return err
		}
		f, err := os.Open(file)
		if err != nil {
			return err
		}
		defer f.Close()
		name, _ := filepath.Rel(dir, file)
		pages[filepath.ToSlash(name)], err = html.Parse(f)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return pages
}

// all gives the elements below a node that are meant.
func all(n *html.Node, match func(*html.Node) bool) []*html.Node {
	var found []*html.Node
	for d := range n.Descendants() {
		if d.Type == html.ElementNode && match(d) {
			found = append(found, d)
		}
	}
	return found
}

func attribute(n *html.Node, key string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val, true
		}
	}
	return "", false
}

func class(name string) func(*html.Node) bool {
	return func(n *html.Node) bool {
		value, _ := attribute(n, "class")
		return slices.Contains(strings.Fields(value), name)
	}
}

func text(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}

func TestOwnSiteShowsWhatTheRegisterHolds(t *testing.T) {
	pages := crawl(t, build(t, ".."))
	rows := func(url string) int { return len(all(pages[url], class("row"))) }
	findings, measures := 0, 0
	for url, page := range pages {
		if !strings.HasPrefix(url, "findings/") {
			continue
		}
		findings++
		measures += len(all(page, class("measures__measure")))
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
		shown := text(page)
		for _, want := range []string{"0595-28008990", "qzsgzw@163.com", "362000"} {
			if !strings.Contains(shown, want) {
				t.Errorf("%s does not show %s", url, want)
			}
		}
	}
}

func TestLinksWorkFromAnyFolderAndAskNobodyElse(t *testing.T) {
	for source, atLeast := range map[string]int{"..": 500, "testdata/every-key": 300} {
		dir := build(t, source)
		pages := crawl(t, dir)
		links := 0
		for from, page := range pages {
			for _, n := range all(page, func(n *html.Node) bool { return true }) {
				for _, key := range []string{"href", "src", "srcset", "action", "data", "poster"} {
					to, has := attribute(n, key)
					rel, _ := attribute(n, "rel")
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
func checkLink(t *testing.T, dir string, pages site, from string, n *html.Node, to string) {
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
	named := all(pages[target], func(n *html.Node) bool {
		id, _ := attribute(n, "id")
		return id == u.Fragment
	})
	if len(named) != 1 {
		t.Errorf("%s: %d elements behind %q", from, len(named), to)
	}
}

func TestHeadingsLeaveOutNoLevel(t *testing.T) {
	for url, page := range crawl(t, build(t, "..")) {
		last := 0
		for _, n := range all(page, func(n *html.Node) bool {
			return len(n.Data) == 2 && n.Data[0] == 'h' && '1' <= n.Data[1] && n.Data[1] <= '6'
		}) {
			level := int(n.Data[1] - '0')
			if level > last+1 || level == 1 && last > 0 {
				t.Errorf("%s: <%s> %q after level %d", url, n.Data, text(n), last)
			}
			last = level
		}
		if last == 0 {
			t.Errorf("%s has no heading", url)
		}
	}
}

// One page that uses every key, with the built-in face, byte for byte: whoever changes the face
// sees what becomes of it.
func TestGoldenFinding(t *testing.T) {
	output := build(t, "testdata/every-key")
	got, err := os.ReadFile(filepath.Join(output, "findings", "every-key.html"))
	if err != nil {
		t.Fatal(err)
	}
	golden := "testdata/every-key.html"
	if *update {
		if err := os.WriteFile(golden, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != string(want) {
		t.Errorf("findings/every-key.html is not %s; if it should be so, run "+
			"go test -update ./generator", golden)
	}
}
