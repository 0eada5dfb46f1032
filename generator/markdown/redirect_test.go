package markdown

import (
	"fmt"
	"strings"
	"testing"
)

func TestRedirectLeavesNoOldDestination(t *testing.T) {
	for _, written := range []string{"[a](secret.pdf)", "[a](<secret.pdf>)", "![a](secret.pdf)",
		"![a]( secret.pdf \"t\" )", "[secret.pdf](secret.pdf)", "[a][b]\n\n[b]: secret.pdf",
		"[a][b]\n\n[b]:\n <secret.pdf> 't'", "[b]\n\n[b]: secret.pdf", "[a](secret.pdf \"a\")",
		"[a](\nsecret.pdf)", "- [a](secret.pdf)\n- [b](other.pdf)", "| x |\n|---|\n| [a](secret.pdf) |",
		"**[a](secret.pdf)** [c](<se cret.pdf>) [d](se%20cret.pdf) [e](s(1).pdf) [f](s\\_2.pdf)",
		"[a]( <secret.pdf>\t)", "[![a](secret.pdf)](secret.pdf)", "> [a](secret.pdf)"} {
		read := Read(written)
		to := map[string]string{}
		for i, l := range read.Links {
			if _, known := to[l.Raw]; !known {
				to[l.Raw] = fmt.Sprintf("%d.x", i)
			}
		}
		got := Redirect(read.Text, to)
		after := Read(got).Links
		if len(after) != len(read.Links) {
			t.Errorf("%q became %q", written, got)
			continue
		}
		for i, l := range after {
			if l.Raw != to[read.Links[i].Raw] {
				t.Errorf("%q became %q, whose link leads to %s", written, got, l.Raw)
			}
		}
		if PlainText(got) != PlainText(read.Text) {
			t.Errorf("%q became %q, which says something else", written, got)
		}
	}
	const prose = "see secret.pdf, [a](other.pdf)"
	if got := Redirect(prose, map[string]string{"secret.pdf": "1.x", "r.pdf": "2.x"}); got != prose {
		t.Errorf("%q", got)
	}
	if strings.Contains(Redirect("[a](a.pdf) [b](aa.pdf)", map[string]string{"a.pdf": "1.x",
		"aa.pdf": "2.x"}), "pdf") {
		t.Error("a name within another")
	}
}
