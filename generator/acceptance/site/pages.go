package site

import (
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// Pages is what a crawler sees: each page parsed, by its address.
type Pages map[string]*html.Node

// Crawl parses all pages of a site.
func Crawl(t testing.TB, dir string) Pages {
	t.Helper()
	pages, disk := Pages{}, os.DirFS(dir)
	err := fs.WalkDir(disk, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || path.Ext(name) != ".html" {
			return err
		}
		f, err := disk.Open(name)
		if err != nil {
			return err
		}
		defer f.Close()
		pages[name], err = html.Parse(f)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return pages
}

// Names gives the addresses of pages in order.
func (p Pages) Names() []string { return slices.Sorted(maps.Keys(p)) }

// All gives the elements below a node that are meant.
func All(n *html.Node, match func(*html.Node) bool) []*html.Node {
	var found []*html.Node
	for d := range n.Descendants() {
		if d.Type == html.ElementNode && match(d) {
			found = append(found, d)
		}
	}
	return found
}

// Attribute gives the value of an element's attribute, and whether it has it.
func Attribute(n *html.Node, key string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val, true
		}
	}
	return "", false
}

// Class matches the elements of a class.
func Class(name string) func(*html.Node) bool {
	return func(n *html.Node) bool {
		value, _ := Attribute(n, "class")
		return slices.Contains(strings.Fields(value), name)
	}
}

// Text is all text below a node.
func Text(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}

// Kind is what a page shows: the name of its layout.
func Kind(page *html.Node) string {
	for _, n := range All(page, Class("page")) {
		value, _ := Attribute(n, "class")
		_, kind, _ := strings.Cut(value, "page--")
		return strings.Fields(kind + " ")[0]
	}
	return "404" // has no styles, and so no class
}

// Longest gives one page of each kind, the longest, by its address.
func Longest(t testing.TB, dir string) map[string]string {
	t.Helper()
	longest := map[string]string{}
	pages := Crawl(t, dir)
	for _, name := range pages.Names() {
		k := Kind(pages[name])
		if longest[k] == "" || Size(t, dir, name) > Size(t, dir, longest[k]) {
			longest[k] = name
		}
	}
	kinds := map[string]string{}
	for k, name := range longest {
		kinds[name] = k
	}
	if len(kinds) < 8 {
		t.Errorf("only the kinds %v of page were found", kinds)
	}
	return kinds
}
