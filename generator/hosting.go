package generator

import (
	"bytes"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"

	"gongshi/generator/export"
	"gongshi/generator/register"
)

// ownDir is Gongshi's own folder in a source. It is no part of the register, and keeps itself out
// of git.
const ownDir = ".gongshi"

// HostingDir is where the settings for hosts are written, relative to the source.
const HostingDir = ownDir + "/hosting"

// writeHosting writes the settings for hosts beside the register. A file that says the same already
// is left as it is, so that nothing that looks for changes finds one.
func writeHosting(source string, c register.Config) error {
	root, err := os.OpenRoot(source) // a link in the source must not lead out of it
	if err != nil {
		return err
	}
	defer root.Close()
	if err := ownFolder(root); err != nil {
		return err
	}
	if err := root.MkdirAll(HostingDir, 0o777); err != nil {
		return err
	}
	files := export.Hosting(c)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if err := renew(root, path.Join(HostingDir, name), files[name]); err != nil {
			return err
		}
	}
	return nil
}

// ownFolder makes Gongshi's own folder in a source.
func ownFolder(root *os.Root) error {
	if err := root.MkdirAll(ownDir, 0o777); err != nil {
		return err
	}
	ignore := path.Join(ownDir, ".gitignore")
	if _, err := root.Lstat(ignore); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return renew(root, ignore, []byte("*\n"))
}

// renew writes a file in one step: a server that reads it meanwhile finds the old or the new.
func renew(root *os.Root, name string, data []byte) error {
	if old, err := root.ReadFile(name); err == nil && bytes.Equal(old, data) {
		return nil
	}
	temporary := name + ".tmp"
	err := root.WriteFile(temporary, data, 0o666)
	if err == nil {
		err = root.Rename(temporary, name)
	}
	if err != nil {
		_ = root.Remove(temporary) // the first error is the one to tell
	}
	return err
}
