package preview

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"gongshi/generator/acceptance/browser"
	"gongshi/generator/problem"
)

// window is a browser's tab with the site in it, and what the browser finds wrong.
type window struct {
	*fixture
	ctx context.Context

	said       sync.Mutex
	complaints []string
}

// browse opens a tab of a Chromium of the test's own.
func browse(t *testing.T, f *fixture) *window {
	t.Helper()
	ctx := browser.Start(t)
	w := &window{fixture: f, ctx: ctx}
	if err := chromedp.Listen(ctx, w.hear); err != nil {
		t.Fatal(err)
	}
	if _, err := chromedp.Call(ctx, log.Enable, cdp.Empty{}); err != nil {
		t.Fatal(err)
	}
	return w
}

func (w *window) hear(event any) {
	w.said.Lock()
	defer w.said.Unlock()
	switch e := event.(type) {
	case *runtime.EventExceptionThrown:
		w.complaints = append(w.complaints, "throws "+e.ExceptionDetails.Text)
	case *log.EventEntryAdded:
		w.complaints = append(w.complaints, "is told "+e.Entry.Text)
	}
}

// content fails the test if the browser has found anything wrong so far.
func (w *window) content() {
	w.t.Helper()
	w.said.Lock()
	defer w.said.Unlock()
	if len(w.complaints) > 0 {
		w.t.Error(strings.Join(w.complaints, "\n"))
	}
}

func (w *window) open(page string) {
	w.t.Helper()
	address := "http://" + w.addr + page + tokenQuery + w.options.Token
	if err := chromedp.Do(w.ctx, chromedp.Navigate(address)); err != nil {
		w.t.Fatal(err)
	}
}

// own reaches into the preview's shadow tree.
const own = `const shade = document.querySelector('gongshi-preview').shadowRoot;
const $ = (selector) => shade.querySelector(selector);`

// await waits until an expression is true in the page, whichever page that then is.
func (w *window) await(expression string) {
	w.t.Helper()
	var err error
	for range 500 { // ten seconds and more
		var ok bool
		ok, err = chromedp.Run(w.ctx, chromedp.Evaluate[bool](
			"{"+own+"Boolean("+expression+")}", chromedp.EvalIgnoreExceptions))
		if ok {
			return
		}
		time.Sleep(20 * time.Millisecond) // a page that reloads has nothing that could be waited for
	}
	shown, _ := chromedp.Run(w.ctx, chromedp.Evaluate[string](
		"{"+own+"document.body.innerText.slice(0, 200) + $('.bar').innerText + $('dialog').innerText}"))
	w.t.Fatalf("never true: %s (%v)\n%s", expression, err, shown)
}

func (w *window) do(script string) {
	w.t.Helper()
	if err := chromedp.Do(w.ctx, chromedp.Evaluate[chromedp.Void]("{"+own+script+"}")); err != nil {
		w.t.Fatal(script, err)
	}
}

