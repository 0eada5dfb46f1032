package generator_test

import (
	"context"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// built is a site on the disk.
type built struct{ name, dir string }

// sites builds what the pages are tried with: this project's own register, one that uses every
// key, and one in English with every status. The fourth, whose texts mean harm, has its own tests.
func sites(t *testing.T) []built {
	t.Helper()
	return []built{
		{"own", build(t, "..")},
		{"every-key", build(t, "testdata/every-key")},
		{"english", build(t, "testdata/english")},
	}
}

// names gives the pages of a site in order.
func names(pages site) []string { return slices.Sorted(maps.Keys(pages)) }

// eachPage opens every page of every site in a telephone's tab and hands it over once it has
// loaded. What the witness hears is an error.
func eachPage(t *testing.T, ctx context.Context, look func(t *testing.T, s built, name string)) {
	t.Helper()
	w := onPhone(t, ctx)
	for _, s := range sites(t) {
		t.Run(s.name, func(t *testing.T) {
			pages, requests := names(crawl(t, s.dir)), w.asked()
			for _, name := range pages {
				visit(t, ctx, s.dir, name)
				look(t, s, name)
				if heard := w.heard(); len(heard) > 0 {
					t.Errorf("%s %s", name, strings.Join(heard, "; "))
				}
			}
			if seen := w.asked() - requests; seen < 2*len(pages)-1 { // 404.html has no style
				t.Errorf("only %d requests were seen", seen)
			}
		})
	}
}

func TestPagesOpenFromADiskOnANarrowPhone(t *testing.T) {
	ctx := browser(t)
	eachPage(t, ctx, func(t *testing.T, s built, name string) {
		width := ask[int](t, ctx, "document.documentElement.scrollWidth")
		if width > phoneWidth {
			t.Errorf("%s is %d pixels wide on a phone of %d", name, width, phoneWidth)
		}
	})
}

// idle lists what can be pressed or filled in but does nothing without a script, and what is
// missing from a page that should say all without one.
const idle = `(() => {
	const seen = (n) => n.offsetWidth > 0 && n.offsetHeight > 0 &&
		getComputedStyle(n).visibility === 'visible'
	const main = document.querySelector('main')
	const wrong = Array.from(document.querySelectorAll(
		'button, input, select, textarea, [role=button], a:not([href])'))
		.filter(seen).map((n) => 'shows ' + n.outerHTML.slice(0, 80))
	if (!document.querySelector('h1') || !seen(document.querySelector('h1')))
		wrong.push('shows no heading')
	if (!main || main.innerText.trim().length < 20) wrong.push('shows no content')
	return wrong
})()`

func TestPagesSayAllWithoutAScript(t *testing.T) {
	ctx := browser(t)
	_, err := chromedp.Call(ctx, emulation.SetScriptExecutionDisabled,
		emulation.SetScriptExecutionDisabledParams{Value: true})
	if err != nil {
		t.Fatal(err)
	}
	eachPage(t, ctx, func(t *testing.T, s built, name string) {
		for _, wrong := range ask[[]string](t, ctx, idle) {
			t.Errorf("%s without a script %s", name, wrong)
		}
	})
}

// alike lists badges that say the same although they mean different things, and those
// that say nothing.
const alike = `(() => {
	const said = {}
	const wrong = []
	for (const badge of document.querySelectorAll('.badge, .schedule:not([hidden])')) {
		const words = badge.textContent.trim()
		const means = badge.className
		if (!words) wrong.push(means + ' has no words')
		if (said[words] && said[words] !== means) wrong.push(means + ' and ' + said[words])
		said[words] = means
	}
	return wrong
})()`

func TestReadersMayAskForOtherColoursAndLessMotion(t *testing.T) {
	ctx := browser(t)
	w := onPhone(t, ctx)
	dir := build(t, "testdata/english")
	for _, wish := range []map[string]string{
		{"forced-colors": "active"},
		{"forced-colors": "active", "prefers-color-scheme": "dark"},
		{"prefers-contrast": "more"},
		{"prefers-contrast": "more", "prefers-color-scheme": "dark"},
		{"prefers-reduced-motion": "reduce"},
	} {
		if err := prefer(ctx, wish); err != nil {
			t.Fatal(err)
		}
		for name := range perKind(t, dir) {
			visit(t, ctx, dir, name)
			if w := ask[int](t, ctx, "document.documentElement.scrollWidth"); w > phoneWidth {
				t.Errorf("%v: %s is %d pixels wide", wish, name, w)
			}
			for _, wrong := range ask[[]string](t, ctx, alike) {
				t.Errorf("%v: %s: without colour, the same: %s", wish, name, wrong)
			}
			for feature, value := range wish {
				query := "matchMedia('(" + feature + ": " + value + ")').matches"
				if !ask[bool](t, ctx, query) {
					t.Fatalf("the browser does not hear of %s: %s", feature, value)
				}
			}
			moves := "getComputedStyle(document.documentElement).scrollBehavior === 'smooth'"
			if wish["prefers-reduced-motion"] != "" && ask[bool](t, ctx, moves) {
				t.Errorf("%s scrolls smoothly for those who asked for less motion", name)
			}
		}
		if heard := w.heard(); len(heard) > 0 {
			t.Errorf("%v: %s", wish, strings.Join(heard, "; "))
		}
	}
}

// The limits are the promise made to those who pay for every kilobyte; bytes of HTML, styles and
// scripts, not compressed.
const (
	pageLimit  = 60_000
	largeLimit = 300_000 // the whole register in one page, or its search
)

func TestPagesAreLight(t *testing.T) {
	dir := build(t, "..")
	for name, page := range crawl(t, dir) {
		weight, limit := size(t, dir, name), pageLimit
		if base := path.Base(name); base == "search.html" || base == "notice.html" {
			limit = largeLimit
		}
		for _, n := range all(page, func(n *html.Node) bool { return true }) {
			to, _ := attribute(n, "src")
			if rel, _ := attribute(n, "rel"); rel == "stylesheet" {
				to, _ = attribute(n, "href")
			} else if n.DataAtom != atom.Script {
				continue
			}
			if to != "" {
				weight += size(t, dir, path.Join(path.Dir(name), to))
			}
		}
		if weight > limit {
			t.Errorf("%s weighs %d bytes, of %d", name, weight, limit)
		}
		if name != "404.html" && weight < 10_000 {
			t.Errorf("%s weighs only %d bytes: no styles?", name, weight)
		}
	}
}

func size(t *testing.T, dir, name string) int {
	t.Helper()
	info, err := fs.Stat(os.DirFS(dir), name)
	if err != nil {
		t.Fatal(err)
	}
	return int(info.Size())
}

// kind is what a page shows: the name of its layout.
func kind(page *html.Node) string {
	for _, n := range all(page, class("page")) {
		value, _ := attribute(n, "class")
		_, kind, _ := strings.Cut(value, "page--")
		return strings.Fields(kind + " ")[0]
	}
	return "404" // has no styles, and so no class
}

// perKind gives one page of each kind, the longest, by its address.
func perKind(t *testing.T, dir string) map[string]string {
	t.Helper()
	longest := map[string]string{}
	pages := crawl(t, dir)
	for _, name := range names(pages) {
		k := kind(pages[name])
		if longest[k] == "" || size(t, dir, name) > size(t, dir, longest[k]) {
			longest[k] = name
		}
	}
	kinds := map[string]string{}
	for k, name := range longest {
		kinds[name] = k
	}
	if len(kinds) < 8 {
		t.Errorf("only the kinds %v of page were found", kinds)
	}
	return kinds
}
