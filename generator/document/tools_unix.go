//go:build unix

package document

import (
	"context"
	"os/exec"
	"syscall"
)

// toolLimits are for a program that reads what somebody sent: 400 MiB of data, with which
// LibreOffice stays below 512 MiB in all (of {\rtf1 and a million brackets it takes 2.3 GiB
// otherwise), and a minute of processor time. They hold for its children, too. Where the limits are
// lower already, they stay.
const toolLimits = `ulimit -d 409600 2>/dev/null; ulimit -t 60 2>/dev/null; exec "$@"`

// limited is a program within its limits. It ends with its children, of which LibreOffice has two.
func limited(ctx context.Context, program string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, "/bin/sh", append([]string{"-c", toolLimits, "sh", program},
		args...)...)
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	return cmd
}
