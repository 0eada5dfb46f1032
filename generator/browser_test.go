package generator_test

import (
	"context"
	"errors"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
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

// need leaves a test out where the machine lacks something that it asks, but never in CI.
func need(t *testing.T, what string, err error) {
	t.Helper()
	if err == nil {
		return
	}
	if os.Getenv("CI") != "" {
		t.Fatalf("no %s; make test installs it: %v", what, err)
	}
	t.Skipf("no %s; make test installs it", what)
}

// browser starts a Chromium of the test's own.
func browser(t *testing.T) context.Context {
	t.Helper()
	path, err := exec.LookPath("chromium")
	need(t, "chromium", err)
	options := append(slices.Clone(chromedp.DefaultExecAllocatorOptions[:]),
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.Flag("disable-quic", true))
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Minute)
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

// asked gives how many requests there were so far.
func (w *witness) asked() int {
	w.Lock()
	defer w.Unlock()
	return w.requests
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

// resize gives a tab a width, in CSS pixels: a telephone's where it is one.
func resize(ctx context.Context, width int) error {
	_, err := chromedp.Call(ctx, emulation.SetDeviceMetricsOverride,
		emulation.SetDeviceMetricsOverrideParams{Width: int64(width), Height: 640,
			DeviceScaleFactor: 1, Mobile: width == phoneWidth})
	return err
}

// prefer sets what the reader asks of every site, such as prefers-color-scheme: dark. What is not
// named is as it comes.
func prefer(ctx context.Context, features map[string]string) error {
	var p emulation.SetEmulatedMediaParams
	for name, value := range features {
		p.Features = append(p.Features, &emulation.MediaFeature{Name: name, Value: value})
	}
	_, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, p)
	return err
}

// ask gives the value of an expression in the page that a tab shows.
func ask[T any](t *testing.T, ctx context.Context, expression string) T {
	t.Helper()
	value, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatal(err)
	}
	return value
}

// onPhone makes a tab a telephone's, and has it tell everything.
func onPhone(t *testing.T, ctx context.Context) *witness {
	t.Helper()
	w := &witness{}
	listened := chromedp.Listen(ctx, w.listen)
	sized := resize(ctx, phoneWidth)
	_, logged := chromedp.Call(ctx, log.Enable, cdp.Empty{})
	_, watched := chromedp.Call(ctx, network.Enable, network.EnableParams{})
	if err := errors.Join(listened, sized, logged, watched); err != nil {
		t.Fatal(err)
	}
	return w
}

// The witness is worth nothing if it stays silent.
func TestWitnessHearsWhatABrowserFindsWrong(t *testing.T) {
	dir := t.TempDir()
	page := `<!doctype html><meta charset="utf-8">
<meta name="viewport" content="width=device-width">
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
