package preview

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gongshi/generator/problem"
)

// findings is a source with one file and one secret beside it.
func findings(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "source")
	if err := os.MkdirAll(filepath.Join(dir, "content", "b"), 0o750); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"content/b/资产.md": "---\r\ntitle: 盘活资产\r\nstatus: done # 完\r\n---\r\n",
		"content/b/gb.md": "---\n\xd7\xca\xb2\xfa\n",
		"../secret.txt":   "secret",
	} {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestAProblemIsToldAsInTheTerminalWithItsLine(t *testing.T) {
	dir := findings(t)
	list := problem.List{{File: "content/b/资产.md", Line: 3, Column: 9, Rule: "status-unknown",
		Args: []any{"done", "completed, closed"}, Mean: "completed"}}
	for language, want := range map[string][2]string{
		"zh": {"content/b/资产.md:3:9: 无法识别状态“done”  [status-unknown]",
			"只能用：completed, closed；是不是想写“completed”？"},
		"en": {`content/b/资产.md:3:9: status "done" is not a status  [status-unknown]`,
			`use completed, closed; did you mean "completed"?`},
	} {
		got := New(Options{Source: dir, Language: language}).notice(list)[0]
		if got.Text != want[0] || got.Fix != want[1] {
			t.Errorf("%s: %q, %q", language, got.Text, got.Fix)
		}
		if got.Before != "status: " || got.Marked != "done" || got.After != " # 完" {
			t.Errorf("%s: line %q %q %q", language, got.Before, got.Marked, got.After)
		}
		if want := filepath.Join(dir, "content", "b", "资产.md") + ":3:9"; got.Link.Path != want {
			t.Errorf("%s: path %q, want %q", language, got.Link.Path, want)
		}
		if !strings.HasPrefix(got.Link.Href, "vscode://file/") ||
			!strings.HasSuffix(got.Link.Href, "/content/b/%E8%B5%84%E4%BA%A7.md:3:9") {
			t.Errorf("%s: href %q", language, got.Link.Href)
		}
	}
}

func TestAProblemWithoutALineThatCanBeShownIsStillTold(t *testing.T) {
	s := New(Options{Source: findings(t), Language: "en"})
	for name, p := range map[string]problem.Problem{
		"not UTF-8":         {File: "content/b/gb.md", Line: 2, Column: 1},
		"past the end":      {File: "content/b/资产.md", Line: 99},
		"the whole file":    {File: "content/b/资产.md"},
		"no file":           {},
		"the theme's file":  {File: "(built in) layouts/home.html", Line: 3},
		"outside":           {File: "../secret.txt", Line: 1},
		"outside, absolute": {File: "/etc/hostname", Line: 1},
	} {
		p.Rule = "symlink"
		got := s.notice(problem.List{p})[0]
		if got.Before+got.Marked+got.After != "" || got.Text == "" || got.Fix == "" {
			t.Errorf("%s: %+v", name, got)
		}
		if strings.Contains(name, "outside") && got.Link.Href != "" {
			t.Errorf("%s: linked to %s", name, got.Link.Href)
		}
	}
}

func TestTheLineOfAProblemIsMasked(t *testing.T) {
	dir := t.TempDir()
	text := "---\ntitle: 退还13800138000\n---\n证件号1101051949\n1231002X。\n"
	if err := os.WriteFile(filepath.Join(dir, "a.md"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	s := New(Options{Source: dir, Language: "zh"})
	for line, want := range map[int]string{2: "title: 退还138******00", 4: "证件号110*******",
		5: "******2X。"} {
		n := s.notice(problem.List{{File: "a.md", Line: line, Column: 4, Rule: "symlink"}})[0]
		if got := n.Before + n.Marked + n.After; got != want {
			t.Errorf("line %d: %q, want %q", line, got, want)
		}
	}
}

func TestAMarkStandsAtAWordInCharacters(t *testing.T) {
	long := strings.Repeat("很", 200)
	for _, c := range []struct {
		line                  string
		column                int
		before, marked, after string
	}{
		{"标题: 盘活 资产", 5, "标题: ", "盘活", " 资产"},
		{"a b", 2, "a", " ", "b"},
		{"a b", 0, "", "a b", ""},
		{"a b", 9, "", "a b", ""},
		{long, 101, "…" + long[:3*around], long[:3*around], "…"},
	} {
		before, marked, after := mark(c.line, c.column)
		if before != c.before || marked != c.marked || after != c.after {
			t.Errorf("%.20s at %d: %q %q %q", c.line, c.column, before, marked, after)
		}
	}
}

func TestBothLanguagesHaveTheSameWords(t *testing.T) {
	zh, en := vocabulary("zh"), vocabulary("en")
	for key, word := range zh {
		if en[key] == "" || word == "" {
			t.Errorf("%s: %q, %q", key, word, en[key])
		}
		if strings.Contains(word, "%d") != strings.Contains(en[key], "%d") {
			t.Errorf("%s: %q, %q", key, word, en[key])
		}
	}
	if len(en) != len(zh) {
		t.Errorf("%d and %d", len(zh), len(en))
	}
}
