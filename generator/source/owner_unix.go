//go:build unix

package source

import (
	"io/fs"
	"os"
	"syscall"
)

// nonBlocking keeps the opening of a pipe from waiting.
const nonBlocking = syscall.O_NONBLOCK

func owned(info fs.FileInfo) bool {
	stat, ok := info.Sys().(*syscall.Stat_t)
	return !ok || int(stat.Uid) == os.Geteuid()
}

// keepGroup gives a file the group of another: colleagues may share the register by it.
func keepGroup(file *os.File, like fs.FileInfo) error {
	now, err := file.Stat()
	if err != nil {
		return err
	}
	have, ok := now.Sys().(*syscall.Stat_t)
	want, also := like.Sys().(*syscall.Stat_t)
	if !ok || !also || have.Gid == want.Gid {
		return nil
	}
	return file.Chown(-1, int(want.Gid))
}
