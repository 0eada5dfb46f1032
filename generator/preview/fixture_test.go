package preview

import (
	"bufio"
	"context"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

const policy = `<meta http-equiv="Content-Security-Policy" content="default-src 'none';
style-src 'self'; script-src 'self'">`

// site is a small tree; the word secret stands in every file that nobody may see.
var site = map[string]string{
	"index.html": "<!doctype html><html><head>" + policy + "<title>home</title>" +
		"</head><p>home",
	"findings/x.html":    "<!doctype html><html><head><title>x</title></head><p>finding x",
	"a/index.html":       "<!doctype html><html><head><title>a</title></head><p>category a",
	"404.html":           "<!doctype html><html><head><title>404</title></head>",
	"site.css":           "p { color: red }",
	"site.js":            "document.title += '!'",
	"data/findings.json": "{}",
	"附件/方案 一.pdf":        "pdf",
	"stale.html":         "secret: no longer built",
	".env":               "secret",
	".git/config":        "secret",
	"Findings.map":       "secret",
}

// built are those of its files that the last build made.
var built = []string{"index.html", "findings/x.html", "a/index.html", "404.html", "site.css",
	"site.js", "data/findings.json", "附件/方案 一.pdf"}

// fixture is a server over a tree of its own that ends with the test.
type fixture struct {
	*Server
	t    *testing.T
	dir  string // of the tree
	addr string // host:port
	end  func() error

	mu    sync.Mutex
	names map[string]bool
}

// start serves the site; files of the tree can be written with put and forgotten with drop.
func start(t *testing.T, change func(*Options)) *fixture {
	t.Helper()
	f := &fixture{t: t, dir: filepath.Join(t.TempDir(), "preview"), names: map[string]bool{}}
	for name, text := range site {
		f.put(name, text)
	}
	clear(f.names)
	for _, name := range built {
		f.names[name] = true
	}
	outside := filepath.Join(f.dir, "..", "outside.txt")
	if err := os.WriteFile(outside, []byte("secret"), 0o600); err != nil {
		t.Fatal(err)
	}
	options := Options{Dir: f.dir, Has: f.has, Language: "en", Queries: []string{"q"},
		Token: "open-sesame"}
	if change != nil {
		change(&options)
	}
	f.Server = New(options)
	f.serve("127.0.0.1:0")
	return f
}

func (f *fixture) serve(address string) {
	f.t.Helper()
	if err := f.Listen(f.t.Context(), address); err != nil {
		f.t.Fatal(err)
	}
	f.addr = f.listener.Addr().String()
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- f.Serve(ctx) }()
	f.end = sync.OnceValue(func() error { cancel(); return <-ended })
	f.t.Cleanup(func() {
		if err := f.end(); err != nil {
			f.t.Error(err)
		}
	})
}

func (f *fixture) has(name string) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.names[name]
}

// put writes a file as a build does: beside, then by rename.
func (f *fixture) put(name, text string) {
	f.t.Helper()
	file := filepath.Join(f.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o750); err != nil {
		f.t.Fatal(err)
	}
	if err := os.WriteFile(file+".new", []byte(text), 0o600); err != nil {
		f.t.Fatal(err)
	}
	if err := os.Rename(file+".new", file); err != nil {
		f.t.Fatal(err)
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.names[name] = true
}

func (f *fixture) drop(names ...string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, name := range names {
		delete(f.names, name)
	}
}

// answer is what came back over the wire.
type answer struct {
	status int
	header http.Header
	body   string
}

// signed gives a request to the server, whose address HOST stands for. One that says nothing of
// cookies has that of a browser that was signed in.
func (f *fixture) signed(request string) string {
	if line, rest, ok := strings.Cut(request, "\r\n"); ok && !strings.Contains(rest, "Cookie:") {
		request = line + "\r\nCookie: " + f.cookie() + "=" + f.options.Token + "\r\n" + rest
	}
	return strings.ReplaceAll(request, "HOST", f.addr)
}

// raw sends the bytes of a request as they are; net/http's own client would mend them. An answer that is no HTTP, or none at all, has status 0.
func (f *fixture) raw(request string) answer {
	f.t.Helper()
	conn, err := net.Dial("tcp", f.addr)
	if err != nil {
		f.t.Fatal(err)
	}
	defer conn.Close()
	if err := conn.SetDeadline(time.Now().Add(10 * time.Second)); err != nil {
		f.t.Fatal(err)
	}
	if _, err := io.WriteString(conn, f.signed(request)); err != nil {
		return answer{}
	}
	method, _, _ := strings.Cut(request, " ")
	response, err := http.ReadResponse(bufio.NewReader(conn), &http.Request{Method: method})
	if err != nil {
		return answer{}
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		f.t.Error(err)
	}
	return answer{response.StatusCode, response.Header, string(body)}
}

// get asks for a target with nothing but what it needs.
func (f *fixture) get(target string, lines ...string) answer {
	f.t.Helper()
	return f.raw("GET " + target + " HTTP/1.1\r\n" +
		strings.Join(append(lines, "Host: HOST", "Connection: close"), "\r\n") + "\r\n\r\n")
}
