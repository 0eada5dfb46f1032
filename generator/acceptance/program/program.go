// Package program says what a test does where the machine lacks a program that it needs: it is left
// out, but never in CI. It starts and installs nothing.
package program

import (
	"os"
	"os/exec"
	"testing"
)

// Need leaves a test out where err says that the machine lacks what it asks; in CI it fails then.
func Need(t testing.TB, what string, err error) {
	t.Helper()
	if err == nil {
		return
	}
	if os.Getenv("CI") != "" {
		t.Fatalf("no %s; make test or make acceptance installs it: %v", what, err)
	}
	t.Skipf("no %s; make test or make acceptance installs it", what)
}

// Find gives the path of a program, which the test needs.
func Find(t testing.TB, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	Need(t, name, err)
	return path
}
