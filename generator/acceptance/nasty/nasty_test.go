package nasty

import (
	"context"
	"errors"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"golang.org/x/net/html"

	"gongshi/generator"
	"gongshi/generator/acceptance/browser"
	"gongshi/generator/acceptance/checker"
	"gongshi/generator/acceptance/site"
	"gongshi/generator/problem"
)

// marked finds the marks that stand behind nasty texts.
var marked = regexp.MustCompile(`§([a-z]+)\.(\d+)§`)

// spaces are those that a line may break at; how many there are is not told apart.
var spaces = regexp.MustCompile(`[\s\p{Z}]+`)

// whole gives, by key, how many nasty texts a shown text holds, and an error for each that is not
// as it was written, be it in Markdown.
func whole(t *testing.T, where, shown string, texts []string) map[string]int {
	t.Helper()
	found := map[string]int{}
	shown = spaces.ReplaceAllString(shown, " ")
	for _, at := range marked.FindAllStringSubmatchIndex(shown, -1) {
		key := shown[at[2]:at[3]]
		n, _ := strconv.Atoi(shown[at[4]:at[5]])
		before := shown[:at[0]]
		text := spaces.ReplaceAllString(texts[n], " ")
		if !strings.HasSuffix(before, text) && !strings.HasSuffix(before, literally(text)) {
			t.Errorf("%s: %s holds %.150q, not %.100q", where, key,
				before[max(0, len(before)-len(text)-20):], text)
		}
		found[key]++
	}
	return found
}

func TestNastyTextsAreShownWhole(t *testing.T) {
	pages := site.Crawl(t, site.Build(t, nastyRegister(t)))
	texts := nastyTexts()
	for name, page := range pages {
		found := map[string]int{}
		for _, text := range spoken(t, name, page) {
			for key, n := range whole(t, name, text, texts) {
				found[key] += n
			}
		}
		for _, n := range site.All(page, func(n *html.Node) bool { return len(n.Attr) > 0 }) {
			for _, a := range n.Attr {
				if !slices.Contains([]string{"href", "id", "aria-labelledby", "download"}, a.Key) {
					whole(t, name+" <"+n.Data+" "+a.Key+">", a.Val, texts)
				}
			}
		}
		for key, least := range expected(name, len(texts)) {
			if found[key] < least {
				t.Errorf("%s shows %q %d times, not %d", name, key, found[key], least)
			}
		}
	}
	for _, must := range []string{"index.html", "audit/all_2.html", "status/completed.html"} {
		if pages[must] == nil {
			t.Errorf("there is no %s", must)
		}
	}
}

// expected says which nasty texts a page must show, and how often at least.
func expected(name string, texts int) map[string]int {
	least := map[string]int{}
	keys := ""
	switch {
	case strings.HasPrefix(name, "findings/nasty-"):
		keys = "title number group summary extended reason next office post measure name value " +
			"unit change document rule update question answer evidence address hours heading " +
			"body link quote column cell twin no sum"
	case strings.HasPrefix(name, "findings/twin-"):
		keys = "twin no sum by"
	case strings.HasPrefix(name, "audit/c"):
		keys = "category words"
	case name == "audit/all.html", name == "status/in-progress.html":
		least["title"], least["number"], least["summary"] = texts/3, texts/3, texts/3
		if name != "audit/all.html" {
			least["reason"], least["next"] = texts/3, texts/3
		}
	case name == "audit/index.html":
		least["title"], least["reason"], least["next"], least["category"] = 20, 20, 20, texts/4
	case name == "findings/index.html":
		least["title"], least["number"] = texts/3, texts/3
	case name == "index.html":
		least["title"], least["reason"], least["next"] = 5, 5, 5
	}
	for _, key := range strings.Fields(keys) {
		least[key] = 1
	}
	return least
}

// harmed makes a page tell of what a nasty text may do: a dialog is what all of them try.
const harmed = `for (const name of ['alert', 'confirm', 'prompt'])
	window[name] = () => console.error('a text was run')`

