// Package checker asks other people's checkers of pages, which npm installs beside the command's
// tests: axe-core for what shuts readers out, the Nu Html Checker for markup. Which pages are asked
// about, and what is done about an answer, is the tests' matter.
package checker

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"gongshi/generator/acceptance/browser"
	"gongshi/generator/acceptance/program"
	"gongshi/generator/acceptance/site"
)

// rules are those that axe-core is asked for, by its own names.
type rules string

const (
	// all are the rules of WCAG 2.2 AA, and its own best practice.
	all rules = `['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']`
	// ofColours are the ones of them that a theme decides, half of the work.
	ofColours rules = `{type: 'rule', values: ['color-contrast', 'link-in-text-block']}`
)

// audit asks axe-core for what it finds wrong in a page. A passage is a rule, why it matters, and the
// first places.
const audit = `axe.run({runOnly: %s, resultTypes: ['violations'], preload: false}).then((found) =>
	found.violations.map((v) => v.id + ': ' + v.help + ': ' +
		v.nodes.slice(0, 3).map((n) => n.html.slice(0, 120) + ' ' +
			n.any.concat(n.all, n.none).map((c) => c.message).join(' ')).join(' | ')))`

// Inject puts axe-core into the page that a tab shows. Where there is none, the test is left out,
// but never in CI.
func Inject(t testing.TB, ctx context.Context) {
	t.Helper()
	source, err := os.ReadFile(filepath.Join(program.Modules(), "axe-core", "axe.min.js"))
	program.Need(t, "axe-core", err)
	browser.Inject(t, ctx, string(source))
}

// Look is how a page is looked at: in a theme, light or dark, on a screen of a width in CSS pixels.
type Look struct {
	Theme string
	Width int
}

// AuditKinds fails a test for what axe-core finds wrong in a page of each kind of a site, in some
// looks. The themes differ in colours only: at a width that another look had, only they are asked
// about.
func AuditKinds(t testing.TB, ctx context.Context, dir string, looks ...Look) {
	t.Helper()
	for name, kind := range site.Longest(t, dir) {
		browser.Visit(t, ctx, dir, name)
		Inject(t, ctx)
		seen := map[int]bool{}
		for _, l := range looks {
			wish := browser.Prefer(ctx, map[string]string{"prefers-color-scheme": l.Theme})
			if err := errors.Join(wish, browser.Resize(ctx, l.Width)); err != nil {
				t.Fatal(err)
			}
			ask := all
			if seen[l.Width] {
				ask = ofColours
			}
			seen[l.Width] = true
			for _, wrong := range ask.audit(t, ctx) {
				t.Errorf("%s %s, %s, %d pixels: %s", kind, name, l.Theme, l.Width, wrong)
			}
		}
	}
}

// Audit gives what axe-core, injected, finds wrong in the page that a tab shows.
func Audit(t testing.TB, ctx context.Context) []string {
	t.Helper()
	return all.audit(t, ctx)
}

func (r rules) audit(t testing.TB, ctx context.Context) []string {
	t.Helper()
	return browser.Ask[[]string](t, ctx, fmt.Sprintf(audit, r))
}
