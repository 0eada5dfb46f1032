package generator_test

import (
	"testing"

	"github.com/chromedp/chromedp"
)

// Where the reader's own colours stand in for all others every border is drawn, transparent ones
// too: only what is chosen may keep its own.
func TestForcedColoursShowWhatIsChosen(t *testing.T) {
	ctx := browser(t)
	if err := prefer(ctx, map[string]string{"forced-colors": "active"}); err != nil {
		t.Fatal(err)
	}
	visit(t, ctx, build(t, ".."), "status/in-progress.html")
	for _, c := range []struct{ chosen, other, property string }{
		{".tabs__tab[aria-current]", ".tabs__tab:not([aria-current])", "borderBlockEndColor"},
		{".large-text__switch[aria-pressed=true]", "body", "backgroundColor"},
	} {
		if c.other == "body" {
			if err := chromedp.Do(ctx, chromedp.Click(largeButton)); err != nil {
				t.Fatal(err)
			}
		}
		if ask[bool](t, ctx, `(() => {
			const look = (which) => getComputedStyle(document.querySelector(which)).`+c.property+`
			return look('`+c.chosen+`') === look('`+c.other+`')
		})()`) {
			t.Errorf("%s looks like %s", c.chosen, c.other)
		}
	}
}

// A state is one mark: a second line of it would look like another.
func TestAStateStandsInOneLine(t *testing.T) {
	for _, source := range []string{"..", "testdata/english"} {
		ctx := browser(t)
		dir := build(t, source)
		for _, width := range []int{phoneWidth, 768, 1280} {
			if err := resize(ctx, width); err != nil {
				t.Fatal(err)
			}
			visit(t, ctx, dir, "overdue.html")
			if broken := ask[string](t, ctx, `Array.from(document.querySelectorAll(
				'.row .badge, .row .schedule')).filter((mark) => mark.offsetHeight > 40)
				.map((mark) => mark.textContent).join()`); broken != "" {
				t.Errorf("%s, %d pixels wide: in two lines: %s", source, width, broken)
			}
		}
	}
}

// The heads of the columns of counts are words of three characters; one alone on a line is misread.
func TestHeadsOfCountsStayWholeOnAPhone(t *testing.T) {
	s := seek(t, build(t, ".."), "")
	for _, size := range []string{"usual", "large"} {
		visit(t, s.ctx, s.dir, "index.html")
		if size == "large" {
			s.do(chromedp.Click(largeButton))
		}
		if broken := ask[string](t, s.ctx, `Array.from(document.querySelectorAll(
			'.table--wide thead .table__number')).filter((head) => {
				const range = document.createRange()
				range.selectNodeContents(head)
				return range.getClientRects().length > 1
			}).map((head) => head.textContent).join()`); broken != "" {
			t.Errorf("in %s text these break: %s", size, broken)
		}
	}
}
