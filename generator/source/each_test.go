package source

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
)

// What happens to a file between reading and writing wins.
func TestCommitNeverWritesOverWhatWasSavedMeanwhile(t *testing.T) {
	dir := t.TempDir()
	saved := fstest.MapFS{"content/_index.md": {Data: []byte("saved since")}}
	if err := os.CopyFS(dir, saved); err != nil {
		t.Fatal(err)
	}
	folder, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer folder.Close()
	root := folder.Root()
	f := File{Name: "content/_index.md", Old: []byte("before"), Data: []byte("after")}
	commit := func() error { return folder.CommitEach([]File{f})[0] }
	if err := commit(); !errors.Is(err, ErrChanged) {
		t.Errorf("error %v", err)
	}
	if data, _ := root.ReadFile(f.Name); string(data) != "saved since" {
		t.Errorf("the file is %q", data)
	}
	names, _ := filepath.Glob(filepath.Join(dir, "content", "*"))
	hidden, _ := filepath.Glob(filepath.Join(dir, "content", ".*"))
	if all := append(names, hidden...); len(all) != 1 || !strings.HasSuffix(all[0], "_index.md") {
		t.Errorf("left: %v", all)
	}
	if err := root.Remove(f.Name); err != nil {
		t.Fatal(err)
	}
	if err := commit(); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("of a file that is gone: %v", err)
	}
}

// A copy that no text would name is a stray, and a text must not name a copy that is not there.
func TestFilesThatBelongTogetherAreWrittenTogether(t *testing.T) {
	dir := t.TempDir()
	files := fstest.MapFS{"content/a.md": {Data: []byte("a")}, "content/b.md": {Data: []byte("b")},
		"content/c.md": {Data: []byte("c")}, "content/taken.jpg": {Data: []byte("x")}}
	err := errors.Join(os.CopyFS(dir, files), os.Chmod(filepath.Join(dir, "content/a.md"), 0o444))
	if err != nil {
		t.Fatal(err)
	}
	folder, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer folder.Close()
	text := func(name, old string) File {
		return File{Name: name, Old: []byte(old), Data: []byte("new")}
	}
	errs := folder.CommitEach([]File{
		{Name: "content/one.jpg", Data: []byte("1"), With: []string{"content/a.md", "content/b.md"}},
		{Name: "content/two.jpg", Data: []byte("2"), With: []string{"content/c.md"}},
		text("content/a.md", "a"), text("content/b.md", "b"), text("content/c.md", "c")})
	for i, want := range []error{ErrReadOnly, nil, ErrReadOnly, ErrReadOnly, nil} {
		if !errors.Is(errs[i], want) {
			t.Errorf("%d: %v", i, errs[i])
		}
	}
	errs = folder.CommitEach([]File{
		{Name: "content/taken.jpg", Data: []byte("1"), With: []string{"content/b.md"}}, text("content/b.md", "b")})
	taken := TakenError("content/taken.jpg")
	for i, err := range errs {
		if !errors.Is(err, taken) {
			t.Errorf("%d: %v", i, err)
		}
	}
	for name, want := range map[string]string{"b.md": "b", "c.md": "new", "two.jpg": "2", "taken.jpg": "x"} {
		if data, err := os.ReadFile(filepath.Join(dir, "content", name)); err != nil || string(data) != want {
			t.Errorf("%s is %q, %v", name, data, err)
		}
	}
	if _, err := os.Lstat(filepath.Join(dir, "content/one.jpg")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a copy that nothing names: %v", err)
	}
}
