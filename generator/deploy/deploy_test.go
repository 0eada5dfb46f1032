package deploy

import (
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"gongshi/generator/sign"
)

func TestNoPageNamesAMissingFileAtAnyMoment(t *testing.T) {
	old, now := lay(t, t.TempDir()+"/1", first()), lay(t, t.TempDir()+"/2", second())
	s := &shelf{files: pages{}, left: -1}
	for _, step := range []struct {
		site   Site
		before pages
	}{{old, pages{}}, {now, first()}, {old, second()}} {
		moments := 0
		s.after = func(s *shelf) {
			moments++
			last, before := s.log[len(s.log)-1], maps.Clone(step.before)
			if strings.HasPrefix(last, "remove ") { // the home page leads to the others only
				maps.DeleteFunc(before, func(name, _ string) bool {
					_, stays := step.site.digests[name]
					return !stays
				})
			}
			if broken := missing(s.files, before); broken != "" {
				t.Errorf("after %q: %s", last, broken)
			}
			if broken := bare(s.files); broken != "" {
				t.Errorf("after %q: %s", last, broken)
			}
		}
		if _, err := deployTo(s, step.site, Options{}); err != nil {
			t.Fatal(err)
		}
		if !whole(s.own(), step.site) || moments < 8 {
			t.Errorf("%d moments; %v", moments, slices.Sorted(maps.Keys(s.files)))
		}
	}
}

func TestOrderOfADeployment(t *testing.T) {
	s := &shelf{files: pages{}, left: -1}
	if _, err := deployTo(s, lay(t, t.TempDir()+"/1", first()), Options{}); err != nil {
		t.Fatal(err)
	}
	s.log = nil
	if _, err := deployTo(s, lay(t, t.TempDir()+"/2", second()), Options{}); err != nil {
		t.Fatal(err)
	}
	at := func(op string) int { return slices.Index(s.log, op) }
	for _, pair := range [][2]string{
		{"put " + JournalFile, "put assets/site.2.css"},
		{"put assets/site.2.css", "put findings/c.html"},
		{"put data/c.csv", "put findings/b.html"},
		{"put findings/c.html", "put audit.html"},
		{"put findings/b.html", "put data/findings.json"},
		{"put feed.xml", "put index.html"},
		{"put index.html", "put SHA256SUMS"},
		{"put SHA256SUMS", "put data/log/checkpoint"},
		{"put data/log/tile/0/000", "put data/log/checkpoint"},
		{"put data/log/checkpoint", "remove findings/a.html"},
		{"remove files/11.pdf", "put " + ManifestFile},
		{"put " + ManifestFile, "remove " + JournalFile},
	} {
		if a, b := at(pair[0]), at(pair[1]); a < 0 || b < 0 || a > b {
			t.Errorf("%s (%d) is not before %s (%d)", pair[0], a, pair[1], b)
		}
	}
	if at("put .well-known/x y+&.txt") >= 0 {
		t.Error("a file that has not changed was put")
	}
}

// Whatever operation fails, nothing is removed after it, and the next deployment, of any site, ends
// with that site alone.
func TestEveryOperationMayFail(t *testing.T) {
	old, now := lay(t, t.TempDir()+"/1", first()), lay(t, t.TempDir()+"/2", second())
	for _, next := range []Site{now, old} {
		for left := 0; ; left++ {
			s := &shelf{files: pages{"somebody's": "own"}, left: -1}
			if _, err := deployTo(s, old, Options{Adopt: true}); err != nil {
				t.Fatal(err)
			}
			s.left, s.log = left, nil
			result, err := deployTo(s, now, Options{})
			if err == nil {
				break
			}
			if !errors.Is(err, errBroken) {
				t.Fatal(err)
			}
			removed := strings.Contains(strings.Join(s.log, "\n"), "remove ")
			if removed && result.Done < len(result.Added)+len(result.Changed) {
				t.Fatalf("failed after %d operations, and removed files: %v", left, s.log)
			}
			s.left = -1
			if _, err := deployTo(s, next, Options{TakeOver: true}); err != nil {
				t.Fatal(left, err)
			}
			if s.files["somebody's"] != "own" {
				t.Fatal("what somebody has put there is gone")
			}
			delete(s.files, "somebody's")
			if !whole(s.own(), next) {
				t.Fatalf("after %d operations: %v", left, slices.Sorted(maps.Keys(s.own())))
			}
		}
	}
}

func TestATargetOfSomebodyElseIsRefused(t *testing.T) {
	site := lay(t, t.TempDir(), first())
	s := &shelf{files: pages{"notes.txt": "mine", "index.html": "mine"}, left: -1}
	if _, err := deployTo(s, site, Options{}); !errors.Is(err, ErrForeign) || len(s.log) > 0 {
		t.Fatal(err, s.log)
	}
	if _, err := deployTo(s, site, Options{Adopt: true}); err != nil {
		t.Fatal(err)
	}
	if s.files["notes.txt"] != "mine" || s.files["index.html"] == "mine" {
		t.Error(s.files)
	}
	other := strings.Replace(page(), `content="r"`, `content="q"`, 1)
	for _, files := range []pages{{"index.html": other},
		{ManifestFile: `{"version":1,"register":"q","title":"Q","files":{"x":"00"}}`},
		{JournalFile: `{"by":"x","since":"2023-12-31T00:00:00Z","register":"q","files":["x"]}`}} {
		s := &shelf{files: files, left: -1}
		_, err := deployTo(s, site, Options{Adopt: true, TakeOver: true})
		if e, is := errors.AsType[*OtherError](err); !is || e.Identity != "q" || len(s.log) > 0 {
			t.Error(err, s.log)
		}
	}
	broken := &shelf{files: pages{ManifestFile: `{"version":1,"fi`}, left: -1}
	if _, err := deployTo(broken, site, Options{}); !errors.Is(err, ErrForeign) {
		t.Error(err)
	}
	evil := &shelf{files: pages{ManifestFile: `{"version":1,"register":"r","files":{"../x":""}}`},
		left: -1}
	if _, err := deployTo(evil, site, Options{}); !errors.Is(err, ErrForeign) {
		t.Error(err)
	}
}

