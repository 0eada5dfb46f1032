//go:build !unix

package source

import (
	"io/fs"
	"os"
)

const nonBlocking = 0

// owned is left to the system, which refuses what is not allowed.
func owned(fs.FileInfo) bool { return true }

// keepGroup has nothing to do: rights come from the folder.
func keepGroup(*os.File, fs.FileInfo) error { return nil }
