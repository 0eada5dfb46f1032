package generator_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// seeker is somebody on the search page of a site.
type seeker struct {
	*testing.T
	ctx context.Context
	dir string
	*witness
}

func seek(t *testing.T, dir, hash string) seeker {
	t.Helper()
	s := seeker{T: t, ctx: browser(t), dir: dir}
	s.witness = onPhone(t, s.ctx)
	t.Cleanup(func() {
		if heard := s.heard(); len(heard) > 0 {
			t.Error(strings.Join(heard, "; "))
		}
	})
	visit(t, s.ctx, dir, "search.html"+hash)
	return s
}

// until waits for an expression to be true in the page; while a browser goes from one page to the
// next there is none to be asked.
func (s seeker) until(expression string) {
	s.Helper()
	for range 300 {
		is, err := chromedp.Run(s.ctx, chromedp.Evaluate[bool](expression))
		if is && err == nil {
			return
		}
		time.Sleep(30 * time.Millisecond)
	}
	s.Fatalf("%s never came true; %s", expression, ask[string](s.T, s.ctx, `location.hash + ' ' +
		document.activeElement.outerHTML.slice(0, 200) + ' ' +
		document.querySelector('main').innerText`))
}

// counts waits until so many findings are said to be found.
func (s seeker) counts(n int) {
	s.Helper()
	s.until(fmt.Sprintf("document.getElementById('search-count').textContent === '找到 %d 个问题'", n))
}

func (s seeker) hash(want string) {
	s.Helper()
	s.until(fmt.Sprintf("decodeURIComponent(location.hash) === '%s'", want))
}

func (s seeker) do(actions ...chromedp.Action[chromedp.Void]) {
	s.Helper()
	if err := chromedp.Do(s.ctx, actions...); err != nil {
		s.Fatal(err)
	}
}

// types writes into the field as a Chinese input method does, which sends no keys.
func (s seeker) types(text string) {
	s.Helper()
	s.do(chromedp.Focus("#search-words"))
	_, err := chromedp.Call(s.ctx, input.InsertText, input.InsertTextParams{Text: text})
	if err != nil {
		s.Fatal(err)
	}
}

// chooses narrows a search as a mouse would.
func (s seeker) chooses(what, value string) {
	s.Helper()
	ask[bool](s.T, s.ctx, fmt.Sprintf(`(() => {
		const select = document.getElementById('search-%s')
		select.value = '%s'
		return select.dispatchEvent(new Event('change', {bubbles: true}))
	})()`, what, value))
}

func (s seeker) titles() []string {
	return ask[[]string](s.T, s.ctx,
		"Array.from(document.querySelectorAll('#search-rows a'), (a) => a.textContent)")
}

func (s seeker) marked() []string {
	return ask[[]string](s.T, s.ctx,
		"Array.from(new Set(Array.from(document.querySelectorAll('mark'), (m) => m.textContent)))")
}
