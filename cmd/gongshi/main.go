// Command gongshi turns a folder of Markdown files, one for each finding of an inspection or
// audit, into a static public website.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	// A second one ends the program at once, whatever it waits for: see docs/architecture.md on
	// why a crash cannot hurt.
	context.AfterFunc(ctx, stop)
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}
