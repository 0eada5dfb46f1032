package render

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/fstest"
)

// What Markdown may be made of, and what a layout may show; none of it twice the same way.
var (
	blocks = []string{
		"正文，**重点**与*强调*，`码`，~~删去~~。\n换行", "# 一级\n## 二级 {#own}\n## 二级", "> 引用\n>\n> 两段",
		"> [!NOTE]\n> 提示", "> [!WARNING]- 折叠\n> 内容", "- [x] 已办\n- [ ] 未办\n  1. 甲\n  2. 乙",
		"| 项 | 数 |\n|:--|--:|\n| 甲 | 1,234 |\n| `a|b` | **2** |", "| a |\n|---|", "注[^1]，再注[^b]。\n\n[^1]: 一\n[^b]: 二\n",
		"```go\nfmt.Println(\"<&>\")\n```", "```diff {hl_lines=[1]}\n+a\n```", "```\nplain\n```", "    indented",
		"![图](a.png \"题\")", "行内![图](b.svg)图", "[文件](a.html '题') <https://example.cn/?a=1&b=2> www.example.cn",
		"<div>raw</div>", "---", "a\\\nb  \nc", "{{ not a shortcode }} {{}}", "$a$ \\(b\\)", "", "\n\n", "\u3000\u3000缩进\u00a0",
		"[引]: x.html\n\n见[引]。", "`a` : b\n: c", "1\\ 2*3*4", "&lt; &copy; <b>x</b>", strings.Repeat("长", 3000),
	}
	shows = []string{
		`{{ .Content }}`, `{{ with .Content }}<div>{{ . }}</div>{{ end }}`, `{{ jsonify .Params }}`,
		`{{ .RenderString .Params.text }}`, `{{ .RenderString (dict "display" "block") .Params.text }}`,
		`{{ range .Params.list }}<li>{{ $.RenderString (dict "display" "inline") . }}</li>{{ end }}`,
		`{{ printf "%T %v" .Params.n .Params.n }}`, `{{ printf "%T %v %T" .Params.map .Params.map .Params.list }}`,
		`{{ .Store.Set "a" 1 }}{{ .Store.Get "a" }}`, `{{ page.Title }} {{ page.Params.n }} {{ .Page.Title }}`,
		`{{ .Site.Title }} {{ site.Language.Lang }} {{ .Site.Params.lang }}`, `{{ .Param "lang" }} {{ .Param "n" }}`,
		`{{ .Kind }} {{ .IsPage }} {{ .IsHome }} {{ .IsSection }} {{ .IsNode }}`, `{{ partialCached "fixed/x.html" .Params.n .Params.n }}`,
		`{{ range $k, $v := .Params }}{{ $k }}={{ $v }};{{ end }}`, `{{ if eq .Params.n 1 }}one{{ else }}{{ add .Params.n 1 }}{{ end }}`,
		`{{ i18n "days" .Params.n }}`, `{{ .Params.TEXT }} {{ .Params.map.key }} {{ isset .Params "none" }}`,
		`{{ with .Params.none }}no{{ else }}none{{ end }}{{ len .Params.null }}`, `{{ .Params.text | markdownify }}`,
		// These are for Hugo's pages only.
		`{{ .Permalink }}`, `{{ .TableOfContents }}`, `{{ .WordCount }} {{ .Summary }}`, `{{ .Date }}`, `{{ .Plain }}`,
		`{{ . }}`, `{{ printf "%v" . }}`, `{{ jsonify (slice .Title page.Kind) }}`, `{{ .Layout }} {{ .Type }}`,
		`{{ .RenderString (dict "markup" "org") "*a*" }}`, `{{ .Fragments.Identifiers }}`, `{{ urlize .RelPermalink }}`,
	}
	markups = map[string]string{
		"render-heading.html": `<h{{ .Level }} id="{{ .Anchor }}">{{ .Text }}{{ .PlainText }}{{ .Page.Title }}</h{{ .Level }}>`,
		"render-link.html":    `<a href="{{ .Destination }}" title="{{ .Title }}">{{ .Text }}{{ page.Title }}</a>`,
		"render-image.html":   `<img src="{{ .Destination }}" alt="{{ .PlainText }}">{{ .Ordinal }}{{ .IsBlock }}`,
		"render-table.html": `<table>{{ range .THead }}{{ range . }}<th>{{ .Alignment }}{{ .Text }}{{ end }}{{ end }}` +
			`{{ range .TBody }}<tr>{{ range . }}<td>{{ .Text }}{{ end }}{{ end }}</table>{{ .Ordinal }}`,
		"render-blockquote.html":       `<blockquote>{{ .Type }}{{ .Text }}</blockquote>`,
		"render-blockquote-alert.html": `<aside>{{ .AlertType }}{{ .AlertTitle }}{{ .AlertSign }}{{ .Text }}</aside>`,
		"render-codeblock.html":        `<pre>{{ .Type }}{{ .Inner }}{{ .Options }}</pre>`,
		"render-codeblock-go.html":     `<pre class="go">{{ .Inner }}{{ .Ordinal }}</pre>`,
		"render-codeblock-diff.html":   `<pre>{{ .Position }}{{ .Inner }}</pre>`,
	}
)

