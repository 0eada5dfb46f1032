package markdown

import (
	"strings"
	"testing"
)

func TestHTMLShowsAnAuthorWhatATextLooksLike(t *testing.T) {
	for typed, want := range map[string]string{
		"一\n\n- **二。**三":           "<p>一</p>\n<ul>\n<li><strong>二。</strong>三</li>\n</ul>\n",
		"[x](javascript:alert(1))": "<p><a href=\"\">x</a></p>\n",
		"\x00\xff":                 "",
	} {
		if got := HTML(typed); got != want {
			t.Errorf("%q: %q", typed, got)
		}
	}
	got := HTML("<script>alert(1)</script>\n\n<img src=x onerror=alert(1)>")
	if strings.Contains(got, "<scr") || strings.Contains(got, "<img") {
		t.Error(got)
	}
}
