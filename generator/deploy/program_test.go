package deploy

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// reached gives a place for each way that leads to a folder of this machine: rsync's own, and sftp
// with a server that a script starts in ssh's place.
func reached(t *testing.T) map[string]func(t *testing.T, dir string) *Target {
	ways := map[string]func(t *testing.T, dir string) *Target{
		"folder": func(t *testing.T, dir string) *Target { return opened(t, dir) },
	}
	if _, err := exec.LookPath("rsync"); err == nil {
		ways["rsync"] = func(t *testing.T, dir string) *Target { return opened(t, "rsync:"+dir) }
	} else {
		t.Log("rsync is not installed")
	}
	const server = "/usr/lib/openssh/sftp-server"
	program, err := exec.LookPath("sftp")
	if _, there := os.Stat(server); err != nil || there != nil {
		t.Log("sftp is not installed")
		return ways
	}
	bin := t.TempDir()
	script := "#!/bin/sh\ntest \"$4\" = u@example.org || exit 9\nexec " + program + " -b - -D " + server + "\n"
	if err := os.WriteFile(filepath.Join(bin, "sftp"), []byte(script), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", bin+string(os.PathListSeparator)+os.Getenv("PATH"))
	ways["sftp"] = func(t *testing.T, dir string) *Target {
		return opened(t, "sftp:u@example.org:"+dir)
	}
	return ways
}

func opened(t *testing.T, address string) *Target {
	t.Helper()
	to, err := Open(address, Setting{Env: func(string) string { return "" }})
	if err != nil {
		t.Fatal(err)
	}
	return to
}

// lies gives the files in a folder.
func lies(t *testing.T, dir string) pages {
	t.Helper()
	found := pages{}
	err := filepath.WalkDir(dir, func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		name, _ := filepath.Rel(dir, file)
		data, err := os.ReadFile(file)
		if name != ManifestFile {
			found[filepath.ToSlash(name)] = string(data)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// unusual adds names that a program or a batch could misread.
func unusual(p pages) pages {
	p = maps.Clone(p)
	for _, name := range []string{"附件/报告 (终稿)[1]*.txt", `a"b.txt`, `c\d.txt`, "-rf.txt", "$(x).txt", "é'.txt"} {
		p[name] = name
	}
	return p
}

func TestEveryWayBringsTheSite(t *testing.T) {
	for way, open := range reached(t) {
		t.Run(way, func(t *testing.T) {
			dir, source := t.TempDir()+"/www", t.TempDir()+"/site"
			to := open(t, dir)
			for _, p := range []pages{unusual(first()), second(), first()} {
				site := lay(t, source, p)
				if _, err := to.Deploy(t.Context(), site, Options{}); err != nil {
					t.Fatal(err)
				}
				if found := lies(t, dir); !whole(found, site) {
					t.Fatal(slices.Sorted(maps.Keys(found)))
				}
				write(t, dir, pages{"theirs/x.html": "x"})
				result, err := to.Deploy(t.Context(), site, Options{})
				if err != nil || result.Same != len(site.digests) || result.Done > 0 {
					t.Fatal(err, result)
				}
				if lies(t, dir)["theirs/x.html"] != "x" {
					t.Fatal("somebody's file is gone")
				}
				if err := os.RemoveAll(filepath.Join(dir, "theirs")); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// Neither size nor time tells: both are as they were.
func TestEveryWayComparesBytes(t *testing.T) {
	for way, open := range reached(t) {
		t.Run(way, func(t *testing.T) {
			dir, source := t.TempDir(), t.TempDir()+"/site"
			to, p := open(t, dir), first()
			if _, err := to.Deploy(t.Context(), lay(t, source, p), Options{}); err != nil {
				t.Fatal(err)
			}
			p["feed.xml"] = "c d" // as long as before
			site := lay(t, source, p)
			info, err := os.Stat(filepath.Join(dir, "feed.xml"))
			if err != nil {
				t.Fatal(err)
			}
			if err := os.Chtimes(filepath.Join(source, "feed.xml"), info.ModTime(),
				info.ModTime()); err != nil {
				t.Fatal(err)
			}
			if _, err := to.Deploy(t.Context(), site, Options{}); err != nil {
				t.Fatal(err)
			}
			if lies(t, dir)["feed.xml"] != "c d" {
				t.Error("the file was not replaced")
			}
		})
	}
}

func TestEveryWayRefusesWhatIsSomebodyElses(t *testing.T) {
	for way, open := range reached(t) {
		t.Run(way, func(t *testing.T) {
			dir := t.TempDir()
			write(t, dir, pages{".hidden": "x"})
			site := lay(t, t.TempDir()+"/site", first())
			to := open(t, dir)
			if _, err := to.Deploy(t.Context(), site, Options{}); !errors.Is(err, ErrForeign) {
				t.Fatal(err)
			}
			if len(lies(t, dir)) != 1 {
				t.Error(lies(t, dir))
			}
			if _, err := to.read(t.Context(), "nothing"); !errors.Is(err, fs.ErrNotExist) {
				t.Error(err)
			}
			vacant, err := open(t, dir+"/not/there").vacant(t.Context())
			if err != nil || !vacant {
				t.Error(vacant, err)
			}
		})
	}
}

// A folder that cannot be written stops it before anything is deleted, and it goes on later.
func TestEveryWayResumes(t *testing.T) {
	for way, open := range reached(t) {
		t.Run(way, func(t *testing.T) {
			dir, source := t.TempDir(), t.TempDir()+"/site"
			to := open(t, dir)
			if _, err := to.Deploy(t.Context(), lay(t, source, first()), Options{}); err != nil {
				t.Fatal(err)
			}
			site := lay(t, source, second())
			if err := os.Mkdir(filepath.Join(dir, "new.html"), 0o755); err != nil { // in the way
				t.Fatal(err)
			}
			write(t, dir, pages{"new.html/x": "theirs"})
			if _, err := to.Deploy(t.Context(), site, Options{}); err == nil {
				t.Fatal("nothing was in the way")
			}
			if found := lies(t, dir); found["files/11.pdf"] == "" || found["findings/a.html"] == "" {
				t.Fatal("files are gone")
			}
			if err := os.RemoveAll(filepath.Join(dir, "new.html")); err != nil {
				t.Fatal(err)
			}
			if way != "rsync" { // which clears up by itself
				write(t, dir, pages{draftOf("findings/a.html"): "half", draftOf("new.html"): "half"})
			}
			result, err := to.Deploy(t.Context(), site, Options{})
			if err != nil || !result.Resumed || !whole(lies(t, dir), site) {
				t.Fatal(err, slices.Sorted(maps.Keys(lies(t, dir))))
			}
		})
	}
}

func TestAProgramIsStoppedWithTheContext(t *testing.T) {
	for way, open := range reached(t) {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		dir := t.TempDir()
		_, err := open(t, dir).Deploy(ctx, lay(t, t.TempDir()+"/site", first()), Options{})
		if _, there := lies(t, dir)["index.html"]; !errors.Is(err, context.Canceled) || there {
			t.Errorf("%s: %v", way, err)
		}
	}
}

func TestWhatAProgramSaysIsTold(t *testing.T) {
	bin := t.TempDir()
	script := "#!/bin/sh\necho 'Permission denied (publickey).' >&2\nexit 255\n"
	for _, name := range []string{"rsync", "sftp"} {
		if err := os.WriteFile(filepath.Join(bin, name), []byte(script), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("PATH", bin+string(os.PathListSeparator)+os.Getenv("PATH"))
	site := lay(t, t.TempDir(), first())
	for _, name := range []string{"rsync", "sftp"} {
		_, err := opened(t, name+":example.org:/www").Deploy(t.Context(), site, Options{})
		if e, is := errors.AsType[*FailedError](err); !is || e.Program != name ||
			!strings.Contains(e.Said, "publickey") {
			t.Error(err)
		}
	}
	t.Setenv("PATH", t.TempDir())
	_, err := Open("rsync:example.org:/www", Setting{})
	if e, is := errors.AsType[*ProgramError](err); !is || e.Program != "rsync" {
		t.Error(err)
	}
}
