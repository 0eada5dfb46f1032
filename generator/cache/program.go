package cache

import (
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
)

// Program names this very program. The version does not: who works on it builds many of one
// version. Nothing of the file is read: of its 90 MB, that would take 60 ms.
func Program() (string, error) {
	path, err := os.Executable()
	if err != nil {
		return "", err
	}
	file, err := os.Stat(path)
	if err != nil {
		return "", err
	}
	info, _ := debug.ReadBuildInfo()
	return fmt.Sprintf("%s %s %v\n%v", runtime.GOOS, runtime.GOARCH, StampOf(file), info),
		nil
}
