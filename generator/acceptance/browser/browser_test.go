package browser_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"gongshi/generator/acceptance/browser"
)

// The witness is worth nothing if it stays silent.
func TestWitnessHearsWhatABrowserFindsWrong(t *testing.T) {
	dir := t.TempDir()
	page := `<!doctype html><meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'">
<title>x</title><script>alert(1)</script><img src="https://127.0.0.1:9/x.png"><p style="color:red">`
	if err := os.WriteFile(filepath.Join(dir, "bad.html"), []byte(page), 0o600); err != nil {
		t.Fatal(err)
	}
	ctx := browser.Start(t)
	w := browser.Phone(t, ctx)
	browser.Visit(t, ctx, dir, "bad.html")
	var heard []string
	for range 100 { // the log comes some time behind the page
		if heard = append(heard, w.Complaints()...); len(heard) >= 3 {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Errorf("heard only %q", heard)
}
