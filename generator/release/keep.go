package release

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
)

// earlier is the directory of the releases before, each under its number: the newest has the
// highest.
func (o *Output) earlier() string { return filepath.Join(o.state, "earlier") }

// numbers lists the releases that are kept, oldest first.
func (o *Output) numbers() []int {
	entries, _ := os.ReadDir(o.earlier())
	var numbers []int
	for _, e := range entries { // sorted by name, and so by number: it has eight digits
		if n, err := strconv.Atoi(e.Name()); err == nil {
			numbers = append(numbers, n)
		}
	}
	return numbers
}

func (o *Output) numbered(n int) string {
	return filepath.Join(o.earlier(), fmt.Sprintf("%08d", n))
}

// next is the place for the release that is being replaced.
func (o *Output) next() string {
	last := 0
	for _, n := range o.numbers() {
		last = n
	}
	return o.numbered(last + 1)
}

// spare is a tree that is kept no more. The next stage begins with it.
func (o *Output) spare() string { return filepath.Join(o.state, "spare") }

// retire makes a tree the spare, where the stage lies on its disk.
func (o *Output) retire(tree string) error {
	if o.apart() {
		return o.disk.RemoveAll(tree)
	}
	err := errors.Join(o.disk.RemoveAll(o.spare()), o.disk.Rename(tree, o.spare()))
	if refused(err) {
		return o.disk.RemoveAll(tree)
	}
	return err
}

// keepOld puts the tree that was replaced with the releases before. What somebody has edited in it
// by hand is put right first: rolling back must not bring it back. Where it cannot be, or where
// that was all that made it differ from the new site, it is not kept.
func (o *Output) keepOld(old tree, dir string, now tree) error {
	whole, err := o.mend(old, dir, now)
	if err != nil {
		return err
	}
	if !whole || len(old.files) == 0 || len(old.edited) > 0 && sameFiles(old.left, now.files) {
		return o.retire(dir)
	}
	return o.move(dir, o.next())
}

func sameFiles(a, b map[string]file) bool {
	return maps.EqualFunc(a, b, func(a, b file) bool { return a.digest == b.digest })
}

// pruned is a release once so many earlier ones are kept. Of none, the spare is removed too.
func (o *Output) pruned(r Release, keep int) (Release, error) {
	r.Unkept = o.unkept
	numbers := o.numbers()
	var errs []error
	if keep == Forget {
		var err error
		r.Orphans, err = o.forgetOrphans()
		errs = append(errs, err)
	}
	if keep == Forget || r.Unkept != nil {
		keep = 0
	}
	gone := numbers[:max(0, len(numbers)-keep)]
	for i, n := range gone {
		_, err := os.Lstat(o.spare())
		if i == len(gone)-1 && keep > 0 && errors.Is(err, fs.ErrNotExist) {
			errs = append(errs, o.retire(o.numbered(n)))
			continue
		}
		errs = append(errs, o.disk.RemoveAll(o.numbered(n)))
	}
	if keep == 0 {
		r.Forgotten = len(gone)
	}
	if keep == 0 || o.apart() {
		errs = append(errs, o.disk.RemoveAll(o.spare()))
	}
	var err error
	r.Purged, err = o.purge()
	return r, errors.Join(append(errs, err)...)
}

// Rollback puts the release before in the output's place, in one step where the system can. What
// it replaces becomes the release before: a second rollback undoes the first. accept is given what
// it would change; its error ends it. The other errors are ErrNoEarlier or the system's.
func (o *Output) Rollback(accept func(Changes) error) (Release, error) {
	purged, err := o.purge()
	if err != nil {
		return Release{Purged: purged}, err
	}
	release, err := o.rollback(accept)
	release.Purged = purged
	return release, err
}

func (o *Output) rollback(accept func(Changes) error) (Release, error) {
	numbers := o.numbers()
	if len(numbers) == 0 {
		return Release{}, ErrNoEarlier
	}
	dir := o.numbered(numbers[len(numbers)-1])
	names, err := list(dir)
	if err != nil {
		return Release{}, err
	}
	known := o.readRecords()
	old, err := known.look(o.dir)
	if err != nil {
		return Release{}, err
	}
	now, err := known.look(dir)
	if err != nil {
		return Release{}, err
	}
	changes := compare(old.files, now.files)
	changes.Old, changes.New = old.read, now.read
	if err := accept(changes); err != nil {
		return Release{}, err
	}
	if o.apart() {
		if now, err = o.copyStage(known, now); err != nil {
			return Release{}, err
		}
	}
	release, err := o.place(known, old, now, names)
	if err == nil && (release.How == FileByFile || o.apart()) {
		err = o.disk.RemoveAll(dir) // its files are in place; what they replaced is kept
	}
	release.Back, release.Reverted = changes.Added, slices.DeleteFunc(changes.Changed,
		func(name string) bool { return path.Ext(name) != ".html" })
	return release, err
}

// copyStage copies a tree that is kept to where it can be put in place from.
func (o *Output) copyStage(known records, t tree) (tree, error) {
	if err := o.copyTree(t, o.stage()); err != nil {
		return tree{}, errors.Join(err, o.disk.RemoveAll(o.stage()))
	}
	return known.look(o.stage())
}
