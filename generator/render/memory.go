package render

import "runtime/debug"

// What a build takes before garbage is collected more often than usual. A finding takes some 4 KiB of
// texts, lists, plans and digests; what a batch of pages takes while it is rendered stays the same.
// A build of 100,000 findings had at most 505 MB in use with this limit, and its process took 732 MiB;
// garbage was collected 492 times.
const (
	memoryBase = 164 << 20
	memoryEach = 5<<10 + 256
)

// Of few files garbage is collected less often: that saves 10 % of the CPU of 36 findings, whose
// process takes 5 MiB more, and as much of 2,000, where the limit holds it.
const (
	fewFiles   = 2500
	fewPercent = 200 // GOGC
)

// LimitMemory limits a build of so many files, unless their number is not known (0) or the limit is
// lower already, as GOMEMLIMIT may have it; with few, garbage is collected less often.
func LimitMemory(files int) (end func()) {
	before := debug.SetMemoryLimit(-1)
	if files == 0 {
		return func() {}
	}
	debug.SetMemoryLimit(min(before, int64(memoryBase+memoryEach*files)))
	if files > fewFiles {
		return func() { debug.SetMemoryLimit(before) }
	}
	percent := debug.SetGCPercent(fewPercent)
	if percent != 100 { // GOGC says otherwise
		debug.SetGCPercent(percent)
	}
	return func() {
		debug.SetMemoryLimit(before)
		debug.SetGCPercent(percent)
	}
}
