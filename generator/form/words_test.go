package form

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gongshi/generator/problem"
)

// made are beginnings and ends of keys that the program puts together.
var made = []string{"help-", "hint-", "new-", "body-", "section-", "findings-", "files-", "answer-",
	"copy-"}

func TestBothLanguagesHaveTheSameWordsAndEachIsUsed(t *testing.T) {
	zh := problem.Catalogue[map[string]string](face, "face/words.zh.toml")
	en := problem.Catalogue[map[string]string](face, "face/words.en.toml")
	var all strings.Builder
	for _, pattern := range []string{"*.go", "face/*.html", "face/*.js"} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			all.Write(data)
		}
	}
	for key := range zh {
		if _, both := en[key]; !both {
			t.Errorf("%s has no English", key)
		}
		put := slices.ContainsFunc(made, func(s string) bool { return strings.HasPrefix(key, s) })
		stem := strings.TrimSuffix(strings.TrimSuffix(key, "-fix"), "-done")
		if !put && !strings.Contains(all.String(), `"`+stem+`"`) {
			t.Errorf("%s is used nowhere", key)
		}
	}
	if len(en) != len(zh) {
		t.Errorf("%d words, and %d", len(zh), len(en))
	}
}
