package release

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"

	"gongshi/generator/cache"
	"gongshi/generator/parallel"
)

// tree is what lies in a directory, and what it was left as.
type tree struct {
	dir    string
	dirs   []string        // below it, and itself: paths
	files  map[string]file // by slash-separated name: what is there now
	left   map[string]file // what was there last; nil where that is not known
	edited []string        // the names of which that is not the same, sorted
	looked bool            // a file had to be read though it is the same
}

// look finds out what lies in a directory. A file is read only where its stamp does not tell that
// it is the one that was left there.
func (r records) look(dir string) (tree, error) {
	t := tree{dir: dir, left: r.of(dir)}
	found, err := cache.Scan(dir, func(name string, d fs.DirEntry) bool {
		if d.IsDir() {
			t.dirs = append(t.dirs, filepath.Join(dir, filepath.FromSlash(name)))
		}
		return false
	})
	files := make([]file, len(found))
	err = errors.Join(err, parallel.Each(len(found), func() func(int) error {
		return func(i int) (err error) {
			files[i], err = r.lookAt(dir, found[i], t.left[found[i].Name])
			return err
		}
	}))
	t.files = make(map[string]file, len(found))
	for i, now := range files {
		name := found[i].Name
		t.files[name] = now
		before, was := t.left[name]
		switch {
		case t.left != nil && (!was || before.digest != now.digest):
			t.edited = append(t.edited, name)
		case before.stamp != now.stamp || !now.stamp.Holds(r.noted):
			t.looked = true
		}
	}
	for name := range t.left {
		if _, there := t.files[name]; !there {
			t.edited = append(t.edited, name)
		}
	}
	slices.Sort(t.edited)
	return t, err
}

const pageExt = ".html"

// missing tells the names that a new tree does not have, sorted: of files that somebody has added,
// and of pages that were released. Where that is not known, all were.
func (t tree) missing(now map[string]file) (added, pages []string) {
	before := t.left
	if before == nil {
		before = t.files
	}
	for name := range t.files {
		if _, stays := now[name]; stays {
			continue
		}
		if _, was := before[name]; !was {
			added = append(added, name)
		}
	}
	for name := range before {
		if _, stays := now[name]; !stays && path.Ext(name) == pageExt {
			pages = append(pages, name)
		}
	}
	slices.Sort(added)
	slices.Sort(pages)
	return added, pages
}

// strangers are the files of a tree that nobody knows which are not known for a site's: the site
// that takes its place has none of their names, and they are no pages of Gongshi's.
func (t tree) strangers(now map[string]file) (names []string) {
	if t.left != nil {
		return nil
	}
	for name := range t.files {
		if _, stays := now[name]; !stays && !t.madePage(name) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

func (t tree) madePage(name string) bool {
	if path.Ext(name) != pageExt || t.files[name].digest == (Digest{}) {
		return false
	}
	page, err := os.ReadFile(filepath.Join(t.dir, filepath.FromSlash(name)))
	return err == nil && bytes.Contains(page, []byte(GeneratorTag))
}

// lookAt finds out what a file is that was left as something.
func (r records) lookAt(dir string, found cache.Found, left file) (file, error) {
	if !found.Regular {
		return file{}, nil
	}
	now := file{stamp: found.Stamp}
	if left.stamp == now.stamp && now.stamp.Exact() && now.stamp.Holds(r.noted) {
		now.digest = left.digest
		return now, nil
	}
	data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(found.Name)))
	if errors.Is(err, fs.ErrPermission) {
		return file{}, nil // so that a new one takes its place
	}
	now.digest = sha256.Sum256(data)
	return now, err
}

// setAside moves somebody's file to where nothing else is.
func (o *Output) setAside(path, local string) error {
	if _, err := os.Lstat(path); err != nil {
		return nil // it was removed
	}
	to, err := o.freeAside(path, local)
	switch {
	case err != nil:
		return err
	case to == "":
		return o.disk.RemoveAll(path)
	}
	return o.move(path, to)
}

// copyAside copies some files of a tree to where nothing else is.
func (o *Output) copyAside(t tree, names []string) error {
	for _, name := range names {
		if t.files[name].digest == (Digest{}) {
			continue // a link holds nothing, and what cannot be read cannot be copied
		}
		local := filepath.FromSlash(name)
		path := filepath.Join(t.dir, local)
		to, err := o.freeAside(path, local)
		if err == nil && to != "" {
			_, err = o.bringFile(path, to, t.files[name])
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// freeAside is a place for a file in edited/<n>/, n being the first in which nothing has its name;
// empty where an earlier one has a file with the same name and bytes.
func (o *Output) freeAside(path, local string) (string, error) {
	o.moved = true
	for n := 1; ; n++ {
		dir := filepath.Join(o.edited(), strconv.Itoa(n))
		if err := o.disk.MkdirAll(dir, 0o700); err != nil {
			return "", err
		}
		to := filepath.Join(dir, local)
		err := o.disk.MkdirAll(filepath.Dir(to), 0o700)
		if errors.Is(err, syscall.ENOTDIR) {
			continue // a file has the name of the folder
		}
		if err != nil {
			return "", err
		}
		if _, err := os.Lstat(to); err != nil {
			return to, nil
		}
		if sameBytes(path, to) {
			return "", nil
		}
	}
}

// sameBytes says whether two paths are of regular files with the same bytes.
func sameBytes(a, b string) bool {
	one, err := readRegular(a)
	other, wrong := readRegular(b)
	return err == nil && wrong == nil && bytes.Equal(one, other)
}

// folder makes a directory in a tree, in place of what is in its way: a link that somebody has put
// there would have files written outside of the tree.
func (o *Output) folder(tree, dir string) error {
	for at := tree; at != dir; {
		name, _, _ := strings.Cut(dir[len(at)+1:], string(filepath.Separator))
		at = filepath.Join(at, name)
		info, err := os.Lstat(at)
		if err != nil {
			break // and nothing below it
		}
		if info.IsDir() {
			continue
		}
		if err := o.disk.RemoveAll(at); err != nil {
			return err
		}
	}
	return o.disk.MkdirAll(dir, 0o755)
}

var errChanging = errors.New("somebody is writing to the site")

// bringFile makes a new file with the bytes of one that was looked at: by a clone, which shares
// them until either is written to, else by a copy. It gives the new one's stamp.
func (o *Output) bringFile(from, to string, is file) (cache.Stamp, error) {
	cloned, err := o.clone(from, to, is)
	if !cloned {
		err = o.copyFile(from, to, is)
	}
	return stampAt(to), err
}

// clone gives false where the file system has no clones; then it is not asked again.
func (o *Output) clone(from, to string, is file) (cloned bool, err error) {
	if !is.stamp.Exact() || o.cloneless.Load() {
		return false, nil
	}
	if o.disk.Clone(from, to) != nil {
		o.cloneless.Store(true)
		return false, nil
	}
	info, err := os.Lstat(from)
	if err == nil && cache.StampOf(info) == is.stamp {
		return true, nil
	}
	return true, errors.Join(errChanging, err)
}

func (o *Output) copyFile(from, to string, is file) error {
	data, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	if sha256.Sum256(data) != is.digest {
		return errChanging
	}
	return o.disk.WriteFile(to, data)
}
