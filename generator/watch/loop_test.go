package watch

import (
	"errors"
	"os"
	"slices"
	"syscall"
	"testing"
	"time"

	"github.com/fsnotify/fsnotify"
)

func TestAnEventCountsByWhatStandsThere(t *testing.T) {
	s := newSite(t)
	w, l, err := begin(s.options(0), hasty())
	s.must(err)
	defer w.Close()
	defer func() { go l.run() }() // Close waits for it
	for _, c := range []struct {
		name       string
		edit       func()
		event      event
		want       []string
		incomplete int
	}{
		{"a folder's own write", func() {}, event{"content/a", opWrite}, nil, 0},
		{"a mode", func() {}, event{one, opChmod}, nil, 0},
		{"a content", func() {}, event{one, opWrite}, []string{one}, 0},
		{"emptied", func() { s.write(one, "") }, event{one, opWrite}, []string{one}, 1},
		{"emptied, told as a mode", func() {}, event{one, opChmod}, []string{one}, 1},
		{"filled again", func() { s.write(one, "1") }, event{one, opWrite}, []string{one}, 0},
		{"gone", func() { s.remove(one) }, event{one, opRename}, []string{one}, 1},
	} {
		c.edit()
		s.must(l.observe(c.event))
		if got := l.pending.batch().Changed; !slices.Equal(got, c.want) ||
			l.pending.incomplete != c.incomplete {
			t.Errorf("%s: %q, %d half done", c.name, got, l.pending.incomplete)
		}
	}
}

func TestARepeatedWriteIsOneEventButNothingElseIsLost(t *testing.T) {
	q := newQueue()
	for _, e := range []event{{one, opWrite}, {one, opWrite}, {one, opRename}, {one, opWrite}} {
		q.put(e)
	}
	<-q.signal()
	got, err := q.drain()
	if want := []event{{one, opWrite}, {one, opRename}, {one, opWrite}}; !slices.Equal(got, want) {
		t.Errorf("%v, %v", got, err)
	}
}

func TestWhatAWalkFoundIsLookedAtOnceMore(t *testing.T) {
	l := &loop{timing: hasty(), poller: &poller{}}
	now := time.Now()
	l.pending.add(one, false, now)
	later := now.Add(l.grace)
	if l.settled(later) {
		t.Error("settled before the second walk")
	}
	if l.stable = true; !l.settled(later) {
		t.Error("not settled by the second walk")
	}
	if l.stable = false; !l.settled(now.Add(l.maxWait)) {
		t.Error("put off beyond the ceiling")
	}
}

func TestLostEventsMeanThatAllIsReadAgainAndWatchedAgain(t *testing.T) {
	for _, lost := range []error{fsnotify.ErrEventOverflow, errors.New("any other")} {
		s := newSite(t)
		var l *loop
		w := s.watchLoop(&l)
		l.queue.fail(lost)
		if b := next(t, w); !b.Rescan || b.Changed != nil {
			t.Errorf("%v: %+v", lost, b)
		}
		s.write("content/a/deep/two.md", "still watched")
		if got := s.reported(w); !slices.Equal(got, []string{"content/a/deep/two.md"}) {
			t.Errorf("%v: then %q", lost, got)
		}
		if w.Polling().Why != "" {
			t.Errorf("%v: %+v", lost, w.Polling())
		}
	}
}

// watchLoop watches with events and gives the loop too, which the test may use as the system does.
func (s *site) watchLoop(l **loop) *Watcher {
	w, inner, err := begin(s.options(0), hasty())
	s.must(err)
	*l = inner
	go inner.run()
	s.t.Cleanup(w.Close)
	return w
}

func TestTheRootMovedAwayIsReadAgainAndPolledForUntilItIsBack(t *testing.T) {
	s := newSite(t)
	w := s.watch(s.options(0), hasty())
	s.must(os.Rename(s.root, s.root+"-away"))
	if b := next(t, w); !b.Rescan {
		t.Errorf("%+v", b)
	}
	if w.Polling().Why != Refused {
		t.Errorf("%+v", w.Polling())
	}
	s.must(os.Rename(s.root+"-away", s.root))
	for b := (Batch{}); !slices.Contains(b.Changed, "content"); {
		b = next(t, w)
	}
}

func TestARefusalIsSaidAsWhatItIs(t *testing.T) {
	refused := errors.New("not here")
	for _, c := range []struct {
		err  error
		want Reason
	}{
		{&silentError{"nfs"}, Reason{Why: Silent, System: "nfs"}},
		{syscall.ENOSPC, Reason{Why: Limit, Err: syscall.ENOSPC}},
		{syscall.EMFILE, Reason{Why: Limit, Err: syscall.EMFILE}},
		{refused, Reason{Why: Refused, Err: refused}},
	} {
		if got := reasonFor(c.err); got != c.want {
			t.Errorf("%v: %+v", c.err, got)
		}
	}
}
