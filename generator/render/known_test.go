package render

import (
	"errors"
	"strings"
	"testing"
	"testing/fstest"

	"gongshi/generator/problem"
)

const knownWords = `word = { other = "\"some\" <words>" }
blank = { other = "on {{ .Day }}" }
count = { one = "one", other = "{{ .Count }} of them" }
`

func TestWhatIsTheSameOnAllPagesIsWrittenIntoTheLayouts(t *testing.T) {
	for layout, want := range map[string]string{
		`{{ i18n "word" }}`:                       `{{ "\"some\" <words>" }}`,
		`{{- with i18n "word" }}{{ . }}{{ end }}`: `{{- with "\"some\" <words>" }}{{ . }}{{ end }}`,
		`{{ dict "a" (i18n "word") | len }}`:      `{{ dict "a" ("\"some\" <words>") | len }}`,
		`{{ i18n "blank" . }}`:                    `{{ i18n "blank" . }}`,
		`{{ i18n "blank" }}`:                      `{{ i18n "blank" }}`,
		`{{ i18n "count" }}`:                      `{{ i18n "count" }}`,
		`{{ i18n "nosuch" }}`:                     `{{ i18n "nosuch" }}`,
		`{{ .x | i18n "word" }}`:                  `{{ .x | i18n "word" }}`,
		`{{ site.Title }}{{ .site.Title }}`:       `{{ "A & B" }}{{ .site.Title }}`,
		`{{ print site.Params.url .self }}`:       `{{ print "https://x.org/" .self }}`,
		`{{ site.Params.government.icp }}`:        `{{ site.Params.government.icp }}`,
		`{{ site.Params.number }}`:                `{{ site.Params.number }}`,
		"{{ if site.Params.url\n}}\n{{ end }}":    "{{ if \"https://x.org/\"\n}}\n{{ end }}",
		`{{ i18n "word" `:                         `{{ i18n "word" `,
	} {
		r := knownRenderer(t, layout, "", fstest.MapFS{})
		if got := string(r.laid()["layouts/x.html"].data); got != want {
			t.Errorf("%s\n got %s\nwant %s", layout, got, want)
		}
	}
}

func TestPartialsOfThePartialAreCalledDirectlyInText(t *testing.T) {
	const called = `{{ template "_partials/q.html" .x }}`
	for partial, want := range map[string]string{
		`<p>{{ partial "q.html" .x }}</p>`: `<p>` + called + `</p>`,
		`<p{{ if .y }} a="y"{{ end }}>{{ partial "q.html" .x }}`: `<p{{ if .y }} a="y"{{ end }}>` +
			called,
		`<p title="{{ partial "q.html" .x }}">`:    "",
		`<title>{{ partial "q.html" .x }}</title>`: "",
		`{{ $x := partial "q.html" .x }}`:          "",
		`{{ partial "q.html" .x | upper }}`:        "",
		`{{ partial "returns.html" .x }}`:          "",
		`{{ partial "own.html" .x }}`:              "",
		`{{ partial "other.html" .x }}`:            "",
		`{{ partial (print "q" ".html") .x }}`:     "",
		`{{ partial "nosuch.html" .x }}`:           "",
	} {
		if want == "" {
			want = partial
		}
		r := knownRenderer(t, partial, partial, fstest.MapFS{
			"layouts/_partials/own.html":     {Data: []byte("own")},
			"layouts/partials/other.en.html": {Data: []byte("own")},
		})
		if got := string(r.laid()["layouts/_partials/p.html"].data); got != want {
			t.Errorf(" got %s\nwant %s", got, want)
		}
		if got := string(r.laid()["layouts/x.html"].data); got != partial {
			t.Errorf("outside of partials %s became %s", partial, got)
		}
	}
}

func TestLayoutsGiveTheSameAsTheyAreWrittenAndAsHugoReadsThem(t *testing.T) {
	r := knownRenderer(t, `<title>{{ site.Title }}</title>{{ partial "p.html" .Params }}`,
		`<a href="{{ site.Params.url }}{{ .a }}" title="{{ i18n "word" }} `+
			`{{ partial "q.html" .a }}">`+
			`{{ partial "q.html" .a }} {{ i18n "word" | safeHTML }}</a>`+
			`{{ range slice 1 2 }}{{ partial "q.html" . }}{{ end }}`, fstest.MapFS{})
	page := Page{URL: "x.html", Layout: "x", Title: "t", Params: []byte(`{"a": "<&\"'"}`)}
	written := *r
	written.shown, written.stock = nil, &stock{}
	pages := []Page{page}
	got, want := renderedBy(t, r, pages)["x.html"], renderedBy(t, &written, pages)["x.html"]
	if got != want || !strings.Contains(got, "<i>1</i><i>2</i>") {
		t.Errorf(" got %s\nwant %s", got, want)
	}
}

func TestAFaultBehindAKnownWordIsToldWithItsColumn(t *testing.T) {
	r := knownRenderer(t, `{{ i18n "word" }}{{ i18n "word" }}{{ index .Params.a 1 }}`, "",
		fstest.MapFS{})
	page := Page{URL: "x.html", Layout: "x", Params: []byte(`{"a": 1}`)}
	err := r.Render(t.Context(), each([]Page{page}), nil)
	var list problem.List
	if !errors.As(err, &list) || list[0].Line != 1 || list[0].Column != 38 {
		t.Errorf("%#v", err)
	}
}

// knownRenderer is of a theme with a layout x and a partial p, which may call others.
func knownRenderer(t *testing.T, layout, partial string, own fstest.MapFS) *Renderer {
	t.Helper()
	r, err := New(Theme{Own: own, BuiltIn: fstest.MapFS{
		"layouts/x.html":                 {Data: []byte(layout)},
		"layouts/_partials/p.html":       {Data: []byte(partial)},
		"layouts/_partials/q.html":       {Data: []byte("<i>{{ . }}</i>")},
		"layouts/_partials/own.html":     {Data: []byte("built in")},
		"layouts/_partials/other.html":   {Data: []byte("built in")},
		"layouts/_partials/returns.html": {Data: []byte("{{ return 1 }}")},
		"i18n/en.toml":                   {Data: []byte(knownWords)},
	}}, Site{Title: "A & B", Language: "en", Params: map[string]any{"url": "https://x.org/",
		"number": 1, "government": map[string]any{"icp": "1"}}})
	if err != nil {
		t.Fatal(err)
	}
	return r
}
