package browser

import (
	"context"
	"errors"
	"net/url"
	"path"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// Witness notes what a browser finds wrong: errors, breaches of the page's policy, and requests
// that leave the site. Events come in on a goroutine of their own.
type Witness struct {
	sync.Mutex
	complaints []string
	requests   int
}

// Phone makes a tab a telephone's, and notes what it finds wrong from then on.
func Phone(t testing.TB, ctx context.Context) *Witness {
	t.Helper()
	w := &Witness{}
	listened := chromedp.Listen(ctx, w.listen)
	sized := Resize(ctx, PhoneWidth)
	_, logged := chromedp.Call(ctx, log.Enable, cdp.Empty{})
	_, watched := chromedp.Call(ctx, network.Enable, network.EnableParams{})
	if err := errors.Join(listened, sized, logged, watched); err != nil {
		t.Fatal(err)
	}
	return w
}

func (w *Witness) listen(event any) {
	w.Lock()
	defer w.Unlock()
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		u, err := url.Parse(e.Request.URL)
		if err != nil || path.Base(u.Path) != "icon.svg" { // which comes sooner or later
			w.requests++
		}
		if err != nil || u.Scheme != "file" && u.Scheme != "data" {
			w.complaints = append(w.complaints, "asks for "+e.Request.URL)
		}
	case *network.EventLoadingFailed:
		w.complaints = append(w.complaints, "does not get a file: "+e.ErrorText)
	case *runtime.EventExceptionThrown:
		w.complaints = append(w.complaints, "throws "+e.ExceptionDetails.Text)
	case *runtime.EventConsoleAPICalled:
		w.complaints = append(w.complaints, "writes to the console")
	case *log.EventEntryAdded:
		w.complaints = append(w.complaints, "is told "+e.Entry.Text)
	}
}

// Requests gives how many requests there were so far, but for the icon.
func (w *Witness) Requests() int {
	w.Lock()
	defer w.Unlock()
	return w.requests
}

// Complaints gives what was found wrong since it was last called.
func (w *Witness) Complaints() []string {
	w.Lock()
	defer w.Unlock()
	complaints := w.complaints
	w.complaints = nil
	return complaints
}
