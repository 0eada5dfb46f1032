package problem

import (
	"embed"
	"fmt"

	"github.com/pelletier/go-toml/v2"
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
	name := "explain." + lang + ".toml"
	data, err := explanations.ReadFile(name)
	if err != nil {
		panic(err)
	}
	var all map[string]Explanation
	if err := toml.Unmarshal(data, &all); err != nil {
		panic(fmt.Sprintf("%s: %v", name, err))
	}
	e, known := all[rule]
	e.Rule = rule
	return e, known
}
