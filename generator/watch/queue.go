package watch

import "sync"

// what is the kind of an event, as far as it matters.
type what int

const (
	written what = iota // the content changed
	moved               // something came, went or was replaced: perhaps a whole folder
	moded               // the mode changed, or the like
)

type event struct {
	path string
	what what
}

// queue takes events from the system as fast as they come. Between the system and the loop it keeps
// the system's own queue short, and keeps the loop, which asks the system for new watches, from
// waiting for a system that waits for the loop.
type queue struct {
	ready chan struct{} // holds one token while there is something to take

	mu     sync.Mutex
	events []event
	err    error
}

func newQueue() *queue { return &queue{ready: make(chan struct{}, 1)} }

// signal is ready when there is something to take; of no queue it never is.
func (q *queue) signal() <-chan struct{} {
	if q == nil {
		return nil
	}
	return q.ready
}

// put adds an event, but for one that repeats the one before: a long write sends thousands.
func (q *queue) put(e event) {
	q.mu.Lock()
	if n := len(q.events); n == 0 || q.events[n-1] != e {
		q.events = append(q.events, e)
	}
	q.mu.Unlock()
	q.wake()
}

// fail notes that events were lost or may have been.
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

// take gives all that has come since the last time.
func (q *queue) take() ([]event, error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	events, err := q.events, q.err
	q.events, q.err = nil, nil
	return events, err
}