// turned lists the words of the site itself that a nasty text beside them has turned around or
// moved: those of one line must stand from left to right as they were written.
const turned = `(() => {
	const range = document.createRange()
	const at = (node, i) => {
		range.setStart(node, i)
		range.setEnd(node, i + 1)
		return range.getBoundingClientRect()
	}
	const block = (node) => {
		while (/^(inline|contents)/.test(getComputedStyle(node).display)) node = node.parentElement
		return node
	}
	const wrong = []
	let last = null
	const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
	for (let node = walker.nextNode(); node; node = walker.nextNode()) {
		const own = Array.from(node.data).every((c) =>
			/[\p{Script=Han}\p{Script=Latin}\s\d]/u.test(c) ||
			'·，。：；（）《》！？、—()-.:/%?÷=@,›'.includes(c))
		if (!node.data.trim() || !own || !node.parentElement.offsetParent) continue
		const inside = block(node.parentElement)
		for (let i = 0; i < node.data.length; i++) {
			if (!node.data[i].trim()) continue
			const box = at(node, i)
			if (!box.width) continue
			if (last && last.inside === inside && Math.abs(last.box.bottom - box.bottom) < 3 &&
				box.left < last.box.left - 1)
				wrong.push(node.data.trim().slice(0, 40))
			last = {inside, box}
		}
	}
	return Array.from(new Set(wrong))
})()`

func TestNastyTextsDoNoHarmInABrowser(t *testing.T) {
	ctx := browser.Start(t)
	w := browser.Phone(t, ctx)
	_, err := chromedp.Call(ctx, page.AddScriptToEvaluateOnNewDocument,
		page.AddScriptToEvaluateOnNewDocumentParams{Source: harmed})
	if err != nil {
		t.Fatal(err)
	}
	dir := site.Build(t, nastyRegister(t))
	for _, name := range site.Crawl(t, dir).Names() {
		browser.Visit(t, ctx, dir, name)
		for _, width := range []int{browser.PhoneWidth, 1280} {
			if err := browser.Resize(ctx, width); err != nil {
				t.Fatal(err)
			}
			wide := browser.Ask[int](t, ctx, "document.documentElement.scrollWidth")
			if wide > width {
				t.Errorf("%s is %d pixels wide on a screen of %d", name, wide, width)
			}
			for _, words := range browser.Ask[[]string](t, ctx, turned) {
				t.Errorf("%s, %d pixels: a nasty text turns %q around", name, width, words)
			}
		}
		if heard := w.Complaints(); len(heard) > 0 {
			t.Errorf("%s %s", name, strings.Join(heard, "; "))
		}
	}
}

func TestPagesWithNastyTextsAreAccessible(t *testing.T) {
	checker.AuditKinds(t, browser.Start(t), site.Build(t, nastyRegister(t)),
		checker.Look{Theme: "light", Width: 1280},
		checker.Look{Theme: "dark", Width: browser.PhoneWidth})
}

func TestPagesWithNastyTextsAreValid(t *testing.T) {
	for i, wrong := range checker.Validate(t, site.Build(t, nastyRegister(t))) {
		if i == 30 { // one fault of a layout stands on every page
			t.Fatal("and more")
		}
		t.Error(wrong)
	}
}

// What cannot be shown unharmed is refused, with its place, and never dropped.
func TestTextsThatCannotBeShownAreRefused(t *testing.T) {
	for text, rule := range map[string]string{
		"a\x00b": "control-character", "a\x01b": "control-character",
		"a\x1b[31mb": "control-character", "a\x7fb": "control-character",
		"a\u0085b": "control-character", "a\u009bb": "control-character",
		"a\ufffeb": "control-character", "a\ufdd0b": "control-character",
		"two\nlines": "text-lines",
	} {
		dir := nastyRegister(t)
		f, body := nastyFinding(0, "x")
		f[0][1] = text
		f.write(t, dir, "audit/all/nasty-0.md", body)
		refused(t, dir, text, rule)
	}
	for text, rule := range map[string]string{
		"{{% x %}}": "shortcode", "<script>alert(1)</script>": "html-raw",
		"<!-- x -->": "html-comment", "[x](javascript:alert(1))": "link-dangerous",
	} {
		dir := nastyRegister(t)
		f, _ := nastyFinding(0, "x")
		f.write(t, dir, "audit/all/nasty-0.md", text)
		refused(t, dir, text, rule)
	}
}

func refused(t *testing.T, source, text, rule string) {
	t.Helper()
	_, err := generator.Build(context.Background(), generator.Options{Source: source,
		Output: filepath.Join(t.TempDir(), "public"), Now: time.Unix(0, 0)})
	var list problem.List
	if !errors.As(err, &list) || len(list) == 0 || list[0].Rule != rule ||
		list[0].File != "content/audit/all/nasty-0.md" {
		t.Errorf("%q is not refused as %s: %v", text, rule, err)
	}
}
