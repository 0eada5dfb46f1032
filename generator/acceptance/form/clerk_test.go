package form

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/png"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"gongshi/generator"
	"gongshi/generator/acceptance/browser"
	"gongshi/generator/acceptance/checker"
)

// clerk is somebody in an office: a copy of the project's own register, its preview, and a browser.
type clerk struct {
	*testing.T
	ctx    context.Context // of the tab
	dir    string
	origin string
}

// idle is a finding that is not done yet, with a deadline.
const idle = "content/quanzhou-2022/direction/idle-assets.md"

// sit starts the preview of a register on a fixed day, and signs the clerk's browser in.
func sit(t *testing.T) *clerk {
	t.Helper()
	c := &clerk{T: t, ctx: browser.Start(t), dir: t.TempDir()}
	if err := os.CopyFS(c.dir, own{os.DirFS("../../..")}); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	ready, ended := make(chan string, 1), make(chan error, 1)
	go func() {
		ended <- generator.Watch(ctx, generator.WatchOptions{Source: c.dir, Address: "127.0.0.1:0",
			Language: "zh", Start: "edit/", Seen: func(generator.Seen) {},
			Ready: func(url, _ string) { ready <- url },
			Now:   func() time.Time { return time.Date(2024, 7, 1, 4, 0, 0, 0, time.UTC) }})
	}()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	select {
	case signIn := <-ready:
		c.act(chromedp.Navigate(signIn))
		u, err := url.Parse(signIn)
		if err != nil {
			t.Fatal(err)
		}
		c.origin = u.Scheme + "://" + u.Host
	case err := <-ended:
		ended <- err
		t.Fatal(err)
	}
	c.width(1280)
	return c
}

// own is a source without what else lies beside it.
type own struct{ fs.FS }

func (o own) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(o.FS, name)
	return slices.DeleteFunc(entries, func(e fs.DirEntry) bool {
		return name == "." && e.Name() != "config.toml" && e.Name() != "content"
	}), err
}

func (c *clerk) act(actions ...chromedp.Action[chromedp.Void]) {
	c.Helper()
	if err := chromedp.Do(c.ctx, actions...); err != nil {
		c.Fatal(err)
	}
}

func (c *clerk) open(page string) {
	c.Helper()
	c.act(chromedp.Navigate(c.origin + page))
}

func (c *clerk) width(pixels int) {
	c.Helper()
	if err := browser.Resize(c.ctx, pixels); err != nil {
		c.Fatal(err)
	}
}

// until waits for an expression to be true; while a browser goes to a page there is none to be asked.
func (c *clerk) until(expression string) {
	c.Helper()
	for range 6000 { // minutes: a busy machine takes its time
		is, err := chromedp.Run(c.ctx, chromedp.Evaluate[bool]("Boolean("+expression+")"))
		if is && err == nil {
			return
		}
		time.Sleep(30 * time.Millisecond)
	}
	c.Fatalf("%s never came true on\n%s", expression, browser.Ask[string](c, c.ctx,
		`location + ' ' + document.querySelector('main').innerText`))
}

// types puts a text into the field with a name, in the place of what is there.
func (c *clerk) types(name, text string) {
	c.Helper()
	browser.Ask[bool](c, c.ctx, "document.querySelector(`"+field(name)+"`).select() || true")
	if text == "" {
		text = kb.Backspace
	}
	c.act(chromedp.SendKeys(field(name), text))
}

// picks chooses a value of a list, or a day.
func (c *clerk) picks(name, value string) {
	c.Helper()
	browser.Ask[bool](c, c.ctx, "(e => { e.value = '"+value+"'; return e.dispatchEvent("+
		"new Event('change', { bubbles: true })) })(document.querySelector(`"+field(name)+"`))")
}

func field(name string) string {
	return `:is(input:not([type=file]), textarea, select)[name="` + name + `"]`
}

func (c *clerk) clicks(selector string) {
	c.Helper()
	c.act(chromedp.Click(selector))
}

// saves presses the button at the end of the form, and waits for what changed.
func (c *clerk) saves() {
	c.Helper()
	c.clicks("button.primary")
	c.until(`document.querySelector('h1').innerText === '修改内容'`)
}

func (c *clerk) text(name string) string {
	c.Helper()
	data, err := os.ReadFile(filepath.Join(c.dir, filepath.FromSlash(name)))
	if err != nil {
		c.Fatal(err)
	}
	return string(data)
}

// wrong gives what axe-core finds in the page, light and dark, on a screen and on a telephone, and
// whether it is wider than that.
func (c *clerk) wrong() []string {
	c.Helper()
	var all []string
	checker.Inject(c, c.ctx)
	for _, width := range []int{1280, browser.PhoneWidth} {
		c.width(width)
		for _, theme := range []string{"light", "dark"} {
			if err := browser.Prefer(c.ctx,
				map[string]string{"prefers-color-scheme": theme}); err != nil {
				c.Fatal(err)
			}
			all = append(all, checker.Audit(c, c.ctx)...)
		}
		if browser.Ask[bool](c, c.ctx, `document.documentElement.scrollWidth > innerWidth`) {
			all = append(all, "wider than the screen")
		}
	}
	err := errors.Join(browser.Prefer(c.ctx, nil), browser.Resize(c.ctx, 1280))
	if err != nil {
		c.Fatal(err)
	}
	return all
}

// script switches scripts on or off.
func (c *clerk) script(off bool) {
	c.Helper()
	_, err := chromedp.Call(c.ctx, emulation.SetScriptExecutionDisabled,
		emulation.SetScriptExecutionDisabledParams{Value: off})
	if err != nil {
		c.Fatal(err)
	}
}

// photo lays a picture on the clerk's own disk.
func (c *clerk) photo(name string) string {
	c.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 4, 3))); err != nil {
		c.Fatal(err)
	}
	file := filepath.Join(c.TempDir(), name)
	if err := os.WriteFile(file, b.Bytes(), 0o600); err != nil {
		c.Fatal(err)
	}
	return file
}

// lines gives those that one text has and the other has not.
func lines(text, other string) []string {
	var only []string
	there := strings.Split(other, "\n")
	for line := range strings.SplitSeq(text, "\n") {
		if !slices.Contains(there, line) {
			only = append(only, line)
		}
	}
	return only
}
