package preview

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// holder says which program listens on a port, as its name and number, or "" where it cannot be
// found: it may be another user's. The kernel gives the socket's inode by port, and each process
// shows which inodes its files are.
// https://docs.kernel.org/networking/proc_net_tcp.html
func holder(port int) string {
	sockets := map[string]bool{}
	for _, table := range []string{"/proc/net/tcp", "/proc/net/tcp6"} {
		data, _ := os.ReadFile(table) // without it, nobody is found
		for line := range strings.Lines(string(data)) {
			f := strings.Fields(line)
			// sl, local_address, rem_address, st (0A listens), …, inode
			if len(f) > 9 && f[3] == "0A" && strings.HasSuffix(f[1], fmt.Sprintf(":%04X", port)) {
				sockets["socket:["+f[9]+"]"] = true
			}
		}
	}
	files, _ := filepath.Glob("/proc/[0-9]*/fd/*") // those of others are not readable
	for _, file := range files {
		if target, err := os.Readlink(file); err == nil && sockets[target] {
			process := filepath.Dir(filepath.Dir(file))
			name, _ := os.ReadFile(filepath.Join(process, "comm"))
			return strings.TrimSpace(string(name)) + " " + filepath.Base(process)
		}
	}
	return ""
}
