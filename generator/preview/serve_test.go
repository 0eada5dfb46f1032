package preview

import (
	"maps"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"gongshi/generator/register"
)

func TestBuiltFilesAreServedWithTheirTypes(t *testing.T) {
	f := start(t, nil)
	for target, want := range map[string][2]string{
		"/":                            {"text/html; charset=utf-8", "<p>home"},
		"/index.html":                  {"text/html; charset=utf-8", "<p>home"},
		"/a/":                          {"text/html; charset=utf-8", "<p>category a"},
		"/findings/x.html":             {"text/html; charset=utf-8", "<p>finding x"},
		"/findings/x.html?q=%E8%B5%84": {"text/html; charset=utf-8", "<p>finding x"},
		"/site.css":                    {"text/css; charset=utf-8", "red"},
		"/site.css?build=12":           {"text/css; charset=utf-8", "red"},
		"/site.js":                     {"text/javascript; charset=utf-8", "title"},
		"/data/findings.json":          {"application/json; charset=utf-8", "{}"},
		"/%E9%99%84%E4%BB%B6/%E6%96%B9%E6%A1%88%20%E4%B8%80.pdf": {"application/pdf", "pdf"},
		"/.gongshi/preview.js":  {"text/javascript; charset=utf-8", "EventSource"},
		"/.gongshi/preview.css": {"text/css; charset=utf-8", ":host"},
		"/.gongshi/clock.js":    {"text/javascript; charset=utf-8", "Proxy"},
	} {
		got := f.get(target)
		if got.status != 200 || got.header.Get("Content-Type") != want[0] ||
			!strings.Contains(got.body, want[1]) {
			t.Errorf("%s: %d %q\n%s", target, got.status, got.header.Get("Content-Type"), got.body)
		}
	}
}

func TestEveryTypeOfAttachmentIsServedAsHostsServeIt(t *testing.T) {
	f := start(t, nil)
	for _, kind := range register.FileTypes() {
		name := "files/0a1b" + kind.Ext
		if !kind.Publishable {
			continue
		}
		f.put(name, "bytes")
		if got := f.get("/" + name).header.Get("Content-Type"); got != kind.MIME {
			t.Errorf("%s: %q", name, got)
		}
	}
	f.put("feed.xml", "<feed/>")
	f.put("data.txt", "text")
	for name, want := range map[string]string{"feed.xml": "application/atom+xml; charset=utf-8",
		"data.txt": "text/plain; charset=utf-8"} {
		if got := f.get("/" + name).header.Get("Content-Type"); got != want {
			t.Errorf("%s: %q", name, got)
		}
	}
}

func TestHeadHasTheHeadersOfGetAndNoBody(t *testing.T) {
	f := start(t, nil)
	for _, target := range []string{"/", "/site.css", "/nothing.html", "/.gongshi/preview.js"} {
		get := f.get(target)
		head := f.raw("HEAD " + target + " HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n")
		get.header.Del("Date")
		head.header.Del("Date")
		if head.body != "" || head.status != get.status ||
			!maps.EqualFunc(head.header, get.header, func(a, b []string) bool { return a[0] == b[0] }) {
			t.Errorf("%s: %v %q, GET %v", target, head.header, head.body, get.header)
		}
	}
}

func TestAFolderWithoutItsSlashIsRedirected(t *testing.T) {
	got := start(t, nil).get("/a")
	if got.status != 302 || got.header.Get("Location") != "/a/" {
		t.Errorf("%d %v", got.status, got.header)
	}
}

func TestAPageIsChangedByItsPolicyAndTwoScriptsAlone(t *testing.T) {
	f := start(t, nil)
	f.Show(State{Build: 1, AsOf: "2024-02-29"})
	got := f.get("/").body
	for _, want := range []string{
		`<script src="/.gongshi/clock.js" data-day="2024-02-29"></script>`,
		`<script type="module" src="/.gongshi/preview.js" data-gongshi="`,
		`content="default-src &#39;none&#39;; style-src &#39;self&#39;; script-src &#39;self&#39;; ` +
			`connect-src &#39;self&#39;"`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s in\n%s", want, got)
		}
	}
	start, end := strings.Index(got, "<script"), strings.LastIndex(got, "</script>")+len("</script>")
	rest := got[:start] + got[end:]
	before, _, _ := strings.Cut(site["index.html"], "<meta")
	_, after, _ := strings.Cut(site["index.html"], "'self'\">")
	if !strings.HasPrefix(rest, before+"<meta") || !strings.HasSuffix(rest, after) {
		t.Errorf("changed elsewhere:\n%s", rest)
	}
	f.Show(State{Build: 2})
	if got := f.get("/").body; strings.Contains(got, "clock.js") {
		t.Error("the clock is there though no day is chosen")
	}
}

