package generator

import "runtime/debug"

// What a build takes before garbage is collected more often than usual. A finding takes 3 kB of
// texts and 1 kB of plans and marks; what a batch of pages takes while it is rendered stays the
// same. So 100,000 findings stay within 1 GiB. At 10,000, two thirds of these limits would cost a
// tenth of the time. Below the limit garbage is collected as Go does it unasked: GOGC=200 saves 5 %
// of the CPU at 2,000 findings and takes 270 MB in place of 200, GOGC=400 saves 8 % and takes 460.
const (
	memoryBase = 256 << 20
	memoryEach = 13 << 9 // 6.5 KiB
)

// limitMemory limits a build of so many files, unless their number is not known (0) or the limit is
// lower already, as GOMEMLIMIT may have it.
func limitMemory(files int) (end func()) {
	before := debug.SetMemoryLimit(-1)
	if files == 0 {
		return func() {}
	}
	debug.SetMemoryLimit(min(before, int64(memoryBase+memoryEach*files)))
	return func() { debug.SetMemoryLimit(before) }
}
