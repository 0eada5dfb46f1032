package cache

import (
	"io/fs"
	"syscall"
)

func (s *Stamp) fill(info fs.FileInfo) {
	if stat, ok := info.Sys().(*syscall.Stat_t); ok {
		s.Inode, s.Changed = stat.Ino, stat.Ctimespec.Nano()
	}
}
