package render

import (
	"encoding/json"
	"io/fs"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/fstest"

	"gongshi"
)

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
	pages := []Page{{URL: "index.html", Layout: "texts", Params: params}}
	shown := func(own fstest.MapFS) []string {
		own["layouts/texts.html"] = &fstest.MapFile{
			Data: []byte("{{ range .Params.texts }}\n@\n" +
				"{{ partial \"markdown.html\" (dict \"text\" .) }}\n{{ end }}")}
		r := mustNew(t, Theme{BuiltIn: gongshi.Theme, Own: own}, Site{Language: "zh", TimeZone: "UTC"})
		return strings.Split(together(t, r, pages), "\n@\n")[1:]
	}
	quick, whole := shown(fstest.MapFS{}), shown(fstest.MapFS{partial: {Data: []byte(never)}})
	if len(quick) != len(whole) || len(quick) < len(texts)*9/10 { // of those that say anything
		t.Fatalf("%d of %d texts are shown, %d by Markdown", len(quick), len(texts), len(whole))
	}
	for i := range quick {
		if quick[i] != whole[i] {
			t.Fatalf("%s\nmarkdown:\n%s", quick[i], whole[i])
		}
	}
}

// manyTexts gives lines of plain words, and of what Markdown might take for marks.
func manyTexts(n int) []string {
	parts := []string{"整改", "完成。", "A", "b", "w", "www.", "a.cn", "http", "x ", " ", "  ", "1",
		"1. ", "12) ", "-", "- ", "。", "，", "（", "“好”", "'", "\"", "+", "*", "_", "`", "<", "&",
		"&amp;", ":", "//", "@", "#", "|", "\\", "[", "]", "(", ")", "~", "=", ">", "!", "%", "…",
		"——", "é", "\u00a0", "{", "}", "$", "^", "　", "...", "--", ",", ";", "?", "/",
		"\t", "\n", "\r\n", "\f", "\v", "\u0085", "\u2028", "\u200b", "Ж", "ａ", "\x00", "\x1b"}
	refused := strings.NewReplacer("{{", "{", "<", "< ") // shortcodes and HTML, in a register
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
		texts[i] = refused.Replace(text)
	}
	return texts
}
