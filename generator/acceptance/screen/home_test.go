package screen

import (
	"testing"

	"gongshi/generator/acceptance/browser"
	"gongshi/generator/acceptance/site"
)

// Of 300 findings the home page is as long as of 36: three screens of 800 pixels, eight of a phone.
func TestHomeOfALargeRegisterTakesFewScreens(t *testing.T) {
	ctx := browser.Start(t)
	for _, language := range []string{"zh", "en"} {
		dir := site.Build(t, site.Large(t, language, 300))
		for width, screens := range map[int]int{browser.PhoneWidth: 8, 1280: 3} {
			if err := browser.Resize(ctx, width); err != nil {
				t.Fatal(err)
			}
			browser.Visit(t, ctx, dir, "index.html")
			high := browser.Ask[int](t, ctx, "document.documentElement.scrollHeight")
			if high > screens*800 {
				t.Errorf("%s, %d pixels wide: %d high, %d screens are allowed", language, width, high,
					screens)
			}
			t.Logf("%s, %d pixels wide: %d high", language, width, high)
			wide := browser.Ask[int](t, ctx, "document.documentElement.scrollWidth")
			if wide > width {
				t.Errorf("%s, %d pixels wide: %d", language, width, wide)
			}
		}
	}
}

// What the columns of the list hold stands below their heads.
func TestColumnsOfAllFindingsAreShared(t *testing.T) {
	ctx := browser.Start(t)
	if err := browser.Resize(ctx, 1280); err != nil {
		t.Fatal(err)
	}
	browser.Visit(t, ctx, site.Build(t, site.Large(t, "zh", 60)), "findings/index.html")
	for _, name := range []string{"number", "state", "office", "due"} {
		lefts := browser.Ask[int](t, ctx, `new Set(Array.from(document.querySelectorAll(
			'#search-lists .row__`+name+`'), (cell) => Math.round(cell.getBoundingClientRect().left))).size`)
		if lefts != 1 {
			t.Errorf("%s: begins at %d places", name, lefts)
		}
	}
}
