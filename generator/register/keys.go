package register

import (
	"embed"
	"fmt"
	"iter"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"sync"

	"gongshi/generator/problem"
)

// Kinds names the texts of a register, the one that is written most often first.
func Kinds() []string { return []string{"finding", "category", "inspection", "register"} }

// Key is a row of the table of keys: a key of a text or of a record in it, or a word that a status
// or basis may be. The columns are described in keys.toml.
type Key struct {
	Name     string `toml:"key"`
	Type     string // empty of a word
	Of       string
	Required bool
	Stays    bool // a withdrawn finding has it, too
	Rule     string
	Needs    []string
	Unstated bool // its value may be NotStated
	ZH, EN   string
	Synonyms []string
}

// Label is what people call the key, or the word, in a language, zh or en.
func (k Key) Label(lang string) string {
	if lang == "en" {
		return k.EN
	}
	return k.ZH
}

//go:embed keys.toml keys.zh.toml keys.en.toml
var keyFiles embed.FS

var table = sync.OnceValue(func() map[string][]Key {
	return problem.Catalogue[map[string][]Key](keyFiles, "keys.toml")
})

// Keys gives the rows of one of [Kinds], of a record, of status or of basis, in canonical order.
// They are not to be changed.
func Keys(of string) []Key { return table()[of] }

// find gives the row of a key; nil where there is none.
func find(keys []Key, name string) *Key {
	if i := slices.IndexFunc(keys, func(k Key) bool { return k.Name == name }); i >= 0 {
		return &keys[i]
	}
	return nil
}

func names[T ~string](keys []Key) []T {
	var all []T
	for _, k := range keys {
		all = append(all, T(k.Name))
	}
	return all
}

// recognised gives the row of a key by its name, a label or a synonym; nil where there is none.
func recognised(keys []Key, word string) *Key {
	if k := find(keys, word); k != nil {
		return k
	}
	i := slices.IndexFunc(keys, func(k Key) bool {
		return word == k.ZH || strings.EqualFold(word, k.Name) || strings.EqualFold(word, k.EN) ||
			slices.Contains(k.Synonyms, word)
	})
	if i < 0 {
		return nil
	}
	return &keys[i]
}

// meant is the key that a word is a label or synonym of, else the one that it nearly is; empty
// where there is none.
func meant(keys []Key, word string) string {
	for _, k := range keys {
		if word == k.ZH || slices.Contains(k.Synonyms, word) {
			return k.Name
		}
	}
	return problem.Nearest(word, names[string](keys))
}

// recordOf is the list of keys that a struct is filled from.
func recordOf(t reflect.Type) string { return strings.ToLower(t.Name()) }

// Values gives the keys of a text or record that are not empty, in canonical order, with their
// values.
func Values(record reflect.Value) iter.Seq2[string, any] {
	index := fields(record.Type())
	return func(yield func(string, any) bool) {
		for _, k := range Keys(recordOf(record.Type())) {
			if v := record.Field(index[k.Name]); !v.IsZero() && !yield(k.Name, v.Interface()) {
				return
			}
		}
	}
}

// Written is [Values] as a file has them: without empty lists, with a required figure that is 0.
func Written(record reflect.Value) iter.Seq2[string, any] {
	index := fields(record.Type())
	return func(yield func(string, any) bool) {
		for _, k := range Keys(recordOf(record.Type())) {
			v := record.Field(index[k.Name])
			nought := v.IsZero() && (!k.Required || v.Kind() != reflect.Int)
			if nought || v.Kind() == reflect.Slice && v.Len() == 0 {
				continue
			}
			if !yield(k.Name, v.Interface()) {
				return
			}
		}
	}
}

// KindOf is which of [Kinds] a file is; empty of one that is no text.
func KindOf(file string) string {
	v := textOf(file)
	if v == nil {
		return ""
	}
	return recordOf(reflect.TypeOf(v).Elem())
}

// Pattern is the regular expression that a value of a type matches: id, period, phone or postcode.
func Pattern(of string) string {
	return map[string]*regexp.Regexp{"id": idForm, "period": period, "phone": phone,
		"postcode": postcode}[of].String()
}

// Needs gives the keys that a finding needs besides those that every one has: deadline.condition
// where not every deadline will do.
func Needs(status Status, basis Basis) []string {
	k := find(Keys("status"), string(status))
	if k == nil || status == Completed && basis != Stated && basis != Verified {
		return nil
	}
	return k.Needs
}

// Described is a key, or a word that a key may have, with its meaning in a language.
type Described struct {
	Key
	Depth   int    // 0 at the top; n+1 for a key within the last one before it of depth n
	Form    string // what its value looks like, in words; of a word, nothing
	Meaning string // lower case, without full stop
}

// meanings is what one catalogue says, as list → key → sentence.
type meanings map[string]map[string]string

// readMeanings reads the catalogue of a language, zh or en.
func readMeanings(lang string) meanings {
	return problem.Catalogue[meanings](keyFiles, "keys."+lang+".toml")
}

// Reference lists the keys of a text, and those of its records behind each, in the order in which
// they are written. of is one that [Keys] knows, lang is zh or en.
func Reference(of, lang string) []Described { return readMeanings(lang).describe(of, 0) }

func (m meanings) describe(of string, depth int) []Described {
	var all []Described
	for _, k := range Keys(of) {
		form := m["form"][k.Type]
		if k.Type == "summary" {
			form = fmt.Sprintf(form, SummaryLimit)
		}
		if k.Unstated {
			form += m["unstated"][NotStated]
		}
		all = append(all, Described{k, depth, form, m[of][k.Name]})
		all = append(all, m.describe(k.Of, depth+1)...)
	}
	return all
}

// Meaning says what a text of a kind is, and where it lies.
func Meaning(kind, lang string) string { return readMeanings(lang)["file"][kind] }

// KeysAt gives the keys that a mapping may have at a path of a file, in their canonical order; nil
// where there is none.
func KeysAt(file, path string) []string {
	keys := Keys(KindOf(file))
	for _, step := range Steps(path) {
		if strings.HasPrefix(step, "[") {
			continue // an item of the list that the keys are of
		}
		k := find(keys, step)
		if k == nil {
			return nil
		}
		keys = Keys(k.Of)
	}
	return names[string](keys)
}
