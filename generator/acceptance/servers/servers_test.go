//go:build acceptance

// Package servers serves a site by the settings that a build writes for hosts, with the real
// servers.
package servers

import (
	"errors"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"gongshi/generator/acceptance/site"
)

// served is a site on a server.
type served struct {
	root    string // the server's folder
	dir     string // the site's, in it
	prefix  string // of the site's paths, as addresses have it: "" or /audit
	address string // 127.0.0.1:8080
	port    string
}

// install builds a site for a path of a server, into a folder whose name wants quoting. It gives
// the settings that the build wrote.
func install(t *testing.T, base, settings string) (served, string) {
	t.Helper()
	source := site.EveryKey(t)
	config := filepath.Join(source, "config.toml")
	text, err := os.ReadFile(config)
	here := strings.Replace(string(text), `siteURL = "https://example.org/audit"`,
		`base = "`+base+`"`, 1)
	if err := errors.Join(err, os.WriteFile(config, []byte(here), 0o600)); err != nil {
		t.Fatal(err)
	}
	root := filepath.Join(t.TempDir(), "公 示")
	dir := filepath.Join(root, filepath.FromSlash(base))
	if err := os.MkdirAll(filepath.Dir(dir), 0o755); err != nil {
		t.Fatal(err)
	}
	site.BuildTo(t, source, dir, site.AsOf)
	text, err = os.ReadFile(filepath.Join(source, ".gongshi", "hosting", settings))
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string]string{
		"files/gb18030.txt": strings.Repeat("\xb9\xab\xca\xbe\n", 1000),
		"files/large.pdf":   "%PDF-1.4" + strings.Repeat(" large", 1000),
		"large.svg":         "<svg>" + strings.Repeat("<g/>", 1000) + "</svg>",
	} {
		file := filepath.Join(dir, filepath.FromSlash(name))
		err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o755),
			os.WriteFile(file, []byte(data), 0o644))
		if err != nil {
			t.Fatal(err)
		}
	}
	prefix := (&url.URL{Path: strings.TrimSuffix(base, "/")}).EscapedPath()
	return served{root: root, dir: dir, prefix: prefix}, string(text)
}

// listen gives the site an address that nobody has.
func (s *served) listen(t *testing.T) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s.address = listener.Addr().String()
	_, s.port, _ = net.SplitHostPort(s.address)
	_ = listener.Close()
}

// answers waits until a server is up.
func answers(t *testing.T, url string) {
	t.Helper()
	for range 300 {
		answer, err := http.Get(url)
		if err == nil {
			_ = answer.Body.Close()
			return
		}
		time.Sleep(30 * time.Millisecond) // nothing says that a port will be there
	}
	t.Fatal("no answer from", url)
}

// serve tries a server with a site at its root and with one below a path: the settings, which a
// build wrote, are changed as they say themselves, and given to a program.
func serve(t *testing.T, settings string, changes []string,
	start func(s served, dir, text string) *exec.Cmd) {
	t.Helper()
	for _, base := range []string{"/", "/公 开/audit/"} {
		t.Run(base, func(t *testing.T) {
			s, text := install(t, base, settings)
			s.listen(t)
			edits := strings.NewReplacer(changes...).Replace(text)
			edits = strings.NewReplacer("PORT", s.port, "ROOT", s.root).Replace(edits)
			for i := 0; i < len(changes); i += 2 {
				if !strings.Contains(text, changes[i]) {
					t.Fatalf("%s holds nothing of %q", settings, changes[i])
				}
			}
			run(t, start(s, t.TempDir(), edits))
			answers(t, "http://"+s.address)
			s.saysWhatFilesAre(t)
			s.compresses(t)
			s.revalidates(t)
			s.givesParts(t)
			s.showsNoFolder(t)
			s.linksHome(t, base)
			s.answersByIPv6(t)
			s.hidesDotNames(t)
		})
	}
}

// linksHome finds the way home from the page for what is not found.
func (s served) linksHome(t *testing.T, base string) {
	missing := s.ask(t, "GET", "/a/b/c/nosuch.html")
	link := `href="` + s.prefix + `/"`
	if !strings.Contains(missing.body, link) {
		t.Errorf("404.html of %s has no %s", base, link)
	}
}

func (s served) answersByIPv6(t *testing.T) {
	if !hasIPv6() {
		t.Log("this machine has no IPv6")
		return
	}
	s.address = "[::1]:" + s.port
	if a := s.ask(t, "GET", "/"); a.status != 200 || a.body != s.file(t, "index.html") {
		t.Errorf("by IPv6: %d", a.status)
	}
}

func hasIPv6() bool {
	listener, err := net.Listen("tcp6", "[::1]:0")
	if err == nil {
		_ = listener.Close()
	}
	return err == nil
}

// run starts a server, which the end of the test stops.
func run(t *testing.T, server *exec.Cmd) {
	t.Helper()
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
}
