package office_test

import (
	"regexp"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"gongshi/generator/acceptance/golden"
	"gongshi/generator/office"
)

// Each archive in testdata/fragment is a register, and under want what is to be pasted: into the
// editor of a web site, then into WeChat's.
func TestFragmentsAreFlatAndEscaped(t *testing.T) {
	golden.Archives(t, "testdata/fragment/*.txtar", func(t *testing.T, a *txtar.Archive) string {
		r := read(t, a)
		p, err := office.Notice(r, r.Inspections[0])
		if err != nil {
			t.Fatal(err)
		}
		flat, styled := p.HTML(), p.WeChat()
		within(t, flat, regexp.MustCompile(`^</?(h[1-4]|p|a)>$|^<a href="https?://[^"<>]*">$`))
		within(t, styled, regexp.MustCompile(`^</?(h[1-4]|p|section)( style="[a-z0-9:; .-]*")?>$`))
		return flat + "\n" + styled
	})
}

var tag = regexp.MustCompile(`<[^>]*>`)

// within wants no tags but those of a form.
func within(t *testing.T, fragment string, form *regexp.Regexp) {
	t.Helper()
	for _, tag := range tag.FindAllString(fragment, -1) {
		if !form.MatchString(tag) {
			t.Errorf("%s in %.100s", tag, fragment)
		}
	}
	if strings.Contains(tag.ReplaceAllString(fragment, ""), "<") {
		t.Errorf("an open tag in %.100s", fragment)
	}
}
