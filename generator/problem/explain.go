package problem

import (
	"embed"
)

// Explanation is what a rule wants and why, with an example against it and one that keeps it.
//
// An example is front matter of a finding, Markdown below it, a whole file that begins with ---,
// lines of config.toml, or paths of files, one a line. Several files, or one of another kind,
// stand each behind a line "-- path --".
type Explanation struct {
	Rule  string `toml:"-" json:"rule"`
	Why   string `toml:"why" json:"why"`
	Wrong string `toml:"wrong" json:"wrong"`
	Right string `toml:"right" json:"right"`
}

//go:embed explain.zh.toml explain.en.toml
var explanations embed.FS

// Explain gives a rule's explanation in a language, zh or en; false where there is no such rule.
func Explain(rule, lang string) (Explanation, bool) {
	all := Catalogue[map[string]Explanation](explanations, "explain."+lang+".toml")
	e, known := all[rule]
	e.Rule = rule
	return e, known
}
