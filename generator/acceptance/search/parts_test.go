package search

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"gongshi/generator/acceptance/browser"
	"gongshi/generator/acceptance/site"
	"gongshi/generator/export"
	"gongshi/generator/register"
)

// inParts gives the search of a site anew, in parts of so many findings.
func inParts(t *testing.T, source, dir string, size int) {
	t.Helper()
	r, err := register.Read(os.DirFS(source))
	if err != nil {
		t.Fatal(err)
	}
	site := export.Site{Snapshot: r.Published().AsOf(0), Part: size,
		Word: func(key string) string { return key }}
	err = export.Write(site, func(name string, _ export.Key) bool {
		folder, file := filepath.Split(name)
		return folder != "data/" || strings.HasPrefix(file, "findings")
	}, func(name string, data []byte) error {
		return os.WriteFile(filepath.Join(dir, filepath.FromSlash(name)), data, 0o644)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// all shows every result, and gives their titles, sorted.
func (s seeker) all(text string) []string {
	s.Helper()
	browser.Ask[string](s.T, s.Ctx, "document.getElementById('search-words').value = ''")
	s.types(text)
	s.Until("document.getElementById('search-count').textContent !== '正在读取……'")
	s.Until("document.getElementById('search-whole').hidden")
	browser.Ask[bool](s.T, s.Ctx, `(() => {
		const more = document.getElementById('search-more')
		for (let i = 0; i < 9 && !more.parentElement.hidden; i++) more.click()
		return true
	})()`)
	titles := s.titles()
	slices.Sort(titles)
	return titles
}

// queries are words of titles, of texts, of both, and of neither.
var queries = []string{"资产", "党员", "的", "一", "资产 专项", "人才 2023", "asset-growth", "二(一)1",
	"ＡＳＳＥＴ", "绝无此字", "2023-12", "⼈才\u200b 2023"}

func TestSearchInPartsFindsWhatTheWholeFinds(t *testing.T) {
	dir := site.Build(t, site.Own(t))
	s := seek(t, dir, "")
	whole := map[string][]string{}
	for _, query := range queries {
		whole[query] = s.all(query)
	}
	inParts(t, site.Own(t), dir, 5)
	if parts, _ := filepath.Glob(filepath.Join(dir, "data", "texts_*.js")); len(parts) < 6 {
		t.Fatalf("only %q", parts)
	}
	browser.Visit(t, s.Ctx, dir, "index.html")
	browser.Visit(t, s.Ctx, dir, "search.html")
	for _, query := range queries {
		if got := s.all(query); !slices.Equal(got, whole[query]) {
			t.Errorf("%s: %q in parts, %q whole", query, got, whole[query])
		}
	}
	if len(whole["资产"]) < 3 || len(whole["绝无此字"]) > 0 {
		t.Errorf("the whole finds %q", whole)
	}
}

// Nobody reads many megabytes on a telephone without having asked for them. What stands in titles
// is found at once.
func TestSearchInPartsReadsManyTextsOnlyWhenAsked(t *testing.T) {
	dir := site.Build(t, site.Own(t))
	inParts(t, site.Own(t), dir, 5)
	index := filepath.Join(dir, "data", "search.js")
	script, err := os.ReadFile(index)
	if err != nil {
		t.Fatal(err)
	}
	many := strings.ReplaceAll(string(script), `"findings":5,`, `"findings":50000,`)
	if err := os.WriteFile(index, []byte(many), 0o644); err != nil {
		t.Fatal(err)
	}
	s := seek(t, dir, "#q=%E5%8F%B0%E8%B4%A6") // 台账
	s.Until("document.getElementById('search-read').textContent.includes('MB')")
	s.Until("!document.getElementById('search-whole').hidden")
	s.Until("document.getElementById('search-count').textContent.endsWith('（正文尚未查找）')")
	early := len(s.titles())
	s.Act(chromedp.Click("#search-read"))
	s.Until("document.getElementById('search-whole').hidden")
	s.Until("document.getElementById('search-count').textContent.endsWith('个问题')")
	s.Until("document.activeElement.id === 'search-count'") // the button is gone
	if late := len(s.titles()); late <= early {
		t.Errorf("%d findings, %d before the texts were read", late, early)
	}
}

func TestSearchInPartsSaysThatTextsAreMissing(t *testing.T) {
	dir := site.Build(t, site.Own(t))
	inParts(t, site.Own(t), dir, 5)
	if err := os.Remove(filepath.Join(dir, "data", "texts_2.js")); err != nil {
		t.Fatal(err)
	}
	s := seek(t, dir, "#q=%E8%B5%84%E4%BA%A7") // 资产
	s.Until("document.getElementById('search-said').textContent.startsWith('查找所用的数据无法读取')")
	s.Until("!document.getElementById('search-read').disabled")
	s.Until("document.querySelectorAll('#search-rows a').length > 2")
	s.Until("document.getElementById('search-count').textContent.startsWith('找到')")
	for range 100 { // the browser itself complains, and shall
		if len(s.Complaints()) > 0 {
			return
		}
		time.Sleep(30 * time.Millisecond)
	}
	t.Error("the browser does not say that a file is missing")
}
