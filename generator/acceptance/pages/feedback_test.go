package pages

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gongshi/generator/acceptance/site"

	"golang.org/x/net/html"
)

// The register of every key counts opinions, has the head of a document, and a licence.
func TestOpinionsAreShownWithTheAnswers(t *testing.T) {
	pages := site.Crawl(t, site.Build(t, site.EveryKey(t)))
	const words = "截至2023年6月30日，收到意见12件，已答复10件。"
	for _, name := range []string{"audit/index.html", "audit/notice.html", "updates.html",
		"findings/every-key.html"} {
		if !strings.Contains(site.Text(pages[name]), words) {
			t.Errorf("%s does not say how many were answered", name)
		}
	}
	if strings.Contains(site.Text(pages["findings/rent.html"]), words) {
		t.Error("a finding without answers counts them")
	}
}

func TestHeadOfADocumentIsShownOnceWithItsNotice(t *testing.T) {
	pages := site.Crawl(t, site.Build(t, site.EveryKey(t)))
	for _, name := range []string{"audit/index.html", "audit/notice.html"} {
		heads := site.All(pages[name], site.Class("document-head"))
		if len(heads) != 1 {
			t.Fatalf("%s: %d heads", name, len(heads))
		}
		const want = "索引号 QZ00123-0400-2023-00007 主题分类 财政、金融、审计 发布机构 某市财政局 " +
			"成文日期 2023年4月11日 发文字号 某财〔2023〕12号 发布日期 2023年4月13日"
		if got := strings.Join(strings.Fields(site.Text(heads[0])), " "); got != want {
			t.Errorf("%s: %s", name, got)
		}
		if strings.Count(site.Text(pages[name]), "2023年4月13日") != 1 {
			t.Errorf("%s says more than once when it was published", name)
		}
	}
}

func TestLicenceIsOnEveryPageAndForMachines(t *testing.T) {
	const address = "https://creativecommons.org/licenses/by/4.0/"
	pages := site.Crawl(t, site.Build(t, site.EveryKey(t)))
	licence := func(n *html.Node) bool {
		rel, _ := site.Attribute(n, "rel")
		to, _ := site.Attribute(n, "href")
		return rel == "license" && to == address
	}
	for name, page := range pages {
		want := map[string]int{"data.html": 2, "404.html": 0}
		links := len(site.All(page, licence))
		if n, special := want[name]; special && links != n || !special && links != 1 {
			t.Errorf("%s: %d links to the licence", name, links)
		}
	}
	if !strings.Contains(site.Text(pages["data.html"]), `"license":"`+address+`"`) {
		t.Error("machines are not told the licence")
	}
	own := site.Crawl(t, site.Build(t, site.Own(t)))
	if !strings.Contains(site.Text(own["data.html"]), "没有另行说明的，请咨询公开单位") {
		t.Error("without a licence nobody says whom to ask")
	}
}

func TestStatementOnAccessibilityIsLinkedFromEveryPage(t *testing.T) {
	dir := site.Build(t, site.EveryKey(t))
	for name, page := range site.Crawl(t, dir) {
		leads := func(n *html.Node) bool {
			to, _ := site.Attribute(n, "href")
			return to == strings.Repeat("../", strings.Count(name, "/"))+"accessibility.html"
		}
		if name != "404.html" && len(site.All(page, leads)) == 0 {
			t.Errorf("%s does not lead to it", name)
		}
	}
	sitemap, err := os.ReadFile(filepath.Join(dir, "sitemap.xml"))
	if err != nil || !strings.Contains(string(sitemap), "/accessibility.html<") {
		t.Errorf("the sitemap does not list it: %v", err)
	}
}