func TestAPolicyIsWidenedForThePreviewAlone(t *testing.T) {
	for policy, want := range map[string]string{
		"default-src 'none'": "default-src 'none'; script-src 'self'; style-src 'self'; " +
			"connect-src 'self'",
		"default-src 'none'; script-src https://a.example": "default-src 'none'; " +
			"script-src https://a.example 'self'; style-src 'self'; connect-src 'self'",
		"img-src 'none'":                   "img-src 'none'",
		"script-src 'self'; img-src data:": " script-src 'self'; img-src data:",
		"DEFAULT-SRC 'self'; Style-Src 'none'": "DEFAULT-SRC 'self'; Style-Src 'self'; " +
			"script-src 'self'; connect-src 'self'",
	} {
		if got := widen(policy); got != want {
			t.Errorf("%s\n got %q\nwant %q", policy, got, want)
		}
	}
}

func TestAMissingPageSaysSoAndListens(t *testing.T) {
	got := start(t, nil).get("/findings/not-yet.html")
	if got.status != 404 || !strings.Contains(got.body, "there is no such page") ||
		!strings.Contains(got.body, "/findings/not-yet.html") ||
		!strings.Contains(got.body, "preview.js") {
		t.Errorf("%d %s", got.status, got.body)
	}
}

func TestAMissingPageRepeatsItsAddressAsTextOnly(t *testing.T) {
	got := start(t, nil).get("/findings/'-(alert)-'&%7B.html")
	if got.status != 404 || strings.Contains(got.body, "'-(alert)-'&") {
		t.Errorf("%d %s", got.status, got.body)
	}
}

func TestBeforeTheFirstGoodBuildEveryPageWaits(t *testing.T) {
	f := start(t, nil)
	f.drop(built...)
	got := f.get("/")
	if got.status != 200 || !strings.Contains(got.body, "there is no page yet") ||
		!strings.Contains(got.body, "preview.js") {
		t.Errorf("%d %s", got.status, got.body)
	}
}

func TestATreeThatIsExchangedIsServedAtOnce(t *testing.T) {
	f := start(t, nil)
	if err := os.Rename(f.dir, f.dir+"-old"); err != nil {
		t.Fatal(err)
	}
	f.put("index.html", "<p>another")
	if got := f.get("/"); !strings.Contains(got.body, "<p>another") {
		t.Errorf("%d %s", got.status, got.body)
	}
}

// A reader who comes while a page is replaced gets the one or the other, whole.
func TestAPageIsWholeWhileItIsReplaced(t *testing.T) {
	f := start(t, nil)
	versions := []string{strings.Repeat("a", 200_000), strings.Repeat("b", 100_000)}
	f.put("index.html", versions[0])
	stop := make(chan struct{})
	var writer sync.WaitGroup
	writer.Go(func() {
		for i := 0; ; i++ {
			select {
			case <-stop:
				return
			default:
				f.put("index.html", versions[i%2])
			}
		}
	})
	for range 50 {
		_, got, _ := strings.Cut(f.get("/").body, "</script>")
		if got != versions[0] && got != versions[1] {
			t.Fatalf("%d bytes", len(got))
		}
	}
	close(stop)
	writer.Wait()
}

// A name that clean lets through is one that the tree can have on any system, and only one address
// leads to it.
func FuzzCleanGivesNamesOfTheTreeOnly(f *testing.F) {
	for _, trial := range targets {
		_, target, _ := strings.Cut(trial.line, " ")
		f.Add(target)
	}
	f.Add("/%E9%99%84/a.pdf")
	f.Fuzz(func(t *testing.T, target string) {
		name, ok := clean(target)
		if !ok {
			return
		}
		if !filepath.IsLocal(filepath.FromSlash(name)) || path.Clean(name) != name ||
			strings.ContainsAny(name, "\\:*?\"<>|%#\x00") || !utf8.ValidString(name) {
			t.Errorf("%q gives %q", target, name)
		}
		again, ok := clean((&url.URL{Path: "/" + name}).EscapedPath())
		if !ok || again != name {
			t.Errorf("%q gives %q, which gives %q", target, name, again)
		}
	})
}
