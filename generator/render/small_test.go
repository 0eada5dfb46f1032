package render

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"strings"
	"testing"
	"testing/fstest"
)

var plain = Site{Title: "公示", Language: "zh", TimeZone: "Asia/Shanghai"}

// small is a theme of a few layouts, such as a real one has more of.
func small() fstest.MapFS {
	files := fstest.MapFS{}
	for name, text := range map[string]string{
		"layouts/baseof.html": `<!doctype html><html lang="{{ site.Params.lang }}">` +
			`<title>{{ .Title }}</title>{{ block "main" . }}{{ end }}` +
			`{{ partial "foot.html" . }}</html>`,
		"layouts/finding.html": `{{ define "main" }}<h1>{{ .Title }}</h1>{{ .Content }}<ol>
{{ range .Params.measures }}<li>{{ $.RenderString .text }} {{ time.Format ":date_long" .date }}
{{ end }}</ol>{{ end }}`,
		"layouts/_partials/foot.html":      `<p>{{ T "days" .Params.days }}</p>`,
		"layouts/_markup/render-link.html": `<a href="{{ .Destination }}">{{ .Text }}</a>`,
		"i18n/zh.toml":                     "[days]\nother = \"{{ .Count }} 天\"\n",
	} {
		files[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return files
}

// findings makes pages of about the size of real ones.
func findings(n int) []Page {
	body := strings.Repeat("制定办法，**明确**责任，见[文件](a.html)。开展 3 次检查。\n\n", 9)
	pages := make([]Page, n)
	for i := range pages {
		measure := `{"text": "一是**出台**办法，明确范围、程序和责任，组织培训", "date": "2023-02-14"}`
		pages[i] = Page{
			URL:    fmt.Sprintf("findings/f-%d.html", i),
			Layout: "finding",
			Title:  fmt.Sprintf("问题 %d", i),
			Params: json.RawMessage(fmt.Sprintf(`{"days": %d, "measures": [%s, %s, %s]}`,
				i, measure, measure, measure)),
			Body: body, File: "content/a.md", Line: 9,
		}
	}
	return pages
}

func mustNew(t testing.TB, theme Theme, site Site) *Renderer {
	t.Helper()
	r, err := New(theme, site)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// together renders the pages into one text.
func together(t testing.TB, r *Renderer, pages []Page) string {
	t.Helper()
	text, err := tryTogether(r, pages)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// tryTogether is together where rendering may fail; of pages that come twice it has the second.
func tryTogether(r *Renderer, pages []Page) (string, error) {
	made := map[string][]byte{}
	err := r.Render(context.Background(), each(pages), func(url string, data []byte) error {
		made[url] = data
		return nil
	})
	var b bytes.Buffer
	for _, p := range pages {
		if data, emitted := made[p.URL]; emitted && err == nil {
			fmt.Fprintf(&b, "== %s\n%s", p.URL, data)
		}
	}
	return b.String(), err
}

// byHugo is together by Hugo's builds alone.
func byHugo(t testing.TB, r *Renderer, pages []Page) string {
	t.Helper()
	return together(t, onlyHugo(r), pages)
}

func onlyHugo(r *Renderer) *Renderer {
	other := *r
	other.loaded = &loaded{digest: r.Digest(), byHugo: true}
	return &other
}

// each gives pages as they are taken.
func each(pages []Page) iter.Seq2[Page, error] {
	return func(yield func(Page, error) bool) {
		for _, p := range pages {
			if !yield(p, nil) {
				return
			}
		}
	}
}
