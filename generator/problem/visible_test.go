package problem

import "testing"

func TestControlCharactersOfNamesAreShownEscaped(t *testing.T) {
	for name, want := range map[string]string{
		"content/整改.md":          "content/整改.md",
		"a\x1b[31m.md":           `a\x1b[31m.md`,
		"\xd5\xc5\xc8\xfd.jpg":   `\xd5\xc5\xc8\xfd.jpg`,
		"a\u202efdp.exe":         `a\u202efdp.exe`,
		"a\nb.md":                `a\nb.md`,
		"a\u0085\u00ad\x7f\r.md": `a\u0085\u00ad\x7f\r.md`,
		"\ufffd.md":              "\ufffd.md",
	} {
		p := Problem{File: name, Rule: "symlink"}
		if got := p.name(); got != want {
			t.Errorf("%q: %s", name, got)
		}
	}
	if got, want := Fill("%s: %s\n\tx", []any{"\x1b", "a\nb"}), "\\x1b: a\nb\n\tx"; got != want {
		t.Errorf("%q", got)
	}
}