// tall is a page that fills several screens, with the styles and the policy of the real ones.
func tall(text string) string {
	return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self';
script-src 'self'; img-src 'self' data:; font-src 'none'; base-uri 'none'; form-action 'none'">
<title>t</title><link rel="icon" href="data:,"><link rel="stylesheet" href="site.css">
<script src="site.js" defer></script></head><body>
<main id="text">` + text + `</main><p id="day"></p>` +
		strings.Repeat("<p>一</p>", 200) + "</body></html>"
}

const script = `document.querySelector('#day').textContent = new Date().getFullYear() + ' ' +
  new Date(Date.now()).getFullYear() + ' ' + (new Date('2020-05-05') instanceof Date)`

func openTall(t *testing.T, change func(*Options)) *window {
	t.Helper()
	f := start(t, change)
	f.put("index.html", tall("first"))
	f.put("site.css", "p { color: rgb(1, 2, 3) }")
	f.put("site.js", script)
	f.Show(State{Build: 1, Drafts: 2, Remarks: 1})
	w := browse(t, f)
	w.open("/")
	w.await(`$('.bar').innerText.includes('2 drafts')`)
	w.await(`$('.bar').innerText.includes('1 remark')`)
	w.await(`$('.bar').innerText.includes('no problems')`)
	return w
}

func TestAPageReloadsWhenItChangesAndStaysWhereItWas(t *testing.T) {
	w := openTall(t, nil)
	w.do(`window.same = true; scrollTo(0, 1500)`)
	w.Show(State{Build: 2, Changed: []string{"a/index.html", "data/findings.json"}, Drafts: 3})
	w.await(`$('.bar').innerText.includes('3 drafts')`)
	w.await(`!$('.bar').innerText.includes('remark')`)
	w.await(`window.same`)
	w.put("index.html", tall("second"))
	w.Show(State{Build: 3, Changed: []string{"index.html"}, Drafts: 3})
	w.await(`document.querySelector('#text').innerText === 'second'`)
	w.await(`!window.same && scrollY === 1500`)
	w.put("site.js", script+"; window.fresh = true")
	w.Show(State{Build: 4, Changed: []string{"site.js"}, Drafts: 3})
	w.await(`window.fresh && scrollY === 1500`)
	w.content()
}

func TestAStyleIsSwappedWithoutAReload(t *testing.T) {
	w := openTall(t, nil)
	w.do(`window.same = true; document.querySelector('p').id = 'p'`)
	for build, colour := range []string{"rgb(4, 5, 6)", "rgb(7, 8, 9)"} {
		w.put("site.css", "p { color: "+colour+" }")
		w.Show(State{Build: build + 2, Changed: []string{"site.css"}})
		w.await(fmt.Sprintf(`getComputedStyle(p).color === '%s'`, colour))
	}
	w.await(`window.same && document.querySelectorAll('link[rel=stylesheet]').length === 1`)
	w.content()
}

func TestAProblemCoversThePageUntilItIsMended(t *testing.T) {
	dir := findings(t)
	w := openTall(t, func(o *Options) { o.Source = dir })
	w.do(`window.same = true`)
	broken := problem.List{{File: "content/b/资产.md", Line: 3, Column: 9, Rule: "status-unknown",
		Args: []any{"done", "completed"}}}
	w.Show(State{Build: 2, Problems: broken})
	w.await(`$('dialog').matches(':modal') && $('dialog').getAttribute('role') === 'alertdialog'`)
	w.await(`$('h2').innerText === '1 problem' && $('mark').innerText === 'done'`)
	w.await(`$('li .text').innerText.startsWith('content/b/资产.md:3:9: status "done"')`)
	w.await(`$('li a').href.startsWith('vscode://file/') && $('li a').href.endsWith(':3:9')`)
	w.await(`$('li code').innerText.endsWith('资产.md:3:9')`)
	w.await(`$('header button').getRootNode().activeElement === $('header button')`)

	if err := chromedp.Do(w.ctx, chromedp.KeyEvent("\u001b")); err != nil {
		t.Fatal(err)
	}
	w.await(`!$('dialog').open && $('.problems').innerText === '1 problem'`)
	w.do(`$('.problems').click()`)
	w.await(`$('dialog').open`)
	w.do(`$('header button').click()`)
	w.await(`!$('dialog').open`)

	w.Show(State{Build: 3, Problems: append(broken, problem.Problem{Rule: "symlink"})})
	w.await(`$('dialog').open && $('h2').innerText === '2 problems'`)
	w.Show(State{Build: 4})
	w.await(`!$('dialog').open && $('.problems').disabled`)
	w.await(`$('.spoken').textContent === 'no problems' && window.same`)
	w.content()
}

func TestAFirstBuildWithProblemsHasAPageToShowThem(t *testing.T) {
	f := start(t, nil)
	f.drop(built...)
	f.Show(State{Build: 1, Problems: problem.List{{File: "content/x.md", Rule: "symlink"}}})
	w := browse(t, f)
	w.open("/")
	w.await(`$('dialog').open && document.body.innerText.includes('there is no page yet')`)
	w.put("index.html", tall("mended"))
	w.put("site.css", "")
	w.put("site.js", script)
	w.Show(State{Build: 2, Changed: []string{"index.html", "site.css", "site.js"}})
	w.await(`document.querySelector('#text')?.innerText === 'mended' && !$('dialog').open`)
	w.content()
}

func TestADayIsChosenInTheBarAndPagesHaveItsClock(t *testing.T) {
	var s *Server
	build := 1
	w := openTall(t, func(o *Options) {
		o.AsOf = func(_ context.Context, day string) error {
			build++
			s.Show(State{Build: build, AsOf: day})
			return nil
		}
	})
	s = w.Server
	w.do(`$('#day').value = '2031-07-15'; $('#day').dispatchEvent(new Event('change'))`)
	w.await(`document.querySelector('#day').innerText === '2031 2031 true'`)
	w.await(`$('#day').value === '2031-07-15' && Date().includes('Jul 15 2031')`)
	w.await(`!$('.day button').disabled`)
	w.do(`$('.day button').click()`)
	now := time.Now().Year() // the year may end meanwhile: one test in a lifetime
	w.await(fmt.Sprintf(`document.querySelector('#day').innerText === '%d %d true'`, now, now))
	w.await(`$('#day').value === '' && $('.day button').disabled`)
	w.content()
}

func TestTheBarIsNotPrinted(t *testing.T) {
	w := openTall(t, nil)
	const seen = `$('.bar').getBoundingClientRect().height > 0`
	w.await(seen)
	print := emulation.SetEmulatedMediaParams{Media: "print"}
	if _, err := chromedp.Call(w.ctx, emulation.SetEmulatedMedia, print); err != nil {
		t.Fatal(err)
	}
	w.await("!(" + seen + ")")
}

func TestAPageFindsAServerThatWasStartedAnew(t *testing.T) {
	w := openTall(t, nil)
	if err := w.end(); err != nil {
		t.Fatal(err)
	}
	w.await(`$('.status').innerText === 'connection lost, trying again'`)
	again := start(t, nil)
	if err := again.end(); err != nil {
		t.Fatal(err)
	}
	again.put("index.html", tall("anew"))
	again.Server = New(again.options)
	again.serve(w.addr)
	w.await(`document.querySelector('#text').innerText === 'anew'`)
}
