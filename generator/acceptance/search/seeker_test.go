package search

import (
	"fmt"
	"testing"

	"gongshi/generator/acceptance/browser"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// seeker is a reader on the search page of a site.
type seeker struct{ browser.Reader }

func seek(t *testing.T, dir, hash string) seeker {
	t.Helper()
	return seeker{browser.Open(t, dir, "search.html"+hash)}
}

// counts waits until so many findings are said to be found.
func (s seeker) counts(n int) {
	s.Helper()
	s.Until(fmt.Sprintf("document.getElementById('search-count').textContent === '找到%d个问题'", n))
}

func (s seeker) hash(want string) {
	s.Helper()
	s.Until(fmt.Sprintf("decodeURIComponent(location.hash) === '%s'", want))
}

// types writes into the field as a Chinese input method does, which sends no keys.
func (s seeker) types(text string) {
	s.Helper()
	s.Act(chromedp.Focus("#search-words"))
	_, err := chromedp.Call(s.Ctx, input.InsertText, input.InsertTextParams{Text: text})
	if err != nil {
		s.Fatal(err)
	}
}

// chooses narrows a search as a mouse would.
func (s seeker) chooses(what, value string) {
	s.Helper()
	browser.Ask[bool](s.T, s.Ctx, fmt.Sprintf(`(() => {
		const select = document.getElementById('search-%s')
		select.value = '%s'
		return select.dispatchEvent(new Event('change', {bubbles: true}))
	})()`, what, value))
}

func (s seeker) titles() []string {
	return browser.Ask[[]string](s.T, s.Ctx,
		"Array.from(document.querySelectorAll('#search-rows a'), (a) => a.textContent)")
}

func (s seeker) marked() []string {
	return browser.Ask[[]string](s.T, s.Ctx,
		"Array.from(new Set(Array.from(document.querySelectorAll('mark'), (m) => m.textContent)))")
}
