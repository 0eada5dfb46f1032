package register

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"sync"
	"sync/atomic"
)

// parsed is what came of a file.
type parsed struct {
	text *cachedFile
	err  error
}

// parseFindings parses files on all cores, before the reader takes them up one by one, in the order
// of their names. Reading a register is nearly all parsing: of 10,000 findings, 2 s of one core.
func (r *reader) parseFindings(files []string) {
	results := make([]parsed, len(files))
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
			for i := next.Add(1) - 1; i < int64(len(files)); i = next.Add(1) - 1 {
				file := files[i]
				results[i].text, results[i].err = parseText(r, file, unread(file), checkWhole,
					fillWhole)
				r.cached.progress(int(i)+1, len(files))
			}
		})
	}
	all.Wait()
	if len(crashes) > 0 {
		panic(<-crashes) // to the caller, who may know what to do
	}
	r.parsed = make(map[string]parsed, len(files))
	for i, file := range files {
		r.parsed[file] = results[i]
	}
}
