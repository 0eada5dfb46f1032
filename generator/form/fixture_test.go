package form

import (
	"bytes"
	"html"
	"io/fs"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"gongshi/generator/source"
)

// fixture is the forms of a copy of a register.
type fixture struct {
	*Form
	t   *testing.T
	dir string
}

const (
	everyKey = "content/audit/money/every-key.md"
	rent     = "content/audit/money/rent.md"
)

func start(t *testing.T) *fixture { return startWith(t, "../testdata/every-key") }

func startWith(t *testing.T, register string) *fixture {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(register)); err != nil {
		t.Fatal(err)
	}
	f := &fixture{t: t, dir: dir}
	f.again()
	return f
}

// again is another run on the same source.
func (f *fixture) again() {
	folder, err := source.Open(f.dir)
	if err != nil {
		f.t.Fatal(err)
	}
	f.t.Cleanup(func() { _ = folder.Close() })
	f.Form = New(Options{Folder: folder, Language: "zh",
		Now: func() time.Time { return time.Date(2024, 7, 1, 4, 0, 0, 0, time.UTC) }})
}

func (f *fixture) read(name string) string {
	f.t.Helper()
	data, err := os.ReadFile(filepath.Join(f.dir, filepath.FromSlash(name)))
	if err != nil {
		f.t.Fatal(err)
	}
	return string(data)
}

func (f *fixture) write(name, text string) {
	f.t.Helper()
	if err := os.WriteFile(filepath.Join(f.dir, filepath.FromSlash(name)), []byte(text),
		0o600); err != nil {
		f.t.Fatal(err)
	}
}

// files are all bytes below content.
func (f *fixture) files() map[string]string {
	f.t.Helper()
	all := map[string]string{}
	fsys := os.DirFS(f.dir)
	err := fs.WalkDir(fsys, "content", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			all[name] = f.read(name)
		}
		return err
	})
	if err != nil {
		f.t.Fatal(err)
	}
	return all
}

func (f *fixture) get(address string) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	f.ServeHTTP(w, httptest.NewRequest(http.MethodGet, Prefix+address, nil))
	return w
}

func (f *fixture) post(address string, values url.Values,
	files map[string]upload) *httptest.ResponseRecorder {
	f.t.Helper()
	var body bytes.Buffer
	m := multipart.NewWriter(&body)
	for name, all := range values {
		for _, text := range all {
			if err := m.WriteField(name, text); err != nil {
				f.t.Fatal(err)
			}
		}
	}
	for name, file := range files {
		part, err := m.CreateFormFile(name, file.name)
		if err == nil {
			_, err = part.Write(file.data)
		}
		if err != nil {
			f.t.Fatal(err)
		}
	}
	if err := m.Close(); err != nil {
		f.t.Fatal(err)
	}
	r := httptest.NewRequest(http.MethodPost, Prefix+address, &body)
	r.Header.Set("Content-Type", m.FormDataContentType())
	w := httptest.NewRecorder()
	f.ServeHTTP(w, r)
	return w
}

var (
	inputTag    = regexp.MustCompile(`<input type="(hidden|text|date|checkbox|radio)"([^>]*)>`)
	textareaTag = regexp.MustCompile(`(?s)<textarea([^>]*)>\n?(.*?)</textarea>`)
	selectTag   = regexp.MustCompile(`(?s)<select([^>]*)>(.*?)</select>`)
	chosenTag   = regexp.MustCompile(`<option value="([^"]*)" selected`)
	attribute   = regexp.MustCompile(`(name|value)="([^"]*)"`)
)

func attributes(tag string) map[string]string {
	all := map[string]string{}
	for _, m := range attribute.FindAllStringSubmatch(tag, -1) {
		all[m[1]] = html.UnescapeString(m[2])
	}
	return all
}

// values are what a browser sends of a page as it is.
func values(page string) url.Values {
	all := url.Values{}
	for _, m := range inputTag.FindAllStringSubmatch(page, -1) {
		if a := attributes(m[2]); m[1] != "checkbox" && m[1] != "radio" || strings.Contains(m[2],
			" checked") {
			all.Add(a["name"], a["value"])
		}
	}
	for _, m := range textareaTag.FindAllStringSubmatch(page, -1) {
		all.Add(attributes(m[1])["name"], strings.ReplaceAll(html.UnescapeString(m[2]), "\n",
			"\r\n"))
	}
	for _, m := range selectTag.FindAllStringSubmatch(page, -1) {
		chosen := chosenTag.FindStringSubmatch(m[2])
		if chosen == nil { // the first is empty
			chosen = []string{"", ""}
		}
		all.Add(attributes(m[1])["name"], html.UnescapeString(chosen[1]))
	}
	return all
}

// open gives what the form of an address sends before anything is changed.
func (f *fixture) open(address string) url.Values {
	f.t.Helper()
	w := f.get(address)
	if w.Code != http.StatusOK {
		f.t.Fatalf("%s: %d\n%s", address, w.Code, w.Body)
	}
	return values(w.Body.String())
}

// saved wants a save, and gives the page that shows it.
func (f *fixture) saved(w *httptest.ResponseRecorder) string {
	f.t.Helper()
	if w.Code != http.StatusSeeOther {
		f.t.Fatalf("not saved: %d\n%s", w.Code, text(w.Body.String()))
	}
	return f.get(strings.TrimPrefix(w.Header().Get("Location"), Prefix)).Body.String()
}

// refused wants that nothing was written, and gives the page.
func (f *fixture) refused(w *httptest.ResponseRecorder, before map[string]string) string {
	f.t.Helper()
	if w.Code == http.StatusSeeOther || w.Code == http.StatusOK {
		f.t.Fatalf("not refused: %d", w.Code)
	}
	f.same(before)
	return w.Body.String()
}

func (f *fixture) same(before map[string]string) {
	f.t.Helper()
	now := f.files()
	for name, text := range now {
		if before[name] != text {
			f.t.Errorf("%s has changed", name)
		}
	}
	if len(now) != len(before) {
		f.t.Errorf("%d files, before %d", len(now), len(before))
	}
}

var tag = regexp.MustCompile(`<[^>]*>`)

// text is a page without its marks.
func text(page string) string {
	plain := html.UnescapeString(tag.ReplaceAllString(page, ""))
	return strings.Join(strings.Fields(plain), " ")
}
