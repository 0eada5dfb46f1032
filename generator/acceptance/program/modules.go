package program

import (
	"os"
	"path/filepath"
)

// Modules is where npm puts what cmd/gongshi/testdata/browser/package-lock.json names, seen from a
// test's package.
func Modules() string {
	up := ""
	for range 4 { // no room lies deeper
		if _, err := os.Stat(up + "go.mod"); err == nil {
			break
		}
		up += "../"
	}
	return filepath.FromSlash(up + "cmd/gongshi/testdata/browser/node_modules")
}
