//go:build unix && !linux && !darwin

package release

import (
	"errors"

	"golang.org/x/sys/unix"
)

func busy(err error) bool { return errors.Is(err, unix.EXDEV) || errors.Is(err, unix.EBUSY) }
