package record

import (
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"
)

// same and different are the rule of what is typography.
var (
	typography = [][]string{
		{"完成 36 个问题", "完成36个问题", "完成３６个问题", "完成　36　个问题", "完成\n36 个问题"},
		{"是（二）：“一”、‘二’", "是(二):\"一\"、'二'", "是 （ 二 ） ： \"一\"、'二'"},
		{"2020—2023", "2020-2023", "2020–2023", "２０２０－２０２３"},
		{"已改。", "已改.", "已改｡", "已改．"},
		{"等等……", "等等......", "等等⋯⋯"},
		{"old bills\nwere paid", "old bills were  paid", "old\u00a0bills were paid\u200b"},
		{"café", "cafe\u0301"},
		{"ABC", "ＡＢＣ"},
		{"", " \n\u3000", "\ufeff"},
	}
	different = []string{"完成36个", "完成35个", "完成3 6个", "完成三十六个", "完成36 h", "完成36h",
		"完成36H", "now here", "nowhere", "没有改", "有改", "-5", "5", "1.5", "15", "1,5", "整改、完成",
		"整改,完成", "**整改**", "整改", "①", "1"}
)

func norm1(text string) string { return string(normal(nil, text)) }

func TestTypographyIsNoChange(t *testing.T) {
	for _, texts := range typography {
		for _, text := range texts[1:] {
			if norm1(text) != norm1(texts[0]) {
				t.Errorf("%q and %q differ: %q, %q", texts[0], text, norm1(texts[0]), norm1(text))
			}
		}
	}
}

func TestLettersAndFiguresAreAChange(t *testing.T) {
	seen := map[string]string{}
	for _, text := range different {
		if other, is := seen[norm1(text)]; is {
			t.Errorf("%q and %q are the same", text, other)
		}
		seen[norm1(text)] = text
	}
}

// TestNoLetterIsLost changes a letter or figure of a text at random.
func TestNoLetterIsLost(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		runes := []rune(rapid.StringOf(rapid.RuneFrom([]rune("一二三整改abcXYZ0123 。，（）\n- \u3000"),
			unicode.Han, unicode.Latin, unicode.Nd)).Filter(func(s string) bool { return s != "" }).Draw(t, "text"))
		at := rapid.IntRange(0, len(runes)-1).Draw(t, "at")
		if !unicode.In(runes[at], unicode.L, unicode.Nd) {
			return
		}
		before := norm1(string(runes))
		if again := norm1(before); again != before {
			t.Fatalf("%q becomes %q", before, again)
		}
		runes[at] = rapid.SampledFrom([]rune("丁7q")).Filter(func(r rune) bool {
			return norm1(string(r)) != norm1(string(runes[at]))
		}).Draw(t, "letter")
		if norm1(string(runes)) == before {
			t.Fatalf("%q is %q", string(runes), before)
		}
	})
}

// Between words a space is kept, and one that git or an editor has put at a line's end is the same.
func TestLineEndsAreNoChange(t *testing.T) {
	text := "一 two three 四\n\n- five\n"
	if a, b := norm1(text), norm1(strings.ReplaceAll(text, "\n", "\r\n")); a != b {
		t.Errorf("%q, %q", a, b)
	}
}
