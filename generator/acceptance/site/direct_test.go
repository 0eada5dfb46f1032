package site

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

// Pages are rendered on the layouts alone unless one of these needs a page of Hugo's, such as the
// address of one: then all pages are, and nothing else may differ.
func TestSiteIsTheSameByHugosOwnBuilds(t *testing.T) {
	for name, source := range map[string]string{
		"own": Own(t), "every-key": EveryKey(t), "english": English(t), "texts": Texts(t),
		"withdrawn": Withdrawn(t)} {
		direct := Build(t, source)
		base, err := os.ReadFile(filepath.Join(root, "layouts/baseof.html"))
		if err != nil {
			t.Fatal(err)
		}
		own := filepath.Join(source, "layouts/baseof.html")
		if err := os.MkdirAll(filepath.Dir(own), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(own, append(base, "{{ $_ := .Permalink }}\n"...), 0o600); err != nil {
			t.Fatal(err)
		}
		compare(t, name, direct, Build(t, source))
	}
}

// compare holds every page of a site to those of another.
func compare(t *testing.T, name, got, want string) {
	t.Helper()
	pages, err := fs.Glob(os.DirFS(want), "*.html")
	more, err2 := fs.Glob(os.DirFS(want), "*/*.html")
	if err != nil || err2 != nil || len(pages) < 5 || len(more) < 5 {
		t.Fatal(name, pages, more, err, err2)
	}
	for _, page := range append(pages, more...) {
		a, errA := os.ReadFile(filepath.Join(got, page))
		b, errB := os.ReadFile(filepath.Join(want, page))
		if errA != nil || errB != nil || !bytes.Equal(a, b) {
			t.Errorf("%s: %s differs: %v %v", name, page, errA, errB)
		}
	}
}
