package personal

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// Hits lie in the text, in order, apart from each other; what is masked has as many characters and
// lines as before, and nothing in it is found any more but what is masked already.
func FuzzFindAndMask(f *testing.F) {
	for _, seed := range []string{"证件1101051949\n1231002X，电话１３８-0013-8000", "zhang**san**@qq.com",
		`\u0031\` + "\n  3800138000", "&#49;3800138000<b>x</b>", "举报人张伟反映，家住阳光小区3栋502室", "闽A12345 SSN 123-45-6789",
		"138001380…", "\xff13800138000\xfe", "一三八〇〇一三八〇〇〇", "𝟏𝟑𝟖𝟎𝟎𝟏𝟑𝟖𝟎𝟎𝟎"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		last := 0
		for _, h := range Find(text) {
			if h.Start < last || h.End <= h.Start || h.End > len(text) || h.Value == "" {
				t.Fatalf("%+v in %q", h, text)
			}
			last = h.End
		}
		if !utf8.ValidString(text) {
			return
		}
		masked := Mask(text)
		if utf8.RuneCountInString(masked) != utf8.RuneCountInString(text) ||
			strings.Count(masked, "\n") != strings.Count(text, "\n") {
			t.Fatalf("%q became %q", text, masked)
		}
	})
}
