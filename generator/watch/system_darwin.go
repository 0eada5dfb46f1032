package watch

import "golang.org/x/sys/unix"

// silentSystem names the file system at a path if it is known not to tell what others change on it;
// empty otherwise, also where it cannot be asked.
func silentSystem(path string) string {
	var st unix.Statfs_t
	if err := unix.Statfs(path, &st); err != nil {
		return ""
	}
	name := unix.ByteSliceToString(st.Fstypename[:])
	switch name {
	case "smbfs":
		return "smb"
	case "macfuse", "osxfuse", "fusefs", "fskit", "vmhgfs", "prl_fs", "AppleVirtIOFS", "vboxvfs":
		return name // some of them call themselves local
	}
	if st.Flags&unix.MNT_LOCAL == 0 {
		return name
	}
	return ""
}
