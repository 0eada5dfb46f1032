//go:build acceptance

package servers

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"html"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gongshi/generator/export"
)

// answer is what a server says.
type answer struct {
	status int
	header http.Header
	body   string
}

// ask sends one request, whose answer is neither unpacked nor followed.
func (s served) ask(t *testing.T, method, path string, headers ...string) answer {
	t.Helper()
	request, err := http.NewRequest(method, "http://"+s.address+s.prefix+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
	}
	got, err := (&http.Transport{DisableCompression: true, DisableKeepAlives: true}).
		RoundTrip(request)
	if err != nil {
		t.Fatal(err)
	}
	defer got.Body.Close()
	body, err := io.ReadAll(got.Body)
	if err != nil {
		t.Fatal(method, path, err)
	}
	return answer{got.StatusCode, got.Header, string(body)}
}

// file is one of the site's.
func (s served) file(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(s.dir, filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// bundle is the path of the stylesheet or the script.
func (s served) bundle(t *testing.T, ext string) string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(s.dir, "assets", "site.*"+ext))
	if err != nil || len(found) != 1 {
		t.Fatal(ext, found, err)
	}
	return "/assets/" + filepath.Base(found[0])
}

const page, anew, kept = "text/html; charset=utf-8", "no-cache",
	"public, max-age=31536000, immutable"

// saysWhatFilesAre asks for status, Content-Type, Cache-Control, and the headers of all answers.
func (s served) saysWhatFilesAre(t *testing.T) {
	policy := s.allowing(t)
	for path, want := range map[string][3]string{
		"/":                        {"200", page, anew},
		"/findings/every-key.html": {"200", page, anew},
		"/nosuch/deep.html":        {"404", page, anew},
		"/404.html":                {"", page, anew}, // it is there, and says that nothing is
		"/feed.xml":                {"200", "application/atom+xml; charset=utf-8", anew},
		"/feed.json":               {"200", "application/feed+json; charset=utf-8", anew},
		"/data/findings.csv":       {"200", "text/csv; charset=utf-8", anew},
		"/data/findings.json":      {"200", "application/json; charset=utf-8", anew},
		"/deadlines.ics":           {"200", "text/calendar; charset=utf-8", anew},
		"/contact.vcf":             {"200", "text/vcard; charset=utf-8", anew},
		"/icon.svg":                {"200", "image/svg+xml; charset=utf-8", anew},
		"/files/gb18030.txt":       {"200", "text/plain", kept},
		"/files/large.pdf":         {"200", "application/pdf", kept},
		s.bundle(t, ".css"):        {"200", "text/css; charset=utf-8", kept},
		s.bundle(t, ".js"):         {"200", "text/javascript; charset=utf-8", kept},
	} {
		for _, method := range []string{"GET", "HEAD"} {
			a := s.ask(t, method, path)
			got := [3]string{fmt.Sprint(a.status), strings.ToLower(a.header.Get("Content-Type")),
				a.header.Get("Cache-Control")}
			if want[0] == "" {
				got[0] = ""
			}
			if got != want {
				t.Errorf("%s %s: %q, want %q", method, path, got, want)
			}
			if a.header.Get("Content-Security-Policy") != policy ||
				a.header.Get("X-Content-Type-Options") != "nosniff" {
				t.Errorf("%s %s: %q", method, path, a.header)
			}
			if method == "HEAD" && a.body != "" {
				t.Errorf("HEAD %s has a body", path)
			}
		}
	}
}

// allowing is the policy that a host sends: that of the pages, and the one inline style of 404.html
// by the hash of its bytes.
func (s served) allowing(t *testing.T) string {
	t.Helper()
	missing := s.file(t, "404.html")
	_, style, found := strings.Cut(missing, "<style>")
	style, _, ended := strings.Cut(style, "</style>")
	if !found || !ended || strings.Count(missing, "<style") != 1 {
		t.Fatal("404.html has not one style")
	}
	sum := sha256.Sum256([]byte(style))
	hash := "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
	if !strings.Contains(html.UnescapeString(missing), "style-src "+hash+";") {
		t.Errorf("404.html's own policy does not allow its style by %s", hash)
	}
	return strings.Replace(export.Policy, "style-src 'self'", "style-src 'self' "+hash, 1) +
		"; frame-ancestors 'none'"
}

