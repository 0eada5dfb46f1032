//go:build !windows

package main

import (
	"os"
	"os/exec"
	"syscall"

	"golang.org/x/sys/unix"
)

// system is the language of those who have set none: most readers read Chinese.
func system() string { return "zh" }

// apart has a program not hear the Ctrl-C that is meant for this one: it may be the browser.
func apart(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} }

// columns gives how many a terminal has; 0 for what is none.
func columns(f *os.File) int {
	size, err := unix.IoctlGetWinsize(int(f.Fd()), unix.TIOCGWINSZ)
	if err != nil {
		return 0
	}
	return int(size.Col)
}

// doubleClicked is about Windows: elsewhere a program for a terminal is not opened by a click.
func doubleClicked() bool { return false }
