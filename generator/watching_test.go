package generator

import (
	"context"
	"maps"
	"math/rand/v2"
	"net/http"
	"net/http/cookiejar"
	"path"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"gongshi"
)

// clock stands still on the first of the days.
func clock() time.Time { return time.Date(2023, 6, 15, 12, 0, 0, 0, time.UTC) }

// sentinel is saved after an edit: once it is told of, so is the edit.
const sentinel = "static/sentinel.svg"

func TestWatchFollowsAnEditor(t *testing.T) {
	w := &world{T: t, random: rand.New(rand.NewPCG(7, 5)), face: gongshi.Theme, source: t.TempDir(),
		disk: map[string]string{}, today: days[0]}
	for w.sound == nil {
		w.start()
		w.save()
		if _, err := w.fresh(); err == nil {
			w.sound = maps.Clone(w.files)
		}
	}
	ctx, stop := context.WithCancel(t.Context())
	seen, ready, ended := make(chan Seen, 1000), make(chan string, 1), make(chan error, 1)
	go func() {
		ended <- Watch(ctx, WatchOptions{Source: w.source, Address: "127.0.0.1:0", Now: clock,
			Ready: func(url, _ string) { ready <- url }, Seen: func(s Seen) { seen <- s }})
	}()
	w.arrived(seen, func(s Seen) bool { return s.All })
	url := <-ready
	steps := 30
	if testing.Short() {
		steps = 10 // one of the theme among them
	}
	for n := range steps {
		w.step(n)
		w.arrived(seen, func(s Seen) bool {
			w.err = s.Err
			folder := path.Dir(sentinel) // has come, too
			return s.All || slices.ContainsFunc([]string{sentinel, folder}, func(name string) bool {
				return slices.Contains(s.Changed, name)
			})
		})
	}
	w.mend()
	w.save()
	want, err := w.fresh()
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(w.source, filepath.FromSlash(PreviewDir))
	for patience := time.Now().Add(time.Minute); time.Now().Before(patience); {
		if maps.Equal(w.tree(dir), want) {
			break
		}
		time.Sleep(20 * time.Millisecond) // what follows once it has been quiet is not told of
	}
	w.same(w.tree(dir), want)
	jar, _ := cookiejar.New(nil)
	answer, err := (&http.Client{Jar: jar}).Get(url)
	if err != nil || answer.StatusCode != http.StatusOK {
		t.Error(answer, err)
	}
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

// step makes an edit of the content, and sometimes of the theme, which has all pages rendered.
func (w *world) step(n int) {
	if w.err == nil {
		w.sound = maps.Clone(w.files)
	} else if w.random.IntN(2) == 0 {
		w.mend()
	}
	kinds := []int{0, 1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 15, 16, 17, 19, 20}
	if n%10 == 9 {
		kinds = []int{12, 14}
	}
	w.one(pick(w, kinds))
	w.save()
	w.files[sentinel] = time.Now().String()
	w.save()
}

// arrived waits until what is wanted has been seen.
func (w *world) arrived(seen <-chan Seen, wanted func(Seen) bool) {
	w.Helper()
	for late := time.After(time.Minute); ; {
		select {
		case s := <-seen:
			if wanted(s) {
				return
			}
		case <-late:
			w.Fatalf("after %q nothing is seen", w.done)
		}
	}
}
