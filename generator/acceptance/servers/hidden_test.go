//go:build acceptance

package servers

import (
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// canary stands in every file that is hidden from visitors.
const canary = "CANARY-7f3a"

func (s served) hidesDotNames(t *testing.T) {
	hidden := hide(t, s.dir)
	for _, path := range hidden {
		if body := s.read(t, path); strings.Contains(body, canary) {
			t.Errorf("%s is served", path)
		}
	}
	for _, path := range []string{"/.well-known/security.txt", "/.well-known/deep/a.txt"} {
		if body := s.read(t, path); !strings.Contains(body, canary) {
			t.Errorf("%s is not served: %s", path, body)
		}
	}
	t.Logf("%d paths of what is hidden were asked for", len(hidden))
}

// hide puts files with hidden names into a site, as they lie in a register and beside its output,
// for the case that one of them is served by mistake. It gives paths to them, of which several are
// spelt as an attacker does.
func hide(t *testing.T, dir string) (paths []string) {
	t.Helper()
	const state = ".gongshi/releases/0123456789abcdef/"
	for _, name := range []string{
		state + "earlier/00000001/findings/x.html", state + "earlier/00000001/index.html",
		state + "earlier/00000001/data/findings.json", state + "spare/findings/x.html",
		state + "kept/00000001/files/findings/x.html", state + "kept/00000001/manifest",
		state + "next-1/files/findings/x.html", state + "log",
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
func (s served) read(t *testing.T, path string) string {
	t.Helper()
	conn, err := net.Dial("tcp", s.address)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	fmt.Fprintf(conn, "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n",
		s.prefix+path, s.address)
	body, err := io.ReadAll(conn)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}
