package register

import (
	"cmp"
	"embed"
	"strings"
	"sync"

	"gongshi/generator/problem"
)

// named is a key as sentences call it.
func (k Key) named() problem.Phrase {
	return problem.Phrase{"zh": k.ZH + "（" + k.Name + "）", "en": k.Name}
}

// word is a status or basis as sentences call it; a word that is none as it is written.
func word[T ~string](of string, written T) problem.Phrase {
	p := problem.Phrase{"zh": string(written), "en": string(written)}
	if k := find(Keys(of), string(written)); k != nil {
		p["zh"] = k.ZH
	}
	return p
}

// listed is a list of keys or words.
func listed(keys []Key) problem.Phrase {
	var zh []string
	for _, k := range keys {
		zh = append(zh, k.Name+"（"+k.ZH+"）")
	}
	return problem.Phrase{"zh": strings.Join(zh, "、"), "en": joined(names[string](keys))}
}

//go:embed examples.toml
var exampleFile embed.FS

var examples = sync.OnceValue(func() map[string]map[string]string {
	return problem.Catalogue[map[string]map[string]string](exampleFile, "examples.toml")
})

// example shows how to write keys of a list: one on the same line, others on lines below.
func example(of string, keys ...Key) problem.Phrase {
	p := problem.Phrase{}
	for _, lang := range []string{"zh", "en"} {
		var lines []string
		for _, k := range keys {
			lines = append(lines, exampleLines(lang, of, k)...)
		}
		p[lang] = lines[0]
		if len(lines) > 1 {
			p[lang] = "\n" + strings.Join(lines, "\n")
		}
	}
	return p
}

// exampleLines shows one key: of a record or list those that it cannot do without, else the first.
func exampleLines(lang, of string, k Key) []string {
	inner, first := Keys(k.Of), "  "
	if k.Type == "list" {
		first = "  - "
	}
	lines := []string{k.Name + ":"}
	needed := len(requiredOf(k.Of)) > 0
	for i, sub := range inner {
		if !sub.Required && (i > 0 || needed) {
			continue
		}
		for _, line := range exampleLines(lang, k.Of, sub) {
			lines = append(lines, first+line)
			first = strings.Repeat(" ", len(first))
		}
	}
	if len(inner) > 0 {
		return lines
	}
	all := examples()
	value := cmp.Or(all[lang][of+"."+k.Name], all[lang][k.Type], all["any"][k.Type])
	if k.Type == "ids" {
		return append(lines, "  - "+all["any"]["id"])
	}
	return []string{k.Name + ": " + value}
}

// requiredOf are the keys that a record cannot do without.
func requiredOf(of string) []Key {
	var all []Key
	for _, k := range Keys(of) {
		if k.Required {
			all = append(all, k)
		}
	}
	return all
}
