package form

import (
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"gongshi/generator/acceptance/browser"
	"gongshi/generator/acceptance/program"
	"gongshi/generator/acceptance/site"
	"gongshi/generator/form"
	"gongshi/generator/source"
)

// portals are pages with an editor that portals have, which gives what it holds as HTML.
var portals = map[string]string{
	"wangEditor": `<link rel="stylesheet" href="/modules/@wangeditor/editor/dist/css/style.css">
<script src="/modules/@wangeditor/editor/dist/index.js"></script><div id="text"></div><script>
const editor = wangEditor.createEditor({ selector: '#text' })
const held = () => editor.getHtml()
let ready = true
</script>`,
	"TinyMCE": `<script src="/modules/tinymce/tinymce.min.js"></script><div id="text"></div><script>
let editor, ready = false
tinymce.init({ selector: '#text', license_key: 'gpl', plugins: 'lists link table code' }).then(
	(all) => { editor = all[0]; ready = true })
const held = () => editor.getContent()
</script>`,
}

// shape gives the text of each paragraph of a fragment, and the names of their elements.
const shape = `((html) => {
	const all = [...new DOMParser().parseFromString(html, 'text/html').body.children]
	return all.map((e) => ({ Tag: e.localName, Text: e.textContent }))
})`

type paragraph struct{ Tag, Text string }

type fragment []paragraph

// sum is what is reported of a fragment: characters, headings, paragraphs.
func (f fragment) sum() (sum [3]int) {
	for _, p := range f {
		sum[0] += utf8.RuneCountInString(p.Text)
		sum[1] += strings.Count(p.Tag, "h")
		sum[2] += strings.Count(p.Tag, "p")
	}
	return sum
}

// signs is a finding with what markup is made of, but for a text such as &lt;: wangEditor makes < of
// it when it gives its own text as HTML.
const signs = `---
title: '"超标"<采购>：A & B'
number: 二(一)1(3)
summary: 已经改了。
status: completed
basis: stated
completed: 2023-03-20
measures:
  - text: '见[《办法》](https://www.gov.cn/a?b=1&c=2)，~~原定~~现改为**三**项：a < b && c > d。'
---
两个  空格，　全角空格——省略……“引号”《书名》、·；：

| 年份 | 金额 |
|--|--|
| 2021 | 3<5 |

- 一项
- 二项

1\. 不是列表；\- 也不是；C:\台账\新建；{{ x }}；𠮷姓；😀；不 断；%3Cb%3E；$1。
`

