package release

import (
	"errors"
	"path/filepath"
	"strings"
	"syscall"
)

// A disk that cannot do what the best way of putting a site in place needs.
type (
	noExchange struct{ disk } // as Windows
	refusing   struct{ disk } // as a mount point
	twoDisks   struct{ disk } // of which the source's .gongshi/ is on one, and the output on the other
)

func (noExchange) Exchange(_, _ string) error { return errors.ErrUnsupported }

func (refusing) Exchange(_, _ string) error { return syscall.EBUSY }

func (d twoDisks) Rename(from, to string) error {
	if inOwn(from) != inOwn(to) {
		return syscall.EXDEV
	}
	return d.disk.Rename(from, to)
}

func (d twoDisks) Exchange(a, b string) error {
	if inOwn(a) != inOwn(b) {
		return syscall.EXDEV
	}
	return d.disk.Exchange(a, b)
}

func (d twoDisks) Clone(from, to string) error {
	if inOwn(from) != inOwn(to) {
		return syscall.EXDEV
	}
	return d.disk.Clone(from, to)
}

func (d twoDisks) Link(from, to string) error {
	if inOwn(from) != inOwn(to) {
		return syscall.EXDEV
	}
	return d.disk.Link(from, to)
}

func inOwn(path string) bool { return strings.Contains(filepath.ToSlash(path), "/.gongshi/") }

// way is one of putting a site in place.
type way struct {
	how   How
	apart bool
}

func (w way) String() string {
	if w.apart {
		return string(w.how) + ", from another disk"
	}
	return string(w.how)
}

var disks = map[way]disk{
	{InOneStep, false}: realDisk{}, {InOneStep, true}: twoDisks{realDisk{}},
	{TwoRenames, false}: noExchange{realDisk{}}, {TwoRenames, true}: noExchange{twoDisks{realDisk{}}},
	{FileByFile, false}: refusing{realDisk{}}, {FileByFile, true}: refusing{twoDisks{realDisk{}}},
}
