package watch

import (
	"os"
	"time"
)

// loop is the one goroutine that receives events or polls, and offers batches once debounced.
type loop struct {
	*Watcher
	scope
	timing
	pending pending

	tree  *tree // nil while polling
	queue *queue

	poller   *poller // nil while events are used
	nextPoll time.Time
	stable   bool // the last poll found no change
}

// begin chooses between events and polling. After it no change is missed.
func (l *loop) begin() {
	if l.reason.Why == Asked {
		l.startPolling(l.reason)
		return
	}
	l.startEvents()
}

// startEvents falls back to polling where there are no events.
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

// run offers the batch that is due. Until it is received, later changes are coalesced into it.
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
			l.drain()
		case <-timer.C:
			l.pollIfDue()
		case out <- batch:
			l.pending = pending{}
		}
	}
}

// settled says that the batch may be given out. After a poll found changes, another must have found
// none, for a file may have been half written.
func (l *loop) settled(now time.Time) bool {
	if l.pending.empty() || now.Before(l.pending.due(l.timing)) {
		return false
	}
	return l.poller == nil || l.stable || !now.Before(l.pending.first.Add(l.maxWait))
}

// wake is when the timer must fire next.
func (l *loop) wake() time.Time {
	if l.poller != nil {
		return l.nextPoll
	}
	if due := l.pending.due(l.timing); !l.pending.empty() && due.After(time.Now()) {
		return due
	}
	return time.Now().Add(time.Hour) // nothing to wait for: any time will do
}

func (l *loop) drain() {
	events, broken := l.queue.drain()
	for _, e := range events {
		if err := l.observe(e); err != nil {
			l.restart(err)
			return
		}
	}
	if broken != nil {
		l.restart(nil)
	}
}

// observe adds one event to the batch. The error is the system's refusal to watch a new folder.
func (l *loop) observe(e event) error {
	info, gone := os.Lstat(l.file(e.path))
	isFolder := gone == nil && info.IsDir()
	isEmpty := gone == nil && info.Mode().IsRegular() && info.Size() == 0
	switch {
	case e.op == opChmod && !isEmpty:
		return nil // kqueue reports an emptied file so: see tree.enqueue
	case e.op == opWrite && isFolder:
		return nil // its entries have events of their own
	}
	l.pending.add(e.path, gone != nil || isEmpty, time.Now())
	if e.op == opRename {
		return l.tree.rewatch(e.path)
	}
	return nil
}

// restart asks for a rescan after events were lost (an overflow): new folders may be among them, so
// all watches are set anew first. With an error it falls back to polling.
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
	if l.poller != nil && !time.Now().Before(l.nextPoll) {
		l.scan()
	}
}

// scan polls once, and sets the time of the next poll.
func (l *loop) scan() {
	began := time.Now()
	changed := l.poller.scan(began)
	now := time.Now()
	for path, incomplete := range changed {
		l.pending.add(path, incomplete, now)
	}
	l.stable = len(changed) == 0
	// A slow share is not kept busy: a tenth of the time at rest, a third while things change.
	took := now.Sub(began)
	pause := max(l.poll, 9*took)
	if !l.pending.empty() {
		pause = max(min(l.poll, l.repoll), 2*took)
	}
	l.nextPoll = now.Add(pause)
}
