package generator

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"gongshi/generator/source"
)

const fixable = "---\r\ntitle: x\r\n---\r\n"

// tree writes files below a new folder and gives the folder.
func tree(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		file := filepath.Join(dir, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o755),
			os.WriteFile(file, []byte(text), 0o640)); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// fixed fixes a folder and gives each file's error, nil for those that were written.
func fixed(t *testing.T, dir string) map[string]error {
	t.Helper()
	all, err := Fix(dir)
	if err != nil {
		t.Fatal(err)
	}
	errs := map[string]error{}
	for _, f := range all {
		errs[f.File] = f.Err
	}
	left, _ := filepath.Glob(filepath.Join(dir, "content", ".*.tmp"))
	if len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	return errs
}

func TestFixKeepsModesAndTouchesNothingElse(t *testing.T) {
	dir := tree(t, map[string]string{"content/_index.md": fixable,
		"content/a/b/right.md": "---\nx: y\n---\n"})
	old := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
	right := filepath.Join(dir, "content/a/b/right.md")
	if err := os.Chtimes(right, old, old); err != nil {
		t.Fatal(err)
	}
	if errs := fixed(t, dir); len(errs) != 1 || errs["content/_index.md"] != nil {
		t.Fatalf("fixed %v", errs)
	}
	info, err := os.Stat(filepath.Join(dir, "content/_index.md"))
	if err != nil || runtime.GOOS != "windows" && info.Mode() != 0o640 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	if info, err := os.Stat(right); err != nil || !info.ModTime().Equal(old) {
		t.Errorf("a file that was right is touched: %v", err)
	}
	if errs := fixed(t, dir); len(errs) != 0 {
		t.Errorf("a second time: %v", errs)
	}
}

func TestFixLeavesReadOnlyFilesAndGoesOn(t *testing.T) {
	dir := tree(t, map[string]string{"content/_index.md": fixable, "content/a/_index.md": fixable})
	locked := filepath.Join(dir, "content/_index.md")
	if err := os.Chmod(locked, 0o444); err != nil {
		t.Fatal(err)
	}
	errs := fixed(t, dir)
	if len(errs) != 2 || !errors.Is(errs["content/_index.md"], source.ErrReadOnly) ||
		errs["content/a/_index.md"] != nil {
		t.Errorf("fixed %v", errs)
	}
	if data, _ := os.ReadFile(locked); string(data) != fixable {
		t.Errorf("the read-only file is %q", data)
	}
}

func TestFixLeavesTheFilesOfOthers(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("only root can give files away")
	}
	dir := tree(t, map[string]string{"content/_index.md": fixable})
	if err := os.Chown(filepath.Join(dir, "content/_index.md"), 12345, -1); err != nil {
		t.Fatal(err)
	}
	if errs := fixed(t, dir); !errors.Is(errs["content/_index.md"], source.ErrForeign) {
		t.Errorf("fixed %v", errs)
	}
}

func TestFixNeitherFollowsNorReplacesLinks(t *testing.T) {
	elsewhere := tree(t, map[string]string{"a.md": fixable, "config.toml": "x\r\n", "folder/b.md": fixable})
	dir := tree(t, map[string]string{"content/a/b/_index.md": "---\n---\n"})
	for link, target := range map[string]string{"content/a/b/a.md": "a.md", "content/_index.md": "a.md",
		"config.toml": "config.toml", "content/a/c": "folder"} {
		if err := os.Symlink(filepath.Join(elsewhere, target), filepath.Join(dir, link)); err != nil {
			t.Skip(err)
		}
	}
	if errs := fixed(t, dir); len(errs) != 0 {
		t.Errorf("fixed %v", errs)
	}
	linked := t.TempDir()
	if err := os.Symlink(filepath.Join(dir, "content"), filepath.Join(linked, "content")); err != nil {
		t.Fatal(err)
	}
	if errs := fixed(t, linked); len(errs) != 0 {
		t.Errorf("through a linked content: %v", errs)
	}
	if data, _ := os.ReadFile(filepath.Join(elsewhere, "a.md")); string(data) != fixable {
		t.Errorf("the file behind the link is %q", data)
	}
}
