package generator_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

func TestSearchFindsChineseAndShowsWhere(t *testing.T) {
	s := seek(t, build(t, ".."), "")
	if n := s.asked(); n > 4 {
		t.Errorf("%d requests before anybody looked for anything", n)
	}
	s.until("!document.getElementById('search-lists').hidden")
	s.types("闲置资产")
	s.until("document.querySelectorAll('#search-rows a').length > 0")
	if got := s.marked(); !slices.Equal(got, []string{"闲置资产"}) {
		t.Errorf("marked %q", got)
	}
	s.hash("#q=闲置资产")
	row := ask[string](t, s.ctx, "document.querySelector('#search-rows').innerText")
	if !strings.Contains(row, "整改中") || !strings.Contains(row, "逾期 ") {
		t.Errorf("neither badge nor schedule in %q", row)
	}
	s.until("document.getElementById('search-said').textContent.startsWith('找到 ')")
	if wide := ask[int](t, s.ctx, "document.documentElement.scrollWidth"); wide > phoneWidth {
		t.Errorf("%d pixels wide", wide)
	}
	s.do(chromedp.Click("#search-rows a"))
	s.until("location.pathname.indexOf('/findings/') > 0 && document.readyState === 'complete'")
	s.do(chromedp.NavigateBack())
	s.until("document.querySelectorAll('#search-rows a').length > 0")
}

func TestSearchFoldsCaseAndWidthAndWantsEveryWord(t *testing.T) {
	dir := build(t, schedules)
	s := seek(t, dir, "")
	count := func(text string) int {
		ask[string](s.T, s.ctx, "document.getElementById('search-words').value = ''")
		s.types(text)
		s.until("document.getElementById('search-count').textContent !== 'Reading…'")
		return len(s.titles())
	}
	for _, same := range []string{"waits nobody", "WAITS\u3000ｎｏｂｏｄｙ", "nobody  waits "} {
		if n := count(same); n != 1 {
			t.Errorf("%q finds %d", same, n)
		}
	}
	for text, want := range map[string]int{"the": 7, "waits": 3, "due the": 2, "1.1": 2,
		"met-late": 1, "nobody due": 0, "the THE": 7, "</script>": 0, "%": 0, "\\": 0} {
		if n := count(text); n != want {
			t.Errorf("%q finds %d findings, not %d", text, n, want)
		}
	}
	if longer := ask[[]int](t, s.ctx, `Array.from({length: 0x110000}, (_, i) => i).filter((i) => {
		const c = String.fromCodePoint(i)
		return i !== 0x130 && c.toLowerCase().length !== c.length })`); len(longer) > 0 {
		t.Errorf("%x change their length when folded", longer)
	}
}

func TestSearchIsNarrowedByWhatIsSoOnTheVisitorsDay(t *testing.T) {
	dir := buildFor(t, schedules, "2026-05-01")
	s := seek(t, dir, "")
	defer wall(t, s.ctx, "Asia/Shanghai", "2026-07-01", "09:00:00")()
	visit(t, s.ctx, dir, "index.html")
	visit(t, s.ctx, dir, "search.html")
	for schedule, want := range map[string][]string{
		"overdue": {"Due in the summer", "Extended once", "Due on the same day",
			"Has no end, but a date"},
		"review-overdue": {"Waits, with a day of review", "Waits for the next report"},
		"due-soon":       {"Not started"},
		"due":            {"Extended before the first date"},
		"conditional":    {"Waits with nobody to report"},
		"met":            {"Met in time"},
		"met-late":       {"Met late", "Met late, in some month"},
	} {
		s.chooses("schedule", schedule)
		s.hash("#schedule=" + schedule)
		s.until("document.querySelectorAll('#search-rows a').length > 0")
		got := s.titles()
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("%s: %q, not %q", schedule, got, want)
		}
	}
	s.chooses("schedule", "")
	s.types("met late")
	s.until(`document.querySelector('#search-rows').innerText.includes('Met 1 day late')`)
	s.chooses("schedule", "met")
	s.until(`document.querySelectorAll('#search-rows a').length === 0`)
}

func TestSearchShowsMoreAndGoesBack(t *testing.T) {
	s := seek(t, build(t, ".."), "")
	s.chooses("status", "completed")
	s.counts(33)
	s.hash("#status=completed")
	if n := len(s.titles()); n != 20 {
		t.Errorf("%d findings at first", n)
	}
	s.do(chromedp.Focus("#search-more"), chromedp.KeyEvent(kb.Enter))
	s.until("document.querySelectorAll('#search-rows a').length === 33")
	s.until("document.activeElement === document.querySelectorAll('#search-rows a')[20]")
	s.until("document.getElementById('search-rest').hidden")

	s.chooses("category", "quanzhou-2022/organisation")
	s.counts(9)
	s.types("党员")
	s.until("document.querySelectorAll('mark').length > 0")
	s.hash("#q=党员&category=quanzhou-2022/organisation&status=completed")
	s.do(chromedp.NavigateBack())
	s.counts(9)
	s.hash("#category=quanzhou-2022/organisation&status=completed")
	s.do(chromedp.NavigateBack())
	s.counts(33)
	s.do(chromedp.NavigateBack())
	s.until("!document.getElementById('search-lists').hidden")
	s.do(chromedp.NavigateForward())
	s.counts(33)
	s.until("document.getElementById('search-status').value === 'completed'")
}

