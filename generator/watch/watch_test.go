package watch

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

// sentinel is replaced after an edit: once it is reported, so is the edit. No edit touches it.
const sentinel = "zz-sentinel"

// hasty settles sooner than people need, so that tests do not wait.
func hasty() timing {
	return timing{debounce: 4 * time.Millisecond, grace: 12 * time.Millisecond,
		maxWait: 10 * time.Second, poll: 5 * time.Millisecond, repoll: 5 * time.Millisecond}
}

// ways are the ways of watching that every edit is tried with.
var ways = map[string]time.Duration{"events": 0, "polling": 5 * time.Millisecond}

// site is a folder with a register in it, and beside it a place that is not watched.
type site struct {
	t             *testing.T
	root, outside string
}

func newSite(t *testing.T) *site {
	t.Helper()
	dir := t.TempDir()
	s := &site{t, filepath.Join(dir, "site"), filepath.Join(dir, "outside")}
	s.must(os.Mkdir(s.root, 0o755), os.Mkdir(s.outside, 0o755))
	s.write("content/_index.md", "index")
	s.write("content/a/one.md", "one")
	s.write("content/a/deep/two.md", "two")
	s.write("content/b/three.md", "three")
	s.write("static/css/site.css", "css")
	s.write("config.toml", "title")
	s.write("elsewhere/x.md", "x")
	return s
}

func (s *site) must(errs ...error) {
	s.t.Helper()
	if err := errors.Join(errs...); err != nil {
		s.t.Fatal(err)
	}
}

// at gives a place on the disk; below "out/" it is outside.
func (s *site) at(name string) string {
	if rest, ok := strings.CutPrefix(name, "out/"); ok {
		return filepath.Join(s.outside, filepath.FromSlash(rest))
	}
	return filepath.Join(s.root, filepath.FromSlash(name))
}

func (s *site) write(name, text string) {
	s.t.Helper()
	s.must(os.MkdirAll(filepath.Dir(s.at(name)), 0o755),
		os.WriteFile(s.at(name), []byte(text), 0o644))
}

func (s *site) move(from, to string) { s.t.Helper(); s.must(os.Rename(s.at(from), s.at(to))) }
func (s *site) remove(name string)   { s.t.Helper(); s.must(os.RemoveAll(s.at(name))) }
func (s *site) folder(name string)   { s.t.Helper(); s.must(os.MkdirAll(s.at(name), 0o755)) }

// done replaces the sentinel in one step, so that it is reported once.
func (s *site) done(text string) {
	s.t.Helper()
	s.write(sentinel+".new", text)
	s.move(sentinel+".new", sentinel)
}

func (s *site) options(poll time.Duration) Options {
	return Options{Root: s.root, Poll: poll,
		Names:  []string{"content", "layouts", "static", "i18n", "config.toml", sentinel},
		Ignore: func(p string) bool { return path.Base(p) == "ignored" }}
}

func (s *site) watch(o Options, t timing) *Watcher {
	s.t.Helper()
	w, err := open(o, t)
	s.must(err)
	s.t.Cleanup(w.Close)
	return w
}

