package render

import "runtime/debug"

// What a build takes before garbage is collected more often than usual. A finding takes 3 kB of
// texts, 1 kB of plans and stamps, and 2 kB of the search's postings while these are made; what a
// batch of pages takes while it is rendered stays the same. With 6.5 KiB a finding 100,000 of them
// left the collector hardly any room: the build was stopped after 16 minutes of CPU. Below the
// limit GOGC=200 would save 5 % of the CPU and take 270 MB, not 200.
const (
	memoryBase = 192 << 20
	memoryEach = 9 << 10
)

// LimitMemory limits a build of so many files, unless their number is not known (0) or the limit is
// lower already, as GOMEMLIMIT may have it.
func LimitMemory(files int) (end func()) {
	before := debug.SetMemoryLimit(-1)
	if files == 0 {
		return func() {}
	}
	debug.SetMemoryLimit(min(before, int64(memoryBase+memoryEach*files)))
	return func() { debug.SetMemoryLimit(before) }
}
