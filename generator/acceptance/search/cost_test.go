//go:build bench

package search

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"gongshi/.ci/bench/synthetic"
	"gongshi/generator/acceptance/browser"
	"gongshi/generator/acceptance/site"
	"gongshi/generator/register"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/performance"
	"github.com/chromedp/chromedp"
)

// cost is what one query costs a page that has just been opened.
type cost struct {
	query       string
	bytes       int // fetched, as they lie on the disk: a host sends a third of it, compressed
	files       int
	script      float64 // milliseconds
	shown, said string
}

// asked are 50 queries: pieces of texts, and what people try first.
func asked(r *rand.Rand, all []*register.Finding) []string {
	queries := []string{"资产", "的", "整改", "2024", "完成", "逾期", "GB", "a", "制度 落实", "没有及时"}
	for len(queries) < 50 {
		f := all[r.IntN(len(all))]
		query := piece(r, f.Title+f.Summary+f.Body.Text)
		if r.IntN(4) == 0 {
			query += " " + piece(r, f.Body.Text+f.Title)
		}
		queries = append(queries, query)
	}
	return queries
}

// TestSearchCosts measures a search of GONGSHI_BENCH_FINDINGS findings (10,000), by a server that
// compresses nothing. Bytes depend on no machine, so that they have limits; times do.
func TestSearchCosts(t *testing.T) {
	size, _ := strconv.Atoi(cmp.Or(os.Getenv("GONGSHI_BENCH_FINDINGS"), "10000"))
	small, source := t.TempDir(), t.TempDir()
	for dir, n := range map[string]int{small: 400, source: size} {
		if err := synthetic.Register(dir, n); err != nil {
			t.Fatal(err)
		}
	}
	dir := site.BuildFor(t, small, synthetic.Today) // the page; its search is replaced
	old, _ := filepath.Glob(filepath.Join(dir, "data/search*"))
	for _, name := range old {
		os.RemoveAll(name)
	}
	asWhole(t, source, dir, 0, 0)
	all, err := register.Read(os.DirFS(source))
	if err != nil {
		t.Fatal(err)
	}
	files := http.FileServer(http.Dir(dir))
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-store")
		files.ServeHTTP(w, r)
	}))
	defer server.Close()
	ctx := browser.Start(t)
	var costs []cost
	for _, query := range asked(rand.New(rand.NewPCG(20, 2)), all.All()) {
		costs = append(costs, measure(t, seeker{browser.Reader{T: t, Ctx: ctx, Dir: dir}}, server.URL, query))
	}
	report(t, size, costs)
}

func measure(t *testing.T, s seeker, address, query string) cost {
	t.Helper()
	s.Act(chromedp.Navigate(address + "/search.html"))
	s.Until("!document.getElementById('search').hidden")
	browser.Ask[bool](t, s.Ctx, "performance.setResourceTimingBufferSize(9999), performance.clearResourceTimings(), true")
	before := scripted(t, s)
	c := cost{query: query}
	c.said = s.findsFirst(query)
	c.script = scripted(t, s) - before
	c.bytes = browser.Ask[int](t, s.Ctx, `performance.getEntriesByType('resource')
		.reduce((sum, one) => sum + one.decodedBodySize, 0)`)
	c.files = browser.Ask[int](t, s.Ctx, "performance.getEntriesByType('resource').length")
	c.shown = fmt.Sprint(len(s.titles()))
	return c
}

// findsFirst types a query and waits for its first results.
func (s seeker) findsFirst(query string) (said string) {
	s.Helper()
	return browser.Ask[string](s.T, s.Ctx, fmt.Sprintf(`(async () => {
		const input = document.getElementById('search-words')
		const count = document.getElementById('search-count')
		input.value = %q
		input.dispatchEvent(new Event('input'))
		do await new Promise((done) => setTimeout(done, 5))
		while (count.textContent === '正在读取……')
		return count.textContent
	})()`, query))
}

// scripted is how long scripts of the page have run, in milliseconds.
func scripted(t *testing.T, s seeker) float64 {
	t.Helper()
	_, err := chromedp.Call(s.Ctx, performance.Enable, performance.EnableParams{})
	if err != nil {
		t.Fatal(err)
	}
	got, err := chromedp.Call(s.Ctx, performance.GetMetrics, cdp.Empty{})
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range got.Metrics {
		if m.Name == "ScriptDuration" {
			return m.Value * 1000
		}
	}
	return 0
}

func report(t *testing.T, size int, costs []cost) {
	t.Helper()
	var text strings.Builder
	fmt.Fprintf(&text, "\n| query of %d findings | kB | files | script ms | shown | said |\n|---|---|---|---|---|---|\n", size)
	for _, c := range costs {
		fmt.Fprintf(&text, "| %s | %d | %d | %.0f | %s | %s |\n", c.query, c.bytes/1000, c.files, c.script,
			c.shown, c.said)
	}
	bytes := func(a, b cost) int { return a.bytes - b.bytes }
	script := func(a, b cost) int { return cmp.Compare(a.script, b.script) }
	most := slices.MaxFunc(costs, bytes).bytes
	slices.SortFunc(costs, bytes)
	median := costs[len(costs)/2].bytes
	slices.SortFunc(costs, script)
	fmt.Fprintf(&text, "\nbytes: median %d kB, most %d kB; script: median %.0f ms, most %.0f ms\n",
		median/1000, most/1000, costs[len(costs)/2].script, costs[len(costs)-1].script)
	t.Log(text.String())
	if most > 300_000 || median > 80_000 {
		t.Errorf("more bytes than 300 kB, or 80 in the middle")
	}
}
