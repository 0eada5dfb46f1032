package search

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"gongshi/generator/acceptance/browser"
	"gongshi/generator/acceptance/checker"
	"gongshi/generator/acceptance/site"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

func TestSearchFindsChineseAndShowsWhere(t *testing.T) {
	s := seek(t, site.Build(t, site.Own(t)), "")
	if n := s.Requests(); n > 4 { // the page, its style, two scripts
		t.Errorf("%d requests before anybody looked for anything", n)
	}
	s.Until("!document.getElementById('search-lists').hidden")
	s.types("闲置资产")
	s.Until("document.querySelectorAll('#search-rows a').length > 0")
	if got := s.marked(); !slices.Equal(got, []string{"闲置资产"}) {
		t.Errorf("marked %q", got)
	}
	s.hash("#q=闲置资产")
	row := browser.Ask[string](t, s.Ctx, "document.querySelector('#search-rows').innerText")
	if !strings.Contains(row, "整改中") || !strings.Contains(row, "逾期") {
		t.Errorf("neither badge nor schedule in %q", row)
	}
	s.Until("document.getElementById('search-said').textContent.startsWith('找到')")
	wide := browser.Ask[int](t, s.Ctx, "document.documentElement.scrollWidth")
	if wide > browser.PhoneWidth {
		t.Errorf("%d pixels wide", wide)
	}
	s.Act(chromedp.Click("#search-rows a"))
	s.Until("location.pathname.indexOf('/findings/') > 0 && document.readyState === 'complete'")
	s.Act(chromedp.NavigateBack())
	s.Until("document.querySelectorAll('#search-rows a').length > 0")
}

func TestSearchFoldsCaseAndWidthAndWantsEveryWord(t *testing.T) {
	dir := site.Build(t, site.Schedules(t))
	s := seek(t, dir, "")
	count := func(text string) int {
		browser.Ask[string](s.T, s.Ctx, "document.getElementById('search-words').value = ''")
		s.types(text)
		s.Until("document.getElementById('search-count').textContent !== 'Loading…'")
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
	longer := browser.Ask[[]int](t, s.Ctx, `Array.from({length: 0x110000}, (_, i) => i)
		.filter((i) => {
			const c = String.fromCodePoint(i)
			return i !== 0x130 && c.toLowerCase().length !== c.length })`)
	if len(longer) > 0 {
		t.Errorf("%x change their length when folded", longer)
	}
}

func TestSearchIsNarrowedByWhatIsSoOnTheVisitorsDay(t *testing.T) {
	dir := site.BuildFor(t, site.Schedules(t), "2026-05-01")
	s := seek(t, dir, "")
	defer browser.Clock(t, s.Ctx, "Asia/Shanghai", "2026-07-01", "09:00:00")()
	browser.Visit(t, s.Ctx, dir, "index.html")
	browser.Visit(t, s.Ctx, dir, "search.html")
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
		s.Until("document.querySelectorAll('#search-rows a').length > 0")
		got := s.titles()
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("%s: %q, not %q", schedule, got, want)
		}
	}
	s.chooses("schedule", "")
	s.types("met late")
	s.Until(`document.querySelector('#search-rows').innerText.includes('Completed 1 day late')`)
	s.chooses("schedule", "met")
	s.Until(`document.querySelectorAll('#search-rows a').length === 0`)
}

func TestSearchShowsMoreAndGoesBack(t *testing.T) {
	s := seek(t, site.Build(t, site.Own(t)), "")
	s.chooses("status", "completed")
	s.counts(33)
	s.hash("#status=completed")
	if n := len(s.titles()); n != 20 {
		t.Errorf("%d findings at first", n)
	}
	s.Act(chromedp.Focus("#search-more"), chromedp.KeyEvent(kb.Enter))
	s.Until("document.querySelectorAll('#search-rows a').length === 33")
	s.Until("document.activeElement === document.querySelectorAll('#search-rows a')[20]")
	s.Until("document.getElementById('search-rest').hidden")

	s.chooses("category", "quanzhou-2022/organisation")
	s.counts(9)
	s.types("党员")
	s.Until("document.querySelectorAll('mark').length > 0")
	s.hash("#q=党员&category=quanzhou-2022/organisation&status=completed")
	s.Act(chromedp.NavigateBack())
	s.counts(9)
	s.hash("#category=quanzhou-2022/organisation&status=completed")
	s.Act(chromedp.NavigateBack())
	s.counts(33)
	s.Act(chromedp.NavigateBack())
	s.Until("!document.getElementById('search-lists').hidden")
	s.Act(chromedp.NavigateForward())
	s.counts(33)
	s.Until("document.getElementById('search-status').value === 'completed'")
}

