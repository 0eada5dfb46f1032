package generator

import (
	"maps"
	"path"
	"slices"

	"gongshi/generator/export"
	"gongshi/generator/register"
	"gongshi/generator/source"
)

// HostingDir is where the settings for hosts are written, relative to the source.
const HostingDir = source.StateDir + "/hosting"

// writeHosting writes the settings for hosts beside the register.
func writeHosting(folder *source.Folder, c register.Config) error {
	if err := folder.MakeState(); err != nil {
		return err
	}
	files := export.Hosting(c)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if err := folder.Replace(path.Join(HostingDir, name), files[name]); err != nil {
			return err
		}
	}
	return nil
}
