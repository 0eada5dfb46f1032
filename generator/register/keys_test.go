package register

import (
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// typeKeys lists type.key for every key of every type that front matter is decoded into.
func typeKeys(t reflect.Type, into map[string]bool) {
	names, index := fields(t)
	for _, name := range names {
		into[nameOf(t)+"."+name] = true
		field := t.Field(index[name]).Type
		if inner, ok := within(form(t, name, field), field); ok {
			typeKeys(inner, into)
		}
	}
}

func TestEveryKeyAndNoOtherHasAMeaningInBothLanguages(t *testing.T) {
	want := map[string]bool{}
	for _, kind := range Kinds() {
		typeKeys(kindTypes[kind], want)
		want["file."+kind] = true
	}
	for _, s := range Statuses() {
		want["status."+string(s)] = true
	}
	for _, b := range Bases() {
		want["basis."+string(b)] = true
	}
	forms := map[string]bool{}
	for _, lang := range Languages() {
		got := map[string]bool{}
		for table, entries := range readMeanings(lang) {
			for key, text := range entries {
				if strings.TrimSpace(text) == "" {
					t.Errorf("%s: %s.%s is empty", lang, table, key)
				}
				if table == "form" {
					forms[key] = true
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
	for _, lang := range Languages() {
		if form := readMeanings(lang)["form"]; len(form) != len(forms) {
			t.Errorf("%s: forms %v, all are %v", lang, slices.Sorted(maps.Keys(form)), forms)
		}
	}
}

func TestWhatIsSaidOfAKeyIsSaidOfOneThatExists(t *testing.T) {
	all := map[string]bool{}
	for _, kind := range Kinds() {
		typeKeys(kindTypes[kind], all)
	}
	for key := range forms {
		if !all[key] {
			t.Errorf("forms: there is no key %s", key)
		}
	}
	for table, keys := range requiredKeys {
		for _, key := range keys {
			if !all[table+"."+key] {
				t.Errorf("requiredKeys: there is no key %s.%s", table, key)
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
