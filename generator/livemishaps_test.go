package generator

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"gongshi/generator/watch"
)

// save brings the source to what it is to be, and gives what a watcher would tell of that: files,
// and in place of all files in it a folder that has come or gone.
func (w *world) save() watch.Batch {
	var paths []string
	for name := range w.disk {
		if text, has := w.files[name]; !has || text != w.disk[name] {
			paths = append(paths, topmost(name, w.files))
		}
	}
	for name := range w.files {
		if text, has := w.disk[name]; !has || text != w.files[name] {
			paths = append(paths, topmost(name, w.disk))
		}
	}
	w.write()
	if w.random.IntN(6) == 0 { // also a file that is as it was
		paths = append(paths, w.some(func(string) bool { return true }))
	}
	paths = slices.DeleteFunc(paths, isLitter) // no watcher tells of it
	slices.Sort(paths)
	paths = slices.Compact(paths)
	paths = slices.DeleteFunc(paths, func(name string) bool {
		return slices.ContainsFunc(paths, func(above string) bool {
			return strings.HasPrefix(name, above+"/")
		})
	})
	if w.random.IntN(12) == 0 {
		return watch.Batch{Rescan: true}
	}
	return watch.Batch{Changed: paths}
}

// topmost gives the uppermost folder of a file that is not among others.
func topmost(name string, others map[string]string) string {
	for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
		has := false
		for other := range others {
			has = has || strings.HasPrefix(other, dir+"/")
		}
		if has {
			break
		}
		name = dir
	}
	return name
}

func (w *world) write() {
	var errs []error
	for name := range w.disk {
		if _, stays := w.files[name]; stays {
			continue
		}
		file := filepath.Join(w.source, filepath.FromSlash(name))
		errs = append(errs, os.Remove(file))
		for dir := filepath.Dir(file); dir != w.source && os.Remove(dir) == nil; {
			dir = filepath.Dir(dir)
		}
	}
	for name, text := range w.files {
		if before, has := w.disk[name]; has && before == text {
			continue
		}
		file := filepath.Join(w.source, filepath.FromSlash(name))
		errs = append(errs, os.MkdirAll(filepath.Dir(file), 0o755),
			os.WriteFile(file, []byte(text), 0o644))
	}
	w.disk = maps.Clone(w.files)
	if err := errors.Join(errs...); err != nil {
		w.Fatal(err)
	}
}

// flaky is a disk on which some files cannot be opened, each in another way.
type flaky struct {
	fs.FS
	fail func(name string) error
}

func (f *flaky) Open(name string) (fs.File, error) {
	if f.fail != nil {
		if err := f.fail(name); err != nil {
			return nil, &fs.PathError{Op: "open", Path: name, Err: err}
		}
	}
	return f.FS.Open(name)
}

// mishap has something go wrong in the midst of an update, and then updates again as watch mode
// does.
func (w *world) mishap(batch watch.Batch) {
	again := watch.Batch{}
	kind := w.random.IntN(5)
	w.done = append(w.done, "mishap "+string(rune('0'+kind)))
	switch countdown := w.random.IntN(30); kind {
	case 0: // another change, or the end
		w.update(w.stopped(), batch)
	case 1: // the disk of the preview is full
		draft := w.into.Dir() + ".work/draft"
		_ = os.Remove(draft)
		if err := os.MkdirAll(draft+"/full", 0o755); err != nil {
			w.Fatal(err)
		}
		w.update(w.Context(), batch)
		_ = os.RemoveAll(draft)
	default: // a file has gone since it was listed, or cannot be read, or the program crashes
		fault := []error{fs.ErrNotExist, fs.ErrPermission, nil}[kind-2]
		w.flaky.fail = func(name string) error {
			if countdown--; countdown >= 0 {
				return nil
			}
			if again.Changed = append(again.Changed, name); fault == nil {
				panic(name)
			}
			return fault
		}
		w.update(w.Context(), batch)
		w.flaky.fail = nil
		again.Rescan = slices.Contains(again.Changed, ".")
	}
	if w.random.IntN(2) == 0 {
		_ = w.finish(w.Context())
	}
	w.update(w.Context(), again)
}

// stopped is a context that ends after a few looks at it.
func (w *world) stopped() context.Context {
	return &stopped{w.Context(), w.random.IntN(30)}
}

type stopped struct {
	context.Context
	looks int
}

func (s *stopped) Err() error {
	if s.looks--; s.looks < 0 {
		return context.Canceled
	}
	return nil
}
