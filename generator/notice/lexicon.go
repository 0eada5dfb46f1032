package notice

import (
	"embed"
	"regexp"
	"slices"
	"strings"
	"sync"

	"gongshi/generator/problem"
	"gongshi/generator/register"
)

//go:embed lexicon.zh.toml lexicon.en.toml
var lexiconFiles embed.FS

// lexicon is what notices of one language say.
type lexicon struct {
	Words       map[string]string          `toml:"words"`
	Lists       map[string][]string        `toml:"lists"`
	Statuses    map[string][]string        `toml:"statuses"`
	Answers     map[string]register.Status `toml:"answers"`
	Periods     map[string]string          `toml:"periods"` // of reports, in ISO 8601
	Traditional string                     `toml:"traditional"`
}

// lexicons are those of all languages. A notice may hold words of either.
var lexicons = sync.OnceValue(func() []lexicon {
	var all []lexicon
	for _, lang := range []string{"zh", "en"} {
		l := problem.Catalogue[lexicon](lexiconFiles, "lexicon."+lang+".toml")
		for name, words := range l.Words {
			var joined strings.Builder
			for line := range strings.Lines(words) {
				joined.WriteString(strings.TrimLeft(strings.TrimSuffix(line, "\n"), " "))
			}
			l.Words[name] = joined.String()
		}
		all = append(all, l)
	}
	return all
})

// pattern is a regular expression that is compiled when it is first wanted: most commands want
// none. {name} stands for an entry of the lexicons, in Chinese or in English.
func pattern(expr string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expand(expr)) })
}

// compiled holds the entries that lex was asked for.
var compiled sync.Map

// lex gives an entry of the lexicons, compiled when it is first wanted.
func lex(name string) *regexp.Regexp {
	form, ok := compiled.Load(name)
	if !ok {
		form, _ = compiled.LoadOrStore(name, regexp.MustCompile(expand("{"+name+"}")))
	}
	return form.(*regexp.Regexp)
}

// entry is a reference to one of the lexicons.
var entry = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\{[a-z][a-z-]*\}`) })

// expand puts the entries of the lexicons into an expression.
func expand(expr string) string {
	return entry().ReplaceAllStringFunc(expr, func(ref string) string {
		name := strings.Trim(ref, "{}")
		var either []string
		for _, l := range lexicons() {
			if words := l.Words[name]; words != "" {
				either = append(either, expand(words))
			}
			either = append(either, l.Lists[name]...)
		}
		if either == nil {
			panic("the lexicons have no " + name)
		}
		return "(?:" + strings.Join(either, "|") + ")"
	})
}

func list(name string) []string {
	var all []string
	for _, l := range lexicons() {
		all = append(all, l.Lists[name]...)
	}
	return all
}

// answers are what can stand below the question whether something is completed.
func answers(text string) register.Status {
	for _, l := range lexicons() {
		if s := l.Answers[text]; s != "" {
			return s
		}
	}
	return ""
}

// phrase is a wording of a status.
type phrase struct {
	words  string
	status register.Status
}

// phrases are the words for a status, held against folded text in lower case. The longest that
// fits counts: 未完成整改 holds 完成整改, and 基本完成 holds 完成.
var phrases = sync.OnceValue(func() []phrase {
	var all []phrase
	for _, l := range lexicons() {
		for _, s := range register.Statuses() {
			for _, words := range l.Statuses[string(s)] {
				all = append(all, phrase{words, s})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b phrase) int { return len(b.words) - len(a.words) })
	return all
})

// simplified puts simplified characters in the place of the traditional ones of words that notices
// use. Both have three bytes in UTF-8, so that an offset in the one text holds in the other.
var simplified = sync.OnceValue(func() *strings.Replacer {
	var pairs []string
	for _, l := range lexicons() {
		for _, r := range strings.Join(strings.Fields(l.Traditional), "") {
			pairs = append(pairs, string(r))
		}
	}
	return strings.NewReplacer(pairs...)
})

// fold gives a text as it is looked at: in simplified characters. No offset changes.
func fold(text string) string { return simplified().Replace(text) }
