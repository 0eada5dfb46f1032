package watch

import (
	"os"
	"time"
)

// loop is the one goroutine that sees events or polls, and offers what has settled.
type loop struct {
	*Watcher
	scope
	timing
	pending pending

	tree  *tree // nil while polling
	queue *queue

	poller *poller // nil while events are used
	walk   time.Time
	calm   bool // the last walk found nothing more
}

// begin finds the way to watch. After it no change goes unseen.
func (l *loop) begin() {
	if l.reason.Why == Asked {
		l.startPolling(l.reason)
		return
	}
	l.startEvents()
}

// startEvents falls to polling where events are not to be had.
func (l *loop) startEvents() {
	l.queue = newQueue()
	var err error
	if l.tree, err = openTree(l.scope, l.queue); err != nil {
		l.tree, l.queue = nil, nil
		l.startPolling(reasonFor(err))
	}
}

func (l *loop) startPolling(r Reason) {
	l.mu.Lock()
	l.reason = r
	l.mu.Unlock()
	l.poller = &poller{scope: l.scope, closing: l.closing}
	l.scan()
}

// run offers what has settled, and meanwhile gathers on: what nobody takes yet, grows.
func (l *loop) run() {
	defer close(l.done)
	defer l.stopEvents()
	timer := time.NewTimer(0)
	defer timer.Stop()
	for {
		var out chan Batch
		var batch Batch
		now := time.Now()
		if l.settled(now) {
			out, batch = l.out, l.pending.batch()
		}
		timer.Reset(l.wake().Sub(now))
		select {
		case <-l.closing:
			return
		case <-l.queue.signal():
			l.gather()
		case <-timer.C:
			l.pollIfDue()
		case out <- batch:
			l.pending = pending{}
		}
	}
}

// settled says that the batch may be given out. What polling found must have been looked at once
// more.
func (l *loop) settled(now time.Time) bool {
	if l.pending.empty() || now.Before(l.pending.due(l.timing)) {
		return false
	}
	return l.poller == nil || l.calm || !now.Before(l.pending.first.Add(l.ceiling))
}

// wake is when something is to be done though nothing happens.
func (l *loop) wake() time.Time {
	if l.poller != nil {
		return l.walk
	}
	if due := l.pending.due(l.timing); !l.pending.empty() && due.After(time.Now()) {
		return due
	}
	return time.Now().Add(time.Hour) // nothing to wait for: any time will do
}

// gather takes in the events that have come.
func (l *loop) gather() {
	events, broken := l.queue.take()
	for _, e := range events {
		if err := l.see(e); err != nil {
			l.restart(err)
			return
		}
	}
	if broken != nil {
		l.restart(nil)
	}
}

// see takes in one event. The error is the system's refusal to watch a new folder.
func (l *loop) see(e event) error {
	info, gone := os.Lstat(l.file(e.path))
	isFolder := gone == nil && info.IsDir()
	isEmpty := gone == nil && info.Mode().IsRegular() && info.Size() == 0
	switch {
	case e.what == moded && !isEmpty:
		return nil // see tree: where it is sent, an emptied file may sound like a changed mode
	case e.what == written && isFolder:
		return nil // its entries have events of their own
	}
	l.pending.add(e.path, gone != nil || isEmpty, time.Now())
	if e.what == moved {
		return l.tree.follow(e.path)
	}
	return nil
}

// restart begins afresh when events were lost: new folders may be among what was not heard, so all
// watches are set anew before everything is read again. With an error it does not try.
func (l *loop) restart(err error) {
	l.stopEvents()
	if err != nil {
		l.startPolling(reasonFor(err))
	} else {
		l.startEvents()
	}
	l.pending.addAll(time.Now())
}

func (l *loop) stopEvents() {
	if l.tree != nil {
		l.tree.close()
	}
	l.tree, l.queue = nil, nil
}

func (l *loop) pollIfDue() {
	if l.poller != nil && !time.Now().Before(l.walk) {
		l.scan()
	}
}

// scan walks the tree, and sets the time of the next walk.
func (l *loop) scan() {
	began := time.Now()
	changed := l.poller.scan(began)
	now := time.Now()
	for path, halfDone := range changed {
		l.pending.add(path, halfDone, now)
	}
	l.calm = len(changed) == 0
	// A slow share is not kept busy: a tenth of the time at rest, a third while things change.
	took := now.Sub(began)
	pause := max(l.poll, 9*took)
	if !l.pending.empty() {
		pause = max(min(l.poll, l.again), 2*took)
	}
	l.walk = now.Add(pause)
}
