package generator

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gongshi/generator/watch"
)

// followed is a world with a small source, and the tree that has followed it so far.
func followed(t *testing.T) *world {
	t.Helper()
	w := &world{T: t, face: plainTheme(), source: t.TempDir(), today: days[0]}
	w.must(os.CopyFS(w.source, os.DirFS("testdata/every-key")))
	w.live, w.into = w.open(w.source)
	t.Cleanup(func() { _ = w.into.Close() })
	w.must(w.live.walk(t.Context(), watch.Batch{Rescan: true}))
	return w
}

// The page of a finding that is the same to all others is shown, with the list it is on, before the
// register is read; any other one after that.
func TestEditedFindingIsShownBeforeTheRegisterIsRead(t *testing.T) {
	const name = "content/audit/money/rent.md"
	w := followed(t)
	l, file := w.live, filepath.Join(w.source, name)
	for _, c := range []struct {
		old, now string
		early    bool
	}{
		{"title: ", "title: New ", true},
		{"title: New ", "title: Newer ", true},
		{"number: ", "number: 9", false}, // others are held against it
		{"title: ", "title: Once more ", true},
	} {
		text, err := os.ReadFile(file)
		w.must(err)
		w.must(os.WriteFile(file, []byte(strings.Replace(string(text), c.old, c.now, 1)), 0o644))
		before := l.latest.read
		var first []string
		early := false
		l.tell = func(changed []string) {
			if first == nil {
				first, early = changed, l.now.read == before
			}
		}
		w.must(l.walk(t.Context(), watch.Batch{Changed: []string{name, name + "~"}}))
		if slices.Sort(first); early != c.early ||
			!slices.Equal(first, []string{"audit/money.html", "findings/rent.html"}) {
			t.Errorf("%s: first of all %q, before the register is read: %t", c.now, first, early)
		}
	}
}

// While any file stops the register no other finding is shown, not even before it is read.
func TestEditedFindingIsNotShownWhileAnotherFileIsWrong(t *testing.T) {
	const name, other = "content/audit/money/rent.md", "content/audit/money/every-key.md"
	w := followed(t)
	l, tree := w.live, w.into
	w.must(l.finish(t.Context()))
	before := w.tree(tree.Dir())
	rent, err := os.ReadFile(filepath.Join(w.source, name))
	w.must(err)
	edited := strings.Replace(string(rent), "title: ", "title: New ", 1)
	for _, c := range []struct{ file, text string }{{other, "---\n"}, {name, edited}} {
		w.must(os.WriteFile(filepath.Join(w.source, c.file), []byte(c.text), 0o644))
		err := l.walk(t.Context(), watch.Batch{Changed: []string{c.file}})
		w.must(l.finish(t.Context())) // the plan before is still the last one
		if err == nil || !maps.Equal(before, w.tree(tree.Dir())) {
			t.Errorf("%s: the tree has changed, or nothing is wrong: %v", c.file, err)
		}
	}
}
