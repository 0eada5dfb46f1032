package release

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// exchange swaps two directories in one step.
func exchange(a, b string) error {
	err := unix.RenamexNp(a, b, unix.RENAME_SWAP)
	if errors.Is(err, unix.ENOTSUP) {
		return errors.ErrUnsupported
	}
	return err
}

// refused are the ways in which a system says that a directory is not to be moved: another disk, a
// mount point, a file system that cannot.
func refused(err error) bool {
	return errors.Is(err, unix.EXDEV) || errors.Is(err, unix.EBUSY) || errors.Is(err, unix.EINVAL)
}

// link gives a file a second name.
func link(from, to string) error { return os.Link(from, to) }

// clone has a new file share the bytes of another (APFS).
func clone(from, to string) error { return unix.Clonefile(from, to, unix.CLONE_NOFOLLOW) }

// writable says whether files in a directory may be removed.
func writable(dir string) bool { return unix.Access(dir, unix.W_OK|unix.X_OK) == nil }
