package preview

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"gongshi/generator/form"
	"gongshi/generator/importer"
	"gongshi/generator/source"
)

// texts are the smallest register whose finding can be edited.
var texts = map[string]string{
	"config.toml":           "title = \"t\"\nlanguage = \"en\"\ntimeZone = \"Asia/Shanghai\"\n",
	"content/_index.md":     "---\ntitle: Body\ncontact:\n  phone: 0595-28008990\n---\n",
	"content/a/_index.md":   "---\ntitle: Audit\nbody: Body\n---\n",
	"content/a/b/_index.md": "---\ntitle: Category\n---\n",
	"content/a/b/x.md": "---\ntitle: secret\nnumber: 1\nsummary: s\nstatus: long-term\n" +
		"basis: stated\n---\n",
}

// editing starts a server whose register can be edited.
func editing(t *testing.T, change func(*Options)) *fixture {
	t.Helper()
	dir := t.TempDir()
	for name, text := range texts {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o750); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	folder, err := source.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = folder.Close() })
	return start(t, func(o *Options) {
		o.Source, o.Folder, o.Site, o.Now = dir, folder, &countedSite{}, time.Now
		if change != nil {
			change(o)
		}
	})
}

var hidden = regexp.MustCompile(`<input type="hidden" name="(token|digest)" value="([^"]*)">`)

// edit is the body of a form of the finding that changes its title.
func (f *fixture) edit() string {
	f.t.Helper()
	page := f.get("/edit/finding/x")
	values := url.Values{"title": {"changed"}, "number": {"1"}, "summary": {"s"},
		"status": {"long-term"},
		"basis":  {"stated"}}
	for _, m := range hidden.FindAllStringSubmatch(page.body, -1) {
		values.Set(m[1], m[2])
	}
	if page.status != 200 || values.Get("token") == "" || values.Get("digest") == "" {
		f.t.Fatalf("%d %s", page.status, page.body)
	}
	return values.Encode()
}

func (f *fixture) post(target, body, header string) answer {
	return f.raw(fmt.Sprintf("POST %s HTTP/1.1\r\n%s\r\nConnection: close\r\n"+
		"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n\r\n%s",
		target, header, len(body), body))
}

func (f *fixture) title() string {
	f.t.Helper()
	data, err := os.ReadFile(filepath.Join(f.options.Source, "content", "a", "b", "x.md"))
	if err != nil {
		f.t.Fatal(err)
	}
	title, _, _ := strings.Cut(strings.TrimPrefix(string(data), "---\ntitle: "), "\n")
	return title
}

// formAddresses are those of forms that are there.
var formAddresses = []string{"/edit/", "/edit/finding/x", "/edit/finding/x/progress",
	"/edit/register",
	"/edit/inspection/a", "/edit/category/a/b", "/edit/new/finding/a/b", "/edit/new/category/a",
	"/edit/new/inspection", "/edit/import", "/edit/publish", "/edit/rollback", "/edit/saved/1",
	"/edit/undo/1", "/edit/face/form.js", "/edit/start", "/edit/import/x",
	"/edit/copy/a/site"}

// countedSite is one that nothing is published to; it counts how often somebody tried.
type countedSite struct{ tried atomic.Int32 }

func (s *countedSite) Starter() ([]source.File,
	error) {
	s.tried.Add(1)
	return nil, nil
}
func (s *countedSite) Reason(err error) string        { return err.Error() }
func (s *countedSite) Folder() string                 { return "public" }
func (s *countedSite) Import(*importer.Plan) []string { return nil }
func (s *countedSite) Report(*importer.Report) (adds []string, q []form.Question) {
	return nil,
		nil
}

func (s *countedSite) Publish(_ context.Context, approve func(form.Change) error) (form.Published,
	error) {
	s.tried.Add(1)
	return form.Published{}, approve(form.Change{})
}

func (s *countedSite) Rollback(_ []string, approve func(form.Change) error) (form.Published,
	error) {
	return s.Publish(context.Background(), approve)
}

