// Package parallel does many like things on all cores.
//
// It knows no context: what it is given is quick, and ends.
package parallel

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"sync"
	"sync/atomic"
)

// Each gives every number below n to one of as many workers as there are cores, and returns once
// all are done. start makes a worker, with what it keeps for itself. A worker ends at its first
// error, and one of these errors is given. A panic goes on in the caller.
func Each(n int, start func() func(i int) error) error {
	var next atomic.Int64
	var all sync.WaitGroup
	workers := min(n, runtime.GOMAXPROCS(0))
	crashes, errs := make(chan any, workers), make(chan error, workers)
	for range workers {
		all.Go(func() {
			defer func() {
				if crash := recover(); crash != nil {
					crashes <- fmt.Sprintf("%v\n%s", crash, debug.Stack())
				}
			}()
			work := start()
			for i := next.Add(1) - 1; i < int64(n); i = next.Add(1) - 1 {
				if err := work(int(i)); err != nil {
					errs <- err
					return
				}
			}
		})
	}
	all.Wait()
	if len(crashes) > 0 {
		panic(<-crashes) // to the caller, who may know what to do
	}
	close(errs)
	return <-errs
}
