package deploy

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
)

func TestAFolderOfTheSourceIsNoTarget(t *testing.T) {
	home := t.TempDir()
	source, output := filepath.Join(home, "register"), filepath.Join(home, "register", "public")
	write(t, output, pages{"index.html": "x"})
	link := filepath.Join(home, "link")
	if err := os.Symlink(source, link); err != nil {
		t.Skip(err)
	}
	for _, dir := range []string{output, source, home, "/", output + "/sub/new", source + "/content",
		link, link + "/public", link + "/new"} {
		for _, address := range []string{dir, "rsync:" + dir} {
			_, err := Open(address, Setting{Apart: []string{source, output}})
			if e, is := errors.AsType[*AddressError](err); !is || e.Rule != "deploy-overlap" {
				t.Errorf("%s: %v", address, err)
			}
		}
	}
	for _, dir := range []string{home + "/www", home + "/register2", home + "/new/deep"} {
		if _, err := Open(dir, Setting{Apart: []string{source, output}}); err != nil {
			t.Errorf("%s: %v", dir, err)
		}
	}
	file := filepath.Join(home, "file")
	if err := os.WriteFile(file, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(file, Setting{}); err == nil {
		t.Error("a file is a target")
	}
}

// Nothing is written or deleted through a link, whatever it leads to.
func TestLinksInAFolderAreNotFollowed(t *testing.T) {
	dir, theirs, source := t.TempDir(), t.TempDir(), t.TempDir()+"/site"
	write(t, theirs, pages{"a.html": "theirs", "site.1.css": "theirs"})
	write(t, dir, pages{"note": "x"})
	if err := os.Symlink(theirs, filepath.Join(dir, "findings")); err != nil {
		t.Skip(err)
	}
	to := opened(t, dir)
	_, err := to.Deploy(t.Context(), lay(t, source, first()), Options{Adopt: true})
	if !errors.Is(err, ErrLink) {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(dir, "findings")); err != nil {
		t.Fatal(err)
	}
	if _, err := to.Deploy(t.Context(), lay(t, source, first()), Options{}); err != nil {
		t.Fatal(err)
	}
	if err := os.RemoveAll(filepath.Join(dir, "assets")); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(theirs, filepath.Join(dir, "assets")); err != nil {
		t.Fatal(err)
	}
	p := first()
	delete(p, "assets/site.1.css")
	to = opened(t, dir) // as another process would
	if _, err := to.Deploy(t.Context(), lay(t, source, p), Options{}); !errors.Is(err, ErrLink) {
		t.Error(err)
	}
	if found := lies(t, theirs); found["a.html"] != "theirs" || found["site.1.css"] != "theirs" {
		t.Error(found)
	}
	// The target itself may be one: hosts switch between releases so.
	link := filepath.Join(t.TempDir(), "current")
	if err := os.Symlink(t.TempDir(), link); err != nil {
		t.Fatal(err)
	}
	if _, err := opened(t, link).Deploy(t.Context(), lay(t, source, first()), Options{}); err != nil {
		t.Error(err)
	}
}
