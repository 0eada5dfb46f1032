package register

import (
	"embed"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"gongshi/generator/problem"
)

// Kinds names the texts of a register, the one that is written most often first.
func Kinds() []string { return []string{"finding", "category", "inspection", "register"} }

var kindTypes = map[string]reflect.Type{
	"finding":    reflect.TypeFor[Finding](),
	"category":   reflect.TypeFor[Category](),
	"inspection": reflect.TypeFor[Inspection](),
	"register":   reflect.TypeFor[Register](),
}

// requiredKeys are the keys without which a mapping is refused, by the type's name. The checker,
// the schema and the reference all read them here.
var requiredKeys = map[string][]string{
	"finding":      {"title", "number", "status", "basis", "summary"},
	"category":     {"title"},
	"inspection":   {"title", "body"},
	"register":     {"title", "contact"},
	"verification": {"by", "on"},
	"extension":    {"on", "to", "reason"},
	"measure":      {"text"},
	"result":       {"name", "value"},
	"document":     {"title"},
	"update":       {"date", "text"},
	"answer":       {"on", "question", "answer"},
	"attachment":   {"title", "file"},
	"kind":         {"name"},
	"group":        {"id", "title"},
}

// forms are the keys whose values are narrower than their Go type, as type.key.
var forms = map[string]string{
	"finding.summary":  "summary",
	"finding.group":    "id",
	"finding.related":  "ids",
	"group.id":         "id",
	"contact.phone":    "phone",
	"contact.email":    "email",
	"contact.postcode": "postcode",
	"document.url":     "url",
}

// form names what a key's value looks like; it is an entry of the catalogue's table form.
func form(owner reflect.Type, key string, t reflect.Type) string {
	if narrow := forms[nameOf(owner)+"."+key]; narrow != "" {
		return narrow
	}
	switch t {
	case reflect.TypeFor[Texts](), reflect.TypeFor[Markdown](), reflect.TypeFor[Date](),
		reflect.TypeFor[Moment](), reflect.TypeFor[Day](), reflect.TypeFor[Period](),
		reflect.TypeFor[Status](), reflect.TypeFor[Basis]():
		return nameOf(t)
	}
	switch t.Kind() {
	case reflect.Pointer:
		return form(owner, key, t.Elem())
	case reflect.Slice:
		return "list"
	case reflect.Struct:
		return "mapping"
	case reflect.Int:
		return "integer"
	case reflect.Bool:
		return "boolean"
	}
	return "text"
}

// within gives the struct whose keys a value holds, and false where it holds none.
func within(form string, t reflect.Type) (reflect.Type, bool) {
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	return t, form == "mapping" || form == "list"
}

// nameOf is the table of a type in the catalogues.
func nameOf(t reflect.Type) string { return strings.ToLower(t.Name()) }

//go:embed keys.zh.toml keys.en.toml
var keyFiles embed.FS

// meanings is what one catalogue says, as table → entry → sentence.
type meanings map[string]map[string]string

// readMeanings reads the catalogue of a language, zh or en.
func readMeanings(lang string) meanings {
	return problem.Catalogue[meanings](keyFiles, "keys."+lang+".toml")
}

// form says what a value looks like.
func (m meanings) form(form string) string {
	if form == "summary" {
		return fmt.Sprintf(m["form"][form], summaryLimit)
	}
	return m["form"][form]
}

// Key is one key of a front matter, or one word that a key may have, with its meaning.
type Key struct {
	Name     string
	Depth    int      // 0 at the top; n+1 for a key within the last one before it of depth n
	Form     string   // what its value looks like, in words; of a word, nothing
	Meaning  string   // lower case, without full stop
	Required bool     // wherever the mapping that it is in is written
	Needs    []string // of a status: the keys that a finding of it needs besides
}

// Reference lists the keys of a text in the order in which they are read. kind is one of [Kinds],
// lang is zh or en.
func Reference(kind, lang string) []Key {
	return readMeanings(lang).keys(kindTypes[kind], 0)
}

func (m meanings) keys(t reflect.Type, depth int) []Key {
	var keys []Key
	names, index := fields(t)
	for _, name := range names {
		field := t.Field(index[name]).Type
		f := form(t, name, field)
		keys = append(keys, Key{
			Name:     name,
			Depth:    depth,
			Form:     m.form(f),
			Meaning:  m[nameOf(t)][name],
			Required: slices.Contains(requiredKeys[nameOf(t)], name),
		})
		if inner, ok := within(f, field); ok {
			keys = append(keys, m.keys(inner, depth+1)...)
		}
	}
	return keys
}

// Meaning says what a text of a kind is, and where it lies.
func Meaning(kind, lang string) string { return readMeanings(lang)["file"][kind] }

// StatusWords lists every status with its meaning and what it needs; BasisWords every basis.
func StatusWords(lang string) []Key {
	var words []Key
	m := readMeanings(lang)["status"]
	for _, s := range Statuses() {
		words = append(words, Key{Name: string(s), Meaning: m[string(s)], Needs: needWords(s)})
	}
	return words
}

// BasisWords lists every basis with its meaning.
func BasisWords(lang string) []Key {
	var words []Key
	m := readMeanings(lang)["basis"]
	for _, b := range Bases() {
		words = append(words, Key{Name: string(b), Meaning: m[string(b)]})
	}
	return words
}

// needWords is what a status that somebody states needs.
func needWords(s Status) []string {
	keys := need(&Finding{Status: s, Basis: Stated})
	if i := slices.Index(keys, "deadline"); s == OnHold && i >= 0 {
		keys[i] = "deadline.condition"
	}
	return keys
}

// KeysAt gives the keys that a mapping may have at a path of a file, in their canonical order; nil
// where there is none.
func KeysAt(file, path string) []string {
	v := textOf(file)
	if v == nil {
		return nil
	}
	t := reflect.TypeOf(v).Elem()
	for _, step := range Steps(path) {
		keys, index := fields(t)
		if strings.HasPrefix(step, "[") {
			continue // an item of the list that t is the type of
		}
		if !slices.Contains(keys, step) {
			return nil
		}
		for t = t.Field(index[step]).Type; t.Kind() == reflect.Pointer ||
			t.Kind() == reflect.Slice; {
			t = t.Elem()
		}
		if t.Kind() != reflect.Struct {
			return nil
		}
	}
	keys, _ := fields(t)
	return keys
}
