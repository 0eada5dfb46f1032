package nasty

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// nastyTexts are texts that a register may hold and that break what does not expect them. Code
// points that do not show, or turn what follows them around, are written as escapes.
func nastyTexts() []string {
	return []string{
		`</script><script>alert(1)</script>`,
		`"><img src=x onerror=alert(1)>`,
		`' onmouseover='alert(1)' x='`,
		`<!-- ]]> --!> <![CDATA[ -->`,
		`</title></style></textarea></noscript><svg onload=alert(1)>`,
		`javascript:alert(1)`,
		`{{ . }} {{"{{"}} {%raw%} ${x} #{x} <%= x %>`,
		`&lt;b&gt; &amp;amp; &#x202e; &nbsp; &copy`,
		`"'` + "`" + `\ \\ \" \n \u0041 %41 %s %n %00`,
		`*a* _b_ **c** ~~d~~ [e](f) ![g](h) # i | j`,
		`- a: b # c`,
		`key: [value, {x: y}] & *anchor !!tag | > ---`,
		`[table] key = """x""" 'y'`,
		`=cmd|' /C calc'!A0`,
		`+1+1`, `-2+3`, `@SUM(A1:A9)`, `＝1+1`, `＋1`, `－1`, `＠x`,
		`a;b,c:d\,e\;f`,
		`ends in a backslash \`,
		"العربية 123 (قوس) [٤٥]", "עברית", "ئۇيغۇرچە",
		"line\u2028separator\u2029paragraph",
		"no\u00a0break\u3000wide\u2003em",
		"👩‍👩‍👧‍👦 🏳️‍🌈 🇨🇳 👍🏿 1️⃣", "𠮷 𬎆 𰻞 㐂 葛󠄀", "Ａｆｕｌｌ　ｗｉｄｔｈ＜ｂ＞",
		"z\u0351\u036b\u0343\u036a\u0302a\u036b\u033d\u034f\u0334l\u0319\u0324g\u031e\u031fo",
		"e\u0301 \u00e9 \u1e9e ﬁ İı ǅ",
		strings.Repeat("w", 100),
		"true", "null", "~", "0x1F", "1e3", "2023-02-30",
	}
}

// long is as much as one word can be in a text that has no limit.
func long() string { return strings.Repeat("long", 500) }

// mark stands behind a nasty text, and tells where it came from: a key and a number in the table.
func mark(key string, n int) string { return fmt.Sprintf("§%s.%d§", key, n) }

// page of a register: its keys as they come, each value as JSON, which is YAML too.
type front [][2]any

func (f front) write(t *testing.T, dir, name, body string) {
	t.Helper()
	var b bytes.Buffer
	b.WriteString("---\n")
	for _, pair := range f {
		fmt.Fprintf(&b, "%s: %s", pair[0], asJSON(t, pair[1]))
	}
	b.WriteString("---\n" + body + "\n")
	file := filepath.Join(dir, "content", filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
}

func asJSON(t *testing.T, value any) string {
	t.Helper()
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(value); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// literally is a text in Markdown that is to be shown as it is.
func literally(text string) string {
	var b strings.Builder
	for _, r := range text {
		if strings.ContainsRune("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

type object = map[string]any

// nastyFinding gives the keys and the body of a finding that holds one nasty text in every text
// that it has. Its twin has the keys that an unfinished finding cannot have.
func nastyFinding(n int, text string) (front, string) {
	plain := func(key string) string { return text + mark(key, n) }
	markdown := func(key string) string { return literally(text) + mark(key, n) }
	title := plain("title")
	if n == 0 {
		title = strings.Repeat("题", 300-len([]rune(title))) + title
	}
	f := front{
		{"title", title}, {"number", plain("number")}, {"group", fmt.Sprintf("g%d", n)},
		{"weight", n}, {"summary", plain("summary")},
		{"status", "in-progress"}, {"basis", "stated"},
		{"deadline", object{"date": "2023-06-30", "extended": []object{
			{"on": "2023-06-20", "to": "2023-12-31", "reason": plain("extended")}}}},
		{"reason", markdown("reason")}, {"next", markdown("next")},
		{"responsible", []string{plain("office"), plain("post")}},
		{"measures", []object{
			{"text": markdown("measure"), "date": "2023-02", "done": true},
			{"text": long() + markdown("measure")}}},
		{"results", []object{{"name": plain("name"), "value": plain("value"),
			"unit": plain("unit"), "change": plain("change")}}},
		{"documents", []object{{"title": plain("document"), "file": "paper.txt"},
			{"title": plain("rule"), "url": "https://example.org/?a=1&b=%22%3E"}}},
		{"updates", []object{{"date": "2023-05-01", "status": "in-progress",
			"text": markdown("update")}}},
		{"answers", []object{{"on": "2023-07-01", "question": plain("question"),
			"answer": markdown("answer")}}},
		{"evidence", []object{{"title": plain("evidence"), "file": "photo.txt"}}},
		{"related", []string{fmt.Sprintf("twin-%d", n)}},
		{"contact", object{"address": plain("address"), "hours": plain("hours")}},
	}
	body := "## " + markdown("heading") + "\n\n" + markdown("body") +
		"\n\n- [" + markdown("link") + "](https://example.org/)\n\n> " + markdown("quote") +
		"\n\n| " + markdown("column") + " |\n|---|\n| " + markdown("cell") + " |\n\n" +
		"[" + long() + "](paper.txt)"
	return f, body
}

func nastyTwin(n int, text string) front {
	f := front{
		{"title", text + mark("twin", n)}, {"number", text + mark("no", n)},
		{"weight", 100 + n}, {"summary", text + mark("sum", n)}, {"basis", "verified"},
		{"verified", object{"by": text + mark("by", n), "on": "2024-03-01"}},
	}
	if n%2 == 0 {
		return append(f, [2]any{"status", "completed"}, [2]any{"completed", "2024-02"})
	}
	return append(f, [2]any{"status", "on-hold"}, [2]any{"reason", literally(text)},
		[2]any{"deadline", object{"condition": text + mark("condition", n)}})
}

// mixed is a nasty text for what a register has only one of.
const mixed = "</script><script>alert(1)</script>{{ . }} & \"'👩‍👩‍👧 𠮷 العربية"

// nastyRegister writes a register whose every text is nasty, and gives its folder.
func nastyRegister(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	texts := nastyTexts()
	var groups []object
	for n, text := range texts {
		groups = append(groups,
			object{"id": fmt.Sprintf("g%d", n), "title": text + mark("group", n)})
		f, body := nastyFinding(n, text)
		f.write(t, dir, fmt.Sprintf("audit/all/nasty-%d.md", n), body)
		nastyTwin(n, text).write(t, dir, fmt.Sprintf("audit/all/twin-%d.md", n), "")
		if n%4 == 0 { // the rest are titles of groups
			front{{"title", text + mark("category", n)}, {"weight", 1 + n}}.write(t, dir,
				fmt.Sprintf("audit/c%d/_index.md", n), literally(text)+mark("words", n))
			front{{"title", "问题"}, {"number", fmt.Sprint(n)}, {"summary", "摘要"},
				{"status", "completed"}, {"basis", "inferred"}}.write(t, dir,
				fmt.Sprintf("audit/c%d/third-%d.md", n, n), "")
		}
	}
	front{{"title", mixed}, {"groups", groups}}.write(t, dir, "audit/all/_index.md",
		literally(mixed))
	front{{"title", mixed}, {"body", mixed}, {"issuer", mixed}, {"inspector", mixed},
		{"from", "2022-08"}, {"to", "2022-09"}, {"published", "2023-04-13"},
		{"feedback", "2022-12-01"}, {"report_every", "P3M"}, {"source", mixed},
		{"accountability", object{"organisations": 1, "persons": 1, "kinds": []object{
			{"name": mixed, "organisations": 1, "persons": 1}}}},
		{"contact", object{"address": mixed, "hours": mixed}},
	}.write(t, dir, "audit/_index.md", literally(mixed))
	front{{"title", mixed}, {"contact", object{"phone": "0595-28008990",
		"email": "office+x@example.org", "address": mixed, "hours": mixed}}}.write(t, dir,
		"_index.md", literally(mixed))
	files := map[string]string{
		"content/audit/all/paper.txt": "</script>", "content/audit/all/photo.txt": "x",
		"config.toml": "language = \"zh\"\ntimeZone = \"Asia/Shanghai\"\ntitle = " +
			asJSON(t, mixed) + "banner = " + asJSON(t, mixed+long()),
	}
	for name, data := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(data), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}
