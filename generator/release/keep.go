package release

import (
	"errors"
	"fmt"
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

// prune keeps so many releases.
func (o *Output) prune(keep int) error {
	numbers := o.numbers()
	var errs []error
	for _, n := range numbers[:max(0, len(numbers)-keep)] {
		errs = append(errs, o.disk.RemoveAll(o.numbered(n)))
	}
	return errors.Join(errs...)
}

// Rollback puts the release before in the output's place, in one step where the system can. What
// it replaces becomes the release before: a second rollback undoes the first. The errors are
// ErrNoEarlier or the system's.
func (o *Output) Rollback() (How, error) {
	numbers := o.numbers()
	if len(numbers) == 0 {
		return "", ErrNoEarlier
	}
	tree := o.numbered(numbers[len(numbers)-1])
	names, err := list(tree)
	if err != nil {
		return "", err
	}
	how, err := o.place(tree, names)
	if err == nil && how == FileByFile {
		err = o.disk.RemoveAll(tree) // its files are in place; what they replaced is kept
	}
	return how, err
}
