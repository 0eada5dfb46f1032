//go:build !windows

package main

import (
	"os/exec"
	"syscall"
)

// system is the language of those who have set none: most readers read Chinese.
func system() string { return "zh" }

// apart has a program not hear the Ctrl-C that is meant for this one: it may be the browser.
func apart(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} }
