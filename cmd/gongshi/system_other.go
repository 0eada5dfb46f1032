//go:build !windows

package main

// system is the language of those who have set none: most readers read Chinese.
func system() string { return "zh" }
