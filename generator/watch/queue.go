package watch

import "sync"

// op is the kind of an event, as far as it matters.
type op int

const (
	opWrite  op = iota // the content changed
	opRename           // created, removed or replaced: perhaps a whole folder
	opChmod            // the mode changed, or the like
)

type event struct {
	path string
	op   op
}

// queue buffers events between the system and the loop. It keeps the system's own queue from
// overflowing, and avoids a deadlock: the loop asks the system for new watches while the system
// waits for a reader of its events.
type queue struct {
	ready chan struct{} // holds one token while there are events

	mu     sync.Mutex
	events []event
	err    error
}

func newQueue() *queue { return &queue{ready: make(chan struct{}, 1)} }

// signal is ready when there are events; that of a nil queue never is.
func (q *queue) signal() <-chan struct{} {
	if q == nil {
		return nil
	}
	return q.ready
}

// put adds an event unless it repeats the one before: a long write sends thousands.
func (q *queue) put(e event) {
	q.mu.Lock()
	if n := len(q.events); n == 0 || q.events[n-1] != e {
		q.events = append(q.events, e)
	}
	q.mu.Unlock()
	q.wake()
}

// fail notes that events may have been lost.
func (q *queue) fail(err error) {
	q.mu.Lock()
	q.err = err
	q.mu.Unlock()
	q.wake()
}

func (q *queue) wake() {
	select {
	case q.ready <- struct{}{}:
	default: // the token is there already
	}
}

func (q *queue) drain() ([]event, error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	events, err := q.events, q.err
	q.events, q.err = nil, nil
	return events, err
}
