package cache_test

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"gongshi/generator/cache"
)

func TestScanFindsWhatIsNotSkippedInTheOrderOfTheNames(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"b/2", "b/1", "a", "c/own/3", "d"} {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(name), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want := []string{"a 1 true", "b/1 3 true", "b/2 3 true"}
	if err := os.Symlink("a", filepath.Join(dir, "link")); err == nil {
		want = append(want, "link 1 false")
	}
	found, err := cache.Scan(dir, func(name string, d fs.DirEntry) bool {
		return d.IsDir() && name == "c" || name == "d"
	})
	var got []string
	for _, f := range found {
		got = append(got, fmt.Sprint(f.Name, " ", f.Stamp.Size, " ", f.Regular))
	}
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("got %q, want %q (%v)", got, want, err)
	}
	none := func(string, fs.DirEntry) bool { return false }
	if found, err := cache.Scan(filepath.Join(dir, "a"), none); err != nil || len(found) != 1 ||
		found[0].Name != "" {
		t.Errorf("a file of itself: %v, %v", found, err)
	}
	if found, err := cache.Scan(filepath.Join(dir, "gone"), none); err != nil || len(found) != 0 {
		t.Errorf("what is not there: %v, %v", found, err)
	}
}

func TestStampsAreTakenByPath(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"config.toml", "content/a/b.md", "content/c~"} {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(name), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	all := cache.StampsOf(dir, []string{"config.toml", "content", "none"},
		func(name string) bool { return name == "content/c~" })
	got := all.Take("content")
	if stamp, is := got["content/a/b.md"]; !is || stamp.Size != 14 || len(got) != 1 {
		t.Errorf("%v", got)
	}
	if got = all.Take("content"); len(got) > 0 {
		t.Errorf("%v is kept", got)
	}
}
