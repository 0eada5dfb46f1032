//go:build unix

package deploy

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// A site is there for everybody, whatever the umask of who deploys it. On another machine, that
// machine's umask is for its folders, and rsync leaves files to it, too.
func TestFilesAreMadeThatAllMayRead(t *testing.T) {
	ways := reached(t)
	delete(ways, "rsync")
	defer syscall.Umask(syscall.Umask(0o077))
	for way, open := range ways {
		dir := filepath.Join(t.TempDir(), "www")
		site := lay(t, t.TempDir()+"/site", first())
		if _, err := open(t, dir).Deploy(t.Context(), site, Options{}); err != nil {
			t.Fatal(way, err)
		}
		for name, want := range map[string]os.FileMode{"index.html": 0o644,
			"findings/a.html": 0o644, "findings": 0o755, ".": 0o755} {
			info, err := os.Stat(filepath.Join(dir, name))
			if err != nil || info.Mode().Perm() != want && (way != "sftp" || !info.IsDir()) {
				t.Errorf("%s: %s: %v %v", way, name, info.Mode(), err)
			}
		}
	}
}
