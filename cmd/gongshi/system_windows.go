package main

import (
	"strings"

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
