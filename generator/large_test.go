package generator_test

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

const (
	largeButton = ".large-text__switch"
	isLarge     = "document.documentElement.classList.contains('large')"
	sideways    = "document.documentElement.scrollWidth"
)

func TestLargeTextIsSwitchedAndRemembered(t *testing.T) {
	dir := build(t, "..")
	s := seek(t, dir, "")
	size := func() float64 {
		t.Helper()
		return ask[float64](t, s.ctx, "parseFloat(getComputedStyle(document.body).fontSize)")
	}
	pressed := func() string {
		t.Helper()
		return ask[string](t, s.ctx,
			"document.querySelector('"+largeButton+"').getAttribute('aria-pressed')")
	}
	before := size()
	if pressed() != "false" {
		t.Error("pressed from the first")
	}
	if high := ask[float64](t, s.ctx, "document.querySelector('"+largeButton+
		"').getBoundingClientRect().height"); high < 44 {
		t.Errorf("the switch is %v pixels high", high)
	}
	s.do(chromedp.Focus(largeButton), chromedp.KeyEvent(" "))
	if pressed() != "true" || size() < before*1.3 {
		t.Errorf("%s, %v pixels after %v", pressed(), size(), before)
	}
	visit(t, s.ctx, dir, "index.html")
	if pressed() != "true" || size() < before*1.3 {
		t.Error("forgotten on the next page")
	}
	s.do(chromedp.Click(largeButton))
	if pressed() != "false" || size() != before {
		t.Error("it does not go back")
	}
	s.do(chromedp.NavigateBack())
	s.until("document.readyState === 'complete' && !" + isLarge)
	if pressed() != "false" {
		t.Error("the page before is still large")
	}
}

func TestLargeTextFitsANarrowPhone(t *testing.T) {
	for _, source := range []string{"..", schedules} {
		dir := build(t, source)
		s := seek(t, dir, "")
		s.do(chromedp.Click(largeButton))
		for name, kind := range perKind(t, dir) {
			if kind == "404" {
				continue
			}
			visit(t, s.ctx, dir, name)
			if wide := ask[int](t, s.ctx, sideways); wide > phoneWidth {
				t.Errorf("%s is %d pixels wide", name, wide)
			}
			if !ask[bool](t, s.ctx, isLarge) {
				t.Errorf("%s is not large", name)
			}
		}
	}
}

// Whoever makes the text larger in the middle of a page goes on reading where they were.
func TestLargeTextKeepsTheReadersPlace(t *testing.T) {
	dir := build(t, "..")
	s := seek(t, dir, "")
	visit(t, s.ctx, dir, "findings/asset-growth.html")
	ask[bool](t, s.ctx, `(() => {
		const top = document.querySelectorAll('.section__title')[1].getBoundingClientRect().top
		scrollTo({top, behavior: 'instant'})
		return true
	})()`)
	for range 2 { // larger, and back
		moved := ask[float64](t, s.ctx, `(async () => {
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
	dir := build(t, "..")
	s := seek(t, dir, "")
	inject(t, s.ctx, `Object.defineProperty(window, 'localStorage',
		{get() { throw new DOMException('no', 'SecurityError') }}); void 0`)
	s.do(chromedp.Focus(largeButton), chromedp.KeyEvent(kb.Enter))
	s.until(isLarge)
	ask[bool](t, s.ctx, "dispatchEvent(new Event('pageshow'))")
	s.until(isLarge)
	s.do(chromedp.KeyEvent(kb.Enter))
	s.until("!" + isLarge)
	if text := ask[string](t, s.ctx, "document.querySelector('main').innerText"); !strings.Contains(
		text, "查什么") {
		t.Error("the search form is gone")
	}
}
