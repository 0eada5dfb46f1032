package watch

import (
	"maps"
	"os"
	"slices"
	"syscall"
	"testing"
	"time"
)

// newPoller gives one that has walked a tree whose files are an hour old.
func newPoller(s *site) (*poller, time.Time) {
	p := &poller{scope: newScope(s.root, s.options(0))}
	now := time.Now().Add(time.Hour)
	p.scan(now)
	return p, now
}

func (s *site) walk(p *poller, now time.Time, want ...string) {
	s.t.Helper()
	if got := slices.Sorted(maps.Keys(p.scan(now))); !slices.Equal(got, want) {
		s.t.Errorf("found %q, want %q", got, want)
	}
}

// rewrite changes a file so that neither its size nor its date tells.
func (s *site) rewrite(name, text string) {
	s.t.Helper()
	info, err := os.Stat(s.at(name))
	s.must(err)
	s.write(name, text)
	s.must(os.Chtimes(s.at(name), info.ModTime(), info.ModTime()))
	if after, err := os.Stat(s.at(name)); err != nil || after.Size() != info.Size() {
		s.t.Fatalf("the size tells: %v", err)
	}
}

const one = "content/a/one.md"

func TestAFileIsReadAsLongAsItsDateDoesNotTell(t *testing.T) {
	s := newSite(t)
	p, now := newPoller(s)
	s.write(one, "111")
	s.walk(p, now, one)
	s.rewrite(one, "222")
	s.walk(p, now.Add(granule/2), one)
	s.rewrite(one, "333")
	s.walk(p, now.Add(granule*2), one) // once more after the time is over
	s.walk(p, now.Add(granule*3))
	if m := p.snapshot[one]; m.recent || m.hashed {
		t.Errorf("it is still read: %+v", m)
	}
}

func TestAFileWrittenJustBeforeTheFirstWalkIsReadToo(t *testing.T) {
	s := newSite(t)
	p := &poller{scope: newScope(s.root, s.options(0))}
	now := time.Now()
	s.walk(p, now)
	s.rewrite(one, "eno")
	s.walk(p, now.Add(granule), one)
}

func TestAFileReplacedByOneOfItsSizeAndDateIsFound(t *testing.T) {
	s := newSite(t)
	if info, err := os.Stat(s.at(one)); err != nil || identify(info) == (identity{}) {
		t.Skip("files have no identity here")
	}
	p, now := newPoller(s)
	info, err := os.Stat(s.at(one))
	s.must(err)
	s.write("out/one.md", "eno")
	s.must(os.Chtimes(s.at("out/one.md"), info.ModTime(), info.ModTime()))
	s.move("out/one.md", one)
	s.walk(p, now, one)
}

func TestWhatAServerDoesNotAnswerForCountsAsUnchanged(t *testing.T) {
	s := newSite(t)
	p, now := newPoller(s)
	before := maps.Clone(p.snapshot)
	p.next = map[string]entry{}
	for _, name := range p.names {
		p.visit(name, nil, syscall.EIO, now)
	}
	if !maps.Equal(p.next, before) {
		t.Errorf("%d of %d are left", len(p.next), len(before))
	}
}

func TestAWalkSaysWhatLooksHalfDone(t *testing.T) {
	s := newSite(t)
	p, now := newPoller(s)
	s.write(one, "")
	s.remove("content/b/three.md")
	s.write("content/_index.md", "text")
	want := map[string]bool{one: true, "content/b/three.md": true, "content/_index.md": false}
	if got := p.scan(now); !maps.Equal(got, want) {
		t.Errorf("%v", got)
	}
}
