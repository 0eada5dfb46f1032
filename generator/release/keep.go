package release

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
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

// retire makes a tree the spare.
func (o *Output) retire(tree string) error {
	return errors.Join(o.disk.RemoveAll(o.spare()), o.disk.Rename(tree, o.spare()))
}

// keepOld puts the tree that was replaced with the releases before. What somebody has edited in it
// by hand is put right first: rolling back must not bring it back. Where it cannot be, or where
// that was all that made it differ from the new site, it is not kept.
func (o *Output) keepOld(old tree, dir string, now tree) error {
	whole, err := o.mend(old, dir, now)
	if err != nil {
		return err
	}
	if !whole || len(old.edited) > 0 && sameFiles(old.left, now.files) {
		return o.retire(dir)
	}
	return o.disk.Rename(dir, o.next())
}

func sameFiles(a, b map[string]file) bool {
	return maps.EqualFunc(a, b, func(a, b file) bool { return a.digest == b.digest })
}

// prune keeps so many releases. The newest of the others becomes the spare.
func (o *Output) prune(keep int) error {
	numbers := o.numbers()
	gone := numbers[:max(0, len(numbers)-keep)]
	var errs []error
	for i, n := range gone {
		_, err := os.Lstat(o.spare())
		if i == len(gone)-1 && errors.Is(err, fs.ErrNotExist) {
			errs = append(errs, o.disk.Rename(o.numbered(n), o.spare()))
			continue
		}
		errs = append(errs, o.disk.RemoveAll(o.numbered(n)))
	}
	return errors.Join(errs...)
}

// Rollback puts the release before in the output's place, in one step where the system can. What
// it replaces becomes the release before: a second rollback undoes the first. The errors are
// ErrNoEarlier or the system's.
func (o *Output) Rollback() (Release, error) {
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
	release, err := o.place(known, old, now, names)
	if err == nil && release.How == FileByFile {
		err = o.disk.RemoveAll(dir) // its files are in place; what they replaced is kept
	}
	return release, err
}
