package versions

import (
	_ "embed"
	"fmt"
	"strings"
	"testing"

	"gongshi/generator/acceptance/browser"
	"gongshi/generator/acceptance/site"
)

//go:embed measure.js
var measure string

//go:embed ring.js
var ring string

// pages are the main pages of the project's own register.
var pages = []string{"index.html", "findings/index.html", "overdue.html", "findings/asset-growth.html",
	"search.html", "updates.html", "search.html#q=%E8%B5%84%E4%BA%A7", "quanzhou-2022/notice.html",
	"quanzhou-2022/index.html", "quanzhou-2022/direction.html", "status/in-progress.html",
	"documents.html", "data.html", "contact.html"}

// visit is a page that is measured, in both widths.
type visit struct{ dir, page string }

func visits(t *testing.T) []visit {
	t.Helper()
	var all []visit
	add := func(source string, pages ...string) {
		dir := site.Build(t, source)
		for _, page := range pages {
			all = append(all, visit{dir, page})
		}
	}
	add(site.Own(t), pages...)
	add(site.English(t), "index.html", "findings/index.html", "findings/late-fees.html", "overdue.html",
		"audit-2025/notice.html", "updates.html", "search.html", "contact.html")
	add(site.EveryKey(t), "index.html", "findings/every-key.html", "audit/index.html")
	add(site.Large(t, "zh", 300), "index.html", "findings/index.html", "overdue.html")
	return all
}

// The pages look right and work in browsers that are as old as telephones and office machines are.
func TestPagesHoldInBrowsersOldAndNew(t *testing.T) {
	all := visits(t)
	own := all[0].dir
	for _, v := range browser.Versions {
		t.Run(v.Name, func(t *testing.T) {
			tab := browser.Launch(t, v)
			for _, width := range []int{browser.PhoneWidth, 1280} {
				for _, at := range all {
					tab.Visit(at.dir, at.page, width)
					if strings.Contains(at.page, "#q=") {
						tab.Until("document.querySelectorAll('#search-rows a').length > 0")
					}
					report(t, tab, at.page, width)
				}
			}
			understands(t, tab, own)
			narrows(tab, own)
			counts(t, tab, own)
			enlarges(t, tab, own)
			unfolds(t, tab, own)
			for _, complaint := range tab.Complaints() {
				t.Error(complaint)
			}
		})
	}
}

// report tells what is wrong with the page that a tab shows, each thing once.
func report(t *testing.T, tab *browser.Tab, page string, width int) {
	t.Helper()
	wide, _ := tab.Ask("document.documentElement.scrollWidth").(float64)
	if int(wide) > width {
		t.Errorf("%s is %v pixels wide in a window of %d", page, wide, width)
	}
	wrong, _ := tab.Ask(measure).([]any)
	if width == browser.PhoneWidth || page == "index.html" {
		rings, _ := tab.Ask(ring).([]any)
		wrong = append(wrong, rings...)
	}
	told := map[string]int{}
	for _, what := range append(wrong, said(tab)...) {
		kind, _, _ := strings.Cut(fmt.Sprint(what), " > ")
		if told[kind]++; told[kind] == 1 {
			t.Errorf("%s, %d pixels wide: %v", page, width, what)
		}
	}
}

func said(tab *browser.Tab) []any {
	var all []any
	for _, complaint := range tab.Complaints() {
		all = append(all, complaint)
	}
	return all
}
