package generator

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gongshi/generator/watch"
)

// The page of a finding that is the same to all others is shown, with the list it is on, before the
// register is read; any other one after that.
func TestEditedFindingIsShownBeforeTheRegisterIsRead(t *testing.T) {
	const name = "content/audit/money/rent.md"
	source := t.TempDir()
	if err := os.CopyFS(source, os.DirFS("testdata/every-key")); err != nil {
		t.Fatal(err)
	}
	w := &world{T: t, face: plainTheme(), source: source, today: days[0]}
	l, tree := w.open(source)
	defer tree.Close()
	w.must(l.walk(t.Context(), watch.Batch{Rescan: true}))
	file := filepath.Join(source, name)
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
