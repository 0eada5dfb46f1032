package cache

import (
	"io/fs"
	"time"
)

// Mark is what a system tells of a file without opening it.
type Mark struct {
	Size     int64
	Modified int64  // when its bytes were last written: nanoseconds since 1970
	Changed  int64  // when anything of it last changed, which nobody can set; 0 where not told
	Inode    uint64 // 0 where not told
}

// MarkOf gives the mark of a file.
func MarkOf(info fs.FileInfo) Mark {
	m := Mark{Size: info.Size(), Modified: info.ModTime().UnixNano()}
	m.fill(info)
	return m
}

// Exact says whether the mark tells the file itself from any other of the same size and time.
func (m Mark) Exact() bool { return m.Inode != 0 }

// Moved says whether the mark is another's, but for the time of the last change: what a file's mark
// becomes when the file is moved to another name.
func (m Mark) Moved(from Mark) bool {
	m.Changed, from.Changed = 0, 0
	return m == from
}

// Between a file's being written and its mark's being noted on disk at least so much must lie: a
// file that is written once more within one tick of the file system's clock keeps its time. Linux
// ticks every 1 to 10 ms; a time in whole seconds comes from a clock of 1 or 2 s, such as FAT's.
const (
	fineTick   = 100 * time.Millisecond
	coarseTick = 2 * time.Second
)

// Holds says whether a file that still has the mark certainly has the bytes that it had when the
// mark was noted on disk, by the same clock. Where it does not hold, the bytes must be looked at.
func (m Mark) Holds(noted time.Time) bool {
	tick := fineTick
	if m.Modified%int64(time.Second) == 0 {
		tick = coarseTick
	}
	// A file of the future, or a cache that is, tells of a clock that was set.
	return max(m.Modified, m.Changed) < noted.Add(-tick).UnixNano() && !noted.After(time.Now())
}
