package markdown

import (
	"context"
	"encoding/json"
	"iter"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"gongshi/generator/render"
)

// samples have every extension, and what another configuration of Hugo's would turn on.
var samples = []string{
	"**整改**完成\n第二行\n\nand a\nline\\\nbreak",
	"| 甲 | 乙 |\n|---|:-:|\n| 1 | 2 |",
	"~~删去~~留下 ~一~",
	"- [x] 已做\n- [ ] 未做",
	"见 www.example.cn 和 https://e.example/x a@e.example",
	"甲[^1]\n\n[^1]: 注",
	"词\n: 解释",
	`**整改。**\ 完成`,
	"## 标题 {.red}\n\n### 标题",
	"\"引\" 'a' -- --- ...",
	"一段\n{.red}",
	"$$x$$ \\(y\\) ==标== H~2~O x^2^ ++加++ :smile:",
	"> [!NOTE]\n> 注意",
	"```go\nx := 1\n```",
	"1. 甲\n2. 乙\n\n   丙",
}

// TestHugoReadsMarkdownAlike holds Hugo's configuration, which render has, to this room's.
func TestHugoReadsMarkdownAlike(t *testing.T) {
	theme := render.Theme{BuiltIn: fstest.MapFS{"layouts/texts.html": {
		Data: []byte("{{ range .Params.texts }}{{ $.RenderString (dict \"display\" \"block\") . }}" +
			"\n@\n{{ end }}")}}}
	r, err := render.New(theme, render.Site{Language: "zh", TimeZone: "UTC"})
	if err != nil {
		t.Fatal(err)
	}
	params, err := json.Marshal(map[string]any{"texts": samples})
	if err != nil {
		t.Fatal(err)
	}
	var page iter.Seq2[render.Page, error] = func(yield func(render.Page, error) bool) {
		yield(render.Page{URL: "index.html", Layout: "texts", Params: params}, nil)
	}
	var got []string
	err = r.Render(context.Background(), page, func(_ string, data []byte) error {
		got = strings.Split(string(data), "\n@\n")
		return nil
	})
	if err != nil || len(got) != len(samples)+1 {
		t.Fatal(len(got), err)
	}
	for i, text := range samples {
		if want := html(t, text); bare(got[i]) != bare(want) {
			t.Errorf("%q is\n%s\nand to Hugo\n%s", text, want, got[i])
		}
	}
}

// own are the marks of Hugo's own renderer, which change no word and no element.
var own = regexp.MustCompile(` (id|tabindex|role|class|data-lang|disabled|checked)(="[^"]*")?|\s`)

// bare leaves out the marks, and the protocol that a bare www. leads to.
func bare(html string) string {
	return strings.ReplaceAll(own.ReplaceAllString(html, ""), "http://", "https://")
}
