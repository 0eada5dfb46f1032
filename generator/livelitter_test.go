package generator

import (
	"os"
	"path/filepath"
	"testing"

	"gongshi/generator/watch"
)

func TestWhatEditorsLeaveInStaticIsServedNeitherBeforeNorAfterItGoes(t *testing.T) {
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("testdata/english")); err != nil {
		t.Fatal(err)
	}
	left := []string{"static/~WRL0001.tmp", "static/notes.bak"}
	if err := os.MkdirAll(filepath.Join(dir, "static"), 0o755); err != nil {
		t.Fatal(err)
	}
	for _, name := range append(left, "static/notes.svg") {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("text"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	w := &world{T: t, face: plainTheme(), source: dir, today: days[0]}
	l, tree := w.open(dir)
	defer tree.Close()
	step := func(name string, batch watch.Batch) {
		w.must(l.walk(t.Context(), batch))
		w.must(l.finish(t.Context()))
		for _, file := range left {
			if tree.Contains(filepath.Base(file)) {
				t.Errorf("%s: %s is served", name, file)
			}
		}
		if !tree.Contains("notes.svg") {
			t.Errorf("%s: notes.svg is not served", name)
		}
	}
	step("there", watch.Batch{Rescan: true})
	for _, file := range left {
		w.must(os.Remove(filepath.Join(dir, file)))
	}
	step("unheard of", watch.Batch{}) // as the watcher ignores them
	step("heard of", watch.Batch{Changed: left})
	step("rescanned", watch.Batch{Rescan: true})
}
