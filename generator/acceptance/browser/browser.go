// Package browser lets tests look at pages as a citizen does: in Chromium, on a telephone, from a
// disk. A page is judged by the tests; what the browser itself finds wrong, a [Witness] notes.
package browser

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"gongshi/generator/acceptance/program"
)

// PlainHost is a host of this machine that a browser does not trust over plain HTTP, as it trusts
// localhost.
const PlainHost = "office.test"

// PhoneWidth is that of the narrowest telephones still in use, in CSS pixels.
const PhoneWidth = 360

// limit is how long one test may use a browser.
const limit = 5 * time.Minute

// Start opens a tab of a Chromium of the test's own, or of the one that a package shares ([Main]).
// Where there is none, the test is left out, but never in CI; with -short it is left out everywhere.
func Start(t testing.TB) context.Context {
	t.Helper()
	if testing.Short() {
		t.Skip("it starts a browser")
	}
	path := program.Find(t, "chromium")
	parent, options := context.Background(), []chromedp.ContextOption(nil)
	if shared != nil {
		var err error
		if parent, err = shared.start(path); err != nil {
			t.Fatal(err)
		}
		options = append(options, chromedp.WithNewBrowserContext())
	}
	ctx, cancel := context.WithTimeout(parent, limit)
	t.Cleanup(cancel)
	if shared == nil {
		ctx, cancel = chromedp.NewExecAllocator(ctx, flags(path)...)
		t.Cleanup(cancel)
	}
	ctx, cancel = chromedp.NewContext(ctx, options...)
	t.Cleanup(cancel)
	return ctx
}

// flags are those that a Chromium is started with.
func flags(path string) []chromedp.ExecAllocatorOption {
	return append(slices.Clone(chromedp.DefaultExecAllocatorOptions[:]),
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.Flag("disable-quic", true),
		chromedp.Flag("host-resolver-rules", "MAP "+PlainHost+" 127.0.0.1"))
}

// Visit opens a page of a folder from the disk and waits until it has loaded.
func Visit(t testing.TB, ctx context.Context, dir, name string) {
	t.Helper()
	address := "file://" + filepath.ToSlash(filepath.Join(dir, name))
	if err := chromedp.Do(ctx, chromedp.Navigate(address)); err != nil {
		t.Fatal(name, err)
	}
}

// Resize gives a tab a width, in CSS pixels: a telephone's where it is one.
func Resize(ctx context.Context, width int) error {
	_, err := chromedp.Call(ctx, emulation.SetDeviceMetricsOverride,
		emulation.SetDeviceMetricsOverrideParams{Width: int64(width), Height: 640,
			DeviceScaleFactor: 1, Mobile: width == PhoneWidth})
	return err
}

// Prefer sets what the reader asks of every site, such as prefers-color-scheme: dark. What is not
// named is as it comes.
func Prefer(ctx context.Context, features map[string]string) error {
	var p emulation.SetEmulatedMediaParams
	for name, value := range features {
		p.Features = append(p.Features, &emulation.MediaFeature{Name: name, Value: value})
	}
	_, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, p)
	return err
}

// Ask gives the value of an expression in the page that a tab shows.
func Ask[T any](t testing.TB, ctx context.Context, expression string) T {
	t.Helper()
	value, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatal(err)
	}
	return value
}

// Inject runs a script in the page that a tab shows, as its own policy would never let it in.
func Inject(t testing.TB, ctx context.Context, script string) {
	t.Helper()
	_, err := chromedp.Run(ctx, chromedp.Evaluate[chromedp.Void](script))
	if err != nil {
		t.Fatal(err)
	}
}

// Clock sets the clock that a page sees, in the visitor's own time zone, and gives what ends that.
func Clock(t testing.TB, ctx context.Context, zone, day, clock string) (end func()) {
	t.Helper()
	_, err := chromedp.Call(ctx, emulation.SetTimezoneOverride,
		emulation.SetTimezoneOverrideParams{TimezoneID: zone})
	if err != nil {
		t.Fatal(err)
	}
	set := fmt.Sprintf(`{
		const then = Date.parse('%sT%s'), System = Date
		Date = class extends System {
			constructor(...a) { a.length ? super(...a) : super(then) }
			static now() { return then }
		}
	}`, day, clock)
	added, err := chromedp.Call(ctx, page.AddScriptToEvaluateOnNewDocument,
		page.AddScriptToEvaluateOnNewDocumentParams{Source: set})
	if err != nil {
		t.Fatal(err)
	}
	return func() {
		_, err := chromedp.Call(ctx, page.RemoveScriptToEvaluateOnNewDocument,
			page.RemoveScriptToEvaluateOnNewDocumentParams(added))
		if err != nil {
			t.Fatal(err)
		}
	}
}
