package generator_test

import (
	"encoding/json"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"gongshi/generator/export"
)

// government fills in all that an authority's site must carry.
const government = `
[government]
sponsor = "某市财政局</script>"
operator = "某市信息中心"
siteCode = "3505000012"
icp = "闽ICP备12345678号-1"
publicSecurity = "闽公网安备 35050302000123号"
[government.identity]
url = "https://bszs.conac.cn/sitename?method=show&id=1"
image = "static/identity.png"
[government.errorReport]
url = "https://zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code=3505000012"
image = "static/error.png"
`

// governmentSite is the site of the register that uses every key, with an address, everything
// filled in, a time of publication and titles that would end a script.
func governmentSite(t *testing.T) (dir string, pages site) {
	t.Helper()
	changes := map[string]string{"static/identity.png": "x", "static/error.png": "x"}
	for name, edit := range map[string]*strings.Replacer{
		"config.toml": strings.NewReplacer("banner = ", government+"[params]\nx = "),
		"content/audit/_index.md": strings.NewReplacer("\ntitle: ", "\ntitle: </script><b>",
			"published: 2023-04-13", "published: 2023-04-13 15:30"),
	} {
		data, err := os.ReadFile(filepath.Join("testdata/every-key", name))
		if err != nil {
			t.Fatal(err)
		}
		changes[name] = edit.Replace(string(data))
	}
	source := copied(t, changes)
	dir = build(t, source)
	return dir, crawl(t, dir)
}

// tags are the contents of a page's meta tags by their names.
func tags(page *html.Node) map[string][]string {
	found := map[string][]string{}
	for _, n := range all(page, func(n *html.Node) bool { return n.DataAtom == atom.Meta }) {
		content, _ := attribute(n, "content")
		media, _ := attribute(n, "media")
		for _, key := range []string{"name", "property", "http-equiv"} {
			if name, has := attribute(n, key); has {
				found[name+media] = append(found[name+media], content)
			}
		}
	}
	return found
}

func TestEveryTagOfAPageStandsOnceAndSaysSomething(t *testing.T) {
	_, filled := governmentSite(t)
	for _, pages := range []site{filled, crawl(t, build(t, ".."))} {
		for url, page := range pages {
			if url == "404.html" {
				continue
			}
			for name, contents := range tags(page) {
				if len(contents) != 1 || contents[0] == "" {
					t.Errorf("%s: %s %q", url, name, contents)
				}
			}
			title := text(all(page, func(n *html.Node) bool { return n.DataAtom == atom.Title })[0])
			name, site := tags(page)["og:title"], tags(page)["og:site_name"]
			title = strings.TrimSpace(title)
			if title != name[0]+" - "+site[0] && title != site[0] {
				t.Errorf("%s is called %q and %q", url, title, name)
			}
			if policy := tags(page)["Content-Security-Policy"]; policy[0] != export.Policy {
				t.Errorf("%s has the policy %q", url, policy)
			}
		}
	}
}

func TestPagesCarryTheTagsOfTheirKind(t *testing.T) {
	_, pages := governmentSite(t)
	everywhere := map[string]string{"SiteName": "预算整改公开", "SiteDomain": "example.org",
		"SiteIDCode": "3505000012", "og:locale": "zh_CN"}
	article := map[string]string{"ArticleTitle": "“三公”经费 < 预算 & 超支",
		"PubDate": "2023-04-13 15:30", "ContentSource": "某市财政局", "ColumnName": "资金管理",
		"ColumnType": "信息公开", "og:type": "article",
		"og:url": "https://example.org/audit/findings/every-key.html"}
	for url, want := range map[string]map[string]string{
		"findings/every-key.html": article,
		"audit/money.html":        {"ColumnName": "资金管理", "ArticleTitle": "", "PubDate": ""},
		"overdue.html":            {"ColumnName": "*", "ArticleTitle": ""},
		"index.html":              {"ColumnName": "", "og:type": "website"},
		"audit/index.html": {"ArticleTitle": "*", "PubDate": "2023-04-13 15:30",
			"ColumnName": ""},
		"audit/notice.html": {"ArticleTitle": "*", "PubDate": "2023-04-13 15:30"},
	} {
		if pages[url] == nil {
			t.Errorf("there is no %s", url)
			continue
		}
		got := tags(pages[url])
		for _, expected := range []map[string]string{everywhere, want} {
			for name, value := range expected {
				content := strings.Join(got[name], " ")
				if content != value && (value != "*" || content == "") {
					t.Errorf("%s: %s is %q, want %q", url, name, content, value)
				}
			}
		}
	}
	shown := text(pages["audit/index.html"])
	if !strings.Contains(shown, "2023-04-13 15:30") {
		t.Error("the inspection does not show when it was published")
	}
}

