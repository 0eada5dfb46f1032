package browser

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// Reader is somebody who reads a site on a telephone. What the browser finds wrong meanwhile fails
// the test at its end.
type Reader struct {
	*testing.T
	Ctx context.Context // of the tab
	Dir string          // the site's
	*Witness
}

// Open starts a reader's browser with a page of a site.
func Open(t *testing.T, dir, page string) Reader {
	t.Helper()
	r := Reader{T: t, Ctx: Start(t), Dir: dir}
	r.Witness = Phone(t, r.Ctx)
	t.Cleanup(func() {
		if complaints := r.Complaints(); len(complaints) > 0 {
			t.Error(strings.Join(complaints, "; "))
		}
	})
	Visit(t, r.Ctx, dir, page)
	return r
}

// Until waits for an expression to be true in the page; while a browser goes from one page to the
// next there is none to be asked.
func (r Reader) Until(expression string) {
	r.Helper()
	for range 300 {
		is, err := chromedp.Run(r.Ctx, chromedp.Evaluate[bool](expression))
		if is && err == nil {
			return
		}
		time.Sleep(30 * time.Millisecond)
	}
	r.Fatalf("%s never came true; %s", expression, Ask[string](r.T, r.Ctx, `location.hash + ' ' +
		document.activeElement.outerHTML.slice(0, 200) + ' ' +
		document.querySelector('main').innerText`))
}

// Act does what a reader does, such as pressing a key.
func (r Reader) Act(actions ...chromedp.Action[chromedp.Void]) {
	r.Helper()
	if err := chromedp.Do(r.Ctx, actions...); err != nil {
		r.Fatal(err)
	}
}
