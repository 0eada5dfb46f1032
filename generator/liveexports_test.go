package generator

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gongshi"
	"gongshi/generator/register"
	"gongshi/generator/watch"
)

// The search page is a page of the preview, and finds drafts; what can be taken away from the site
// is as it will be released.
func TestPreviewGivesAwayWhatABuildDoes(t *testing.T) {
	source, output := t.TempDir(), filepath.Join(t.TempDir(), "public")
	if err := os.CopyFS(source, os.DirFS("testdata/every-key")); err != nil {
		t.Fatal(err)
	}
	folder := filepath.Join(source, "content", "audit", "money")
	text, err := os.ReadFile(filepath.Join(folder, "rent.md"))
	if err != nil {
		t.Fatal(err)
	}
	draft := strings.Replace(string(text), "---\n", "---\ndraft: true\n", 1)
	draft = strings.Replace(draft, "number: ", "number: 9", 1)
	if err := os.WriteFile(filepath.Join(folder, "secret.md"), []byte(draft), 0o644); err != nil {
		t.Fatal(err)
	}
	day, _ := register.ParseDay(days[0])
	built, err := Build(t.Context(), Options{Source: source, Output: output, AsOf: day})
	if err != nil || built.Drafts != 1 {
		t.Fatal(built.Drafts, err)
	}
	w := &world{T: t, face: gongshi.Theme, source: source, today: days[0]}
	l, tree := w.open(source)
	defer tree.Close()
	w.must(l.walk(t.Context(), watch.Batch{Rescan: true}))
	w.must(l.finish(t.Context()))
	names := l.latest.names
	if len(names) < 9 {
		t.Errorf("only %q", names)
	}
	for _, name := range names {
		want, _ := os.ReadFile(filepath.Join(output, name))
		got, err := os.ReadFile(filepath.Join(tree.Dir(), name))
		if name == register.IndexURL {
			if !strings.Contains(string(got), "secret") {
				t.Errorf("%s does not find the draft", name)
			}
		} else if err != nil || string(got) != string(want) {
			t.Errorf("%s: %v\n%s\nwant\n%s", name, err, got, want)
		}
	}
}
