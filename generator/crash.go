package generator

import (
	"fmt"
	"runtime/debug"

	"gongshi/generator/source"
)

// CrashFile is where it may be noted how a build crashed, relative to the source.
const CrashFile = source.StateDir + "/crash.txt"

// Crash is a build that panicked.
type Crash struct {
	Reason any
	Stack  []byte
}

func (c *Crash) Error() string { return fmt.Sprint("the build crashed: ", c.Reason) }

// guarded gives a crash as an error: the next change finds the preview still there.
func guarded(build func() error) (err error) {
	defer func() {
		if crash := recover(); crash != nil {
			err = &Crash{crash, debug.Stack()}
		}
	}()
	return build()
}
