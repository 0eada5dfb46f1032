package register

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"gongshi/generator/problem"
)

// What was written to keep parsers busy for minutes is refused with its sentence, whatever its
// place; what an office may write is not.
func TestLimitsOfAFileAreSaid(t *testing.T) {
	const front = "title: t\nnumber: \"1\"\nsummary: s\nstatus: long-term\nbasis: stated\n"
	body := func(text string) string { return "---\n" + front + "---\n" + text + "\n" }
	yaml := func(text string) string { return "---\n" + front + text + "\n---\n" }
	numbered := func(format string, n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, format, i)
		}
		return b.String()
	}
	for name, c := range map[string]struct{ text, rule string }{
		"brackets":         {body(strings.Repeat("[", 900_000)), "signs-many"},
		"brackets in YAML": {yaml("x_a: " + strings.Repeat("[", 900_000)), "signs-many"},
		"in a text's key":  {yaml("reason: '" + strings.Repeat("![", 400_000) + "'"), "signs-many"},
		"emphasis":         {body(strings.Repeat("**整改。**完成", 40_000)), "signs-many"},
		"addresses":        {body(strings.Repeat("http://a.b/ ", 70_000)), "signs-many"},
		"quotations":       {body(strings.Repeat("> ", 400_000) + "x"), "nesting-deep"},
		"lists":            {body(strings.Repeat("- ", 400_000) + "x"), "nesting-deep"},
		"lists in YAML":    {"---\n" + strings.Repeat("- ", 400_000) + "\n---\n", "nesting-deep"},
		"numbered lists":   {body(strings.Repeat("1. ", 300_000) + "x"), "nesting-deep"},
		"indentation":      {body(strings.Repeat(" ", 300) + "- x"), "nesting-deep"},
		"keys":             {yaml(numbered("x_%d: 1\n", 60_000)), "file-lines"},
		"updates": {yaml("updates:\n" +
			numbered("  - date: 2024-01-01\n    text: 第%d次\n", 24_000)), "file-lines"},
		"headings": {body(strings.Repeat("# a\n", 200_000)), "file-lines"},

		"a row of dashes":      {body("字\n\n" + strings.Repeat("-", 200)), ""},
		"a signature":          {body(strings.Repeat(" ", 150) + "某某局"), ""},
		"spaces alone":         {body(strings.Repeat(" ", 500)), ""},
		"a number of many":     {body(strings.Repeat("1.", 100) + " 字"), ""},
		"a long text":          {body(strings.Repeat("整改情况。\n", 9_000)), ""},
		"many words are bold":  {body(strings.Repeat("**字** ", 2_000)), ""},
		"quotations of quotes": {body("> > > > > 字"), ""},
	} {
		fsys := fstest.MapFS{
			"config.toml": {Data: []byte("title = \"t\"\nlanguage = \"en\"\ntimeZone = \"UTC\"\n")},
			"content/_index.md": {Data: []byte("---\ntitle: t\ncontact:\n  phone: 0595-28008990\n" +
				"---\n")},
			"content/a/_index.md": {Data: []byte("---\ntitle: t\nbody: b\nissuer: i\ninspector: i\n" +
				"from: 2022\nto: 2022\npublished: 2023-01-01\n---\n")},
			"content/a/b/_index.md": {Data: []byte("---\ntitle: t\n---\n")},
			"content/a/b/c.md":      {Data: []byte(c.text)},
		}
		_, err := Read(fsys)
		list, _ := errors.AsType[problem.List](err)
		var rules []string
		for _, p := range list {
			if p.File == "content/a/b/c.md" {
				rules = append(rules, p.Rule)
			}
		}
		if got := strings.Join(rules, " "); got != c.rule {
			t.Errorf("%s: %q, want %q", name, got, c.rule)
		}
	}
}
