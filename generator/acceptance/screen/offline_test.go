package screen

import (
	"context"
	"slices"
	"strings"
	"testing"

	"gongshi/generator/acceptance/browser"
	"gongshi/generator/acceptance/site"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"golang.org/x/net/html"
)

// eachPage opens every page of every site in a telephone's tab and hands it over once it has
// loaded. What the witness hears is an error.
func eachPage(t *testing.T, ctx context.Context,
	look func(t *testing.T, s site.Sample, name string)) {
	t.Helper()
	w := browser.Phone(t, ctx)
	for _, s := range site.Samples(t) {
		t.Run(s.Name, func(t *testing.T) {
			all := site.Crawl(t, s.Dir)
			pages, requests := slices.DeleteFunc(all.Names(), func(name string) bool {
				return len(site.All(all[name], refreshes)) > 0 // a former address, which leads on
			}), w.Requests()
			for _, name := range pages {
				browser.Visit(t, ctx, s.Dir, name)
				look(t, s, name)
				if heard := w.Complaints(); len(heard) > 0 {
					t.Errorf("%s %s", name, strings.Join(heard, "; "))
				}
			}
			if seen := w.Requests() - requests; seen < 2*len(pages)-1 { // 404.html has no style
				t.Errorf("only %d requests were seen", seen)
			}
		})
	}
}

func refreshes(n *html.Node) bool {
	does, _ := site.Attribute(n, "http-equiv")
	return does == "refresh"
}

func TestPagesOpenFromADiskOnANarrowPhone(t *testing.T) {
	ctx := browser.Start(t)
	eachPage(t, ctx, func(t *testing.T, s site.Sample, name string) {
		width := browser.Ask[int](t, ctx, "document.documentElement.scrollWidth")
		if width > browser.PhoneWidth {
			t.Errorf("%s is %d pixels wide on a phone of %d", name, width, browser.PhoneWidth)
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
	ctx := browser.Start(t)
	_, err := chromedp.Call(ctx, emulation.SetScriptExecutionDisabled,
		emulation.SetScriptExecutionDisabledParams{Value: true})
	if err != nil {
		t.Fatal(err)
	}
	eachPage(t, ctx, func(t *testing.T, s site.Sample, name string) {
		for _, wrong := range browser.Ask[[]string](t, ctx, idle) {
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
	ctx := browser.Start(t)
	w := browser.Phone(t, ctx)
	dir := site.Build(t, site.English(t))
	for _, wish := range []map[string]string{
		{"forced-colors": "active"},
		{"forced-colors": "active", "prefers-color-scheme": "dark"},
		{"prefers-contrast": "more"},
		{"prefers-contrast": "more", "prefers-color-scheme": "dark"},
		{"prefers-reduced-motion": "reduce"},
	} {
		if err := browser.Prefer(ctx, wish); err != nil {
			t.Fatal(err)
		}
		for name := range site.Longest(t, dir) {
			browser.Visit(t, ctx, dir, name)
			if wide := browser.Ask[int](t, ctx, sideways); wide > browser.PhoneWidth {
				t.Errorf("%v: %s is %d pixels wide", wish, name, wide)
			}
			for _, wrong := range browser.Ask[[]string](t, ctx, alike) {
				t.Errorf("%v: %s: without colour, the same: %s", wish, name, wrong)
			}
			for feature, value := range wish {
				query := "matchMedia('(" + feature + ": " + value + ")').matches"
				if !browser.Ask[bool](t, ctx, query) {
					t.Fatalf("the browser does not hear of %s: %s", feature, value)
				}
			}
			moves := "getComputedStyle(document.documentElement).scrollBehavior === 'smooth'"
			if wish["prefers-reduced-motion"] != "" && browser.Ask[bool](t, ctx, moves) {
				t.Errorf("%s scrolls smoothly for those who asked for less motion", name)
			}
		}
		if heard := w.Complaints(); len(heard) > 0 {
			t.Errorf("%v: %s", wish, strings.Join(heard, "; "))
		}
	}
}
