package watch

import (
	"os"
	"os/exec"
	"slices"
	"strings"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"
)

func TestFileSystemsThatSendNoEventsAreKnown(t *testing.T) {
	for magic, want := range map[uint32]string{
		unix.NFS_SUPER_MAGIC: "nfs", unix.SMB2_SUPER_MAGIC: "smb", unix.CIFS_SUPER_MAGIC: "smb",
		unix.FUSE_SUPER_MAGIC: "fuse", unix.V9FS_MAGIC: "9p", 0x786f4256: "vboxsf",
		unix.EXT4_SUPER_MAGIC: "", unix.TMPFS_MAGIC: "", unix.OVERLAYFS_SUPER_MAGIC: "",
		unix.BTRFS_SUPER_MAGIC: "", unix.XFS_SUPER_MAGIC: "",
	} {
		if got := silentMagic(magic); got != want {
			t.Errorf("%#x is %q, want %q", magic, got, want)
		}
	}
	if got := silentSystem(t.TempDir()); got != "" {
		t.Skipf("the folder for temporary files is on %s", got)
	}
}

// limited is set in the process that has a kernel limit of its own.
const limited = "WATCH_TEST_LIMITED"

// The kernel counts watches by user namespace, so the test runs itself in one with few of them.
func TestWithoutWatchesLeftItPollsAndSaysSo(t *testing.T) {
	if os.Getenv(limited) != "" {
		watchesRunOut(t)
		return
	}
	own := exec.Command(os.Args[0], "-test.run=^"+t.Name()+"$", "-test.v")
	own.Env = append(os.Environ(), limited+"=1")
	id := []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getuid(), Size: 1}}
	gid := []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getgid(), Size: 1}}
	own.SysProcAttr = &syscall.SysProcAttr{
		Cloneflags: syscall.CLONE_NEWUSER, UidMappings: id, GidMappings: gid}
	out, err := own.CombinedOutput()
	switch {
	case strings.Contains(string(out), "--- PASS"):
	case strings.Contains(string(out), "--- SKIP") || out == nil:
		t.Skipf("no namespace of one's own: %v\n%s", err, out)
	default:
		t.Errorf("%v\n%s", err, out)
	}
}

func watchesRunOut(t *testing.T) {
	const knob = "/proc/sys/user/max_inotify_watches"
	s := newSite(t)
	// The root, content, a, deep, b, static and css are seven.
	if err := os.WriteFile(knob, []byte("8"), 0o644); err != nil {
		t.Skip(err)
	}
	w := s.watch(s.options(0), hasty())
	if r := w.Polling(); r.Why != "" {
		t.Fatalf("at once: %+v", r)
	}
	s.folder("content/c/d/e")
	if b := next(t, w); !b.Rescan {
		t.Errorf("the reader may have missed something: %+v", b)
	}
	if r := w.Polling(); r.Why != Limit || r.Err == nil {
		t.Errorf("%+v", r)
	}
	s.write("content/c/d/e/x.md", "seen all the same")
	if got := s.reported(w); !slices.Equal(got, []string{"content/c/d/e/x.md"}) {
		t.Errorf("%q", got)
	}
	if err := os.WriteFile(knob, []byte("3"), 0o644); err != nil {
		t.Fatal(err)
	}
	other := s.watch(s.options(0), hasty())
	if r := other.Polling(); r.Why != Limit {
		t.Errorf("from the first: %+v", r)
	}
}