func TestTwoDeploymentsDoNotMix(t *testing.T) {
	site := lay(t, t.TempDir(), first())
	left, _ := json.Marshal(journal{"elsewhere", "2023-12-31T00:00:00Z", "r", "R",
		[]string{"old.html"}})
	s := &shelf{files: pages{JournalFile: string(left), "old.html": "half"}, left: -1}
	_, err := deployTo(s, site, Options{})
	if e, is := errors.AsType[*RunningError](err); !is || e.Since == "" || len(s.log) > 0 {
		t.Fatal(err, s.log)
	}
	result, err := deployTo(s, site, Options{TakeOver: true})
	if err != nil || !result.Resumed || !whole(s.own(), site) {
		t.Fatal(err, result)
	}

	next := lay(t, site.dir, second())
	s.log = nil
	s.after = func(s *shelf) { // somebody takes over, after the first file
		if len(s.log) > 1 {
			s.files[JournalFile] = string(left)
		}
	}
	if _, err = deployTo(s, next, Options{}); !errors.Is(err, ErrTakenOver) {
		t.Fatal(err)
	}
	all := strings.Join(s.log, "\n")
	if strings.Contains(all, "remove") || strings.Contains(all, "put index.html") ||
		s.files[JournalFile] != string(left) {
		t.Error(all)
	}
}

func TestASiteWithANameOfOursIsRefused(t *testing.T) {
	for _, name := range []string{ManifestFile, JournalFile, "a\tb.html"} {
		dir := t.TempDir()
		sums := sign.Sums{name: {}, "index.html": {}}
		write(t, dir, pages{"index.html": page(), sign.SumsFile: string(sums.Bytes())})
		if _, err := OpenSite(dir); !errors.Is(err, fs.ErrInvalid) {
			t.Errorf("%q: %v", name, err)
		}
	}
}

func TestDryRunWritesNothing(t *testing.T) {
	dir := t.TempDir() + "/site"
	s := &shelf{files: pages{}, left: -1}
	if _, err := deployTo(s, lay(t, dir, first()), Options{}); err != nil {
		t.Fatal(err)
	}
	s.log = nil
	result, err := deployTo(s, lay(t, dir, second()), Options{DryRun: true})
	if err != nil || len(s.log) > 0 {
		t.Fatal(err, s.log)
	}
	if !slices.Contains(result.Removed, "findings/a.html") || result.Same != 1 ||
		!slices.Contains(result.Added, "findings/c.html") ||
		!slices.Contains(result.Changed, "index.html") {
		t.Errorf("%+v", result)
	}
}

// Nothing is asked of a target that has all already but what it holds.
func TestNothingToDoWritesNothing(t *testing.T) {
	s := &shelf{files: pages{}, left: -1}
	site := lay(t, t.TempDir(), first())
	for range 2 {
		if _, err := deployTo(s, site, Options{Now: time.Unix(0, 0)}); err != nil {
			t.Fatal(err)
		}
	}
	puts := 0
	for _, op := range s.log {
		if op == "put index.html" {
			puts++
		}
	}
	if puts != 1 || strings.Count(strings.Join(s.log, "\n"), JournalFile) != 2 {
		t.Error(s.log)
	}
}

func TestAFileThatChangesMeanwhileStopsIt(t *testing.T) {
	s := &shelf{files: pages{}, left: -1}
	site := lay(t, t.TempDir(), first())
	write(t, site.dir, pages{"feed.xml": "edited"})
	_, err := deployTo(s, site, Options{})
	if _, there := s.files["index.html"]; !errors.Is(err, ErrMoved) || there {
		t.Error(err)
	}
	if err := os.Remove(filepath.Join(site.dir, "feed.xml")); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("/etc/hostname", filepath.Join(site.dir, "feed.xml")); err == nil {
		if _, err := deployTo(s, site, Options{}); !errors.Is(err, ErrMoved) {
			t.Error(err)
		}
	}
}

// A place that cannot compare is told what was put before an error.
func TestWhatWasPutIsNotPutAgain(t *testing.T) {
	site := lay(t, t.TempDir(), first())
	s := &shelf{files: pages{}, left: -1}
	_, err := (&Target{&stopping{s}, "shelf"}).Deploy(context.Background(), site, Options{})
	if !errors.Is(err, errBroken) {
		t.Fatal(err)
	}
	s.log = nil
	if _, err := deployTo(s, site, Options{}); err != nil || !whole(s.own(), site) {
		t.Fatal(err)
	}
	if all := strings.Join(s.log, "\n"); strings.Contains(all, "audit.html") ||
		!strings.Contains(all, "SHA256SUMS") {
		t.Error(all)
	}
}
