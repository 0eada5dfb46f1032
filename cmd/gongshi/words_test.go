package main

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
)

func TestBothLanguagesHaveTheSameWordsAndArguments(t *testing.T) {
	zh, en := readWords()["zh"], readWords()["en"]
	if z, e := slices.Sorted(maps.Keys(zh)), slices.Sorted(maps.Keys(en)); !slices.Equal(z, e) {
		t.Fatalf("zh has %v\nen has %v", z, e)
	}
	verb := regexp.MustCompile(`%(\.\d)?\[\d\]`)
	for key := range en {
		z, e := verb.FindAllString(zh[key], -1), verb.FindAllString(en[key], -1)
		slices.Sort(z)
		slices.Sort(e)
		if !slices.Equal(slices.Compact(z), slices.Compact(e)) &&
			!strings.HasPrefix(key, "problems.") { // of one finding, English needs no number
			t.Errorf("%s: zh quotes %v, en %v", key, z, e)
		}
	}
}

func TestWordsKeepTheHouseStyle(t *testing.T) {
	banned := regexp.MustCompile(`(?i)failed to|invalid|please|请输入|失败|[^.]\.$|。$`)
	for _, lang := range []string{"zh", "en"} {
		for key, text := range readWords()[lang] {
			if strings.TrimSpace(text) == "" || banned.MatchString(text) {
				t.Errorf("%s: %s: %q", lang, key, text)
			}
		}
	}
}
