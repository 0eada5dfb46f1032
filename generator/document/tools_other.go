//go:build !unix

package document

import (
	"context"
	"os/exec"
)

// limited is a program that has [toolTime], and no other limit that Windows would keep.
func limited(ctx context.Context, program string, args ...string) *exec.Cmd {
	return exec.CommandContext(ctx, program, args...)
}
