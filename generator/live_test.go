package generator

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"sync/atomic"
	"testing"

	"gongshi"
	"gongshi/generator/problem"
	"gongshi/generator/register"
	"gongshi/generator/release"
	"gongshi/generator/source"
	"gongshi/generator/watch"
)

// A sequence is some edits in some batches, with a mishap now and then. It begins where the one
// before it ended, as in a day of work.
func TestTreeIsThatOfACleanBuildAfterAnyEdits(t *testing.T) {
	defer debug.SetGCPercent(debug.SetGCPercent(400)) // a fifth of the time
	for _, run := range []struct {
		name      string
		face      fs.FS
		days      int
		sequences int // a day
	}{{"plain", plainTheme(), 18, 26}, {"by Hugo", byHugo(plainTheme()), 2, 26},
		{"real", gongshi.Theme, 3, 5}} {
		if testing.Short() { // a day for each of two cores
			run.days, run.sequences = 2, run.sequences/2
		}
		var all, good atomic.Int32
		t.Run(run.name, func(t *testing.T) {
			for seed := range uint64(run.days) {
				t.Run(fmt.Sprint(seed), func(t *testing.T) {
					t.Parallel()
					w := newWorld(t, run.face, seed)
					for range run.sequences {
						w.sequence()
					}
					all.Add(int32(run.sequences))
					good.Add(int32(w.good))
				})
			}
		})
		if good.Load() < all.Load()*2/3 {
			t.Errorf("%s: of %d sequences only %d ended well", run.name, all.Load(), good.Load())
		}
	}
}

// world is a source, and the tree that follows it.
type world struct {
	*testing.T
	random *rand.Rand
	face   fs.FS
	source string
	files  map[string]string // of the source, as they are to be
	disk   map[string]string // as they are
	sound  map[string]string // as they last were without a problem
	away   map[string]string // of a folder that may be put back
	live   *pipeline
	into   *release.Tree
	flaky  *flaky
	today  string
	done   []string
	good   int // sequences that ended without a problem

	err      error // of the last update
	finished bool  // since the last update
}

func newWorld(t *testing.T, face fs.FS, seed uint64) *world {
	w := &world{T: t, random: rand.New(rand.NewPCG(seed, 5)), face: face, source: t.TempDir(),
		disk: map[string]string{}, today: days[0]}
	l, tree := w.open(w.source)
	t.Cleanup(func() { _ = tree.Close() })
	w.live, w.into, w.flaky = l, tree, &flaky{FS: l.fsys}
	l.fsys = w.flaky
	for w.sound == nil { // what comes by chance need not be right
		w.start()
		w.save()
		w.update(t.Context(), watch.Batch{Rescan: true})
	}
	return w
}

// open begins a preview of a source.
func (w *world) open(dir string) (*pipeline, *release.Tree) {
	folder, err := source.Open(dir)
	w.must(err)
	w.Cleanup(func() { _ = folder.Close() })
	tree, err := release.OpenTree(filepath.Join(w.TempDir(), "preview"))
	w.must(err)
	l := livePipeline(folder, w.face, tree)
	l.day, l.tell = w.day, func([]string) {}
	return l, tree
}

// sequence makes some edits and compares.
func (w *world) sequence() {
	w.done = w.done[:0]
	for range 1 + w.random.IntN(3) {
		w.edit()
		batch := w.save()
		if w.random.IntN(5) == 0 {
			w.mishap(batch)
		} else {
			before := w.tree(w.into.Dir())
			w.update(w.Context(), batch)
			w.still(before)
		}
		if w.random.IntN(6) == 0 {
			w.finish(w.stopped())
		}
	}
	if w.err != nil && w.random.IntN(4) > 0 {
		w.mend()
		w.update(w.Context(), w.save())
	}
	finished := w.finish(w.Context())
	want, wantErr := w.fresh()
	if got := errors.Join(w.err, finished); (got == nil) != (wantErr == nil) {
		w.Fatalf("after %q:\ngot %v\nwant %v", w.done, got, wantErr)
	}
	if wantErr != nil {
		return
	}
	w.good++
	w.same(w.tree(w.into.Dir()), want)
}

// same compares what two trees hold.
func (w *world) same(got, want map[string]string) {
	for _, name := range slices.Sorted(maps.Keys(want)) {
		if text, has := got[name]; !has || text != want[name] {
			w.Errorf("%s (there: %t):\n%s\nwant\n%s", name, has, text, want[name])
		}
		delete(got, name)
	}
	if len(got) > 0 || w.Failed() {
		w.Fatalf("after %q: left over %q", w.done, slices.Sorted(maps.Keys(got)))
	}
}

// day is the one that is shown.
func (w *world) day(register.Config) register.Day {
	day, _ := register.ParseDay(w.today)
	return day
}

func (w *world) update(ctx context.Context, batch watch.Batch) {
	w.err = guarded(func() error { return w.live.walk(ctx, batch) })
	if w.err == nil {
		w.sound, w.finished = maps.Clone(w.files), false
	}
}

func (w *world) finish(ctx context.Context) error {
	err := w.live.finish(ctx)
	w.finished = err == nil && w.live.reached
	return err
}

// fresh gives the tree that another one is at once, and its error.
func (w *world) fresh() (map[string]string, error) {
	l, tree := w.open(w.clean())
	defer func() { _ = tree.Close() }()
	err := l.walk(w.Context(), watch.Batch{Rescan: true})
	if err == nil {
		err = l.finish(w.Context())
	}
	var problems problem.List
	if err != nil && !errors.As(err, &problems) {
		w.Fatal(err)
	}
	return w.tree(tree.Dir()), err
}

// clean is a copy of the source, as it is without litter.
func (w *world) clean() string {
	dir := filepath.Join(w.TempDir(), "clean")
	w.must(os.MkdirAll(dir, 0o755))
	for name, text := range w.disk {
		if isLitter(name) {
			continue
		}
		file := filepath.Join(dir, filepath.FromSlash(name))
		w.must(os.MkdirAll(filepath.Dir(file), 0o755))
		w.must(os.WriteFile(file, []byte(text), 0o644))
	}
	return dir
}

// tree gives every file, and every folder as "/".
func (w *world) tree(dir string) map[string]string {
	files := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil // it has gone meanwhile
		}
		if err != nil {
			return err
		}
		name, _ := filepath.Rel(dir, path)
		if d.IsDir() {
			files[filepath.ToSlash(name)] = "/"
			return nil
		}
		data, err := os.ReadFile(path)
		if err == nil {
			files[filepath.ToSlash(name)] = string(data)
		}
		return err
	})
	if err != nil {
		w.Fatal(err)
	}
	return files
}

// still looks for what a problem of the content has done to the tree.
func (w *world) still(before map[string]string) {
	if _, err := register.Read(os.DirFS(w.source)); w.err == nil || err == nil {
		return
	}
	if w.finished {
		w.finish(w.Context())
	}
	if !maps.Equal(before, w.tree(w.into.Dir())) {
		w.Fatalf("after %q the tree has changed: %v", w.done, w.err)
	}
}
