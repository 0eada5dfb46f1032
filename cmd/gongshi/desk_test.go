package main

import (
	"context"
	"fmt"
	"io/fs"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"gongshi/generator/acceptance/browser"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// desk is an editor's: a register, the program that watches it, and a browser with the preview.
type desk struct {
	t       *testing.T
	source  string
	address string
	ctx     context.Context // of the browser's tab

	said       sync.Mutex
	complaints []string
}

// sit copies the project's own register, watches it, and opens a page of the preview.
func sit(t *testing.T, page string) *desk {
	t.Helper()
	d := &desk{t: t, source: t.TempDir(), ctx: browser.Start(t)}
	if err := os.CopyFS(d.source, own{os.DirFS("../..")}); err != nil {
		t.Fatal(err)
	}
	d.watch()
	if err := chromedp.Listen(d.ctx, d.hear); err != nil {
		t.Fatal(err)
	}
	if _, err := chromedp.Call(d.ctx, log.Enable, cdp.Empty{}); err != nil {
		t.Fatal(err)
	}
	d.open(page)
	return d
}

// own is a source without what else lies beside it.
type own struct{ fs.FS }

func (o own) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(o.FS, name)
	return slices.DeleteFunc(entries, func(e fs.DirEntry) bool {
		return name == "." && e.Name() != "config.toml" && e.Name() != "content"
	}), err
}

// watch starts the program, which ends well when the test does.
func (d *desk) watch() {
	d.t.Helper()
	address, err := freeAddress()
	if err != nil {
		d.t.Fatal(err)
	}
	d.address = address
	gongshi := exec.Command("gongshi", "watch", "--no-open", "--lang", "en",
		"--address", address, "--source", d.source)
	var said strings.Builder
	gongshi.Stdout, gongshi.Stderr = &said, &said
	if err := gongshi.Start(); err != nil {
		d.t.Fatal(err)
	}
	d.t.Cleanup(func() {
		if err := gongshi.Process.Signal(os.Interrupt); err != nil {
			d.t.Error(err)
		}
		if err := gongshi.Wait(); err != nil {
			d.t.Error(err)
		}
		if d.t.Failed() {
			d.t.Log(said.String())
		}
	})
	for end := time.Now().Add(patience); time.Now().Before(end); {
		if conn, err := net.Dial("tcp", address); err == nil {
			conn.Close()
			return
		}
		time.Sleep(look) // nothing says that a port will be there
	}
	d.t.Fatal("no preview")
}

func (d *desk) hear(event any) {
	d.said.Lock()
	defer d.said.Unlock()
	switch e := event.(type) {
	case *runtime.EventExceptionThrown:
		x := e.ExceptionDetails
		d.complaints = append(d.complaints, fmt.Sprintf("throws %s at %s:%d %+v", x.Text, x.URL,
			x.LineNumber, x.Exception))
	case *runtime.EventConsoleAPICalled:
		d.complaints = append(d.complaints, "writes to the console")
	case *log.EventEntryAdded:
		d.complaints = append(d.complaints, "is told "+e.Entry.Text)
	}
}

// open signs the browser in, and opens a page.
func (d *desk) open(page string) {
	d.t.Helper()
	home := "http://" + d.address + "/?token=" + d.text(".gongshi/preview-token")
	if err := chromedp.Do(d.ctx, chromedp.Navigate(home)); err != nil {
		d.t.Fatal(err)
	}
	if err := chromedp.Do(d.ctx, chromedp.Navigate("http://"+d.address+page)); err != nil {
		d.t.Fatal(err)
	}
}

// shade reaches into the tree in which the preview's bar and overlay stand.
const shade = `const shade = document.querySelector('gongshi-preview').shadowRoot;
const $ = (selector) => shade.querySelector(selector);`

// sees waits until an expression is true in the page, whichever page that then is.
func (d *desk) sees(expression string) {
	d.t.Helper()
	var err error
	for end := time.Now().Add(patience / 4); time.Now().Before(end); {
		var ok bool
		ok, err = chromedp.Run(d.ctx, chromedp.Evaluate[bool](
			"{"+shade+"Boolean("+expression+")}", chromedp.EvalIgnoreExceptions))
		if ok {
			return
		}
		time.Sleep(look) // a page that reloads has nothing that could be waited for
	}
	shown, _ := chromedp.Run(d.ctx, chromedp.Evaluate[string]("{"+shade+
		"document.body.innerText.slice(0, 500) + $('.bar').innerText + $('dialog').innerText}"))
	d.t.Fatalf("never true: %s (%v)\n%s", expression, err, shown)
}

func (d *desk) does(script string) {
	d.t.Helper()
	act := chromedp.Evaluate[chromedp.Void]("{" + shade + script + "}")
	if err := chromedp.Do(d.ctx, act); err != nil {
		d.t.Fatal(script, err)
	}
}

// saves writes a file of the source as many editors do: beside, then by rename.
func (d *desk) saves(name, text string) {
	d.t.Helper()
	file := filepath.Join(d.source, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		d.t.Fatal(err)
	}
	writeText(d.t, file+"~", text)
	if err := os.Rename(file+"~", file); err != nil {
		d.t.Fatal(err)
	}
}

// serves waits until a file of the preview holds a word.
func (d *desk) serves(name, word string) {
	d.t.Helper()
	for end := time.Now().Add(patience / 4); time.Now().Before(end); time.Sleep(look) {
		text, err := fetch(d.source, "http://"+d.address+name)
		if err == nil && strings.Contains(text, word) {
			return
		}
	}
	d.t.Fatal(name, "does not hold", word)
}

func (d *desk) text(name string) string {
	d.t.Helper()
	text, err := os.ReadFile(filepath.Join(d.source, filepath.FromSlash(name)))
	if err != nil {
		d.t.Fatal(err)
	}
	return string(text)
}