// compresses asks for texts and for what is compressed already.
func (s served) compresses(t *testing.T) {
	for path, name := range map[string]string{
		"/": "index.html", "/findings/every-key.html": "", "/feed.xml": "", "/feed.json": "",
		"/data/findings.csv": "", "/data/findings.json": "", "/deadlines.ics": "",
		"/large.svg": "", "/files/gb18030.txt": "", s.bundle(t, ".css"): "", s.bundle(t, ".js"): "",
	} {
		if name == "" {
			name = path[1:]
		}
		a := s.ask(t, "GET", path, "Accept-Encoding", "br, gzip")
		if a.status != 200 || a.header.Get("Content-Encoding") != "gzip" ||
			!strings.Contains(a.header.Get("Vary"), "Accept-Encoding") {
			t.Errorf("%s: %d %q", path, a.status, a.header)
			continue
		}
		unpacked, err := gzip.NewReader(strings.NewReader(a.body))
		if err != nil {
			t.Fatal(path, err)
		}
		data, err := io.ReadAll(unpacked)
		if err != nil || !bytes.Equal(data, []byte(s.file(t, name))) {
			t.Errorf("%s is not what the file is: %v", path, err)
		}
		if plain := s.ask(t, "GET", path); plain.header.Get("Content-Encoding") != "" ||
			plain.body != string(data) {
			t.Errorf("%s is compressed for those who cannot read it", path)
		}
	}
	missing := s.ask(t, "GET", "/no/such.html", "Accept-Encoding", "gzip")
	if missing.status != 404 || missing.header.Get("Content-Encoding") != "gzip" {
		t.Errorf("404.html: %d %q", missing.status, missing.header)
	}
	pdf := s.ask(t, "GET", "/files/large.pdf", "Accept-Encoding", "gzip")
	if encoding := pdf.header.Get("Content-Encoding"); encoding != "" {
		t.Errorf("a PDF is compressed once more: %s", encoding)
	}
}

// revalidates asks again for what it has.
func (s served) revalidates(t *testing.T) {
	for _, path := range []string{"/", "/feed.xml", s.bundle(t, ".css"), "/files/large.pdf"} {
		for _, encoding := range []string{"identity", "gzip"} {
			first := s.ask(t, "GET", path, "Accept-Encoding", encoding)
			for condition, value := range map[string]string{
				"If-None-Match":     first.header.Get("ETag"),
				"If-Modified-Since": first.header.Get("Last-Modified"),
			} {
				a := s.ask(t, "GET", path, "Accept-Encoding", encoding, condition, value)
				if value == "" || a.status != 304 || a.body != "" {
					t.Errorf("%s, %s, %s: %q: %d", path, encoding, condition, value, a.status)
				}
			}
			a := s.ask(t, "GET", path, "Accept-Encoding", encoding, "If-None-Match", `"other-gzip"`)
			if a.status != 200 {
				t.Errorf("%s, %s: %d for what nobody has", path, encoding, a.status)
			}
		}
	}
}

func (s served) givesParts(t *testing.T) {
	const path = "/files/large.pdf"
	whole := s.file(t, path[1:])
	for asked, want := range map[string]string{"bytes=5-9": whole[5:10],
		"bytes=-7": whole[len(whole)-7:]} {
		if a := s.ask(t, "GET", path, "Range", asked); a.status != 206 || a.body != want {
			t.Errorf("%s: %d, %d bytes", asked, a.status, len(a.body))
		}
	}
	if a := s.ask(t, "GET", path, "Range", "bytes=99999999-"); a.status != 416 {
		t.Errorf("beyond the end: %d", a.status)
	}
}

// showsNoFolder asks for folders, of which those without an index page are not there.
func (s served) showsNoFolder(t *testing.T) {
	missing := s.file(t, "404.html")
	for _, path := range []string{"/data", "/data/", "/assets", "/assets/", "/files", "/files/",
		"/status/", "/data/?C=M;O=D", "/nosuch", "/nosuch/", "/findings/nosuch/"} {
		a := s.ask(t, "GET", path)
		for range 3 { // a slash is added
			to := a.header.Get("Location")
			if to == "" {
				break
			}
			if !strings.HasSuffix(to, "/") || a.status/100 != 3 {
				t.Fatalf("%s: %d to %q", path, a.status, to)
			}
			a = s.ask(t, "GET", strings.TrimSuffix(path, "/")+"/")
		}
		if a.status != 404 || a.body != missing {
			t.Errorf("%s: %d %.200s", path, a.status, a.body)
		}
	}
	for _, path := range []string{"/findings"} {
		a := s.ask(t, "GET", path)
		to, err := url.Parse(a.header.Get("Location"))
		want, _ := url.Parse("http://" + s.address + s.prefix + path + "/")
		if err != nil || a.status/100 != 3 || to.Path != want.Path ||
			to.Host != "" && to.Host != want.Host {
			t.Errorf("%s: %d to %q", path, a.status, a.header.Get("Location"))
		}
		if a := s.ask(t, "GET", path+"/"); a.status != 200 || a.body != s.file(t, path+"/index.html") {
			t.Errorf("%s/: %d", path, a.status)
		}
	}
}
