package generator

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"testing"
	"time"

	"gongshi/generator/problem"
	"gongshi/generator/register"
)

// The edits are those that watch mode is tried with: of every kind, right and wrong, one upon
// another. Whatever they were, the checking finds what it finds without the cache, and the site is
// what a clean build makes, of a source without litter.
func TestCacheKnowsEveryKindOfEdit(t *testing.T) {
	days, good, rendered, pages := 8, 0, 0, 0
	if testing.Short() {
		days = 2
	}
	for seed := range days {
		w := newWorld(t, plainTheme(), uint64(1000+seed))
		output := filepath.Join(t.TempDir(), "public")
		for range 20 {
			w.done = w.done[:0]
			w.edit()
			w.save()
			w.sameProblems()
			got, err := w.release(w.source, output)
			clean := w.clean()
			_, wantErr := w.release(clean, clean+".public")
			if fmt.Sprint(err) != fmt.Sprint(wantErr) {
				w.Fatalf("seed %d, after %q:\ngot  %v\nwant %v", seed, w.done, err, wantErr)
			}
			if w.err = err; err != nil {
				continue
			}
			w.sound = maps.Clone(w.files)
			w.same(w.tree(output), w.tree(clean+".public"))
			good, rendered, pages = good+1, rendered+got.Rendered, pages+got.Pages
		}
	}
	t.Logf("%d of %d builds were good; %d of %d pages rendered", good, days*20, rendered, pages)
	if good < days*10 || rendered > pages*2/3 {
		t.Error("that tells little")
	}
}

// sameProblems compares what is found with the cache and without, and without litter.
func (w *world) sameProblems() {
	_, got := Check(w.Context(), Options{Source: w.source})
	_, want := Check(w.Context(), Options{Source: w.clean()})
	if fmt.Sprint(got) != fmt.Sprint(want) {
		w.Fatalf("after %q:\ngot  %v\nwant %v", w.done, got, want)
	}
}

func (w *world) must(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

// release builds the site, and gives no error but problems.
func (w *world) release(source, output string) (Result, error) {
	result, err := build(context.Background(), Options{Source: source, Output: output, Keep: 1,
		Now: time.Unix(0, 0), AsOf: w.day(register.Config{})}, w.face)
	var problems problem.List
	if err != nil && !errors.As(err, &problems) {
		w.Fatalf("after %q: %v", w.done, err)
	}
	return result, err
}
