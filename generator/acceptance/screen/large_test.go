package screen

import (
	"strings"
	"testing"

	"gongshi/generator/acceptance/browser"
	"gongshi/generator/acceptance/site"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

const (
	largeButton = ".large-text__switch"
	isLarge     = "document.documentElement.classList.contains('large')"
	sideways    = "document.documentElement.scrollWidth"
)

func TestLargeTextIsSwitchedAndRemembered(t *testing.T) {
	dir := site.Build(t, site.Own(t))
	s := browser.Open(t, dir, "search.html")
	size := func() float64 {
		t.Helper()
		return browser.Ask[float64](t, s.Ctx,
			"parseFloat(getComputedStyle(document.body).fontSize)")
	}
	pressed := func() string {
		t.Helper()
		return browser.Ask[string](t, s.Ctx,
			"document.querySelector('"+largeButton+"').getAttribute('aria-pressed')")
	}
	before := size()
	if pressed() != "false" {
		t.Error("pressed from the first")
	}
	if high := browser.Ask[float64](t, s.Ctx, "document.querySelector('"+largeButton+
		"').getBoundingClientRect().height"); high < 44 {
		t.Errorf("the switch is %v pixels high", high)
	}
	s.Act(chromedp.Focus(largeButton), chromedp.KeyEvent(" "))
	if pressed() != "true" || size() < before*1.3 {
		t.Errorf("%s, %v pixels after %v", pressed(), size(), before)
	}
	browser.Visit(t, s.Ctx, dir, "index.html")
	if pressed() != "true" || size() < before*1.3 {
		t.Error("forgotten on the next page")
	}
	s.Act(chromedp.Click(largeButton))
	if pressed() != "false" || size() != before {
		t.Error("it does not go back")
	}
	s.Act(chromedp.NavigateBack())
	s.Until("document.readyState === 'complete' && !" + isLarge)
	if pressed() != "false" {
		t.Error("the page before is still large")
	}
}

func TestLargeTextFitsANarrowPhone(t *testing.T) {
	for _, source := range []string{site.Own(t), site.Schedules(t)} {
		dir := site.Build(t, source)
		s := browser.Open(t, dir, "search.html")
		s.Act(chromedp.Click(largeButton))
		for name, kind := range site.Longest(t, dir) {
			if kind == "404" {
				continue
			}
			browser.Visit(t, s.Ctx, dir, name)
			if wide := browser.Ask[int](t, s.Ctx, sideways); wide > browser.PhoneWidth {
				t.Errorf("%s is %d pixels wide", name, wide)
			}
			if !browser.Ask[bool](t, s.Ctx, isLarge) {
				t.Errorf("%s is not large", name)
			}
		}
	}
}

// Whoever makes the text larger in the middle of a page goes on reading where they were.
func TestLargeTextKeepsTheReadersPlace(t *testing.T) {
	dir := site.Build(t, site.Own(t))
	s := browser.Open(t, dir, "search.html")
	browser.Visit(t, s.Ctx, dir, "findings/asset-growth.html")
	browser.Ask[bool](t, s.Ctx, `(() => {
		const top = document.querySelectorAll('.section__title')[1].getBoundingClientRect().top
		scrollTo({top, behavior: 'instant'})
		return true
	})()`)
	for range 2 { // larger, and back
		moved := browser.Ask[float64](t, s.Ctx, `(async () => {
			const frame = () => new Promise((done) => requestAnimationFrame(done))
			await frame(); await frame()
			const top = () => document.querySelectorAll('.section__title')[1]
				.getBoundingClientRect().top
			const before = top()
			document.querySelector('`+largeButton+`').click()
			await frame(); await frame(); await frame()
			return Math.abs(top() - before)
		})()`)
		if moved > 2 {
			t.Errorf("what was at the top of the window is %v pixels away", moved)
		}
	}
}

func TestLargeTextWorksWhereNothingIsKept(t *testing.T) {
	dir := site.Build(t, site.Own(t))
	s := browser.Open(t, dir, "search.html")
	browser.Inject(t, s.Ctx, `Object.defineProperty(window, 'localStorage',
		{get() { throw new DOMException('no', 'SecurityError') }}); void 0`)
	s.Act(chromedp.Focus(largeButton), chromedp.KeyEvent(kb.Enter))
	s.Until(isLarge)
	browser.Ask[bool](t, s.Ctx, "dispatchEvent(new Event('pageshow'))")
	s.Until(isLarge)
	s.Act(chromedp.KeyEvent(kb.Enter))
	s.Until("!" + isLarge)
	shown := browser.Ask[string](t, s.Ctx, "document.querySelector('main').innerText")
	if !strings.Contains(shown, "关键词") {
		t.Error("the search form is gone")
	}
}