func TestSearchTakesAPastedAddress(t *testing.T) {
	s := seek(t, build(t, ".."), "#q=%E5%85%9A%20%E5%91%98&status=completed&schedule=nonsense")
	s.until("document.querySelectorAll('#search-rows a').length > 0")
	if got := s.marked(); len(got) != 2 {
		t.Errorf("marked %q", got)
	}
	s.do(chromedp.Focus("a.skip"), chromedp.KeyEvent(kb.Enter))
	s.until("location.hash === '#main'")
	if len(s.titles()) == 0 {
		t.Error("going to a place on the page clears the search")
	}
	ask[string](t, s.ctx, "location.hash = '#schedule=overdue'")
	s.counts(2)
	ask[string](t, s.ctx, "location.hash = '#q=%E5%8'")
	s.until("document.getElementById('search-words').value === '%E5%8'")
}

func TestSearchIsUsedWithoutAMouse(t *testing.T) {
	s := seek(t, build(t, ".."), "")
	active := func(what string) {
		t.Helper()
		s.until("document.activeElement === " + what)
	}
	s.types("绝无此字")
	s.until("document.getElementById('search-count').textContent === '没有找到'")
	s.until("!document.getElementById('search-none').hidden")
	s.until("!document.getElementById('search-lists').hidden")
	s.do(chromedp.KeyEvent(kb.Escape))
	s.until("document.getElementById('search-results').hidden")
	active("document.getElementById('search-words')")

	s.types("资产")
	s.until("document.querySelectorAll('#search-rows a').length > 2")
	s.do(chromedp.KeyEvent(kb.ArrowDown))
	active("document.querySelectorAll('#search-rows a')[0]")
	s.do(chromedp.KeyEvent(kb.ArrowDown))
	active("document.querySelectorAll('#search-rows a')[1]")
	s.do(chromedp.KeyEvent(kb.ArrowUp), chromedp.KeyEvent(kb.ArrowUp))
	active("document.getElementById('search-words')")
	s.do(chromedp.KeyEvent(kb.Enter))
	active("document.getElementById('search-count')")
	s.do(chromedp.KeyEvent(kb.Tab))
	active("document.querySelectorAll('#search-rows a')[0]")
	s.do(chromedp.KeyEvent(kb.Escape))
	active("document.getElementById('search-words')")
	s.do(chromedp.KeyEvent(kb.ArrowDown), chromedp.KeyEvent(kb.Enter))
	s.until("location.pathname.indexOf('/findings/') > 0")
}

func TestSearchResultsAreAccessible(t *testing.T) {
	script := axe(t)
	for _, scheme := range []string{"light", "dark"} {
		s := seek(t, build(t, ".."), "#q=%E8%B5%84%E4%BA%A7")
		if err := prefer(s.ctx, map[string]string{"prefers-color-scheme": scheme}); err != nil {
			t.Fatal(err)
		}
		s.until("document.querySelectorAll('#search-rows a').length > 0")
		s.do(chromedp.Click(largeButton))
		inject(t, s.ctx, script)
		for _, wrong := range ask[[]string](t, s.ctx, audit) {
			t.Errorf("%s: %s", scheme, wrong)
		}
	}
}

// A word that is still being put together is not searched: "zi c" would find nothing.
func TestSearchWaitsForTheInputMethod(t *testing.T) {
	s := seek(t, build(t, ".."), "")
	s.do(chromedp.Focus("#search-words"))
	_, err := chromedp.Call(s.ctx, input.ImeSetComposition,
		input.ImeSetCompositionParams{Text: "zi c", SelectionStart: 4, SelectionEnd: 4})
	if err != nil {
		t.Fatal(err)
	}
	s.until("document.getElementById('search-words').value === 'zi c'")
	if !ask[bool](t, s.ctx, "document.getElementById('search-results').hidden") {
		t.Error("it searches for what is not written yet")
	}
	s.types("资产")
	s.until("document.querySelectorAll('#search-rows a').length > 0")
}

func TestSearchSaysThatItsDataIsMissing(t *testing.T) {
	dir := build(t, "..")
	if err := os.Remove(filepath.Join(dir, "data", "search.js")); err != nil {
		t.Fatal(err)
	}
	s := seek(t, dir, "#q=x")
	s.until("document.getElementById('search-count').textContent.startsWith('读不到')")
	s.until("!document.getElementById('search-lists').hidden")
	heard := 0
	for range 100 { // the browser itself complains, and shall
		if heard = len(s.heard()); heard > 0 {
			break
		}
		time.Sleep(30 * time.Millisecond)
	}
	if heard == 0 {
		t.Error("the browser does not say that a file is missing")
	}
	time.Sleep(100 * time.Millisecond)
	s.heard()
}
