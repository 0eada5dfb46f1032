package release

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"gongshi/generator/source"
)

// Refuse has no site kept, of this output or another of the source, of which a function says that
// it must be nowhere any more: [Output.Publish] and [Output.Rollback] remove it. The function is
// given what reads the site's files, by slash-separated names.
func (o *Output) Refuse(must func(read func(name string) ([]byte, error)) bool) { o.refuse = must }

// purge removes such sites, and gives how many they were.
func (o *Output) purge() (int, error) {
	if o.refuse == nil {
		return 0, nil
	}
	states, _ := filepath.Glob(filepath.Join(o.own, releasesDir, "*"))
	if !slices.Contains(states, o.state) {
		states = append(states, o.state)
	}
	gone := 0
	var errs []error
	for _, state := range states {
		all := keptIn(state, outputOf(state))
		for n, k := range slices.Backward(all) {
			if o.refuse(k.Read) {
				errs = append(errs, o.drop(all, n))
				gone++
			}
		}
		for _, whole := range wholeTrees(state) {
			if o.refuse(readIn(whole)) {
				errs = append(errs, o.disk.RemoveAll(whole))
				gone++
			}
		}
	}
	return gone, errors.Join(errs...)
}

// outputOf is the output that a state is of; nowhere where it does not say.
func outputOf(state string) string {
	dir, err := os.ReadFile(filepath.Join(state, outputFile))
	if err != nil {
		return filepath.Join(state, outputFile, "unknown")
	}
	return strings.TrimSpace(string(dir))
}

// wholeTrees are those that an earlier version has kept, of an output that was not released since.
func wholeTrees(state string) []string {
	trees, _ := filepath.Glob(filepath.Join(state, "earlier", "*"))
	return append(trees, filepath.Join(state, "spare"))
}

// readIn reads the files of a tree.
func readIn(tree string) func(name string) ([]byte, error) {
	return func(name string) ([]byte, error) {
		return readRegular(filepath.Join(tree, filepath.FromSlash(name)))
	}
}

// PurgeTree empties the directory of a [Tree] that must be nowhere any more. While a process has
// it, that brings it up to date.
func PurgeTree(dir string, must func(read func(name string) ([]byte, error)) bool) error {
	if !must(readIn(dir)) {
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
