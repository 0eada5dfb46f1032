package markdown

import (
	"testing"
	"unicode/utf8"
)

func TestPlainTextSaysWhatAReaderReads(t *testing.T) {
	for _, c := range []struct{ markdown, want string }{
		{"一句话。", "一句话。"},
		{"**整改**完成，见[方案](x.md)和`代码*`", "整改完成，见方案和代码*"},
		{"第一行\n第二行", "第一行\n第二行"},
		{"one line\nand another", "one line\nand another"},
		{"## 标题\n\n一段。\n\n- 甲\n- 乙", "标题\n一段。\n甲\n乙"},
		{"1. 甲\n2. 乙", "1. 甲\n2. 乙"},
		{"| 甲 | 乙 |\n|---|---|\n| 1 | 2 |", "甲 乙 \n1 2"},
		{"<https://a.cn/b>", "https://a.cn/b"},
		{"```\nx <b>\n```", "x <b>"},
		{"~~删去~~留下", "删去留下"},
		{"- [x] 已做", "已做"},
		{"**整改。**完成，定下**“三重一大”**事项", "整改。完成，定下“三重一大”事项"},
		{`\*\*c\*\*`, "**c**"},
	} {
		if got := PlainText(Read(c.markdown).Text); got != c.want {
			t.Errorf("%q is said as %q, want %q", c.markdown, got, c.want)
		}
	}
}

// Read lets no entity through, but a text may have been made otherwise.
func TestPlainTextResolvesEscapesAndEntities(t *testing.T) {
	for _, c := range []struct{ markdown, want string }{
		{`a \* b &amp; c`, "a * b & c"},
		{`a\ b\\ c\`, `ab\ c\`},
		{`\&lt\; \&\#60; &lt; \\&lt;`, `&lt; &#60; < \<`},
	} {
		if got := PlainText(c.markdown); got != c.want {
			t.Errorf("%q is said as %q, want %q", c.markdown, got, c.want)
		}
	}
}

// What has no marks is said without being parsed, and must be said alike.
func FuzzSimpleTextIsSaidAsIfItWereParsed(f *testing.F) {
	for _, text := range []string{"一段。\n还有一行\n\n另一段。", "a\nb", "a \nb", "（一）甲\n1. 乙",
		"x\n\n\n\ny\n", "a\n   b",
		"甲-乙 3.5)", "“甲”\n(乙)", "ａ\u3000\n乙", "a\u2028b", "甲\n\u00a0\n乙"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got, simple := simply(text)
		if !simple || !utf8.ValidString(text) {
			return
		}
		if want := parsedText(text); got != want {
			t.Errorf("%q is said as %q, want %q", text, got, want)
		}
	})
}

func TestFoldedChineseHasNoSpaces(t *testing.T) {
	for text, want := range map[string]string{
		"建立台账， 逐项":        "建立台账，逐项",
		"关于 “三重一大” 的":     "关于“三重一大”的",
		"a “quoted” word": "a “quoted” word",
		"投资 3 亿元":         "投资 3 亿元",
		"don’t — “x” “y”": "don’t — “x” “y”",
	} {
		if got := Unspaced(text); got != want {
			t.Errorf("%q became %q, want %q", text, got, want)
		}
	}
}
