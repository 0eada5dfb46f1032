package cache

import (
	"io/fs"
	"math"
	"time"
)

// Stamp is what a system tells of a file without opening it: its stat data, as in git's index.
type Stamp struct {
	Size     int64
	Modified int64  // when its bytes were last written: nanoseconds since 1970
	Changed  int64  // when anything of it last changed, which nobody can set; 0 where unknown
	Inode    uint64 // 0 where unknown
}

// StampOf gives the stamp of a file.
func StampOf(info fs.FileInfo) Stamp {
	s := Stamp{Size: info.Size(), Modified: info.ModTime().UnixNano()}
	s.fill(info)
	return s
}

// Exact says whether the stamp tells the file itself from any other of the same size and time.
func (s Stamp) Exact() bool { return s.Inode != 0 }

// Moved says whether the stamp is another's, but for the time of the last change: what a file's
// stamp becomes when the file is moved to another name.
func (s Stamp) Moved(from Stamp) bool {
	s.Changed, from.Changed = 0, 0
	return s == from
}

// Between a file's being written and its stamp's being noted on disk at least so much must lie: a
// file that is written once more within one tick of the file system's clock keeps its time (git
// calls it racy). Linux
// ticks every 1 to 10 ms; a time in whole seconds comes from a clock of 1 or 2 s, such as FAT's.
const (
	Tick       = 100 * time.Millisecond
	coarseTick = 2 * time.Second
)

// Holds says whether a file that still has the stamp certainly has the bytes that it had when the
// stamp was noted on disk, by the same clock. Where it does not hold, the bytes must be looked at.
func (s Stamp) Holds(noted time.Time) bool { return holds(s.settled(), noted) }

// settled is from when on the stamp holds, in nanoseconds since 1970; a file's time may be any.
func (s Stamp) settled() int64 {
	tick := Tick
	if s.Modified%int64(time.Second) == 0 {
		tick = coarseTick
	}
	return min(max(s.Modified, s.Changed), math.MaxInt64-int64(tick)) + int64(tick)
}

// A file of the future, or a cache that is, tells of a clock that was set.
func holds(settled int64, noted time.Time) bool {
	return settled < noted.UnixNano() && !noted.After(time.Now())
}
