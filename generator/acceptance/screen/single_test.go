package screen

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gongshi/generator/acceptance/browser"
	"gongshi/generator/acceptance/site"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"golang.org/x/net/html"
)

// single are sources whose findings are looked at as one page.
func singles(t *testing.T) map[string]string {
	t.Helper()
	offline := site.EveryKey(t) // without siteURL there is nowhere to lead to
	file := filepath.Join(offline, "config.toml")
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	data = []byte(strings.ReplaceAll(string(data), "siteURL", "#"))
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return map[string]string{"own": site.Own(t), "every-key": site.EveryKey(t), "offline": offline,
		"english": site.English(t), "withdrawn": site.Withdrawn(t), "texts": site.Texts(t),
		"large": site.Large(t, "zh", 300)}
}

const singleLimit = 2 << 20 // bytes, of 300 findings

// lost are links to places that a page has not, and to files beside it.
const lost = `Array.from(document.querySelectorAll('[href], [src]')).filter((n) => {
	const to = n.getAttribute('href') || n.getAttribute('src') || ''
	if (to[0] === '#') return !document.getElementById(decodeURIComponent(to.slice(1)))
	return !/^(https?|tel|mailto|data):/.test(to)
}).map((n) => n.outerHTML.slice(0, 200)).join('\n')`

func TestAllFindingsAsOnePageNeedNothingElse(t *testing.T) {
	ctx := browser.Start(t)
	w := browser.Phone(t, ctx)
	for name, source := range singles(t) {
		t.Run(name, func(t *testing.T) {
			dir, page := site.Single(t, source)
			if size := site.Size(t, dir, page); size > singleLimit {
				t.Errorf("%d bytes", size)
			}
			before := w.Requests()
			browser.Visit(t, ctx, dir, page)
			if asked := w.Requests() - before; asked != 1 {
				t.Errorf("%d requests", asked)
			}
			if links := browser.Ask[string](t, ctx, lost); links != "" {
				t.Errorf("leads nowhere:\n%s", links)
			}
			if width := browser.Ask[int](t, ctx, "document.documentElement.scrollWidth"); width >
				browser.PhoneWidth {
				t.Errorf("%d pixels wide", width)
			}
			if twice := browser.Ask[string](t, ctx, `(() => {
				const ids = Array.from(document.querySelectorAll('[id]')).map((n) => n.id)
				return ids.filter((id, n) => ids.indexOf(id) !== n).join(' ')
			})()`); twice != "" {
				t.Errorf("two places are called %s", twice)
			}
			if heard := w.Complaints(); len(heard) > 0 {
				t.Error(strings.Join(heard, "; "))
			}
		})
	}
}

func TestOnePageHasAllFindings(t *testing.T) {
	for name, source := range singles(t) {
		dir, page := site.Single(t, source)
		built := site.Crawl(t, site.Build(t, source))
		single := site.Crawl(t, dir)[page]
		places := map[string]bool{}
		for _, n := range site.All(single, func(*html.Node) bool { return true }) {
			id, _ := site.Attribute(n, "id")
			places[id] = true
		}
		findings := 0
		for url := range built {
			id, is := strings.CutPrefix(strings.TrimSuffix(url, ".html"), "findings/")
			if !is || strings.Contains(id, "_") || id == "index" || site.Kind(built[url]) == "404" {
				continue
			}
			if findings++; !places["finding-"+id] {
				t.Errorf("%s: no %s", name, id)
			}
		}
		if findings == 0 {
			t.Errorf("%s: no finding", name)
		}
	}
}

// find looks for words, and gives what is shown: how many findings, and what is said of them.
const find = `((words) => {
	const input = document.getElementById('search-words')
	input.value = words
	input.dispatchEvent(new Event('input'))
	const shown = (n) => n.offsetHeight > 0
	return [Array.from(document.querySelectorAll('.item')).filter(shown).length,
		document.getElementById('search-count').textContent,
		Array.from(document.querySelectorAll('.chapter__group')).filter(shown).length].join(' ')
})`

func TestOnePageIsSearched(t *testing.T) {
	ctx := browser.Start(t)
	w := browser.Phone(t, ctx)
	dir, page := site.Single(t, site.Own(t))
	browser.Visit(t, ctx, dir, page)
	all := browser.Ask[string](t, ctx, find+`('')`)
	if !strings.HasPrefix(all, "36  ") {
		t.Fatal(all)
	}
	for words, want := range map[string]string{"人才 涌泉": "1 找到1个问题 1",
		"人才  湧泉": "1 找到1个问题 1", "没有这个词": "0 没有找到相符的问题 0", "": all} {
		if got := browser.Ask[string](t, ctx, find+`('`+words+`')`); got != want {
			t.Errorf("%q: %s", words, got)
		}
	}
	// A link to a finding that is not shown shows it.
	browser.Ask[string](t, ctx, find+`('没有这个词')`)
	browser.Ask[string](t, ctx, `location.hash = '#finding-talent'`)
	browser.Ask[int](t, ctx, `new Promise((done) => setTimeout(() => done(0), 200))`)
	if !browser.Ask[bool](t, ctx, `document.getElementById('finding-talent').offsetHeight > 0`) {
		t.Error("the finding is not shown")
	}
	if heard := w.Complaints(); len(heard) > 0 {
		t.Error(strings.Join(heard, "; "))
	}
}

func TestOnePageSaysAllWithoutAScript(t *testing.T) {
	ctx := browser.Start(t)
	_, err := chromedp.Call(ctx, emulation.SetScriptExecutionDisabled,
		emulation.SetScriptExecutionDisabledParams{Value: true})
	if err != nil {
		t.Fatal(err)
	}
	browser.Phone(t, ctx)
	dir, page := site.Single(t, site.Own(t))
	browser.Visit(t, ctx, dir, page)
	for _, wrong := range browser.Ask[[]string](t, ctx, idle) {
		t.Error(wrong)
	}
	if n := browser.Ask[int](t, ctx, `Array.from(document.querySelectorAll('.item')).filter(
		(n) => n.offsetHeight > 0).length`); n != 36 {
		t.Errorf("%d findings are shown", n)
	}
}
