package synthetic

import (
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"gongshi/generator/register"
)

// unmeasured are keys that hugo's site beside it does not show: its pages would be shorter.
var unmeasured = []string{"corrections", "withdrawn", "approved", "opinions", "disclosure"}

// What is measured with must have all that a register may have.
func TestSyntheticRegisterUsesEveryKeyAndEveryStatus(t *testing.T) {
	source := t.TempDir()
	if err := Register(source, 2400); err != nil {
		t.Fatal(err)
	}
	r, err := register.Read(os.DirFS(source))
	if err != nil {
		t.Fatal(err)
	}
	if n := len(r.All()); n != 2400 {
		t.Fatalf("%d findings", n)
	}
	used := map[string]bool{} // kind, then the keys on the way: finding updates date
	walk := func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path.Ext(name) != ".md" {
			return err
		}
		text, err := os.ReadFile(filepath.Join(source, filepath.FromSlash(name)))
		if err != nil {
			return err
		}
		front, _, _ := strings.Cut(strings.TrimPrefix(string(text), "---\n"), "\n---\n")
		var keys map[string]any
		if err := yaml.Unmarshal([]byte(front), &keys); err != nil {
			return err
		}
		use(used, kindOf(name), keys)
		return nil
	}
	if err := fs.WalkDir(os.DirFS(source), "content", walk); err != nil {
		t.Fatal(err)
	}
	for _, kind := range register.Kinds() {
		way := []string{kind}
		for _, k := range register.Reference(kind, "en") {
			way = append(way[:k.Depth+1], k.Name)
			if key := strings.Join(way, " "); !used[key] && !slices.Contains(unmeasured, way[1]) {
				t.Errorf("nowhere is %s", key)
			}
		}
	}
	for _, s := range register.Reference("status", "en") {
		if !used["finding status = "+s.Name] {
			t.Errorf("no finding is %s", s.Name)
		}
	}
	for _, b := range register.Reference("basis", "en") {
		if !used["finding basis = "+b.Name] {
			t.Errorf("no finding is %s", b.Name)
		}
	}
}

// use notes the keys of a value, and its values at the end of them.
func use(used map[string]bool, way string, value any) {
	used[way] = true
	switch value := value.(type) {
	case map[string]any:
		for key, v := range value {
			use(used, way+" "+key, v)
		}
	case []any:
		for _, v := range value {
			use(used, way, v)
		}
	case string:
		used[way+" = "+value] = true
	}
}

// kindOf is the kind of text that a file of content/ holds.
func kindOf(name string) string {
	if path.Base(name) != "_index.md" {
		return "finding"
	}
	return []string{"register", "inspection", "category"}[strings.Count(name, "/")-1]
}
