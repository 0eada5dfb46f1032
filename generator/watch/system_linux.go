package watch

import "golang.org/x/sys/unix"

// silentSystem names the file system at a path if it is known not to tell what others change on it;
// empty otherwise, also where it cannot be asked. An overlay is not silent: it tells what is
// changed through it, and nobody changes its layers beneath it.
func silentSystem(path string) string {
	var st unix.Statfs_t
	if err := unix.Statfs(path, &st); err != nil {
		return ""
	}
	return silentMagic(uint32(st.Type))
}

// silentMagic goes by the number that statfs(2) gives. Those without a name in x/sys stand in the
// sources of their drivers.
func silentMagic(magic uint32) string {
	switch magic {
	case unix.NFS_SUPER_MAGIC:
		return "nfs"
	case unix.SMB_SUPER_MAGIC, unix.CIFS_SUPER_MAGIC, unix.SMB2_SUPER_MAGIC:
		return "smb"
	case unix.FUSE_SUPER_MAGIC: // sshfs, rclone, virtiofs of virtual machines and containers
		return "fuse"
	case unix.V9FS_MAGIC: // Windows disks in WSL 2
		return "9p"
	case unix.AFS_SUPER_MAGIC, unix.AFS_FS_MAGIC:
		return "afs"
	case unix.CODA_SUPER_MAGIC:
		return "coda"
	case unix.CEPH_SUPER_MAGIC:
		return "ceph"
	case unix.OCFS2_SUPER_MAGIC:
		return "ocfs2"
	case 0x01161970:
		return "gfs2"
	case 0x0bd00bd0:
		return "lustre"
	case 0x786f4256:
		return "vboxsf"
	case 0xbacbacbc:
		return "vmhgfs"
	case 0x7c7c6673:
		return "prlfs"
	}
	return ""
}
