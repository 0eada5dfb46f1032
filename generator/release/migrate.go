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

// migrating is a whole tree on its way to those that are kept.
func (o *Output) migrating() string { return filepath.Join(o.state, "migrating") }

// migrateTrees takes over what an earlier version kept: of each tree, the files that its successor
// has too are removed. The spare one goes.
func (o *Output) migrateTrees() error {
	if err := o.finishMigration(); err != nil { // from where it was stopped
		return err
	}
	numbers := numbersIn(o.earlier())
	if len(numbers) == 0 {
		return errors.Join(o.disk.RemoveAll(o.earlier()), o.disk.RemoveAll(o.spare()))
	}
	known := o.readRecords()
	successor, err := known.look(o.dir)
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
		if err := o.migrateTree(t, next); err != nil {
			return err
		}
		o.migrated++
	}
	return errors.Join(o.disk.RemoveAll(o.earlier()), o.disk.RemoveAll(o.spare()))
}

func (o *Output) migrateTree(t, successor tree) error {
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
	err := errors.Join(o.disk.RemoveAll(o.migrating()), o.disk.MkdirAll(o.migrating(), 0o755))
	if err == nil {
		err = o.disk.WriteFile(filepath.Join(o.migrating(), manifestName),
			packManifest(released, digests))
	}
	if err == nil {
		err = o.disk.Rename(t.dir, filepath.Join(o.migrating(), filesDir))
	}
	if err == nil {
		err = o.removeOthers(filepath.Join(o.migrating(), filesDir), own)
	}
	if err == nil {
		err = o.disk.SyncTree(o.migrating())
	}
	if err != nil {
		return err
	}
	return o.finishMigration()
}

// finishMigration puts the tree that is on its way with those that are kept.
func (o *Output) finishMigration() error {
	_, err := os.Lstat(filepath.Join(o.migrating(), filesDir))
	if errors.Is(err, fs.ErrNotExist) {
		return o.disk.RemoveAll(o.migrating())
	}
	return o.disk.Rename(o.migrating(), vacant(filepath.Join(o.state, keptDir)))
}