func TestWhatAGovernmentSiteMustCarryShowsWhereFilledIn(t *testing.T) {
	dir, pages := governmentSite(t)
	for url, page := range pages {
		if url == "404.html" {
			continue
		}
		block := all(page, class("government"))
		if len(block) != 1 {
			t.Fatalf("%s has %d", url, len(block))
		}
		for _, want := range []string{"主办单位：某市财政局</script>", "承办单位：某市信息中心",
			"3505000012", "闽ICP备12345678号-1", "闽公网安备 35050302000123号"} {
			if !strings.Contains(text(block[0]), want) {
				t.Errorf("%s does not show %s", url, want)
			}
		}
		var links []string
		for _, n := range all(block[0], func(n *html.Node) bool { return n.DataAtom == atom.A }) {
			to, _ := attribute(n, "href")
			links = append(links, to)
		}
		want := []string{"https://beian.miit.gov.cn/",
			"https://beian.mps.gov.cn/#/query/webSearch?code=35050302000123",
			"https://bszs.conac.cn/sitename?method=show&id=1",
			"https://zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code=3505000012"}
		if !slices.Equal(links, want) {
			t.Errorf("%s: %q", url, links)
		}
		for _, n := range all(block[0], func(n *html.Node) bool { return n.DataAtom == atom.Img }) {
			src, _ := attribute(n, "src")
			alt, _ := attribute(n, "alt")
			file := filepath.Join(dir, filepath.FromSlash(path.Join(path.Dir(url), src)))
			if _, err := os.Stat(file); err != nil || alt == "" {
				t.Errorf("%s: the picture %q: %v, alt %q", url, src, err, alt)
			}
		}
	}
}

func TestNothingOfAGovernmentSiteShowsWhereNothingIsFilledIn(t *testing.T) {
	for url, page := range crawl(t, build(t, "..")) {
		if len(all(page, class("government"))) > 0 {
			t.Errorf("%s has a block", url)
		}
		got := tags(page)
		for _, name := range []string{"SiteDomain", "SiteIDCode", "og:url"} {
			if got[name] != nil {
				t.Errorf("%s: %s %q", url, name, got[name])
			}
		}
		if date := got["PubDate"]; date != nil && date[0] != "2023-04-13" {
			t.Errorf("%s: a time was made up: %q", url, date)
		}
		for _, n := range all(page, isLinked) {
			if at := text(n); strings.Contains(at, "http") && strings.Count(at, "http") > 1 {
				t.Errorf("%s: addresses of a site without one: %s", url, at)
			}
		}
	}
}

func isLinked(n *html.Node) bool {
	kind, _ := attribute(n, "type")
	return kind == "application/ld+json"
}

func TestLinkedDataParsesAndIsWhole(t *testing.T) {
	_, filled := governmentSite(t)
	kinds := map[string]int{}
	for _, pages := range []site{filled, crawl(t, build(t, ".."))} {
		for url, page := range pages {
			blocks := all(page, isLinked)
			if url != "404.html" && len(blocks) != 1 {
				t.Errorf("%s has %d blocks", url, len(blocks))
			}
			for _, n := range blocks {
				var data struct {
					Context string `json:"@context"`
					Graph   []struct {
						Type  string `json:"@type"`
						Items []struct{ Position int }
					} `json:"@graph"`
				}
				if err := json.Unmarshal([]byte(text(n)), &data); err != nil {
					t.Errorf("%s: %v: %s", url, err, text(n))
				}
				for _, thing := range data.Graph {
					kinds[thing.Type]++
				}
				if data.Context != "https://schema.org" {
					t.Errorf("%s: %s", url, data.Context)
				}
			}
		}
	}
	for kind, least := range map[string]int{"BreadcrumbList": 50, "GovernmentOrganization": 2,
		"Report": 38, "Dataset": 2} {
		if kinds[kind] < least {
			t.Errorf("%d of %s, want %d", kinds[kind], kind, least)
		}
	}
}
