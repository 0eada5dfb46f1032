package browser

import (
	"context"
	"os"
	"sync"
	"testing"

	"github.com/chromedp/chromedp"
)

// shared is the browser of a package whose tests share one, or nil. It is a global for the reason
// that [testing.M] is: a test is handed nothing else.
var shared *sharedBrowser

// sharedBrowser is started by the first test that wants it.
type sharedBrowser struct {
	mu     sync.Mutex
	ctx    context.Context // nil until then
	cancel []context.CancelFunc
}

// Main is the TestMain of a package whose tests share one browser, which takes a second of CPU to
// start. Each test has a profile of its own in it, so that nothing stays from one to the next.
func Main(m *testing.M) {
	shared = &sharedBrowser{}
	code := m.Run()
	shared.stop()
	os.Exit(code)
}

// start gives the browser, a new one where the last one has ended.
func (b *sharedBrowser) start(path string) (context.Context, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.ctx != nil && b.ctx.Err() == nil {
		return b.ctx, nil
	}
	b.stop()
	ctx, cancelAllocator := chromedp.NewExecAllocator(context.Background(), flags(path)...)
	ctx, cancel := chromedp.NewContext(ctx)
	b.ctx, b.cancel = ctx, []context.CancelFunc{cancel, cancelAllocator}
	return ctx, chromedp.Do(ctx)
}

func (b *sharedBrowser) stop() {
	for _, cancel := range b.cancel {
		cancel()
	}
	b.ctx, b.cancel = nil, nil
}
