package register

import (
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// lists are those of the table that are no words, by the structs that they fill.
func lists() map[string]reflect.Type {
	all := map[string]reflect.Type{}
	var add func(t reflect.Type)
	add = func(t reflect.Type) {
		all[recordOf(t)] = t
		index := fields(t)
		for _, k := range Keys(recordOf(t)) {
			if k.Of != "" {
				add(pointed(t.Field(index[k.Name]).Type))
			}
		}
	}
	for _, v := range []any{Register{}, Inspection{}, Category{}, Finding{}, Config{}, Allowed{}} {
		add(reflect.TypeOf(v))
	}
	return all
}

// pointed is the type of what a pointer points to or a list holds.
func pointed(t reflect.Type) reflect.Type {
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	return t
}

// sorts are the sorts of value that a Go type may have.
func sorts(t reflect.Type) []string {
	switch t {
	case reflect.TypeFor[Texts](), reflect.TypeFor[Markdown](), reflect.TypeFor[Date](),
		reflect.TypeFor[Moment](), reflect.TypeFor[Day](), reflect.TypeFor[Period](),
		reflect.TypeFor[Status](), reflect.TypeFor[Basis]():
		return []string{recordOf(t)}
	case reflect.TypeFor[InspectionKind]():
		return []string{"inspection-kind"}
	}
	return map[reflect.Kind][]string{
		reflect.Slice:   {"list", "ids", "paths"},
		reflect.Struct:  {"mapping"},
		reflect.Pointer: {"mapping", "boolean"},
		reflect.Int:     {"integer"},
		reflect.Bool:    {"boolean"},
		reflect.String: {"text", "summary", "id", "phone", "email", "postcode", "url",
			"language", "zone"},
		reflect.Map: {"mapping"},
	}[t.Kind()]
}

func TestTableAndStructsAgree(t *testing.T) {
	structs := lists()
	for of, keys := range table() {
		if keys[0].Type == "" { // words
			continue
		}
		if structs[of] == nil {
			t.Errorf("nothing holds %s", of)
			continue
		}
		index := fields(structs[of])
		for _, k := range keys {
			i, known := index[k.Name]
			if !known {
				t.Errorf("%s.%s fills no field", of, k.Name)
				continue
			}
			field := structs[of].Field(i).Type
			if !slices.Contains(sorts(field), k.Type) {
				t.Errorf("%s.%s is a %s, the table says %s", of, k.Name, field, k.Type)
			}
			record := k.Type == "list" || k.Type == "mapping"
			if want := recordOf(pointed(field)); record && want != k.Of || !record && k.Of != "" {
				t.Errorf("%s.%s holds a %s, the table says %q", of, k.Name, want, k.Of)
			}
		}
		for name, i := range index {
			if f := structs[of].Field(i); name != "" && name != "-" && f.Name != "Body" &&
				find(keys, name) == nil {
				t.Errorf("the table lacks %s.%s", of, name)
			}
		}
	}
	words := []Status{NotStarted, InProgress, MostlyDone, Completed, LongTerm, OnHold, Closed}
	if !slices.Equal(Statuses(), words) {
		t.Errorf("statuses: %v", Statuses())
	}
	if !slices.Equal(Bases(), []Basis{Stated, Inferred, Verified}) {
		t.Errorf("bases: %v", Bases())
	}
}

func TestEveryKeyHasLabelsAndNoWordMeansTwo(t *testing.T) {
	for of, keys := range table() {
		seen := map[string]string{}
		for _, k := range keys {
			if k.ZH == "" || k.EN == "" {
				t.Errorf("%s.%s lacks a label", of, k.Name)
			}
			for _, word := range append([]string{k.Name, k.ZH}, k.Synonyms...) {
				if seen[word] != "" {
					t.Errorf("%s: %s is %s and %s", of, word, seen[word], k.Name)
				}
				seen[word] = k.Name
			}
		}
	}
}

func TestWhatAStatusNeedsIsAKey(t *testing.T) {
	for _, k := range Keys("status") {
		for _, path := range k.Needs {
			above, key := "", path
			if i := strings.LastIndex(path, "."); i >= 0 {
				above, key = path[:i], path[i+1:]
			}
			if !slices.Contains(KeysAt("content/a/b/c.md", above), key) {
				t.Errorf("%s needs %s, which is no key", k.Name, path)
			}
		}
	}
}

func TestEveryKeyAndNoOtherHasAMeaningInBothLanguages(t *testing.T) {
	want := map[string]bool{}
	for _, kind := range Kinds() {
		want["file."+kind] = true
	}
	used := map[string]bool{}
	for of, keys := range table() {
		for _, k := range keys {
			want[of+"."+k.Name] = true
			used[k.Type] = k.Type != ""
		}
	}
	for _, lang := range Languages() {
		got := map[string]bool{}
		for table, entries := range readMeanings(lang) {
			for key, text := range entries {
				if strings.TrimSpace(text) == "" {
					t.Errorf("%s: %s.%s is empty", lang, table, key)
				}
				if table == "form" {
					if !used[key] {
						t.Errorf("%s: no key is a %s", lang, key)
					}
					continue
				}
				got[table+"."+key] = true
			}
		}
		for key := range want {
			if !got[key] {
				t.Errorf("%s: %s has no meaning", lang, key)
			}
		}
		for key := range got {
			if !want[key] {
				t.Errorf("%s: there is no key %s", lang, key)
			}
		}
	}
}

func TestReferenceFillsEveryColumnInTheHouseStyle(t *testing.T) {
	banned := regexp.MustCompile(`(?i)failed to|invalid|please|请输入|失败|[.。]$|%`)
	for _, lang := range Languages() {
		for _, kind := range Kinds() {
			if Meaning(kind, lang) == "" {
				t.Errorf("%s: %s has no meaning", lang, kind)
			}
			for _, k := range Reference(kind, lang) {
				if k.Form == "" || k.Meaning == "" || banned.MatchString(k.Meaning+"\n"+k.Form) {
					t.Errorf("%s: %s: %+v", lang, kind, k)
				}
			}
		}
	}
}
