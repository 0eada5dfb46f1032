package pages

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

	"gongshi/generator/acceptance/site"
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
func governmentSite(t *testing.T) (dir string, pages site.Pages) {
	t.Helper()
	everyKey := site.EveryKey(t)
	changes := map[string]string{"static/identity.png": "x", "static/error.png": "x"}
	for name, edit := range map[string]*strings.Replacer{
		"config.toml": strings.NewReplacer("banner = ", government+"[params]\nx = "),
		"content/audit/_index.md": strings.NewReplacer("\ntitle: ", "\ntitle: </script><b>",
			"published: 2023-04-13", "published: 2023-04-13 15:30"),
	} {
		data, err := os.ReadFile(filepath.Join(everyKey, name))
		if err != nil {
			t.Fatal(err)
		}
		changes[name] = edit.Replace(string(data))
	}
	source := copied(t, changes)
	dir = site.Build(t, source)
	return dir, site.Crawl(t, dir)
}

// element matches the elements of a name.
func element(name atom.Atom) func(*html.Node) bool {
	return func(n *html.Node) bool { return n.DataAtom == name }
}

// tags are the contents of a page's meta tags by their names.
func tags(page *html.Node) map[string][]string {
	found := map[string][]string{}
	for _, n := range site.All(page, element(atom.Meta)) {
		content, _ := site.Attribute(n, "content")
		media, _ := site.Attribute(n, "media")
		for _, key := range []string{"name", "property", "http-equiv"} {
			if name, has := site.Attribute(n, key); has {
				found[name+media] = append(found[name+media], content)
			}
		}
	}
	return found
}

func TestEveryTagOfAPageStandsOnceAndSaysSomething(t *testing.T) {
	_, filled := governmentSite(t)
	for _, pages := range []site.Pages{filled, site.Crawl(t, site.Build(t, site.Own(t)))} {
		for url, page := range pages {
			if url == "404.html" {
				continue
			}
			for name, contents := range tags(page) {
				if len(contents) != 1 || contents[0] == "" {
					t.Errorf("%s: %s %q", url, name, contents)
				}
			}
			title := site.Text(site.All(page, element(atom.Title))[0])
			name, of := tags(page)["og:title"], tags(page)["og:site_name"]
			title = strings.TrimSpace(title)
			if title != name[0]+" - "+of[0] && title != of[0] {
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
	shown := site.Text(pages["audit/index.html"])
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
		block := site.All(page, site.Class("government"))
		if len(block) != 1 {
			t.Fatalf("%s has %d", url, len(block))
		}
		for _, want := range []string{"主办单位：某市财政局</script>", "承办单位：某市信息中心",
			"3505000012", "闽ICP备12345678号-1", "闽公网安备 35050302000123号"} {
			if !strings.Contains(site.Text(block[0]), want) {
				t.Errorf("%s does not show %s", url, want)
			}
		}
		var links []string
		for _, n := range site.All(block[0], element(atom.A)) {
			to, _ := site.Attribute(n, "href")
			links = append(links, to)
		}
		want := []string{"https://beian.miit.gov.cn/",
			"https://beian.mps.gov.cn/#/query/webSearch?code=35050302000123",
			"https://bszs.conac.cn/sitename?method=show&id=1",
			"https://zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code=3505000012"}
		if !slices.Equal(links, want) {
			t.Errorf("%s: %q", url, links)
		}
		for _, n := range site.All(block[0], element(atom.Img)) {
			src, _ := site.Attribute(n, "src")
			alt, _ := site.Attribute(n, "alt")
			file := filepath.Join(dir, filepath.FromSlash(path.Join(path.Dir(url), src)))
			if _, err := os.Stat(file); err != nil || alt == "" {
				t.Errorf("%s: the picture %q: %v, alt %q", url, src, err, alt)
			}
		}
	}
}

func TestNothingOfAGovernmentSiteShowsWhereNothingIsFilledIn(t *testing.T) {
	for url, page := range site.Crawl(t, site.Build(t, site.Own(t))) {
		if len(site.All(page, site.Class("government"))) > 0 {
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
		for _, n := range site.All(page, isLinked) {
			if at := site.Text(n); strings.Contains(at, "http") && strings.Count(at, "http") > 1 {
				t.Errorf("%s: addresses of a site without one: %s", url, at)
			}
		}
	}
}

func isLinked(n *html.Node) bool {
	kind, _ := site.Attribute(n, "type")
	return kind == "application/ld+json"
}

func TestLinkedDataParsesAndIsWhole(t *testing.T) {
	_, filled := governmentSite(t)
	kinds := map[string]int{}
	for _, pages := range []site.Pages{filled, site.Crawl(t, site.Build(t, site.Own(t)))} {
		for url, page := range pages {
			blocks := site.All(page, isLinked)
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
				if err := json.Unmarshal([]byte(site.Text(n)), &data); err != nil {
					t.Errorf("%s: %v: %s", url, err, site.Text(n))
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
