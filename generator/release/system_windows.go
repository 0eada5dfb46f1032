package release

import (
	"errors"

	"golang.org/x/sys/windows"
)

// link is refused: while a server has a file open, Windows removes none of its names, so that the
// tree before could not be cleared away.
func link(_, _ string) error { return errors.ErrUnsupported }

func busy(err error) bool {
	return errors.Is(err, windows.ERROR_SHARING_VIOLATION) ||
		errors.Is(err, windows.ERROR_LOCK_VIOLATION) ||
		errors.Is(err, windows.ERROR_NOT_SAME_DEVICE)
}
