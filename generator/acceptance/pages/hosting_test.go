package pages

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"gongshi/generator"
	"gongshi/generator/acceptance/site"
)

// buildCopy releases the site of a copy of a source, which the test may change.
func buildCopy(t *testing.T, source, output string) generator.Result {
	t.Helper()
	result, err := generator.Build(context.Background(), generator.Options{
		Source: source, Output: output, Now: time.Unix(0, 0)})
	if err != nil {
		t.Fatal(err)
	}
	return result
}

func TestBuildWritesSettingsForHostsOnceAndOutsideTheSite(t *testing.T) {
	source, output := site.EveryKey(t), filepath.Join(t.TempDir(), "public")
	own := filepath.Join(source, ".gongshi")
	if err := os.MkdirAll(own, 0o777); err != nil {
		t.Fatal(err)
	}
	mine := filepath.Join(own, ".gitignore")
	if err := os.WriteFile(mine, []byte("mine\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	if result := buildCopy(t, source, output); result.Hosting != nil {
		t.Fatal(result.Hosting)
	}
	long := time.Unix(1e9, 0)
	for _, name := range []string{"nginx.conf", "Caddyfile", ".htaccess", "web.config",
		"_headers", "README.txt"} {
		if err := os.Chtimes(filepath.Join(own, "hosting", name), long, long); err != nil {
			t.Error(err)
		}
		if _, err := os.Stat(filepath.Join(output, name)); err == nil {
			t.Errorf("%s is public", name)
		}
	}
	buildCopy(t, source, output)
	entries, err := os.ReadDir(filepath.Join(own, "hosting"))
	if err != nil || len(entries) != 6 {
		t.Errorf("%d files: %v", len(entries), err)
	}
	for _, e := range entries {
		if info, err := e.Info(); err != nil || !info.ModTime().Equal(long) {
			t.Errorf("%s was written again", e.Name())
		}
	}
	if data, err := os.ReadFile(mine); err != nil || string(data) != "mine\n" {
		t.Errorf(".gitignore: %q, %v", data, err)
	}
}

func TestSiteIsReleasedWhereSettingsForHostsCannotBeWritten(t *testing.T) {
	outside := t.TempDir()
	for name, hinder := range map[string]func(own string) error{
		"a file":        func(own string) error { return os.WriteFile(own, nil, 0o666) },
		"a way outside": func(own string) error { return os.Symlink(outside, own) },
	} {
		source, output := site.EveryKey(t), filepath.Join(t.TempDir(), "public")
		if err := hinder(filepath.Join(source, ".gongshi")); err != nil {
			t.Skip(err)
		}
		if result := buildCopy(t, source, output); result.Hosting == nil {
			t.Errorf("%s: nothing is said", name)
		}
		if _, err := os.Stat(filepath.Join(output, "index.html")); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if left, err := os.ReadDir(outside); err != nil || len(left) > 0 {
			t.Errorf("%s: %d files outside: %v", name, len(left), err)
		}
	}
}
