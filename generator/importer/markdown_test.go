package importer

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"gongshi/generator/markdown"
)

// What a paragraph of the source says, a reader of the page reads.
func TestMarkdownPrintsTheLettersOfTheSource(t *testing.T) {
	signs := rapid.SampledFrom([]string{"*", "_", "**", "`", "#", "# ", "- ", "+ ", "1. ", "12) ",
		"(1)", "[", "]", "](", "<b>", "</b>", "<!--", "&amp;", "&#35;", "&", "\\", "\\ ", "|", "~~",
		"~", ">", "> ", "= ", "===", "---", ": ", "^", "[^1]", "{{<", "{{%", "}}", "!", "![",
		"整改", "完成", "。",
		"“", "”", "a", "B", "7", " ", "　", "http", "——", "…", "$", "2023.", "1.", "\u200b"})
	rapid.Check(t, func(rt *rapid.T) {
		text := strings.Join(rapid.SliceOfN(signs, 1, 12).Draw(rt, "signs"), "")
		want := words(text)
		if got := words(markdown.PlainText(toMarkdown(text))); got != want {
			rt.Fatalf("%q is written as %q and read as %q", text, toMarkdown(text), got)
		}
	})
}

// words are a text but for its white space, which Markdown does not keep.
func words(text string) string { return strings.Join(strings.Fields(text), "") }
