package release

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// exchange swaps two directories in one step.
func exchange(a, b string) error {
	return unix.Renameat2(unix.AT_FDCWD, a, unix.AT_FDCWD, b, unix.RENAME_EXCHANGE)
}

// refused are the ways in which a system says that a directory is not to be moved: another disk
// or a container's lower layer (EXDEV), a mount point or a directory in use (EBUSY), a file
// system that cannot exchange (EINVAL) and a kernel that does not know how to (ENOSYS).
func refused(err error) bool {
	return errors.Is(err, unix.EXDEV) || errors.Is(err, unix.EBUSY) ||
		errors.Is(err, unix.EINVAL) || errors.Is(err, unix.ENOSYS)
}

// syncTree has the whole file system written, which for many small files takes one call in place
// of thousands.
func syncTree(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(unix.Syncfs(int(d.Fd())), d.Close())
}

// link gives a file a second name. It is refused on FAT, on some shares, and of another's file
// (protected_hardlinks).
func link(from, to string) error { return os.Link(from, to) }

// clone has a new file share the bytes of another (btrfs, XFS, bcachefs).
func clone(from, to string) error {
	source, err := os.Open(from)
	if err != nil {
		return err
	}
	defer source.Close()
	f, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	err = unix.IoctlFileClone(int(f.Fd()), int(source.Fd()))
	if err = errors.Join(err, f.Close()); err != nil {
		_ = os.Remove(to) // it will be copied
	}
	return err
}

// writable says whether files in a directory may be removed.
func writable(dir string) bool { return unix.Access(dir, unix.W_OK|unix.X_OK) == nil }