func TestSearchTakesAPastedAddress(t *testing.T) {
	s := seek(t, site.Build(t, site.Own(t)),
		"#q=%E5%85%9A%20%E5%91%98&status=completed&schedule=nonsense")
	s.Until("document.querySelectorAll('#search-rows a').length > 0")
	if got := s.marked(); len(got) != 2 {
		t.Errorf("marked %q", got)
	}
	s.Act(chromedp.Focus("a.skip"), chromedp.KeyEvent(kb.Enter))
	s.Until("location.hash === '#main'")
	if len(s.titles()) == 0 {
		t.Error("going to a place on the page clears the search")
	}
	browser.Ask[string](t, s.Ctx, "location.hash = '#schedule=overdue'")
	s.counts(2)
	browser.Ask[string](t, s.Ctx, "location.hash = '#q=%E5%8'")
	s.Until("document.getElementById('search-words').value === '%E5%8'")
}

func TestSearchIsUsedWithoutAMouse(t *testing.T) {
	s := seek(t, site.Build(t, site.Own(t)), "")
	active := func(what string) {
		t.Helper()
		s.Until("document.activeElement === " + what)
	}
	s.types("绝无此字")
	s.Until("document.getElementById('search-count').textContent === '没有找到相符的问题'")
	s.Until("!document.getElementById('search-none').hidden")
	s.Until("!document.getElementById('search-lists').hidden")
	s.Act(chromedp.KeyEvent(kb.Escape))
	s.Until("document.getElementById('search-results').hidden")
	active("document.getElementById('search-words')")

	s.types("资产")
	s.Until("document.querySelectorAll('#search-rows a').length > 2")
	s.Act(chromedp.KeyEvent(kb.ArrowDown))
	active("document.querySelectorAll('#search-rows a')[0]")
	s.Act(chromedp.KeyEvent(kb.ArrowDown))
	active("document.querySelectorAll('#search-rows a')[1]")
	s.Act(chromedp.KeyEvent(kb.ArrowUp), chromedp.KeyEvent(kb.ArrowUp))
	active("document.getElementById('search-words')")
	s.Act(chromedp.KeyEvent(kb.Enter))
	active("document.getElementById('search-count')")
	s.Act(chromedp.KeyEvent(kb.Tab))
	active("document.querySelectorAll('#search-rows a')[0]")
	s.Act(chromedp.KeyEvent(kb.Escape))
	active("document.getElementById('search-words')")
	s.Act(chromedp.KeyEvent(kb.ArrowDown), chromedp.KeyEvent(kb.Enter))
	s.Until("location.pathname.indexOf('/findings/') > 0")
}

func TestSearchResultsAreAccessible(t *testing.T) {
	for _, scheme := range []string{"light", "dark"} {
		s := seek(t, site.Build(t, site.Own(t)), "#q=%E8%B5%84%E4%BA%A7")
		wish := map[string]string{"prefers-color-scheme": scheme}
		if err := browser.Prefer(s.Ctx, wish); err != nil {
			t.Fatal(err)
		}
		s.Until("document.querySelectorAll('#search-rows a').length > 0")
		s.Act(chromedp.Click(".large-text__switch"))
		checker.Inject(t, s.Ctx)
		for _, wrong := range checker.Audit(t, s.Ctx) {
			t.Errorf("%s: %s", scheme, wrong)
		}
	}
}

// A word that is still being put together is not searched: "zi c" would find nothing.
func TestSearchWaitsForTheInputMethod(t *testing.T) {
	s := seek(t, site.Build(t, site.Own(t)), "")
	s.Act(chromedp.Focus("#search-words"))
	_, err := chromedp.Call(s.Ctx, input.ImeSetComposition,
		input.ImeSetCompositionParams{Text: "zi c", SelectionStart: 4, SelectionEnd: 4})
	if err != nil {
		t.Fatal(err)
	}
	s.Until("document.getElementById('search-words').value === 'zi c'")
	if !browser.Ask[bool](t, s.Ctx, "document.getElementById('search-results').hidden") {
		t.Error("it searches for what is not written yet")
	}
	s.types("资产")
	s.Until("document.querySelectorAll('#search-rows a').length > 0")
}

func TestSearchSaysThatItsDataIsMissing(t *testing.T) {
	dir := site.Build(t, site.Own(t))
	if err := os.Remove(filepath.Join(dir, "data", "search.js")); err != nil {
		t.Fatal(err)
	}
	s := seek(t, dir, "#q=x")
	s.Until("document.getElementById('search-count').textContent.startsWith('查找所用的数据无法读取')")
	s.Until("!document.getElementById('search-lists').hidden")
	heard := 0
	for range 100 { // the browser itself complains, and shall
		if heard = len(s.Complaints()); heard > 0 {
			break
		}
		time.Sleep(30 * time.Millisecond)
	}
	if heard == 0 {
		t.Error("the browser does not say that a file is missing")
	}
	time.Sleep(100 * time.Millisecond)
	s.Complaints()
}
