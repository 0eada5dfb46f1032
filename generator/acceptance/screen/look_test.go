package screen

import (
	"testing"

	"gongshi/generator/acceptance/browser"
	"gongshi/generator/acceptance/site"

	"github.com/chromedp/chromedp"
)

// Where the reader's own colours stand in for all others every border is drawn, transparent ones
// too: only what is chosen may keep its own.
func TestForcedColoursShowWhatIsChosen(t *testing.T) {
	ctx := browser.Start(t)
	if err := browser.Prefer(ctx, map[string]string{"forced-colors": "active"}); err != nil {
		t.Fatal(err)
	}
	browser.Visit(t, ctx, site.Build(t, site.Own(t)), "status/in-progress.html")
	for _, c := range []struct{ chosen, other, property string }{
		{".tabs__tab[aria-current]", ".tabs__tab:not([aria-current])", "borderBlockEndColor"},
		{".large-text__switch[aria-pressed=true]", "body", "backgroundColor"},
	} {
		if c.other == "body" {
			if err := chromedp.Do(ctx, chromedp.Click(largeButton)); err != nil {
				t.Fatal(err)
			}
		}
		if browser.Ask[bool](t, ctx, `(() => {
			const look = (which) => getComputedStyle(document.querySelector(which)).`+c.property+`
			return look('`+c.chosen+`') === look('`+c.other+`')
		})()`) {
			t.Errorf("%s looks like %s", c.chosen, c.other)
		}
	}
}

// A state is one mark: a second line of it would look like another.
func TestAStateStandsInOneLine(t *testing.T) {
	for _, source := range []string{site.Own(t), site.English(t)} {
		ctx := browser.Start(t)
		dir := site.Build(t, source)
		for _, width := range []int{browser.PhoneWidth, 768, 1280} {
			if err := browser.Resize(ctx, width); err != nil {
				t.Fatal(err)
			}
			browser.Visit(t, ctx, dir, "overdue.html")
			if broken := browser.Ask[string](t, ctx, `Array.from(document.querySelectorAll(
				'.row .badge, .row .schedule')).filter((mark) => mark.offsetHeight > 40)
				.map((mark) => mark.textContent).join()`); broken != "" {
				t.Errorf("%s, %d pixels wide: in two lines: %s", source, width, broken)
			}
		}
	}
}

// The heads of the columns of counts are words of three characters; one alone on a line is misread.
func TestHeadsOfCountsStayWholeOnAPhone(t *testing.T) {
	s := browser.Open(t, site.Build(t, site.Own(t)), "search.html")
	for _, size := range []string{"usual", "large"} {
		browser.Visit(t, s.Ctx, s.Dir, "index.html")
		if size == "large" {
			s.Act(chromedp.Click(largeButton))
		}
		if broken := browser.Ask[string](t, s.Ctx, `Array.from(document.querySelectorAll(
			'.table--wide thead .table__number')).filter((head) => {
				const range = document.createRange()
				range.selectNodeContents(head)
				return range.getClientRects().length > 1
			}).map((head) => head.textContent).join()`); broken != "" {
			t.Errorf("in %s text these break: %s", size, broken)
		}
	}
}
