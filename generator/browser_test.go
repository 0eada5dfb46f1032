package generator_test

import (
	"context"
	"errors"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// phoneWidth is that of the narrowest telephones still in use, in CSS pixels.
const phoneWidth = 360

// browser starts a Chromium of the test's own. Where there is none, the test is left out, but
// never in CI.
func browser(t *testing.T) context.Context {
	t.Helper()
	path, err := exec.LookPath("chromium")
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("no chromium; make test installs it")
		}
		t.Skip("no chromium; make test installs it")
	}
	options := append(slices.Clone(chromedp.DefaultExecAllocatorOptions[:]),
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.Flag("disable-quic", true))
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewExecAllocator(ctx, options...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	return ctx
}

// witness notes what a browser finds wrong: errors, breaches of the page's policy, and requests
// that leave the site. Events come in on a goroutine of their own.
type witness struct {
	sync.Mutex
	complaints []string
	requests   int
}

func (w *witness) listen(event any) {
	w.Lock()
	defer w.Unlock()
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		w.requests++
		u, err := url.Parse(e.Request.URL)
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

// heard gives the complaints since it was last asked.
func (w *witness) heard() []string {
	w.Lock()
	defer w.Unlock()
	heard := w.complaints
	w.complaints = nil
	return heard
}

// visit opens a page of a folder from the disk and waits until it has loaded.
func visit(t *testing.T, ctx context.Context, dir, name string) {
	t.Helper()
	address := "file://" + filepath.ToSlash(filepath.Join(dir, name))
	if err := chromedp.Do(ctx, chromedp.Navigate(address)); err != nil {
		t.Fatal(name, err)
	}
}

// onPhone makes a tab a telephone's, and has it tell everything.
func onPhone(t *testing.T, ctx context.Context) *witness {
	t.Helper()
	w := &witness{}
	listened := chromedp.Listen(ctx, w.listen)
	phone := emulation.SetDeviceMetricsOverrideParams{Width: phoneWidth, Height: 640,
		DeviceScaleFactor: 2, Mobile: true}
	_, sized := chromedp.Call(ctx, emulation.SetDeviceMetricsOverride, phone)
	_, logged := chromedp.Call(ctx, log.Enable, cdp.Empty{})
	_, watched := chromedp.Call(ctx, network.Enable, network.EnableParams{})
	if err := errors.Join(listened, sized, logged, watched); err != nil {
		t.Fatal(err)
	}
	return w
}

func TestPagesOpenFromADiskOnANarrowPhone(t *testing.T) {
	dir := build(t, "..")
	ctx := browser(t)
	w := onPhone(t, ctx)
	pages := crawl(t, dir)
	for name := range pages {
		visit(t, ctx, dir, name)
		width, err := chromedp.Run(ctx, chromedp.Evaluate[int](
			"document.documentElement.scrollWidth"))
		if err != nil {
			t.Fatal(name, err)
		}
		if width > phoneWidth {
			t.Errorf("%s is %d pixels wide on a phone of %d", name, width, phoneWidth)
		}
		if heard := w.heard(); len(heard) > 0 {
			t.Errorf("%s %s", name, strings.Join(heard, "; "))
		}
	}
	if w.requests < 2*len(pages) {
		t.Errorf("only %d requests were seen", w.requests)
	}
}

// The witness is worth nothing if it stays silent.
func TestWitnessHearsWhatABrowserFindsWrong(t *testing.T) {
	dir := t.TempDir()
	page := `<!doctype html><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'">
<title>x</title><script>alert(1)</script><img src="https://127.0.0.1:9/x.png"><p style="color:red">`
	if err := os.WriteFile(filepath.Join(dir, "bad.html"), []byte(page), 0o600); err != nil {
		t.Fatal(err)
	}
	ctx := browser(t)
	w := onPhone(t, ctx)
	visit(t, ctx, dir, "bad.html")
	var heard []string
	for range 100 { // the log comes some time behind the page
		if heard = append(heard, w.heard()...); len(heard) >= 3 {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Errorf("heard only %q", heard)
}
