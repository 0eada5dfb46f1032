package release

import (
	"errors"

	"golang.org/x/sys/windows"
)

func busy(err error) bool {
	return errors.Is(err, windows.ERROR_SHARING_VIOLATION) ||
		errors.Is(err, windows.ERROR_LOCK_VIOLATION) ||
		errors.Is(err, windows.ERROR_NOT_SAME_DEVICE)
}
