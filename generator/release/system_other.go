//go:build !linux && !darwin

package release

import (
	"errors"
	"io/fs"
)

// exchange is not to be had here.
func exchange(_, _ string) error { return errors.ErrUnsupported }

// refused are the ways in which a system says that a directory is not to be moved: on Windows, a
// program that holds a file below it.
func refused(err error) bool { return errors.Is(err, fs.ErrPermission) || busy(err) }

// clone is not to be had here.
func clone(_, _ string) error { return errors.ErrUnsupported }

// writable is known once it is tried.
func writable(_ string) bool { return true }
