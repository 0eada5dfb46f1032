package generator

import (
	"bytes"
	"context"
	"encoding/json"
	"io/fs"
	"iter"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"gongshi"
	"gongshi/generator/page"
	"gongshi/generator/register"
	"gongshi/generator/render"
)

// What partials keep for other pages must be the same whichever page came first.
func TestPageAloneIsThePageInABatch(t *testing.T) {
	sources := []string{filepath.Join("testdata", "schedules"), ".."}
	if testing.Short() {
		sources = sources[:1]
	}
	for _, source := range sources {
		r, err := register.Read(os.DirFS(source))
		if err != nil {
			t.Fatal(err)
		}
		day, _ := register.ParseDay("2024-01-10")
		m := newMemo()
		files, err := m.attach(os.DirFS(source), r)
		if err != nil {
			t.Fatal(err)
		}
		asOf := r.AsOf(day)
		pages, err := page.NewPlanner(asOf, files).Plan()
		if err != nil {
			t.Fatal(err)
		}
		theme := render.Theme{BuiltIn: gongshi.Theme}
		renderer, err := render.New(theme, siteOf(asOf, render.Assets{}))
		if err != nil {
			t.Fatal(err)
		}
		fresh := &pipeline{memo: m}
		made := map[string]action{}
		due := fresh.due(pages, fresh.isFast)
		together := drawn(t, renderer, fresh.contents(due, made))
		for _, p := range due {
			alone := drawn(t, renderer, fresh.contents([]*page.Page{p}, made))
			if !bytes.Equal(alone[p.URL], together[p.URL]) {
				t.Errorf("%s: %s alone:\n%s\nin a batch:\n%s", source, p.URL, alone[p.URL],
					together[p.URL])
			}
		}
	}
}

func drawn(t *testing.T, r *render.Renderer,
	pages iter.Seq2[render.Page, error]) map[string][]byte {
	t.Helper()
	out := map[string][]byte{}
	err := r.Render(context.Background(), pages, func(url string, data []byte) error {
		out[url] = data
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// A plain text is shown without Markdown's being asked, which must make the same of it.
func TestPlainTextIsWhatMarkdownMakesOfIt(t *testing.T) {
	const partial = "layouts/_partials/markdown.html"
	asked, err := fs.ReadFile(gongshi.Theme, partial)
	if err != nil {
		t.Fatal(err)
	}
	never := strings.Replace(string(asked), "findRE `^", "findRE `^\\z", 1)
	if never == string(asked) {
		t.Fatal("the partial no longer looks for plain texts")
	}
	texts := manyTexts(20_000)
	params, _ := json.Marshal(map[string]any{"texts": texts})
	one := func(yield func(render.Page, error) bool) {
		yield(render.Page{URL: "index.html", Layout: "texts", Params: params}, nil)
	}
	shown := func(own fstest.MapFS) []string {
		own["layouts/texts.html"] = &fstest.MapFile{
			Data: []byte("{{ range .Params.texts }}\n@\n" +
				"{{ partial \"markdown.html\" (dict \"text\" .) }}\n{{ end }}")}
		renderer, err := render.New(render.Theme{BuiltIn: gongshi.Theme, Own: own},
			render.Site{Language: "zh", TimeZone: "UTC"})
		if err != nil {
			t.Fatal(err)
		}
		return strings.Split(string(drawn(t, renderer, one)["index.html"]), "\n@\n")
	}
	quick, whole := shown(fstest.MapFS{}), shown(fstest.MapFS{partial: {Data: []byte(never)}})
	for i := range quick {
		if quick[i] != whole[i] {
			t.Fatalf("%q:\n%s\nmarkdown:\n%s", texts[i], quick[i], whole[i])
		}
	}
}

// manyTexts gives lines of plain words, and of what Markdown might take for marks.
func manyTexts(n int) []string {
	parts := []string{"整改", "完成。", "A", "b", "w", "www.", "a.cn", "http", "x ", " ", "  ", "1",
		"1. ", "12) ", "-", "- ", "。", "，", "（", "“好”", "'", "\"", "+", "*", "_", "`", "<", "&",
		"&amp;", ":", "//", "@", "#", "|", "\\", "[", "]", "(", ")", "~", "=", ">", "!", "%", "…",
		"——", "é", "\u00a0", "{", "}", "$", "^", "　"}
	chance := rand.New(rand.NewPCG(1, 2))
	texts := make([]string, n)
	for i := range texts {
		few := parts[:1+chance.IntN(len(parts))]
		text := "整"
		if i%2 == 0 {
			text = few[chance.IntN(len(few))]
		}
		for range chance.IntN(6) {
			text += few[chance.IntN(len(few))]
		}
		texts[i] = text
	}
	return texts
}
