package screen

import (
	"archive/zip"
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"gongshi/generator"
	"gongshi/generator/acceptance/browser"
	"gongshi/generator/acceptance/site"
	"gongshi/generator/sign"

	"github.com/chromedp/cdproto/dom"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// signedSite is the project's own site, signed with a key of the test's own.
func signedSite(t *testing.T) string {
	t.Helper()
	private, _, fingerprint, err := sign.NewKey("test", nil)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "key")
	if err := os.WriteFile(file, private, 0o600); err != nil {
		t.Fatal(err)
	}
	key, err := sign.ReadKey(file, nil)
	if err != nil {
		t.Fatal(err)
	}
	source := site.Own(t)
	config := filepath.Join(source, "config.toml")
	text, err := os.ReadFile(config)
	if err != nil {
		t.Fatal(err)
	}
	text = append(text, "\n[sign]\nkey = \""+fingerprint+"\"\n"...)
	if err := os.WriteFile(config, text, 0o600); err != nil {
		t.Fatal(err)
	}
	o := generator.Options{Source: source, Output: filepath.Join(t.TempDir(), "public"),
		Now: time.Unix(0, 0)}
	for _, o.Sign = range []func(sign.Site) error{nil, func(s sign.Site) error {
		_, _, err := sign.Release(s, key)
		return err
	}} {
		if _, err := generator.Build(context.Background(), o); err != nil {
			t.Fatal(err)
		}
	}
	return o.Output
}

// choose puts a file or a folder into a field, as a reader chooses it.
func choose(r browser.Reader, field, file string) {
	r.Helper()
	found, err := chromedp.Call(r.Ctx, runtime.Evaluate,
		runtime.EvaluateParams{Expression: "document.querySelector('" + field + "')"})
	if err != nil {
		r.Fatal(err)
	}
	_, err = chromedp.Call(r.Ctx, dom.SetFileInputFiles,
		dom.SetFileInputFilesParams{Files: []string{file}, ObjectID: found.Result.ObjectID})
	if err != nil {
		r.Fatal(err)
	}
}

const (
	clear   = `document.getElementById('verify-result').textContent = ''`
	allGood = `document.querySelectorAll('.verdict--good').length === 3 &&
		!document.querySelector('.verdict--bad')`
	namesHome = `document.querySelector('.verdict--bad') &&
		document.getElementById('verify-list').innerText.trim() === '被改动：index.html'`
)

func packed(t *testing.T, dir string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "site.zip")
	f, err := os.Create(file)
	if err != nil {
		t.Fatal(err)
	}
	z := zip.NewWriter(f)
	if err := z.AddFS(os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	return file
}

func TestABrowserChecksACopyFromTheDisk(t *testing.T) {
	dir := signedSite(t)
	r := browser.Open(t, dir, "verify.html")
	choose(r, "#verify-folder", dir)
	r.Until(allGood)
	browser.Inject(t, r.Ctx, clear)
	choose(r, "#verify-zip", packed(t, dir))
	r.Until(allGood)

	home := filepath.Join(dir, "index.html")
	data, err := os.ReadFile(home)
	if err != nil {
		t.Fatal(err)
	}
	data[len(data)/2] ^= 1
	if err := os.WriteFile(home, data, 0o600); err != nil {
		t.Fatal(err)
	}
	browser.Inject(t, r.Ctx, clear)
	choose(r, "#verify-folder", dir)
	r.Until(namesHome)
	browser.Inject(t, r.Ctx, clear)
	choose(r, "#verify-zip", packed(t, dir))
	r.Until(namesHome)
}

// Over plain HTTP a browser has no digests: the page says so, and what to do.
func TestPlainHTTPIsSaidToHaveNoDigests(t *testing.T) {
	dir := signedSite(t)
	server := httptest.NewServer(http.FileServerFS(os.DirFS(dir)))
	defer server.Close()
	ctx := browser.Start(t)
	for host, secure := range map[string]bool{"127.0.0.1": true, browser.PlainHost: false} {
		address := strings.Replace(server.URL, "127.0.0.1", host, 1) + "/verify.html"
		if err := chromedp.Do(ctx, chromedp.Navigate(address)); err != nil {
			t.Fatal(err)
		}
		said := browser.Ask[string](t, ctx, "document.getElementById('verify-result').innerText")
		form := browser.Ask[bool](t, ctx, "document.getElementById('verify').offsetHeight > 0")
		if strings.Contains(said, "https") == secure || form != secure {
			t.Errorf("%s: %q, form %t", host, said, form)
		}
		commands := browser.Ask[string](t, ctx, "document.querySelector('main').innerText")
		if !strings.Contains(commands, "ssh-keygen -Y") || !strings.Contains(commands, "sha256sum -c") {
			t.Errorf("%s: no commands", host)
		}
	}
}
