package render

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"

	"gongshi/generator/problem"
)

// linked is a site with symbolic links: each is a path and what it leads to.
func linked(t *testing.T, links ...[2]string) Theme {
	t.Helper()
	own := t.TempDir()
	for _, l := range links {
		path := filepath.Join(own, filepath.FromSlash(l[0]))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink(l[1], path); err != nil {
			t.Skip(err) // Windows asks for a privilege
		}
	}
	return Theme{BuiltIn: fstest.MapFS{}, Own: os.DirFS(own)}
}

func TestSymbolicLinksAreRefused(t *testing.T) {
	outside := t.TempDir()
	file := filepath.Join(outside, "secret.txt")
	if err := os.WriteFile(file, []byte("secret"), 0o644); err != nil {
		t.Fatal(err)
	}
	bundled := linked(t, [2]string{"static/h.txt", file}, [2]string{"static/folder", outside},
		[2]string{"static/gone", "nowhere"}, [2]string{"static/.well-known", outside},
		[2]string{"static/.#lock", "me@here"})
	_, err := Bundle(bundled, ByContent)
	refused(t, err, "static/.well-known", "static/folder", "static/gone", "static/h.txt")

	_, err = New(linked(t, [2]string{"layouts/home.html", file}, [2]string{"layouts/a/b", outside},
		[2]string{"i18n/zh.toml", "nowhere"}), plain)
	refused(t, err, "i18n/zh.toml", "layouts/a/b", "layouts/home.html")

	for _, to := range []string{outside, "nowhere"} {
		_, err = Bundle(linked(t, [2]string{"static", to}), ByContent)
		refused(t, err, "static")
		_, err = New(linked(t, [2]string{"layouts", to}, [2]string{"i18n", to}), plain)
		refused(t, err, "i18n", "layouts")
	}
}

func refused(t *testing.T, err error, paths ...string) {
	t.Helper()
	var list problem.List
	if !errors.As(err, &list) || len(list) != len(paths) {
		t.Fatalf("got %v, want %v", err, paths)
	}
	for i, path := range paths {
		if list[i].Rule != "symlink" || list[i].File != path {
			t.Errorf("got %v, want %s", list[i], path)
		}
	}
}
