package document_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"gongshi/generator/document"
)

var banned = regexp.MustCompile(`(?i)failed to|invalid|please|请输入|失败|[.。]$|%!|^$`)

// Each rule has its sentences in both languages, which use up its arguments and no more.
func TestReadingIsSpokenOfInBothLanguages(t *testing.T) {
	for _, rule := range document.UnreadableRules() {
		if zh, en := unreadable(t, rule, "zh"), unreadable(t, rule, "en"); zh != en {
			t.Errorf("%s: zh quotes %s, en %s", rule, zh, en)
		}
	}
	for _, lang := range []string{"zh", "en"} {
		for _, rule := range document.RemarkRules() {
			s := document.Remark{Rule: rule, Args: []any{"first"}}.Sentence(lang)
			if banned.MatchString(s) || !strings.Contains(s, "first") {
				t.Errorf("%s: %s: %q", lang, rule, s)
			}
		}
		for _, why := range document.Whys() {
			if banned.MatchString(why.Name(lang)) {
				t.Errorf("%s: %s: %q", lang, why, why.Name(lang))
			}
		}
	}
}

// unreadable checks the sentences of a rule, and says which arguments they quote.
func unreadable(t *testing.T, rule document.UnreadableRule, lang string) string {
	t.Helper()
	u := &document.Unreadable{Rule: rule, Args: []any{"first", "second"}}
	text, fix := u.Sentences(lang)
	for _, s := range []string{text, fix} {
		if banned.MatchString(s) || unicode.IsUpper(rune(s[0])) {
			t.Errorf("%s: %s: %q", lang, rule, s)
		}
	}
	return fmt.Sprint(strings.Contains(text+fix, "first"), strings.Contains(text+fix, "second"))
}