// randomTheme has some of what layouts can show, and some render hooks.
func randomTheme(random *rand.Rand) fstest.MapFS {
	theme := fstest.MapFS{"i18n/zh.toml": {Data: []byte("[days]\nother = \"{{ .Count }} 天\"\n")},
		"layouts/_partials/fixed/x.html": {Data: []byte("<b>{{ . }}</b>")}}
	for _, layout := range []string{"home", "finding"} {
		text := "<p>" + layout
		for range 1 + random.IntN(5) {
			text += "\n" + shows[random.IntN(len(shows))]
		}
		theme["layouts/"+layout+".html"] = &fstest.MapFile{Data: []byte(text)}
	}
	for name, text := range markups {
		if random.IntN(3) == 0 {
			theme["layouts/_markup/"+name] = &fstest.MapFile{Data: []byte(text)}
		}
	}
	return theme
}

func randomPages(t *testing.T, random *rand.Rand) []Page {
	t.Helper()
	text := func() string {
		var some []string
		for range random.IntN(4) {
			some = append(some, blocks[random.IntN(len(blocks))])
		}
		return strings.Join(some, "\n\n")
	}
	pages := make([]Page, 1+random.IntN(4))
	for i := range pages {
		params, err := json.Marshal(map[string]any{"text": text(), "list": []string{text(), text()},
			"n": random.IntN(3), "map": map[string]any{"Key": random.Float64(), "l": []any{1, nil}},
			"null": nil, "draft": random.IntN(2) == 0})
		if err != nil {
			t.Fatal(err)
		}
		pages[i] = Page{URL: fmt.Sprintf("a/%d.html", i), Layout: []string{"home", "finding"}[random.IntN(2)],
			Title: fmt.Sprintf("问题 <%d> \"&\"", i), Params: params, Body: text()}
	}
	return pages
}

func TestDirectPagesAreThoseOfHugosBuilds(t *testing.T) {
	site := plain
	site.Params = map[string]any{"lang": "zh"}
	runs := uint64(40)
	if testing.Short() {
		runs = 20
	}
	direct := 0
	for seed := range runs {
		random := rand.New(rand.NewPCG(seed, 0))
		theme, pages := randomTheme(random), randomPages(t, random)
		r := mustNew(t, Theme{BuiltIn: theme}, site)
		got, err := tryTogether(r, pages)
		want, wantErr := tryTogether(onlyHugo(r), pages)
		if got != want || (err == nil) != (wantErr == nil) {
			i := 0
			for i < min(len(got), len(want)) && got[i] == want[i] {
				i++
			}
			t.Fatalf("seed %d: %v, want %v\n%s\n%s\ngot  %.200s\nwant %.200s", seed, err, wantErr,
				theme["layouts/home.html"].Data, theme["layouts/finding.html"].Data, got[i:], want[i:])
		}
		if !r.loaded.byHugo {
			direct++
		}
	}
	if direct == 0 || direct == int(runs) {
		t.Errorf("%d of %d themes were rendered directly", direct, runs)
	}
}
