package release

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// Earlier versions kept whole trees, earlier/<number>, and one more, spare, that the next stage
// began with.
func (o *Output) earlier() string { return filepath.Join(o.state, "earlier") }
func (o *Output) spare() string   { return filepath.Join(o.state, "spare") }

// adopted is a whole tree on its way to those that are kept.
func (o *Output) adopted() string { return filepath.Join(o.state, "adopted") }

// takeTrees takes over what an earlier version kept: of each tree, the files that its successor has
// too are removed. The spare one goes.
func (o *Output) takeTrees() error {
	if err := o.adopt(); err != nil { // from where it was stopped
		return err
	}
	numbers := numbersIn(o.earlier())
	known := o.readRecords()
	successor, err := known.look(o.dir)
	if len(numbers) == 0 {
		return errors.Join(o.disk.RemoveAll(o.earlier()), o.disk.RemoveAll(o.spare()))
	}
	trees := make([]tree, len(numbers))
	for i, n := range numbers {
		if err == nil {
			trees[i], err = known.look(numbered(o.earlier(), n))
		}
	}
	if err != nil {
		return err
	}
	for i, t := range trees {
		next := successor
		if i+1 < len(trees) {
			next = trees[i+1]
		}
		if err := o.takeTree(t, next); err != nil {
			return err
		}
		o.takenOver++
	}
	return errors.Join(o.disk.RemoveAll(o.earlier()), o.disk.RemoveAll(o.spare()))
}

func (o *Output) takeTree(t, successor tree) error {
	digests, released := map[string]Digest{}, time.Time{}
	for name, is := range t.released() {
		digests[name] = is.digest
	}
	if info, err := os.Lstat(filepath.Join(t.dir, "index.html")); err == nil {
		released = info.ModTime()
	}
	var own []string
	for name, is := range t.files {
		if is.digest != successor.files[name].digest {
			own = append(own, name)
		}
	}
	// The successor has them, in bytes that were looked at: whole or not, this tree can do without.
	err := errors.Join(o.disk.RemoveAll(o.adopted()), o.disk.MkdirAll(o.adopted(), 0o755))
	if err == nil {
		err = o.disk.WriteFile(filepath.Join(o.adopted(), manifestName),
			packManifest(released, digests))
	}
	if err == nil {
		err = o.disk.Rename(t.dir, filepath.Join(o.adopted(), filesDir))
	}
	if err == nil {
		err = o.removeOthers(filepath.Join(o.adopted(), filesDir), own)
	}
	if err == nil {
		err = o.disk.SyncTree(o.adopted())
	}
	if err != nil {
		return err
	}
	return o.adopt()
}

// adopt puts the tree that is on its way with those that are kept.
func (o *Output) adopt() error {
	_, err := os.Lstat(filepath.Join(o.adopted(), filesDir))
	if errors.Is(err, fs.ErrNotExist) {
		return o.disk.RemoveAll(o.adopted())
	}
	return o.disk.Rename(o.adopted(), vacant(filepath.Join(o.state, keptDir)))
}
