package release

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"gongshi/generator/source"
)

// Refuse has no site kept, of this output or another of the source, of which a function says that
// it must be nowhere any more: [Output.Publish] and [Output.Rollback] remove it.
func (o *Output) Refuse(must func(site fs.FS) bool) { o.refuse = must }

// purge removes such sites, and gives how many they were.
func (o *Output) purge() (int, error) {
	if o.refuse == nil {
		return 0, nil
	}
	var trees []string
	for _, state := range []string{o.state, filepath.Join(o.own, releasesDir, "*")} {
		for _, name := range []string{"earlier/*", "spare"} {
			found, _ := filepath.Glob(filepath.Join(state, filepath.FromSlash(name)))
			trees = append(trees, found...)
		}
	}
	gone := 0
	var errs []error
	for _, tree := range trees {
		if !o.refuse(os.DirFS(tree)) {
			continue
		}
		errs = append(errs, o.disk.RemoveAll(tree))
		gone++
	}
	return gone, errors.Join(errs...)
}

// PurgeTree empties the directory of a [Tree] that must be nowhere any more. While a process has it,
// that brings it up to date.
func PurgeTree(dir string, must func(site fs.FS) bool) error {
	if !must(os.DirFS(dir)) {
		return nil
	}
	t, err := OpenTree(dir)
	if _, busy := errors.AsType[*source.BusyError](err); busy {
		return nil
	}
	if err == nil {
		t.Close()
	}
	return err
}
