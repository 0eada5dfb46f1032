package main

import (
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// A disk of its own that is full before the second site is: the first one stays, and the next build
// finds room again.
func TestFullDiskLeavesTheOldSite(t *testing.T) {
	disk := t.TempDir()
	if err := syscall.Mount("gongshi", disk, "tmpfs", 0, "size=1m"); err != nil {
		t.Skip("this machine lets nobody mount a disk:", err)
	}
	t.Cleanup(func() { _ = syscall.Unmount(disk, syscall.MNT_DETACH) })
	small, large := sources(t, 5), sources(t, 300)
	output := filepath.Join(disk, "public")
	run := func(source string) (string, error) {
		out, err := exec.Command("gongshi", "build", "--lang", "en", "--as-of", "2024-01-01",
			"--source", source, "--output", output).CombinedOutput()
		return string(out), err
	}
	if out, err := run(small[0]); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	before := tree(output)
	out, err := run(large[0])
	if exit, ok := err.(*exec.ExitError); !ok || exit.ExitCode() != exitMachine {
		t.Errorf("a build that does not fit: %v\n%s", err, out)
	}
	if !strings.HasPrefix(out, "the disk is full") {
		t.Errorf("it says %q", out)
	}
	if !equal(tree(output), before) {
		t.Error("the old site has changed")
	}
	onlyIn(t, disk, "public", ".public.gongshi.lock")
	if out, err := run(small[1]); err != nil {
		t.Errorf("the next build that fits: %v\n%s", err, out)
	}
}

func TestFullDiskLeavesTheOldRegister(t *testing.T) {
	disk, dir := t.TempDir(), t.TempDir()
	if err := syscall.Mount("gongshi", disk, "tmpfs", 0, "size=400k"); err != nil {
		t.Skip("this machine lets nobody mount a disk:", err)
	}
	t.Cleanup(func() { _ = syscall.Unmount(disk, syscall.MNT_DETACH) })
	if err := base(disk); err != nil {
		t.Fatal(err)
	}
	notice := filepath.Join(dir, "notice.txt")
	before := registerIn(disk)
	run := func(findings int) (string, error) {
		writeText(t, notice, long(findings, ""))
		out, err := exec.Command("gongshi", "import", notice, "--lang", "en", "--source", disk,
			"--inspection", "large").CombinedOutput()
		return string(out), err
	}
	out, err := run(300)
	if exit, ok := err.(*exec.ExitError); !ok || exit.ExitCode() != exitMachine {
		t.Errorf("an import that does not fit: %v\n%s", err, out)
	}
	if !strings.HasPrefix(out, "there is no room left") {
		t.Errorf("it says %q", out)
	}
	if !equal(registerIn(disk), before) {
		t.Error("the register has changed")
	}
	if out, err := run(3); err != nil {
		t.Errorf("the next import that fits: %v\n%s", err, out)
	}
}
