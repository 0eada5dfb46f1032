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
	if err := syscall.Mount("gongshi", disk, "tmpfs", 0, "size=2m"); err != nil {
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

func TestFullDiskLeavesTheOldNotice(t *testing.T) {
	disk := t.TempDir()
	if err := syscall.Mount("gongshi", disk, "tmpfs", 0, "size=64k"); err != nil {
		t.Skip("this machine lets nobody mount a disk:", err)
	}
	t.Cleanup(func() { _ = syscall.Unmount(disk, syscall.MNT_DETACH) })
	file := filepath.Join(disk, "notice.docx")
	writeText(t, file, "old")
	writeText(t, filepath.Join(disk, "filler"), strings.Repeat("x", 60<<10))
	before := tree(disk)
	out, err := exec.Command("gongshi", "notice", "--lang", "en", "--source", sources(t, 5)[0],
		"--out", file).CombinedOutput()
	if exit, ok := err.(*exec.ExitError); !ok || exit.ExitCode() != exitMachine ||
		!strings.HasPrefix(string(out), "the disk is full") {
		t.Errorf("a notice that does not fit: %v\n%s", err, out)
	}
	if !equal(tree(disk), before) {
		t.Error("the old notice has changed, or something was left beside it")
	}
}

// A bind mount has the device number of what it shows, and refuses a rename all the same.
func TestOutputBehindABindMountKeepsItsReleasesInTheSource(t *testing.T) {
	behind, served := t.TempDir(), t.TempDir()
	if err := syscall.Mount(behind, served, "", syscall.MS_BIND, ""); err != nil {
		t.Skip("this machine lets nobody mount:", err)
	}
	t.Cleanup(func() { _ = syscall.Unmount(served, syscall.MNT_DETACH) })
	source := sources(t, 5)[0]
	output := filepath.Join(served, "public")
	run := func(args ...string) string {
		out, err := exec.Command("gongshi", append([]string{"build", "--lang", "en", "--source", source,
			"--output", output}, args...)...).CombinedOutput()
		if err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		onlyIn(t, served, "public", ".public.gongshi.lock")
		return string(out)
	}
	var sites []map[string][]byte
	for _, day := range []string{"2024-01-01", "2024-01-02"} {
		config := filepath.Join(source, "config.toml")
		writeText(t, config,
			"language = \"en\"\ntimeZone = \"Asia/Shanghai\"\ntitle = \"As of "+day+"\"\n")
		if out := run("--as-of", day); strings.Contains(out, "file by file") {
			t.Errorf("it was not swapped in one step: %s", out)
		}
		sites = append(sites, tree(output))
	}
	kept, err := filepath.Glob(filepath.Join(source, ".gongshi/releases/*/kept/00000001/files"))
	if err != nil || len(kept) != 1 || len(tree(kept[0])) == 0 {
		t.Errorf("kept is %q, %v", kept, err)
	}
	for _, want := range []int{0, 1} {
		run("--rollback")
		if !equal(tree(output), sites[want]) {
			t.Errorf("rolled back, it is not site %d", want)
		}
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
