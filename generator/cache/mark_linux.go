package cache

import (
	"io/fs"
	"syscall"
)

func (m *Mark) fill(info fs.FileInfo) {
	if s, ok := info.Sys().(*syscall.Stat_t); ok {
		m.Inode, m.Changed = s.Ino, s.Ctim.Nano()
	}
}
