package search

import (
	"slices"
	"testing"

	"gongshi/generator/acceptance/browser"
	"gongshi/generator/acceptance/site"

	"golang.org/x/net/html"
)

func rowTitles(page *html.Node) []string {
	var titles []string
	for _, row := range site.All(page, site.Class("row__title")) {
		titles = append(titles, site.Text(row))
	}
	return titles
}

// Narrowed by the script, the list of all findings shows what the plain page for it does.
func TestListOfAllIsNarrowedToWhatThePlainPagesShow(t *testing.T) {
	for _, c := range []struct{ source, choice, value, page string }{
		{site.Own(t), "status", "in-progress", "status/in-progress.html"},
		{site.Own(t), "category", "quanzhou-2022/integrity", "quanzhou-2022/integrity.html"},
		{site.English(t), "office", "Finance office", ""},
	} {
		dir := site.Build(t, c.source)
		pages := site.Crawl(t, dir)
		for url, page := range pages {
			if site.Kind(page) == "office" && len(site.All(page, site.Class("row"))) > 0 && c.page == "" {
				c.page, c.value = url, site.Text(site.All(page, site.Class("title"))[0])
			}
		}
		want := rowTitles(pages[c.page])
		s := seeker{browser.Open(t, dir, "findings/index.html")}
		s.Until("document.getElementById('search-plain').hidden")
		s.chooses(c.choice, c.value)
		s.Until("document.querySelectorAll('#search-rows a').length > 0")
		got := s.titles()
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) || len(want) == 0 {
			t.Errorf("%s %s: got %q, want %q of %s", c.choice, c.value, got, want, c.page)
		}
	}
}

func TestListOfAllIsSortedByDeadlineAtOnce(t *testing.T) {
	s := seeker{browser.Open(t, site.Build(t, site.Own(t)), "findings/index.html#sort=deadline")}
	s.Until("document.querySelectorAll('#search-rows .row').length === 36")
	dates := browser.Ask[[]string](t, s.Ctx, `Array.from(document.querySelectorAll('#search-rows .row'),
		(row) => (row.querySelector('.row__due') || {textContent: '9999'}).textContent.replace(/^\D+/, ''))`)
	if !slices.IsSorted(dates) || dates[0] == "9999" {
		t.Errorf("deadlines %q", dates)
	}
	link := browser.Ask[string](t, s.Ctx, "document.querySelector('#search-rows a').getAttribute('href')")
	browser.Visit(t, s.Ctx, s.Dir, "findings/"+link[len("../findings/"):])
}