// next waits for a batch, but not for ever.
func next(t *testing.T, w *Watcher) Batch {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	b, err := w.Next(ctx)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// reported gives all that is reported up to the sentinel, which it writes.
func (s *site) reported(w *Watcher) []string {
	s.t.Helper()
	s.done(time.Now().String())
	var all pending
	for {
		b := next(s.t, w)
		if b.Rescan {
			s.t.Fatal("everything is to be read again")
		}
		for _, p := range b.Changed {
			all.add(p, false, time.Time{})
		}
		if slices.Contains(b.Changed, sentinel) {
			paths := all.batch().Changed
			return slices.DeleteFunc(paths, func(p string) bool { return p == sentinel })
		}
	}
}

// covers says that each path is one of those reported or lies below one.
func covers(reported, paths []string) bool {
	for _, p := range paths {
		if !slices.ContainsFunc(reported, func(r string) bool { return within(p, r) }) {
			return false
		}
	}
	return true
}

// folders gives every folder that is watched.
func (s *site) folders() (folders []string) {
	for _, name := range s.options(0).Names {
		_ = filepath.WalkDir(s.at(name), func(file string, d fs.DirEntry, err error) error {
			if err == nil && d.IsDir() {
				rel, _ := filepath.Rel(s.root, file)
				folders = append(folders, filepath.ToSlash(rel))
			}
			return nil
		})
	}
	return folders
}

func TestEveryEditIsReportedAndTheFoldersStayWatched(t *testing.T) {
	for way, poll := range ways {
		for _, e := range edits {
			t.Run(way+"/"+e.name, func(t *testing.T) {
				t.Parallel()
				s := newSite(t)
				if e.before != nil {
					e.before(s)
				}
				w := s.watch(s.options(poll), hasty())
				e.edit(s)
				got := s.reported(w)
				if poll > 0 && e.polled != nil {
					if !covers(got, e.polled) || !covers(e.want, got) {
						t.Errorf("reported %q, want %q or what is in it", got, e.polled)
					}
				} else if !slices.Equal(got, e.want) {
					t.Errorf("reported %q, want %q", got, e.want)
				}
				var probes []string
				for _, folder := range s.folders() {
					probe := folder + "/probe.md"
					s.write(probe, "probe")
					if !strings.Contains(folder, "ignored") {
						probes = append(probes, probe)
					}
				}
				slices.Sort(probes)
				if got := s.reported(w); !slices.Equal(got, probes) {
					t.Errorf("then reported %q, want %q", got, probes)
				}
				if way == "events" && w.Polling().Why != "" {
					t.Errorf("fell to polling: %+v", w.Polling())
				}
			})
		}
	}
}

func TestNothingIsLeftAfterClose(t *testing.T) {
	for way, poll := range ways {
		t.Run(way, func(t *testing.T) {
			s := newSite(t)
			before := runtime.NumGoroutine()
			for range 20 {
				w := s.watch(s.options(poll), hasty())
				s.write("content/a/one.md", "again")
				w.Close()
				w.Close()
				if _, err := w.Next(t.Context()); !errors.Is(err, fs.ErrClosed) {
					t.Fatalf("Next after Close: %v", err)
				}
			}
			for deadline := time.Now().Add(5 * time.Second); ; runtime.Gosched() {
				if runtime.NumGoroutine() <= before {
					return
				}
				if time.Now().After(deadline) {
					stacks := make([]byte, 1<<16)
					t.Fatalf("%s", stacks[:runtime.Stack(stacks, true)])
				}
			}
		})
	}
}

func TestNextEndsWithItsContext(t *testing.T) {
	s := newSite(t)
	w := s.watch(s.options(0), hasty())
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := w.Next(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
	s.write("content/a/one.md", "later")
	if got := next(t, w).Changed; !slices.Equal(got, []string{"content/a/one.md"}) {
		t.Errorf("lost to the one that gave up: %q", got)
	}
}

func TestRootMustBeAFolder(t *testing.T) {
	s := newSite(t)
	for _, name := range []string{"nowhere", "config.toml"} {
		o := s.options(0)
		o.Root = s.at(name)
		if w, err := Open(o); err == nil {
			w.Close()
			t.Errorf("%s is watched", name)
		}
	}
}

func TestARootBehindALinkIsWatched(t *testing.T) {
	s := newSite(t)
	link := s.at("out/link")
	if err := os.Symlink(s.root, link); err != nil {
		t.Skip("no links here: ", err)
	}
	o := s.options(0)
	o.Root = link
	w := s.watch(o, hasty())
	s.write("content/a/one.md", "other")
	if got := s.reported(w); !slices.Equal(got, []string{"content/a/one.md"}) {
		t.Errorf("%q", got)
	}
}

func TestPollingIsSaidWithItsReason(t *testing.T) {
	s := newSite(t)
	if r := s.watch(s.options(0), hasty()).Polling(); r != (Reason{}) {
		t.Errorf("events: %+v", r)
	}
	if r := s.watch(s.options(time.Second), hasty()).Polling(); r != (Reason{Why: Asked}) {
		t.Errorf("asked: %+v", r)
	}
}

func TestHundredsOfFilesAreFewBatches(t *testing.T) {
	for way, poll := range ways {
		t.Run(way, func(t *testing.T) {
			s := newSite(t)
			unhurried := defaults()
			unhurried.debounce, unhurried.maxWait = 100*time.Millisecond, 20*time.Second
			w := s.watch(s.options(poll), unhurried)
			var want []string
			for i := range 600 {
				name := fmt.Sprintf("content/a/%03d", i)
				s.write(name+".md.tmp", "text")
				s.move(name+".md.tmp", name+".md")
				want = append(want, name+".md")
			}
			slices.Sort(want)
			b := next(t, w)
			if poll == 0 && !slices.Equal(b.Changed, want) {
				t.Errorf("the first batch has %d of %d", len(b.Changed), len(want))
			}
			for n := 1; len(b.Changed) < len(want); n++ {
				if n > 5 {
					t.Fatalf("%d batches and no end", n)
				}
				b.Changed = append(b.Changed, next(t, w).Changed...)
			}
		})
	}
}
