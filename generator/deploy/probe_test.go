package deploy

import (
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// Whatever somebody removes, cuts off or lengthens at a target is put there anew, and named.
func TestEveryWayRestoresWhatIsGoneThere(t *testing.T) {
	for way, open := range reached(t) {
		t.Run(way, func(t *testing.T) {
			dir, source := t.TempDir()+"/www", t.TempDir()+"/site"
			site := lay(t, source, unusual(first()))
			if _, err := open(t, dir).Deploy(t.Context(), site, Options{}); err != nil {
				t.Fatal(err)
			}
			for _, stray := range [][]string{{"index.html"}, {`a"b.txt`, "附件/报告 (终稿)[1]*.txt"},
				{"findings/a.html", "findings/b.html"}, {"SHA256SUMS", "data/log/tile/0/000"},
				slices.Sorted(maps.Keys(site.digests))} {
				for n, name := range stray {
					file := filepath.Join(dir, filepath.FromSlash(name))
					err := os.Remove(file)
					if n%2 > 0 {
						err = os.WriteFile(file, nil, 0o644)
					}
					if err != nil {
						t.Fatal(err)
					}
				}
				would, err := open(t, dir).Deploy(t.Context(), site, Options{DryRun: true})
				if err != nil || !slices.Equal(would.Strayed, stray) || would.Done > 0 {
					t.Fatal(err, would)
				}
				result, err := open(t, dir).Deploy(t.Context(), site, Options{})
				if err != nil || !slices.Equal(result.Strayed, stray) || result.Done != len(stray) {
					t.Fatal(err, result)
				}
				if found := lies(t, dir); !whole(found, site) {
					t.Fatal(slices.Sorted(maps.Keys(found)))
				}
			}
		})
	}
}

// A folder of ours that somebody has removed whole is no error either.
func TestEveryWayRestoresAFolder(t *testing.T) {
	for way, open := range reached(t) {
		t.Run(way, func(t *testing.T) {
			dir := t.TempDir()
			site := lay(t, t.TempDir()+"/site", first())
			if _, err := open(t, dir).Deploy(t.Context(), site, Options{}); err != nil {
				t.Fatal(err)
			}
			if err := os.RemoveAll(filepath.Join(dir, "findings")); err != nil {
				t.Fatal(err)
			}
			result, err := open(t, dir).Deploy(t.Context(), site, Options{})
			if err != nil || len(result.Strayed) != 2 || !whole(lies(t, dir), site) {
				t.Fatal(err, result)
			}
		})
	}
}

func TestAnObjectStoreRestoresWhatIsGoneThere(t *testing.T) {
	s := newStore(t)
	to, site := s.target(t, siteAddress), lay(t, t.TempDir(), first())
	if _, err := to.Deploy(t.Context(), site, Options{}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.backend.DeleteObject("bucket", "a/site/通知.html"); err != nil {
		t.Fatal(err)
	}
	s.put(t, "a/site/index.html", "defaced")
	result, err := to.Deploy(t.Context(), site, Options{})
	if err != nil || !slices.Equal(result.Strayed, []string{"index.html", "通知.html"}) ||
		!whole(s.held(t), site) {
		t.Fatal(err, result)
	}
}

// A file becomes a folder, and a folder a file.
func TestEveryWayReplacesFilesByFolders(t *testing.T) {
	ways := reached(t)
	store := newStore(t)
	ways["objects"] = func(t *testing.T, dir string) *Target { return store.target(t, siteAddress) }
	for way, open := range ways {
		t.Run(way, func(t *testing.T) {
			dir, source := t.TempDir(), t.TempDir()+"/site"
			to := open(t, dir)
			for _, p := range []pages{{"plan": "x", "q": "x"}, {"plan/a.html": "x", "plan/b": "x", "q/r": ""},
				{"plan": "y", "q/r": "", "q/s": ""}, {"plan/b": "x"}, {"plan/b/c": "z"}} {
				p["index.html"] = page()
				site := lay(t, source, p)
				if _, err := to.Deploy(t.Context(), site, Options{}); err != nil {
					t.Fatal(err)
				}
				found := lies(t, dir)
				if way == "objects" {
					found = store.held(t)
				}
				if !whole(found, site) {
					t.Fatal(slices.Sorted(maps.Keys(found)))
				}
			}
		})
	}
}

// What somebody else has put in the way stays, and is named as what it is.
func TestWhatIsInTheWayIsNamed(t *testing.T) {
	for _, theirs := range []pages{{"findings": "theirs"}, {"audit.html/x": "theirs"}} {
		dir := t.TempDir()
		write(t, dir, theirs)
		_, err := opened(t, dir).Deploy(t.Context(), lay(t, t.TempDir(), first()),
			Options{Adopt: true})
		if !errors.Is(err, ErrBlocked) || errors.Is(err, ErrLink) {
			t.Error(err)
		}
		for name := range theirs {
			if lies(t, dir)[name] != "theirs" {
				t.Error("somebody's file is gone")
			}
		}
	}
}
