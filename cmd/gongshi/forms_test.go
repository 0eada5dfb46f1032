package main

import (
	"bytes"
	"errors"
	"html"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"gongshi/generator/form"
	"gongshi/generator/source"
)

// forms are those of a source, and of its site.
type forms struct {
	*form.Form
	t    *testing.T
	dir  string
	last string // where the last file has led to
}

func openForms(t *testing.T) *forms {
	t.Helper()
	today := time.Date(2026, 11, 25, 12, 0, 0, 0, time.UTC)
	t.Setenv("SOURCE_DATE_EPOCH", strconv.FormatInt(today.Unix(), 10))
	dir := t.TempDir()
	folder, err := source.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = folder.Close() })
	c := &command{voice: voice{words: readWords(), lang: "zh"}, source: dir, format: "text"}
	return &forms{Form: form.New(form.Options{Folder: folder, Site: c.site(), Language: "zh",
		Now: func() time.Time { return today }}), t: t, dir: dir}
}

// get gives the page at an address, where redirects lead.
func (f *forms) get(address string) string {
	f.t.Helper()
	w := httptest.NewRecorder()
	f.ServeHTTP(w, httptest.NewRequest(http.MethodGet, address, nil))
	if to := w.Header().Get("Location"); to != "" {
		return f.get(to)
	}
	return w.Body.String()
}

var hiddenField = regexp.MustCompile(`<input type="hidden" name="([^"]*)" value="([^"]*)">`)

// send sends the last form of a page to an address, with what is chosen in it.
func (f *forms) send(page, address string, chosen url.Values) string {
	f.t.Helper()
	form := page[strings.LastIndex(page, "<form"):]
	values := url.Values{}
	for _, m := range hiddenField.FindAllStringSubmatch(form, -1) {
		values.Add(m[1], html.UnescapeString(m[2]))
	}
	for name, all := range chosen {
		values[name] = all
	}
	r := httptest.NewRequest(http.MethodPost, address, strings.NewReader(values.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	w := httptest.NewRecorder()
	f.ServeHTTP(w, r)
	if to := w.Header().Get("Location"); to != "" {
		return f.get(to)
	}
	return w.Body.String()
}

// hands gives a file to the page of imports, with what is chosen there.
func (f *forms) hands(name, text string, chosen map[string]string) string {
	f.t.Helper()
	token := hiddenField.FindStringSubmatch(f.get("/edit/import"))[2]
	var body bytes.Buffer
	m := multipart.NewWriter(&body)
	part, err := m.CreateFormFile("file", name)
	if err == nil {
		_, err = part.Write([]byte(text))
	}
	err = errors.Join(err, m.WriteField("token", token))
	for key, value := range chosen {
		err = errors.Join(err, m.WriteField(key, value))
	}
	if err := errors.Join(err, m.Close()); err != nil {
		f.t.Fatal(err)
	}
	r := httptest.NewRequest(http.MethodPost, "/edit/import", &body)
	r.Header.Set("Content-Type", m.FormDataContentType())
	w := httptest.NewRecorder()
	f.ServeHTTP(w, r)
	f.last = w.Header().Get("Location")
	if f.last != "" {
		return f.get(f.last)
	}
	return w.Body.String()
}

func (f *forms) wants(page string, texts ...string) {
	f.t.Helper()
	for _, text := range texts {
		if !strings.Contains(page, text) {
			f.t.Fatalf("no %q in\n%s", text, page)
		}
	}
}

func (f *forms) published(name string) bool {
	_, err := os.Stat(filepath.Join(f.dir, "public", filepath.FromSlash(name)))
	return err == nil
}
