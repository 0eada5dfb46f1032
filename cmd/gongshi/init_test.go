package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"gongshi/generator/register"
)

// A copy of a key's name in a comment counts: completed and verified, say, do not go together.
func TestStarterShowsEveryKeyInBothLanguages(t *testing.T) {
	kinds := map[string]string{
		"register":   "content/_index.md",
		"inspection": "content/audit-2025/_index.md",
		"category":   "content/audit-2025/finance/_index.md",
		"finding":    "content/audit-2025/finance/late-receipts.md",
	}
	for _, lang := range register.Languages() {
		for kind, name := range kinds {
			data, err := starters.ReadFile("starter/" + lang + "/" + name)
			if err != nil {
				t.Fatal(err)
			}
			for _, k := range register.Reference(kind, lang) {
				if kind == "inspection" && k.Name == "contact" ||
					kind != "register" && inContact(k) {
					continue // shown whole where every register has it
				}
				shown := regexp.MustCompile(`(?m)^#?[ -]*` + k.Name + `:`)
				if !shown.Match(data) {
					t.Errorf("%s: %s does not show %s", lang, name, k.Name)
				}
			}
		}
	}
}

func inContact(k register.Described) bool {
	contact, _ := reflect.TypeFor[register.Contact]().FieldByNameFunc(func(name string) bool {
		return strings.EqualFold(name, k.Name)
	})
	return k.Depth == 1 && contact.Name != ""
}

func TestStartersHaveTheSameFilesAndKeys(t *testing.T) {
	zh, err := starter("zh", 2026)
	if err != nil {
		t.Fatal(err)
	}
	en, err := starter("en", 2026)
	if err != nil || len(zh) != len(en) || len(zh) == 0 {
		t.Fatalf("%d files in zh, %d in en, %v", len(zh), len(en), err)
	}
	key := regexp.MustCompile(`(?m)^(#? *)?[a-zA-Z_]+(:| =)`)
	for i := range zh {
		z, e := key.FindAllString(string(zh[i].Data), -1), key.FindAllString(string(en[i].Data), -1)
		if zh[i].Name != en[i].Name || !slices.Equal(z, e) {
			t.Errorf("%s has %q\n%s has %q", zh[i].Name, z, en[i].Name, e)
		}
	}
}

// names lists files and folders.
func names(t *testing.T, dir string) []string {
	t.Helper()
	var all []string
	err := filepath.WalkDir(dir, func(path string, _ fs.DirEntry, err error) error {
		all = append(all, path)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// Whichever file cannot be written, nothing of the others is left, and what was there is as it was.
func TestLayDownWritesAllOrNothing(t *testing.T) {
	files, err := starter("en", 2026)
	if err != nil {
		t.Fatal(err)
	}
	for n := range files {
		for _, there := range []string{"", "mine.txt", "content/mine.txt"} {
			dir := filepath.Join(t.TempDir(), "a", "b")
			if there != "" {
				mine := filepath.Join(dir, filepath.FromSlash(there))
				if err := os.MkdirAll(filepath.Dir(mine), 0o777); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(mine, []byte("mine"), 0o666); err != nil {
					t.Fatal(err)
				}
			}
			before := names(t, filepath.Dir(filepath.Dir(dir)))
			broken := slices.Clone(files)
			broken[n].Name = strings.Repeat("x", 300) // longer than any disk allows
			if err := (&command{}).layDown(dir, broken); err == nil {
				t.Fatalf("%s was written", broken[n].Name)
			}
			after := names(t, filepath.Dir(filepath.Dir(dir)))
			if !slices.Equal(before, after) {
				t.Errorf("without file %d: %q, were %q", n, after, before)
			}
			if err := (&command{}).layDown(dir, files); err != nil {
				t.Errorf("afterwards: %v", err)
			}
		}
	}
}
