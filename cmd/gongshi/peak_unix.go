//go:build unix

package main

import (
	"runtime"
	"syscall"
)

// peak gives the most memory that the program has had at a time, in bytes.
func peak() int64 {
	var usage syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &usage) != nil {
		return 0
	}
	if runtime.GOOS == "darwin" || runtime.GOOS == "ios" {
		return int64(usage.Maxrss)
	}
	return int64(usage.Maxrss) << 10 // all others count in KiB
}
