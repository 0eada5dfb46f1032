package watch

import (
	"os"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestABatchIsDueOnceItIsQuiet(t *testing.T) {
	usual, start := defaults(), time.Now()
	at := func(ms int) time.Time { return start.Add(time.Duration(ms) * time.Millisecond) }
	var p pending
	p.add("a", false, at(0))
	p.add("a", false, at(10))
	if got := p.due(usual); !got.Equal(at(25)) {
		t.Errorf("a saved file: due after %v", got.Sub(start))
	}
	p.add("b", true, at(20))
	if got := p.due(usual); !got.Equal(at(120)) {
		t.Errorf("a file that is empty or gone: due after %v", got.Sub(start))
	}
	p.add("b", false, at(30))
	if got := p.due(usual); !got.Equal(at(45)) {
		t.Errorf("the same, filled again: due after %v", got.Sub(start))
	}
	for ms := 40; ms < 3000; ms += 10 {
		p.add("c", false, at(ms))
	}
	if got := p.due(usual); !got.Equal(at(1000)) {
		t.Errorf("written without a pause: due after %v", got.Sub(start))
	}
}

func TestAFolderStandsForAllBelowIt(t *testing.T) {
	var p pending
	for _, name := range []string{"a/b/c.md", "a/b", "a/b/d/e.md", "a/b-c/x.md", "a/bc.md", "z"} {
		p.add(name, false, time.Now())
	}
	want := []string{"a/b", "a/b-c/x.md", "a/bc.md", "z"}
	if got := p.batch().Changed; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestASlowSaveIsOneBatch(t *testing.T) {
	for way, poll := range ways {
		t.Run(way, func(t *testing.T) {
			s, slow := newSite(t), hasty()
			slow.debounce, slow.grace = 300*time.Millisecond, 300*time.Millisecond
			w := s.watch(s.options(poll), slow)
			want := s.writeSlowly(one, 30)
			b := next(t, w)
			got, err := os.ReadFile(s.at(one))
			if err != nil || string(got) != want || !slices.Equal(b.Changed, []string{one}) {
				t.Errorf("%q with %d bytes of %d, %v", b.Changed, len(got), len(want), err)
			}
		})
	}
}

// writeSlowly empties a file and fills it in pieces, each a while after the one before.
func (s *site) writeSlowly(name string, pieces int) (text string) {
	f, err := os.Create(s.at(name))
	s.must(err)
	tick := time.NewTicker(3 * time.Millisecond)
	defer tick.Stop()
	for range pieces {
		<-tick.C
		_, err := f.WriteString("piece")
		s.must(err)
		text += "piece"
	}
	s.must(f.Close())
	return text
}

func TestAWriterWithoutAPauseDoesNotPutABatchOff(t *testing.T) {
	for way, poll := range ways {
		t.Run(way, func(t *testing.T) {
			s, endless := newSite(t), hasty()
			endless.debounce, endless.maxWait = time.Hour, 50*time.Millisecond
			w := s.watch(s.options(poll), endless)
			stop, stopped := make(chan struct{}), make(chan struct{})
			go func() {
				defer close(stopped)
				for i := range 1 << 30 {
					select {
					case <-stop:
						return
					default:
						s.write("content/a/one.md", strings.Repeat("x", i%100))
					}
				}
			}()
			b := next(t, w)
			close(stop)
			<-stopped
			if !slices.Equal(b.Changed, []string{"content/a/one.md"}) {
				t.Errorf("%q", b.Changed)
			}
		})
	}
}
