package register

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"sync"
	"sync/atomic"
)

// Parallel gives every number below n to one of as many workers as there are cores, and returns once
// all are done. start makes a worker, with what it keeps for itself. A panic goes on in the caller.
func Parallel(n int, start func() func(i int)) {
	var next atomic.Int64
	var all sync.WaitGroup
	crashes := make(chan any, runtime.GOMAXPROCS(0))
	for range runtime.GOMAXPROCS(0) {
		all.Go(func() {
			defer func() {
				if crash := recover(); crash != nil {
					crashes <- fmt.Sprintf("%v\n%s", crash, debug.Stack())
				}
			}()
			work := start()
			for i := next.Add(1) - 1; i < int64(n); i = next.Add(1) - 1 {
				work(int(i))
			}
		})
	}
	all.Wait()
	if len(crashes) > 0 {
		panic(<-crashes) // to the caller, who may know what to do
	}
}

// parsed is what came of a file.
type parsed struct {
	text *cachedFile
	err  error
}

// parseFindings parses files on all cores, before the reader takes them up one by one, in the order
// of their names. Reading a register is nearly all parsing: of 10,000 findings, 2 s of one core.
func (r *reader) parseFindings(files []string) {
	results := make([]parsed, len(files))
	parse := func(i int) {
		file := files[i]
		results[i].text, results[i].err = parseText(r, file, unread(file), r.checkWhole, fillWhole)
		r.cached.progress(i+1, len(files))
	}
	Parallel(len(files), func() func(int) { return parse })
	r.parsed = make(map[string]parsed, len(files))
	for i, file := range files {
		r.parsed[file] = results[i]
	}
}
