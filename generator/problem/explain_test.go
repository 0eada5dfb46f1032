package problem

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/pelletier/go-toml/v2"
)

func TestEveryRuleIsExplainedInBothLanguages(t *testing.T) {
	banned := regexp.MustCompile(`(?i)failed to|invalid|please|请输入|失败`)
	for _, lang := range []string{"zh", "en"} {
		for _, rule := range Rules() {
			e, ok := Explain(rule, lang)
			if !ok || e.Why == "" || e.Wrong == "" || e.Right == "" {
				t.Errorf("%s: %s is not explained", lang, rule)
				continue
			}
			if strings.HasSuffix(e.Why, "。") || strings.HasSuffix(e.Why, ".") ||
				banned.MatchString(e.Why) {
				t.Errorf("%s: %s: %q", lang, rule, e.Why)
			}
			if e.Wrong == e.Right && rule != "render-broken" { // no author breaks that one
				t.Errorf("%s: the examples of %s are the same", lang, rule)
			}
		}
	}
}

func TestNothingIsExplainedThatIsNoRule(t *testing.T) {
	for _, lang := range []string{"zh", "en"} {
		data, err := explanations.ReadFile("explain." + lang + ".toml")
		if err != nil {
			t.Fatal(err)
		}
		var all map[string]struct{ Why, Wrong, Right string }
		if err := toml.Unmarshal(data, &all); err != nil {
			t.Fatal(err)
		}
		for rule := range all {
			if !slices.Contains(Rules(), rule) {
				t.Errorf("%s: %s", lang, rule)
			}
		}
	}
	if _, ok := Explain("no-such-rule", "en"); ok {
		t.Error("no-such-rule is explained")
	}
}