func TestWhoMayNotAskGetsNoFormAndChangesNothing(t *testing.T) {
	f := editing(t, nil)
	body := f.edit()
	_, port, _ := strings.Cut(f.addr, ":")
	for _, trial := range asks {
		for _, address := range formAddresses {
			method, target, _ := strings.Cut(trial.line, " ")
			if _, foreign, whole := strings.Cut(target, "//"); whole {
				host, _, _ := strings.Cut(foreign, "/")
				target = "http://" + host + address
			} else {
				target = address
			}
			there := trial
			there.line = method + " " + target
			f.try(t, there)
			header := strings.ReplaceAll(strings.ReplaceAll(trial.header, "PORT", port), "\n",
				"\r\n")
			if !strings.Contains("\n"+header, "\nHost:") {
				header = strings.TrimSuffix("Host: HOST\r\n"+header, "\r\n")
			}
			published := f.options.Site.(*countedSite)
			tried := published.tried.Load()
			got := f.post(target, body, header)
			if got.status < 400 || published.tried.Load() != tried {
				t.Errorf("%s: POST %s: %d", trial.name, target, got.status)
			}
			if f.title() != "secret" {
				t.Fatalf("%s: POST %s has written", trial.name, target)
			}
		}
	}
}

func TestFormIsTakenOnlyFromThePreviewItself(t *testing.T) {
	f := editing(t, nil)
	body, good := f.edit(), "Host: HOST\r\nOrigin: http://HOST"
	for name, lines := range map[string]string{
		"no Origin":             "Host: HOST",
		"no cookie":             good + "\r\nCookie: x=y",
		"a wrong cookie":        good + "\r\nCookie: " + f.cookie() + "=open-sesam",
		"another site":          good + "\r\nSec-Fetch-Site: cross-site",
		"another port":          good + "\r\nSec-Fetch-Site: same-site",
		"a form of another tab": "Host: HOST\r\nOrigin: null",
	} {
		if got := f.post("/edit/finding/x", body, lines); got.status != 403 ||
			f.title() != "secret" {
			t.Errorf("%s: %d, %s", name, got.status, f.title())
		}
	}
	for _, target := range []string{"/edit/finding/x?token=" + f.options.Token,
		"/edit/finding/x?a=b",
		"/edit/../edit/finding/x", "//edit/finding/x", "/index.html", "/.gongshi/events"} {
		if got := f.post(target, body, good); got.status < 400 || f.title() != "secret" {
			t.Errorf("%s: %d", target, got.status)
		}
	}
	forged := strings.Replace(body, "token=", "token=x", 1)
	if got := f.post("/edit/finding/x", forged, good); got.status < 400 || f.title() != "secret" {
		t.Errorf("a token of another run: %d", got.status)
	}
	if got := f.post("/edit/finding/x", body,
		good+"\r\nSec-Fetch-Site: same-origin"); got.status != 303 ||
		f.title() != "changed" {
		t.Errorf("its own form: %d %s %s", got.status, f.title(), got.body)
	}
}

func TestOtherMachinesGetNoForm(t *testing.T) {
	f := editing(t, func(o *Options) { o.Reach = Network })
	for _, address := range formAddresses {
		if got := f.get(address); got.status < 400 || strings.Contains(got.body, "<form") {
			t.Errorf("%s: %d", address, got.status)
		}
		if got := f.post(address, "token=x",
			"Host: HOST\r\nOrigin: http://HOST"); got.status != 405 {
			t.Errorf("POST %s: %d", address, got.status)
		}
	}
	f.Show(State{Build: 1, Source: func(string) (string, int) { return "content/a/b/x.md", 0 }})
	if got := f.get("/"); strings.Contains(got.body, "/edit/") {
		t.Error("a page leads to a form")
	}
}

func TestFormsSendThemselvesNowhereElse(t *testing.T) {
	f := editing(t, nil)
	for _, address := range formAddresses[:12] {
		got := f.get(address)
		policy := got.header.Get("Content-Security-Policy")
		for _, rule := range []string{"default-src 'none'", "form-action 'self'",
			"frame-ancestors 'none'",
			"base-uri 'none'"} {
			if got.status != 200 || !strings.Contains(policy, rule) {
				t.Errorf("%s: %d, no %s in %q", address, got.status, rule, policy)
			}
		}
		for _, name := range []string{"Cache-Control", "X-Frame-Options",
			"Cross-Origin-Opener-Policy"} {
			if got.header.Get(name) == "" {
				t.Errorf("%s: no %s", address, name)
			}
		}
	}
}

func TestPagesLeadToTheirForms(t *testing.T) {
	f := editing(t, nil)
	f.Show(State{Build: 1, Source: func(string) (string, int) { return "content/a/b/x.md", 0 }})
	want := `<noscript><p><a href="/edit/finding/x">Edit</a> ` +
		`<a href="/edit/finding/x/progress">Report progress</a> </p></noscript>`
	if got := f.get("/findings/x.html"); !strings.HasSuffix(got.body, want) {
		t.Error(got.body)
	}
	if url := f.URL(); strings.Contains(url, "edit") {
		t.Error(url)
	}
}
