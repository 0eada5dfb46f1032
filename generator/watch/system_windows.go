package watch

import "golang.org/x/sys/windows"

// silentSystem names a network drive or share: its server may be of any kind, and many tell
// nothing. It is empty for the machine's own disks.
func silentSystem(path string) string {
	name, err := windows.UTF16PtrFromString(path)
	if err != nil {
		return ""
	}
	volume := make([]uint16, windows.MAX_LONG_PATH)
	if err := windows.GetVolumePathName(name, &volume[0], uint32(len(volume))); err != nil {
		return ""
	}
	if windows.GetDriveType(&volume[0]) == windows.DRIVE_REMOTE {
		return "network"
	}
	return ""
}
