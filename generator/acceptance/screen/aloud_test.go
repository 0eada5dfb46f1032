package screen

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"gongshi/generator/acceptance/browser"
	"gongshi/generator/acceptance/site"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// speech stands in for what speaks: it notes what it is to say, and ends when it is told to. As in
// browsers, what is broken off ends with an error.
const speech = `{
	let now = null
	window.said = []
	window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text } }
	const stub = {
		voices: [],
		getVoices() { return this.voices },
		speak(utterance) {
			now = utterance
			said.push(utterance.text)
		},
		cancel() {
			const broken = now
			now = null
			if (broken) broken.onerror({ error: 'interrupted' })
		},
	}
	window.finish = () => now && now.onend()
	window.voice = (lang, localService) => {
		stub.voices.push({ lang, localService })
		if (stub.onvoiceschanged) stub.onvoiceschanged()
	}
	Object.defineProperty(window, 'speechSynthesis', { value: stub, configurable: true })
}`

const (
	offered = "!document.querySelector('[data-aloud]').hidden"
	read    = ".aloud__switch:first-child"
	pause   = ".aloud__switch:last-child"
	silent  = "document.querySelector('" + read + "').getAttribute('aria-pressed') === 'false'"
)

// hearing is a reader whose browser can speak.
type hearing struct{ browser.Reader }

func (l hearing) ask(expression string) bool { return browser.Ask[bool](l.T, l.Ctx, expression) }

// listener opens a page in a browser that can speak but has no voice yet.
func listener(t *testing.T, source, name string) hearing {
	t.Helper()
	dir := site.Build(t, source)
	s := browser.Open(t, dir, "index.html")
	_, err := chromedp.Call(s.Ctx, page.AddScriptToEvaluateOnNewDocument,
		page.AddScriptToEvaluateOnNewDocumentParams{Source: speech})
	if err != nil {
		t.Fatal(err)
	}
	browser.Visit(t, s.Ctx, dir, name)
	return hearing{s}
}

func TestReadingAloudWantsAVoiceOnTheDevice(t *testing.T) {
	l := listener(t, site.Own(t), "findings/asset-growth.html")
	for _, v := range []string{"", "voice('zh-CN', false)", "voice('en-US', true)"} {
		browser.Inject(t, l.Ctx, v)
		if l.ask(offered) {
			t.Fatalf("offered after %q", v)
		}
	}
	for _, lang := range []string{"zh_CN", "cmn-Hans-CN", "zh-TW"} {
		browser.Visit(t, l.Ctx, l.Dir, "findings/asset-growth.html")
		browser.Inject(t, l.Ctx, "voice('"+lang+"', true)")
		if !l.ask(offered) {
			t.Errorf("not offered with a voice of %s", lang)
		}
	}
	browser.Inject(t, l.Ctx, "voice('zh-CN', true)")
	if l.ask("document.querySelectorAll('.aloud__switch').length !== 2") {
		t.Error("offered more than once")
	}
}

// whole has all of an article read, and gives what was said.
func (l hearing) whole() []string {
	l.Helper()
	l.Act(chromedp.Click(read))
	said := browser.Ask[[]string](l.T, l.Ctx, `(() => {
		for (let n = 0; n < 10000 && !(`+silent+`); n++) finish()
		return said
	})()`)
	if !l.ask(silent) {
		l.Error("it never ends")
	}
	return said
}

func TestArticleIsReadInItsOrder(t *testing.T) {
	for _, c := range []struct {
		source, name, voice string
	}{
		{site.Own(t), "findings/talent.html", "zh-CN"},
		{site.Own(t), "quanzhou-2022/notice.html", "zh-CN"},
		{site.English(t), "audit-2025/notice.html", "en-GB"},
	} {
		l := listener(t, c.source, c.name)
		browser.Inject(t, l.Ctx, "voice('"+c.voice+"', true)")
		said := l.whole()
		for n, chunk := range said {
			if n > 0 && len(chunk) > 6 && chunk == said[n-1] {
				t.Errorf("%s: read twice: %s", c.name, chunk)
			}
			if n := utf8.RuneCountInString(chunk); n > 160 || c.voice == "zh-CN" && n > 50 &&
				strings.ContainsAny(chunk, "的一是不了在有") {
				t.Errorf("%s: %d characters at once: %s", c.name, n, chunk)
			}
		}
		all := strings.Join(said, "")
		at := 0
		for _, text := range browser.Ask[[]string](t, l.Ctx, `Array.from(document.querySelectorAll(
			'article h1, article h2, article .measures li > p:first-child, article .item__summary'))
			.filter((e) => !e.closest('nav, .slip')).map((e) => e.innerText)`) {
			text = strings.ReplaceAll(text, " ", "")
			n := strings.Index(strings.ReplaceAll(all, " ", "")[at:], text)
			if n < 0 {
				t.Fatalf("%s: not read, or not in its place: %s", c.name, text)
			}
			at += n + len(text)
		}
		for _, title := range browser.Ask[[]string](t, l.Ctx, `Array.from(document.querySelectorAll(
			'article .chapter__title')).map((e) => e.innerText)`) {
			n := slices.Index(said, title)
			if len(title) > 12 && slices.Contains(said[n+1:], title) { // else a usual word
				t.Errorf("%s: the contents are read, too: %s", c.name, title)
			}
		}
		for _, other := range []string{"大字", "姓名", "状态说明", "Large text", "http"} {
			if strings.Contains(all, other) {
				t.Errorf("%s: %q is read, too", c.name, other)
			}
		}
	}
}

func TestEscapeStopsAndPauseGoesOn(t *testing.T) {
	l := listener(t, site.Own(t), "findings/asset-growth.html")
	browser.Inject(t, l.Ctx, "voice('zh-CN', true)")
	l.Act(chromedp.Click(read))
	browser.Inject(t, l.Ctx, "finish()")
	l.Act(chromedp.Click(pause))
	if !l.ask(`said.length === 2 && document.querySelector('` + pause +
		`').getAttribute('aria-pressed') === 'true'`) {
		t.Error("it does not pause")
	}
	l.Act(chromedp.Click(pause))
	if !l.ask("said.length === 3 && said[2] === said[1] && !(" + silent + ")") {
		t.Error("it does not go on where it was")
	}
	l.Act(chromedp.KeyEvent(kb.Escape))
	if !l.ask(silent + " && document.querySelector('" + pause + "').hidden && said.length === 3") {
		t.Error("Escape does not stop it")
	}
	l.Act(chromedp.Click(read))
	if !l.ask("said.length === 4 && said[3] === said[0]") {
		t.Error("it does not begin anew")
	}
	browser.Inject(t, l.Ctx, "dispatchEvent(new Event('pagehide'))")
	if !l.ask(silent + " && !finish()") {
		t.Error("it goes on after the page is left")
	}
}
