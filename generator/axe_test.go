package generator_test

import (
	"context"
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// tools is where npm puts what package-lock.json beside it names.
const tools = "../cmd/gongshi/testdata/browser/node_modules/"

// audit asks axe-core for what it finds wrong in a page: the rules of WCAG 2.2 AA, and its own
// best practice. A passage is a rule, why it matters, and the first places.
const audit = `axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa',
	'best-practice'], resultTypes: ['violations'], preload: false}).then((found) =>
	found.violations.map((v) => v.id + ': ' + v.help + ': ' +
		v.nodes.slice(0, 3).map((n) => n.html.slice(0, 120) + ' ' +
			n.any.concat(n.all, n.none).map((c) => c.message).join(' ')).join(' | ')))`

// axe gives the source of axe-core.
func axe(t *testing.T) string {
	t.Helper()
	source, err := os.ReadFile(tools + "axe-core/axe.min.js")
	need(t, "axe-core", err)
	return string(source)
}

// inject puts a script into the page that a tab shows, as its own policy would never let it in.
func inject(t *testing.T, ctx context.Context, script string) {
	t.Helper()
	_, err := chromedp.Run(ctx, chromedp.Evaluate[chromedp.Void](script))
	if err != nil {
		t.Fatal(err)
	}
}

// look is how a page is looked at: in a theme, on a screen of a width in CSS pixels.
type look struct {
	theme string
	width int
}

func TestPagesAreAccessible(t *testing.T) {
	ctx := browser(t)
	for _, s := range sites(t) {
		t.Run(s.name, func(t *testing.T) { auditKinds(t, ctx, s.dir, auditAll) })
	}
}

func TestPagesWithNastyTextsAreAccessible(t *testing.T) {
	auditKinds(t, browser(t), build(t, nastyRegister(t)),
		func(t *testing.T, ctx context.Context, page string) {
			t.Helper()
			auditIn(t, ctx, page, look{"light", 1280})
			auditIn(t, ctx, page, look{"dark", phoneWidth})
		})
}

// auditKinds has one page of each kind of a site tried.
func auditKinds(t *testing.T, ctx context.Context, dir string,
	try func(t *testing.T, ctx context.Context, page string)) {
	t.Helper()
	script := axe(t)
	for name, kind := range perKind(t, dir) {
		visit(t, ctx, dir, name)
		inject(t, ctx, script)
		try(t, ctx, kind+" "+name)
	}
}

// auditAll has the page that a tab shows, axe injected, tried in light and dark, on a telephone
// and on a desk.
func auditAll(t *testing.T, ctx context.Context, page string) {
	t.Helper()
	for _, l := range []look{{"light", phoneWidth}, {"light", 1280}, {"dark", 1280},
		{"dark", phoneWidth}} {
		auditIn(t, ctx, page, l)
	}
}

func auditIn(t *testing.T, ctx context.Context, page string, l look) {
	t.Helper()
	wish := prefer(ctx, map[string]string{"prefers-color-scheme": l.theme})
	if err := errors.Join(wish, resize(ctx, l.width)); err != nil {
		t.Fatal(err)
	}
	for _, wrong := range ask[[]string](t, ctx, audit) {
		t.Errorf("%s, %s, %d pixels: %s", page, l.theme, l.width, wrong)
	}
}

// The audit is worth nothing if it finds nothing.
func TestAuditFindsWhatIsWrong(t *testing.T) {
	script := axe(t)
	ctx := browser(t)
	dir := t.TempDir()
	page := `<!doctype html><html lang="en"><meta charset="utf-8"><title>x</title><main><h1>x</h1>
<p style="color:#999;background:#fff">too pale<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">
<h4>too deep</h4></main>`
	if err := os.WriteFile(dir+"/bad.html", []byte(page), 0o600); err != nil {
		t.Fatal(err)
	}
	visit(t, ctx, dir, "bad.html")
	inject(t, ctx, script)
	found := strings.Join(ask[[]string](t, ctx, audit), "\n")
	for _, rule := range []string{"color-contrast", "image-alt", "heading-order"} {
		if !strings.Contains(found, rule) {
			t.Errorf("%s was not found, only %s", rule, found)
		}
	}
}