// withSigns is the register that has every key, and such a finding.
func withSigns(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	err := errors.Join(os.CopyFS(dir, os.DirFS("../../testdata/every-key")),
		os.WriteFile(filepath.Join(dir, "content/audit/money/signs.md"), []byte(signs), 0o600))
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// The keys are real ones: what becomes of a paste is the browser's and the editor's own matter.
func TestAPortalsEditorKeepsAllThatIsCopied(t *testing.T) {
	ctx := browser.Start(t)
	for _, name := range []string{"@wangeditor", "tinymce"} {
		_, err := os.Stat(filepath.Join(program.Modules(), name))
		program.Need(t, name, err)
	}
	home := t.TempDir()
	if err := os.CopyFS(home, own{os.DirFS("../../..")}); err != nil {
		t.Fatal(err)
	}
	for _, r := range []struct{ name, dir, host string }{
		{"36 findings", home, "127.0.0.1"},
		{"by a command", home, browser.PlainHost}, // the browser trusts no other name
		{"300 findings", site.Large(t, "zh", 900), "127.0.0.1"},
		{"signs", withSigns(t), "127.0.0.1"},
		{"English", site.Large(t, "en", 60), "127.0.0.1"},
	} {
		t.Run(r.name, func(t *testing.T) {
			c := &clerk{T: t, ctx: ctx, dir: r.dir, origin: "http://" + r.host + ":" + portal(t, r.dir)}
			for _, editor := range slices.Sorted(maps.Keys(portals)) {
				want := c.copies()
				got := c.pastes(editor)
				t.Logf("%s: copied %v, pasted %v", editor, want.sum(), got.sum())
				if !slices.Equal(got, want) {
					t.Errorf("%s has\n%q\ninstead of\n%q", editor, got, want)
				}
			}
		})
	}
}

// portal serves the forms of a register and the editors of portals, and gives its port.
func portal(t *testing.T, dir string) string {
	t.Helper()
	folder, err := source.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	mux := http.NewServeMux()
	mux.Handle(form.Prefix, form.New(form.Options{Folder: folder, Language: "zh", Now: time.Now}))
	mux.Handle("/modules/", http.StripPrefix("/modules/",
		http.FileServer(http.Dir(program.Modules()))))
	bodies := maps.Clone(portals)
	bodies["plain"] = `<div id="text" contenteditable></div>`
	for name, body := range bodies {
		mux.HandleFunc("/"+name, func(w http.ResponseWriter, _ *http.Request) {
			fmt.Fprint(w, `<!doctype html><html lang="zh-CN"><meta charset="utf-8">`+body)
		})
	}
	server := httptest.NewServer(mux)
	t.Cleanup(func() {
		server.Close()
		_ = folder.Close()
	})
	_, port, _ := strings.Cut(server.Listener.Addr().String(), ":")
	return port
}

// presses gives a button the focus, and presses Enter. Only a page in front has a focus.
func (c *clerk) presses(button string) {
	c.Helper()
	if _, err := chromedp.Call(c.ctx, page.BringToFront, cdp.Empty{}); err != nil {
		c.Fatal(err)
	}
	browser.Ask[bool](c, c.ctx, button+`.focus() || true`)
	c.act(chromedp.KeyEvent(kb.Enter))
}

// copies presses the first button for web sites, and gives what that is to copy.
func (c *clerk) copies() fragment {
	c.Helper()
	c.open("/edit/")
	const button = `document.querySelector('[data-copy$="/site"]')`
	c.presses(button)
	const said = button + `.closest('[data-copies]').querySelector('[role="status"]').innerText`
	c.until(said)
	if said := browser.Ask[string](c, c.ctx, said); !strings.HasPrefix(said, "已复制") {
		c.Fatal(said)
	}
	return browser.Ask[fragment](c, c.ctx, `fetch(`+button+`.dataset.copy).then((r) => r.json()).then(
		(answer) => `+shape+`(answer.html))`)
}

// pastes presses Ctrl+V in an editor, and gives what it then holds.
func (c *clerk) pastes(editor string) fragment {
	c.Helper()
	c.open("/" + editor)
	c.until(`ready`)
	browser.Ask[bool](c, c.ctx, `editor.focus() || true`)
	c.act(chromedp.KeyEvent("v", chromedp.KeyModifiers(chromedp.ModifierCtrl)))
	c.until(`held().length > 100`)
	return browser.Ask[fragment](c, c.ctx, shape+`(held())`)
}

// presses sends a key as a keyboard does.
func press(tab *browser.Tab, key string, code, modifiers int) {
	for _, kind := range []string{"rawKeyDown", "char", "keyUp"} {
		if kind == "char" && modifiers != 0 {
			continue
		}
		of := map[string]any{"type": kind, "key": key, "windowsVirtualKeyCode": code,
			"modifiers": modifiers}
		if kind == "char" {
			of["text"] = "\r"
		}
		tab.Call("Input.dispatchKeyEvent", of)
	}
}

// Chromium 69 has no clipboard for scripts, and that of 2020 takes no HTML: a command copies.
func TestAnOldBrowserCopies(t *testing.T) {
	for _, version := range browser.Versions[:2] {
		t.Run(version.Name, func(t *testing.T) {
			tab := browser.Launch(t, version)
			origin := "http://127.0.0.1:" + portal(t, withSigns(t))
			visit := func(at, ready string) {
				tab.Ask("window.isLeft = true")
				tab.Call("Page.navigate", map[string]any{"url": origin + at})
				tab.Until("!window.isLeft && document.readyState === 'complete' && " + ready)
			}
			const button = `document.querySelector('[data-copy$="/site"]')`
			visit("/edit/", "!!"+button)
			tab.Call("Page.bringToFront", nil)
			tab.Ask(button + `.focus()`)
			press(tab, "Enter", 13, 0)
			tab.Until(button + `.closest('[data-copies]').innerText.includes('已复制')`)
			want := tab.Ask(`fetch(` + button + `.dataset.copy).then((r) => r.json()).then(
				(answer) => JSON.stringify(` + shape + `(answer.html)))`)
			visit("/plain", "true")
			tab.Call("Page.bringToFront", nil)
			tab.Ask(`document.querySelector('#text').focus()`)
			press(tab, "v", 86, 2)
			tab.Until(`document.querySelector('#text').innerText.length > 100`)
			if got := tab.Ask(`JSON.stringify(` + shape +
				`(document.querySelector('#text').innerHTML))`); got != want {
				t.Errorf("%s\ninstead of\n%s", got, want)
			}
		})
	}
}
