package accessibility

import (
	"os"
	"strings"
	"testing"

	"gongshi/generator/acceptance/browser"
	"gongshi/generator/acceptance/checker"
	"gongshi/generator/acceptance/site"
)

func TestPagesAreAccessible(t *testing.T) {
	looks := []checker.Look{{Theme: "light", Width: browser.PhoneWidth},
		{Theme: "light", Width: 1280}, {Theme: "dark", Width: 1280},
		{Theme: "dark", Width: browser.PhoneWidth}}
	ctx := browser.Start(t)
	for _, s := range site.Samples(t) {
		t.Run(s.Name, func(t *testing.T) {
			checker.AuditKinds(t, ctx, s.Dir, looks...)
		})
	}
}

// The audit is worth nothing if it finds nothing.
func TestAuditFindsWhatIsWrong(t *testing.T) {
	ctx := browser.Start(t)
	dir := t.TempDir()
	page := `<!doctype html><html lang="en"><meta charset="utf-8"><title>x</title><main><h1>x</h1>
<p style="color:#999;background:#fff">too pale<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">
<h4>too deep</h4></main>`
	if err := os.WriteFile(dir+"/bad.html", []byte(page), 0o600); err != nil {
		t.Fatal(err)
	}
	browser.Visit(t, ctx, dir, "bad.html")
	checker.Inject(t, ctx)
	found := strings.Join(checker.Audit(t, ctx), "\n")
	for _, rule := range []string{"color-contrast", "image-alt", "heading-order"} {
		if !strings.Contains(found, rule) {
			t.Errorf("%s was not found, only %s", rule, found)
		}
	}
}
