//go:build unix && !linux && !darwin

package release

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// link gives a file a second name.
func link(from, to string) error { return os.Link(from, to) }

func busy(err error) bool { return errors.Is(err, unix.EXDEV) || errors.Is(err, unix.EBUSY) }
