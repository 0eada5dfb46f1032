//go:build acceptance

// Package servers serves a site by the settings that a build writes for hosts, with the real
// servers.
package servers

import (
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"html"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"gongshi/generator/acceptance/program"
	"gongshi/generator/acceptance/site"
	"gongshi/generator/export"
)

// answers are what a server has to say of a site's files: status, Content-Type, Cache-Control.
func answers(t *testing.T, dir string) map[string][3]string {
	t.Helper()
	styles, err := filepath.Glob(filepath.Join(dir, "assets", "*.css"))
	if err != nil || len(styles) == 0 {
		t.Fatal("no styles", err)
	}
	const page, anew = "text/html; charset=utf-8", "no-cache"
	return map[string][3]string{
		"/":                        {"200", page, anew},
		"/findings/every-key.html": {"200", page, anew},
		"/nosuch/deep.html":        {"404", page, anew},
		"/feed.xml":                {"200", "application/atom+xml; charset=utf-8", anew},
		"/feed.json":               {"200", "application/feed+json; charset=utf-8", anew},
		"/data/findings.csv":       {"200", "text/csv; charset=utf-8", anew},
		"/data/findings.json":      {"200", "application/json; charset=utf-8", anew},
		"/deadlines.ics":           {"200", "text/calendar; charset=utf-8", anew},
		"/contact.vcf":             {"200", "text/vcard; charset=utf-8", anew},
		"/assets/" + filepath.Base(styles[0]): {"200", "text/css; charset=utf-8",
			"public, max-age=31536000, immutable"},
	}
}

// allowing is the policy that a host sends: that of the pages, and the one inline style of 404.html
// by the hash of its bytes.
func allowing(t *testing.T, dir string) string {
	t.Helper()
	page, err := os.ReadFile(filepath.Join(dir, "404.html"))
	if err != nil {
		t.Fatal(err)
	}
	_, style, found := strings.Cut(string(page), "<style>")
	style, _, ended := strings.Cut(style, "</style>")
	if !found || !ended || strings.Count(string(page), "<style") != 1 {
		t.Fatal("404.html has not one style")
	}
	sum := sha256.Sum256([]byte(style))
	hash := "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
	if !strings.Contains(html.UnescapeString(string(page)), "style-src "+hash+";") {
		t.Errorf("404.html's own policy does not allow its style by %s", hash)
	}
	return strings.Replace(export.Policy, "style-src 'self'", "style-src 'self' "+hash, 1) +
		"; frame-ancestors 'none'"
}

// ask gives a server's answer, once it is up.
func ask(t *testing.T, url string) *http.Response {
	t.Helper()
	for range 300 {
		answer, err := http.Get(url)
		if err == nil {
			_ = answer.Body.Close()
			return answer
		}
		time.Sleep(30 * time.Millisecond) // nothing says that a port will be there
	}
	t.Fatal("no answer from", url)
	return nil
}

// serve tries a server: its settings, which a build wrote, are changed as they say themselves, and
// given to a program.
func serve(t *testing.T, settings string, changes []string,
	start func(dir, root, port, text string) *exec.Cmd) {
	t.Helper()
	source := site.EveryKey(t)
	config := filepath.Join(source, "config.toml")
	text, err := os.ReadFile(config)
	here := strings.Replace(string(text), `siteURL = "https://example.org/audit"`, "", 1)
	if err := errors.Join(err, os.WriteFile(config, []byte(here), 0o600)); err != nil {
		t.Fatal(err)
	}
	dir := site.Build(t, source)
	text, err = os.ReadFile(filepath.Join(source, ".gongshi", "hosting", settings))
	if err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := listener.Addr().String()
	_, port, _ := net.SplitHostPort(address)
	_ = listener.Close()
	edits := strings.NewReplacer(changes...).Replace(string(text))
	edits = strings.NewReplacer("PORT", port, "ROOT", dir).Replace(edits)
	if edits == string(text) && changes != nil {
		t.Fatalf("%s holds nothing of %q", settings, changes)
	}
	server := start(t.TempDir(), dir, port, edits)
	var said strings.Builder
	server.Stdout, server.Stderr = &said, &said
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = server.Process.Signal(os.Interrupt)
		_ = server.Wait()
		if t.Failed() {
			t.Log(said.String())
		}
	})
	hidden := hide(t, dir)
	for path, want := range answers(t, dir) {
		answer := ask(t, "http://"+address+path)
		h := answer.Header
		got := [3]string{fmt.Sprint(answer.StatusCode), strings.ToLower(h.Get("Content-Type")),
			h.Get("Cache-Control")}
		if got != want {
			t.Errorf("%s: %q, want %q", path, got, want)
		}
		policy := h.Get("Content-Security-Policy")
		if policy != allowing(t, dir) ||
			h.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s: %q", path, h)
		}
	}
	for _, path := range hidden {
		if body := read(t, "http://"+address+path); strings.Contains(body, canary) {
			t.Errorf("%s is served", path)
		}
	}
	for _, path := range []string{"/.well-known/security.txt", "/.well-known/deep/a.txt"} {
		if body := read(t, "http://"+address+path); !strings.Contains(body, canary) {
			t.Errorf("%s is not served: %s", path, body)
		}
	}
	t.Logf("%d paths of what is hidden were asked for", len(hidden))
}

// canary stands in every file that is hidden from visitors.
const canary = "CANARY-7f3a"

