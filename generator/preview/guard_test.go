package preview

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// What was published against development servers, tried against this one. Each number leads to
// the facts; the requests are written anew for the addresses that this server has.
func TestWhatWasTriedElsewhereComesToNothing(t *testing.T) {
	f := start(t, func(o *Options) { o.Source = t.TempDir() })
	for _, name := range []string{"out.txt", "up/outside.txt", ".env", ".git/config"} {
		f.names[name] = true // as if a build had gone wrong
	}
	symlink(t, "../outside.txt", filepath.Join(f.dir, "out.txt"))
	symlink(t, "..", filepath.Join(f.dir, "up"))
	tried := map[string]bool{}
	for _, list := range [][]trial{asks, methods, targets} {
		for _, trial := range list {
			if tried[trial.name] {
				t.Errorf("%q is there twice", trial.name)
			}
			tried[trial.name] = true
			t.Run(trial.name, func(t *testing.T) { f.try(t, trial) })
		}
	}
	if len(tried) < 40 {
		t.Errorf("only %d trials", len(tried))
	}
}

func symlink(t *testing.T, to, name string) {
	t.Helper()
	if err := os.Symlink(filepath.FromSlash(to), name); err != nil {
		t.Skip(err) // Windows, without the right to
	}
}

func (f *fixture) try(t *testing.T, trial trial) {
	header := strings.ReplaceAll("\n"+trial.header, "\n", "\r\n")
	if !strings.Contains(header, "\r\nHost:") {
		header = "\r\nHost: HOST" + header
	}
	_, port, _ := strings.Cut(f.addr, ":")
	header = strings.ReplaceAll(header, "PORT", port)
	got := f.raw(trial.line + " HTTP/1.1" + strings.TrimSuffix(header, "\r\n") + "\r\n\r\n")
	answered := 0 < got.status && got.status < 400
	if answered || trial.want != 0 && got.status != trial.want {
		t.Errorf("%d, want %d", got.status, trial.want)
	}
	for _, name := range []string{"Access-Control-Allow-Origin", "Location", "X-Evil"} {
		if value := got.header.Get(name); value != "" {
			t.Errorf("%s: %s", name, value)
		}
	}
	for _, given := range []string{"secret", "<p>home", "EventSource", "root:"} {
		if strings.Contains(got.body, given) {
			t.Errorf("it gave away\n%s", got.body)
		}
	}
	if after := f.get("/"); after.status != 200 {
		t.Errorf("then the server answers %d", after.status)
	}
}

// The list above is worth nothing if the server refuses everybody.
func TestWhoMayAskIsAnswered(t *testing.T) {
	f := start(t, nil)
	_, port, _ := strings.Cut(f.addr, ":")
	for name, lines := range map[string]string{
		"no browser":          "Host: HOST",
		"by name":             "Host: localhost:" + port,
		"by name, in capital": "Host: LocalHost:" + port,
		"by the IPv6 address": "Host: [::1]:" + port,
		"an address typed": "Host: HOST\r\nSec-Fetch-Site: none\r\nSec-Fetch-Mode: navigate\r\n" +
			"Sec-Fetch-Dest: document",
		"its own page": "Host: HOST\r\nOrigin: http://HOST\r\nSec-Fetch-Site: same-origin",
		"a link in somebody's mail": "Host: HOST\r\nSec-Fetch-Site: cross-site\r\n" +
			"Sec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document",
		"a link in an old browser": "Host: HOST\r\nReferer: https://mail.example/\r\n" +
			"Accept: text/html,*/*;q=0.8",
	} {
		got := f.raw("GET / HTTP/1.1\r\nConnection: close\r\n" + lines + "\r\n\r\n")
		if got.status != 200 || !strings.Contains(got.body, "<p>home") {
			t.Errorf("%s: %d %s", name, got.status, got.body)
		}
	}
}

func TestEveryAnswerIsArmoured(t *testing.T) {
	f := start(t, nil)
	for _, target := range []string{"/", "/site.css", "/no.html", "/..", "/.gongshi/preview.js"} {
		got := f.get(target)
		for name, want := range map[string]string{
			"Cache-Control":                "no-store",
			"X-Content-Type-Options":       "nosniff",
			"Cross-Origin-Resource-Policy": "same-origin",
			"Cross-Origin-Opener-Policy":   "same-origin",
			"X-Frame-Options":              "DENY",
			"Content-Security-Policy":      "frame-ancestors 'none'",
			"Referrer-Policy":              "same-origin",
			"Server":                       "",
		} {
			if got := got.header.Get(name); got != want {
				t.Errorf("%s: %s is %q", target, name, got)
			}
		}
	}
}

func TestRefusalsSpeakTheEditorsLanguage(t *testing.T) {
	f := start(t, func(o *Options) { o.Language = "zh" })
	got := f.get("/", "Origin: null")
	if got.status != http.StatusForbidden || !strings.Contains(got.body, "别的网站") {
		t.Errorf("%d %s", got.status, got.body)
	}
}
