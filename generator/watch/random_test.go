package watch

import (
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path"
	"path/filepath"
	"slices"
	"testing"
)

// listing is what a reader knows: each path's content, or "/" for a folder.
type listing map[string]string

// read takes in what stands at and below a path now.
func (l listing) read(s *site, name string) {
	maps.DeleteFunc(l, func(p, _ string) bool { return within(p, name) })
	_ = filepath.WalkDir(s.at(name), func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return nil // it has gone meanwhile, and that is reported
		}
		rel, _ := filepath.Rel(s.root, file)
		rel = filepath.ToSlash(rel)
		if d.IsDir() {
			l[rel] = "/"
			return nil
		}
		text, _ := os.ReadFile(file)
		l[rel] = string(text)
		return nil
	})
}

func (l listing) readAll(s *site) {
	for _, name := range s.options(0).Names {
		l.read(s, name)
	}
}

// After any edits, a reader who reads again only what the batches name knows the tree as it is.
func TestNothingIsMissedByWhoReadsOnlyWhatIsNamed(t *testing.T) {
	const watchers, rounds = 15, 4
	for way, poll := range ways {
		for seed := range uint64(watchers) {
			t.Run(fmt.Sprintf("%s/%d", way, seed), func(t *testing.T) {
				t.Parallel()
				s := newSite(t)
				w := s.watch(s.options(poll), hasty())
				known := listing{}
				known.readAll(s)
				random := rand.New(rand.NewPCG(seed, 0))
				for round := range rounds {
					done := s.edits(random, 1+random.IntN(25))
					s.follow(w, known, fmt.Sprint(round))
					if len(w.Polling().Why) > 0 && way == "events" {
						t.Fatalf("fell to polling: %+v", w.Polling())
					}
					truth := listing{}
					truth.readAll(s)
					if !maps.Equal(known, truth) {
						t.Fatalf("%d: after %q\nknown %q\ntruth %q", round, done, known, truth)
					}
				}
			})
		}
	}
}

// follow replays batches until the last edit, which it makes, is in.
func (s *site) follow(w *Watcher, known listing, text string) {
	s.t.Helper()
	s.done(text)
	for done := false; !done; {
		b := next(s.t, w)
		if b.Rescan {
			s.t.Fatal("everything is to be read again, though nothing was lost")
		}
		for _, name := range b.Changed {
			known.read(s, name)
		}
		done = slices.Contains(b.Changed, sentinel)
	}
}

// edits makes n random edits as fast as the disk takes them, and gives what they were.
func (s *site) edits(random *rand.Rand, n int) (done []string) {
	folders := []string{"content", "content/a", "content/a/deep", "content/b", "content/c",
		"content/c/d", "content/c/d/e", "static", "static/css", "layouts", "i18n"}
	folder := func() string { return folders[random.IntN(len(folders))] }
	file := func() string { return path.Join(folder(), string(rune('p'+random.IntN(4)))+".md") }
	for i := range n {
		from, to, text := file(), file(), fmt.Sprintf("%03d", random.IntN(1000))
		a, b := folder(), folder()
		away := s.at(fmt.Sprintf("out/%d", random.Int64()))
		kind := random.IntN(11)
		done = append(done, fmt.Sprintf("%d %s %s %s %s", kind, from, to, a, b))
		// What cannot be done, such as a move from where nothing is, is no edit.
		switch kind {
		case 0, 1, 2:
			_ = os.MkdirAll(filepath.Dir(s.at(from)), 0o755)
			_ = os.WriteFile(s.at(from), []byte(text), 0o644)
		case 3:
			_ = os.WriteFile(s.at(from+".tmp"), []byte(text), 0o644)
			_ = os.Rename(s.at(from+".tmp"), s.at(from))
			_ = os.Remove(s.at(from + ".tmp"))
		case 4:
			_ = os.Rename(s.at(from), s.at(to))
		case 5:
			_ = os.Remove(s.at(from))
		case 6:
			_ = os.Rename(s.at(a), s.at(b))
		case 7:
			_ = os.Rename(s.at(a), s.at(path.Join(b, fmt.Sprintf("sub%d", i))))
		case 8:
			_ = os.RemoveAll(s.at(a))
		case 9:
			_ = os.Rename(s.at(a), away)
			if random.IntN(2) == 0 {
				_ = os.MkdirAll(s.at(a), 0o755)
			} else {
				_ = os.Rename(away, s.at(b))
			}
		case 10:
			_ = os.MkdirAll(s.at(path.Join(a, "x/y/z")), 0o755)
			_ = os.WriteFile(s.at(path.Join(a, "x/y/z/q.md")), []byte(text), 0o644)
		}
	}
	return done
}
