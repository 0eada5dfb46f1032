package deploy

import (
	"crypto/sha256"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"gongshi/generator/register"
	"gongshi/generator/sign"
)

// pages are a site: the names of its files with what is in them. A page names others by href.
type pages map[string]string

// first and second are two releases. In the second a finding is new, one is gone, one was renamed
// by its content, and whatever counts findings has changed.
func first() pages {
	return pages{
		"index.html":            page("assets/site.1.css", "findings/a.html", "findings/b.html", "audit.html"),
		"audit.html":            page("assets/site.1.css", "findings/a.html", "findings/b.html"),
		"findings/a.html":       page("../assets/site.1.css", "b.html", "../files/11.pdf"),
		"findings/b.html":       page("../assets/site.1.css", "a.html"),
		"assets/site.1.css":     "css 1",
		"files/11.pdf":          "pdf 1",
		"data/findings.json":    "a b",
		"feed.xml":              "a b",
		"data/log/checkpoint":   "1",
		"data/log/tile/0/000":   "\x00\x01",
		"SHA256SUMS.sig":        "signed 1",
		"通知.html":               page("assets/site.1.css"),
		".well-known/x y+&.txt": "here",
	}
}

func second() pages {
	return pages{
		"index.html":            page("assets/site.2.css", "findings/b.html", "findings/c.html", "audit.html", "new.html"),
		"audit.html":            page("assets/site.2.css", "findings/b.html", "findings/c.html"),
		"findings/b.html":       page("../assets/site.2.css", "c.html"),
		"findings/c.html":       page("../assets/site.2.css", "b.html", "../files/22.pdf", "../data/c.csv"),
		"new.html":              page("assets/site.2.css", "findings/c.html"),
		"assets/site.2.css":     "css 2",
		"files/22.pdf":          "pdf 2",
		"data/findings.json":    "b c",
		"data/c.csv":            "c",
		"feed.xml":              "b c",
		"data/log/checkpoint":   "2",
		"data/log/tile/0/000":   "\x00\x01\x02",
		"SHA256SUMS.sig":        "signed 2",
		"通知.html":               page("assets/site.2.css"),
		".well-known/x y+&.txt": "here",
	}
}

func page(links ...string) string {
	var b strings.Builder
	b.WriteString(`<meta name="gongshi-register" content="r"><title>R</title>`)
	for _, l := range links {
		fmt.Fprintf(&b, "<a href=%q>", l)
	}
	return b.String()
}

// lay writes a site with its sums.
func lay(t testing.TB, dir string, p pages) Site {
	t.Helper()
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	sums := sign.Sums{}
	for name, text := range p {
		sums[name] = sha256.Sum256([]byte(text))
	}
	p = maps.Clone(p)
	p["SHA256SUMS"] = string(sums.Bytes())
	write(t, dir, p)
	s, err := OpenSite(dir)
	if err != nil {
		t.Fatal(err)
	}
	if len(s.digests) != len(p) {
		t.Fatalf("%d digests of %d files", len(s.digests), len(p))
	}
	return s
}

func write(t testing.TB, dir string, p pages) {
	t.Helper()
	for name, text := range p {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

var href = regexp.MustCompile(`href="([^"]*)"`)

// missing gives a link that leads nowhere in the pages that a reader can reach: from those that
// the release before had, or from index.html.
func missing(now pages, before pages) string {
	var queue []string
	for name := range now {
		if _, was := before[name]; strings.HasSuffix(name, ".html") && (was || name == indexFile) {
			queue = append(queue, name)
		}
	}
	slices.Sort(queue)
	for seen := map[string]bool{}; len(queue) > 0; queue = queue[1:] {
		name := queue[0]
		if seen[name] {
			continue
		}
		seen[name] = true
		for _, link := range href.FindAllStringSubmatch(now[name], -1) {
			to := filepath.ToSlash(filepath.Join(filepath.Dir(name), link[1]))
			if _, there := now[to]; !there {
				return name + " → " + to
			}
			queue = append(queue, to)
		}
	}
	return ""
}

// bare gives a page, reached or not, that names a style or an attachment that is not there.
func bare(now pages) string {
	for name, text := range now {
		for _, link := range href.FindAllStringSubmatch(text, -1) {
			to := filepath.ToSlash(filepath.Join(filepath.Dir(name), link[1]))
			if _, there := now[to]; !there && register.NamedByContent(to) {
				return name + " → " + to
			}
		}
	}
	return ""
}
