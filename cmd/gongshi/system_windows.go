package main

import (
	"os"
	"os/exec"
	"strings"
	"syscall"

	"github.com/inconshreveable/mousetrap"
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

// columns gives how many a terminal has; 0 for what is none.
func columns(f *os.File) int {
	var info windows.ConsoleScreenBufferInfo
	if windows.GetConsoleScreenBufferInfo(windows.Handle(f.Fd()), &info) != nil {
		return 0
	}
	return int(info.Window.Right-info.Window.Left) + 1
}

// doubleClicked says whether Explorer has started the program, and no terminal.
func doubleClicked() bool { return mousetrap.StartedByExplorer() }
