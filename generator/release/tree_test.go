package release_test

import (
	"crypto/sha256"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gongshi/generator/release"
	"gongshi/generator/source"
)

func TestTreeHoldsWhatWasPutAndKept(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "preview")
	tree, err := release.OpenTree(dir)
	if err != nil {
		t.Fatal(err)
	}
	put := func(name, data string, want bool) {
		t.Helper()
		digest := sha256.Sum256([]byte(data))
		if was := tree.Has(name, digest); was == want {
			t.Errorf("%s: has it: %v", name, was)
		}
		got, err := tree.Put(name, []byte(data))
		if err != nil || got != digest || !tree.Has(name, digest) || !tree.Contains(name) {
			t.Errorf("%s: %x %v", name, got, err)
		}
	}
	put("index.html", "a", true)
	put("index.html", "a", false)
	put("index.html", "b", true)
	put("findings/x.html", "x", true)
	put("findings/deep/y.html", "y", true)
	if _, err := tree.Put("../out.html", nil); err == nil {
		t.Error("a file outside of the tree was written")
	}
	err = tree.Sweep(func(name string) bool { return !strings.Contains(name, "deep") })
	if err != nil || tree.Contains("findings/deep/y.html") || !tree.Contains("findings/x.html") {
		t.Error("not swept", err)
	}
	put("own", "a file where a directory will be", true)
	put("own/deep/z.txt", "z", true)
	put("own/deep", "a file where a directory was", true)
	if err := os.Remove(filepath.Join(dir, "own", "deep")); err != nil {
		t.Fatal(err)
	}
	err = tree.Sweep(func(name string) bool { return name != "own/deep" })
	if err != nil || tree.Contains("own/deep") {
		t.Errorf("what has gone by itself: %v", err)
	}
	var busy *source.BusyError
	if _, err := release.OpenTree(dir); !errors.As(err, &busy) {
		t.Errorf("a second process gets it too: %v", err)
	}
	got := ""
	_ = filepath.WalkDir(dir, func(path string, d os.DirEntry, _ error) error {
		name, _ := filepath.Rel(dir, path)
		got += " " + filepath.ToSlash(name)
		return nil
	})
	if got != " . findings findings/x.html index.html" {
		t.Errorf("the tree is%s", got)
	}
	if err := tree.Close(); err != nil {
		t.Error(err)
	}
	if left, _ := os.ReadDir(filepath.Dir(dir)); len(left) != 0 {
		t.Errorf("%v is left behind", left)
	}
}