// hide puts files with hidden names into a site, as they lie in a register and beside its output,
// for the case that one of them is served by mistake. It gives paths to them, of which several are
// spelt as an attacker does.
func hide(t *testing.T, dir string) (paths []string) {
	t.Helper()
	const state = ".gongshi/releases/0123456789abcdef/"
	for _, name := range []string{
		state + "earlier/00000001/findings/x.html", state + "earlier/00000001/index.html",
		state + "earlier/00000001/data/findings.json", state + "spare/findings/x.html",
		state + "stage/index.html", state + "copied/index.html", state + "trees",
		state + "released", state + "output", ".gongshi/edited/1/index.html",
		".gongshi/edited/1/papers/own.pdf", ".gongshi/cache/site", ".gongshi/cache/register",
		".gongshi/preview/index.html", ".gongshi/hosting/nginx.conf", ".gongshi/import/a.txt",
		".gongshi/crash.txt", ".gongshi/preview-token", ".register.gongshi.lock",
		".register.gongshi.lock.holder", ".register.gongshi/stage/index.html",
		".register.gongshi/earlier/00000001/findings/x.html", ".git/config", ".git/HEAD", ".env",
		"findings/.x.html.swp", "assets/.hidden.txt", "files/.hidden.pdf", "files/.a/b.pdf",
		"data/.findings.json", ".well-known/.hidden", ".well-known/.a/b.txt",
	} {
		plant(t, dir, name)
		paths = append(paths, "/"+name)
	}
	plant(t, dir, ".well-known/security.txt")
	plant(t, dir, ".well-known/deep/a.txt")
	const page = "gongshi/releases/0123456789abcdef/earlier/00000001/findings/x.html"
	return append(paths, "/%2e"+page, "/%2E"+page, "//."+page, "/./."+page, "/assets/../."+page,
		"/.well-known/../."+page, "/.well-known/%2e%2e/."+page, "/.%67"+page[1:],
		"/."+page+"?a=/.well-known/", "/.well-known/security.txt/../../."+page, "/.gongshi/",
		"/.gongshi", "/.git/")
}

func plant(t *testing.T, dir, name string) {
	t.Helper()
	file := filepath.Join(dir, filepath.FromSlash(name))
	err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o755),
		os.WriteFile(file, []byte(canary), 0o644))
	if err != nil {
		t.Fatal(err)
	}
}

// read gives what a server answers to a path that is sent as it stands.
func read(t *testing.T, address string) string {
	t.Helper()
	host, path, _ := strings.Cut(strings.TrimPrefix(address, "http://"), "/")
	conn, err := net.Dial("tcp", host)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	fmt.Fprintf(conn, "GET /%s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n", path, host)
	body, err := io.ReadAll(conn)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

// write gives the path of a text in a folder.
func write(t *testing.T, dir, name, text string) string {
	t.Helper()
	file := filepath.Join(dir, name)
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

func TestNginxServesASiteAsItsSettingsSay(t *testing.T) {
	nginx := program.Find(t, "nginx")
	me, err := user.Current()
	if err != nil {
		t.Fatal(err)
	}
	frame := "daemon off;\npid pid;\nuser " + me.Username + ";\nevents {}\nhttp {\naccess_log off;\n"
	for _, kind := range []string{"client_body", "proxy", "fastcgi", "uwsgi", "scgi"} {
		frame += kind + "_temp_path " + kind + ";\n"
	}
	serve(t, "nginx.conf", []string{"listen 80;", "listen 127.0.0.1:PORT;", "[::]:80", "[::1]:PORT",
		"/srv/www", "ROOT"},
		func(dir, _, _, text string) *exec.Cmd {
			file := write(t, dir, "nginx.conf", frame+text+"\n}\n")
			return exec.Command(nginx, "-p", dir, "-e", "stderr", "-c", file)
		})
}

func TestCaddyServesASiteAsItsSettingsSay(t *testing.T) {
	caddy := program.Find(t, "caddy")
	serve(t, "Caddyfile", []string{":80 {", ":PORT {", "/srv/www", "ROOT"},
		func(dir, _, _, text string) *exec.Cmd {
			file := write(t, dir, "Caddyfile", "{\n\tadmin off\n\tauto_https off\n}\n"+text)
			run := exec.Command(caddy, "run", "--adapter", "caddyfile", "--config", file)
			run.Env = append(os.Environ(), "HOME="+dir, "XDG_CONFIG_HOME="+dir, "XDG_DATA_HOME="+dir)
			return run
		})
}

func TestApacheServesASiteAsItsSettingsSay(t *testing.T) {
	apache := program.Find(t, "apache2")
	serve(t, ".htaccess", nil, func(dir, root, port, text string) *exec.Cmd {
		access := write(t, root, ".htaccess", text)
		config := "ServerRoot " + dir + "\nServerName localhost\nPidFile pid\nErrorLog /dev/stderr\n" +
			"Listen 127.0.0.1:" + port + "\nTypesConfig /dev/null\nDocumentRoot " + root +
			"\n<Directory " + root + ">\nAllowOverride All\nRequire all granted\n</Directory>\n"
		if os.Geteuid() == 0 { // Apache reads no file as root, and the test's are root's own
			config += "User nobody\nGroup nogroup\n"
			err := errors.Join(os.Chmod(filepath.Dir(filepath.Dir(root)), 0o755),
				os.Chmod(access, 0o644))
			if err != nil {
				t.Fatal(err)
			}
		}
		for _, name := range []string{"mpm_event", "authz_core", "mime", "dir", "headers", "alias"} {
			config = "LoadModule " + name + "_module /usr/lib/apache2/modules/mod_" + name + ".so\n" +
				config
		}
		return exec.Command(apache, "-D", "FOREGROUND", "-f", write(t, dir, "apache.conf", config))
	})
}
