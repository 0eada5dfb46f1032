package main

import (
	"os/exec"
	"strings"
	"syscall"

	"golang.org/x/sys/windows"
)

// system is the language that Windows shows itself in; it sets no LANG.
func system() string {
	languages, err := windows.GetUserPreferredUILanguages(windows.MUI_LANGUAGE_NAME)
	if err != nil || len(languages) == 0 || strings.HasPrefix(languages[0], "zh") {
		return "zh"
	}
	return "en"
}

// apart has a program not hear the Ctrl-C that is meant for this one: it may be the browser.
func apart(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{CreationFlags: windows.CREATE_NEW_PROCESS_GROUP}
}
