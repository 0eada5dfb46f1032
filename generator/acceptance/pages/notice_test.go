package pages

import (
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"gongshi/generator/acceptance/site"
	"gongshi/generator/register"
)

// links gives where the <a> below a node lead, in their order.
func links(n *html.Node) []string {
	var to []string
	for _, a := range site.All(n, func(n *html.Node) bool { return n.Data == "a" }) {
		href, _ := site.Attribute(a, "href")
		to = append(to, href)
	}
	return to
}

func TestNoticeHoldsTheOwnRegisterOnceInItsOrder(t *testing.T) {
	r, err := register.Read(os.DirFS(site.Own(t)))
	if err != nil {
		t.Fatal(err)
	}
	notice := site.Crawl(t, site.Build(t, site.Own(t)))["quanzhou-2022/notice.html"]
	items := site.All(notice, site.Class("item"))
	findings := r.All()
	if len(items) != 36 || len(findings) != 36 {
		t.Fatalf("%d of %d findings", len(items), len(findings))
	}
	for i, f := range findings {
		shown := site.Text(items[i])
		if id, _ := site.Attribute(items[i], "id"); id != "finding-"+f.ID {
			t.Errorf("finding %d is %s, want %s", i, id, f.ID)
		}
		for _, want := range []string{f.Number, f.Title, f.Summary} {
			if !strings.Contains(shown, want) {
				t.Errorf("%s does not show %q", f.ID, want)
			}
		}
		if to := "../findings/" + f.ID + ".html"; !slices.Contains(links(items[i]), to) {
			t.Errorf("nothing leads from %s to %s", f.ID, to)
		}
	}
	if n := len(site.All(notice, site.Class("measures__measure"))); n != 101 {
		t.Errorf("%d measures, want 101", n)
	}
	contents := site.All(notice, site.Class("contents"))
	if len(contents) != 1 {
		t.Fatalf("%d tables of contents", len(contents))
	}
	led := slices.DeleteFunc(links(contents[0]), func(to string) bool {
		return !strings.HasPrefix(to, "#finding-")
	})
	if len(led) != 36 || led[0] != "#finding-"+findings[0].ID {
		t.Errorf("the contents lead to %q", led)
	}
}

func TestNoPageHasAnIDTwice(t *testing.T) {
	for _, source := range []string{site.Own(t), site.EveryKey(t), site.Texts(t)} {
		for url, page := range site.Crawl(t, site.Build(t, source)) {
			seen := map[string]bool{}
			for _, n := range site.All(page, func(*html.Node) bool { return true }) {
				id, has := site.Attribute(n, "id")
				if has && (seen[id] || id == "") {
					t.Errorf("%s: id %q again", url, id)
				}
				seen[id] = true
			}
		}
	}
}

func TestTextsOfOnePageKeepTheirNotesLinksAndHeadings(t *testing.T) {
	dir := site.Build(t, site.Texts(t))
	pages := site.Crawl(t, dir)
	notice := pages["audit/notice.html"]
	notes := site.All(notice, site.Class("footnotes"))
	if len(notes) != 4 {
		t.Fatalf("%d texts with notes", len(notes))
	}
	for _, n := range site.All(notice, site.Class("footnote-ref")) {
		to, _ := site.Attribute(n, "href")
		target := site.All(notice, func(n *html.Node) bool {
			id, _ := site.Attribute(n, "id")
			return "#"+id == to
		})
		if len(target) != 1 {
			t.Errorf("%d notes behind %q", len(target), to)
		}
	}
	for _, id := range []string{"bills", "posts"} {
		item := site.All(notice, func(n *html.Node) bool {
			anchor, _ := site.Attribute(n, "id")
			return anchor == "finding-"+id
		})[0]
		found := 0
		for _, to := range append(links(item), links(pages["findings/"+id+".html"])...) {
			if !strings.Contains(to, "files/") {
				continue
			}
			found++
			data, err := os.ReadFile(filepath.Join(dir, path.Join("audit", to)))
			if err != nil || strings.TrimSpace(string(data)) != id {
				t.Errorf("%s: %q holds %q: %v", id, to, data, err)
			}
		}
		if found != 4 {
			t.Errorf("%s: %d links to files", id, found)
		}
	}
	var levels []string
	for _, n := range site.All(notice, func(n *html.Node) bool { return site.Text(n) == "Heading" }) {
		levels = append(levels, n.Data)
	}
	// The inspection's, the category's, three below a finding in a group, one without.
	if want := []string{"h3", "h3", "h5", "h5", "h5", "h4"}; !slices.Equal(levels, want) {
		t.Errorf("levels %q, want %q", levels, want)
	}
}

func TestEachFindingHasAFeedbackSlipAndContactABlankOne(t *testing.T) {
	pages := site.Crawl(t, site.Build(t, site.Own(t)))
	slips := 0
	for url, page := range pages {
		found := site.All(page, site.Class("slip"))
		if len(site.All(page, site.Class("letter"))) == 0 { // whose slip is about several
			slips += len(found)
		}
		if site.Kind(page) != "finding" {
			continue
		}
		shown := ""
		if len(found) == 1 {
			shown = site.Text(found[0])
		}
		title := site.Text(site.All(page, site.Class("title"))[0])
		_, number, known := strings.Cut(
			site.Text(site.All(page, site.Class("finding__number"))[0]), "：")
		if !known || strings.Contains(shown, strings.TrimSuffix(path.Base(url), ".html")) {
			t.Errorf("%s: not the number alone on its slip", url)
		}
		for _, want := range []string{number, title, "0595-28008990", "qzsgzw@163.com", "362000"} {
			if !strings.Contains(shown, want) {
				t.Errorf("%s: no %q on its slip", url, want)
			}
		}
	}
	if slips != 37 || len(site.All(pages["contact.html"], site.Class("slip"))) != 1 {
		t.Errorf("%d slips", slips)
	}
}
