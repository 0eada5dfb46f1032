//go:build unix

package document

import (
	"context"
	"errors"
	"io"
	"os"
	"testing"
)

func TestToolRunsWithinItsLimits(t *testing.T) {
	out, err := limited(t.Context(), "/bin/sh", "-c", "ulimit -d; ulimit -t; echo $0 $1", "a b",
		"c").Output()
	if err != nil || string(out) != "409600\n60\na b c\n" {
		t.Errorf("%q, %v", out, err)
	}
}

func TestToolEndsWithItsChildren(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	cmd := limited(ctx, "/bin/sh", "-c", "sleep 1000 & echo $!; wait")
	child, held, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd.Stdout = held
	if err := errors.Join(cmd.Start(), held.Close()); err != nil {
		t.Fatal(err)
	}
	if _, err := child.Read(make([]byte, 20)); err != nil {
		t.Fatal(err)
	}
	cancel()
	if err := cmd.Wait(); err == nil {
		t.Error("it ended by itself")
	}
	if _, err := io.ReadAll(child); err != nil { // the child holds the pipe as long as it lives
		t.Error(err)
	}
}
