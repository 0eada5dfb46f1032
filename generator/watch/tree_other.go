//go:build !windows

package watch

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"sync"
	"syscall"

	"github.com/fsnotify/fsnotify"
)

// tree watches recursively, with one watch a folder: these systems' events do not reach below it.
//
// A watch belongs to a folder, not to its path. When a folder is moved, the watches of those below
// it go with it and speak of the old path; and a watch set on its new path joins the old one, and
// speaks of the old path too. So a folder is known by its identity as well, and a watch found
// under another path is removed before the new one is set.
type tree struct {
	scope
	system  *fsnotify.Watcher
	pumping sync.WaitGroup
	device  uint64              // that the root lies on
	ids     map[string]identity // of each folder watched, by its path
	paths   map[identity]string // the inverse
}

// identity is what stays the same when a folder is moved.
type identity struct{ device, inode uint64 }

// openTree watches all folders below the names, and queues their events.
func openTree(s scope, q *queue) (*tree, error) {
	if name := silentSystem(s.root); name != "" {
		return nil, &silentError{name}
	}
	info, err := os.Lstat(s.root)
	if err != nil {
		return nil, err
	}
	system, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, err
	}
	t := &tree{scope: s, system: system, device: identify(info).device,
		ids: map[string]identity{}, paths: map[identity]string{}}
	t.pumping.Go(func() { t.pump(q) })
	err = system.Add(s.root)
	for _, name := range s.names {
		if err == nil && !s.skips(name) {
			err = t.add(name)
		}
	}
	if err != nil {
		t.close()
		return nil, err
	}
	return t, nil
}

// close stops the events and waits for the last one.
func (t *tree) close() {
	_ = t.system.Close() // there is nothing to be done about it
	t.pumping.Wait()
}

// pump moves events from the system to the queue until the system is closed.
func (t *tree) pump(q *queue) {
	for {
		select {
		case e, open := <-t.system.Events:
			if !open {
				return
			}
			t.enqueue(e, q)
		case err, open := <-t.system.Errors:
			if !open {
				return
			}
			// fsnotify reports it on removing the watch of a folder that was moved and deleted
			// since: the watch is gone, nothing is lost.
			if !errors.Is(err, syscall.EINVAL) {
				q.fail(err)
			}
		}
	}
}

func (t *tree) enqueue(e fsnotify.Event, q *queue) {
	rel, err := filepath.Rel(t.root, e.Name)
	path := filepath.ToSlash(rel)
	gone := e.Op.Has(fsnotify.Remove | fsnotify.Rename)
	switch {
	case path == "." && gone:
		q.fail(fs.ErrNotExist)
	case err != nil || !t.holds(path):
	case e.Op.Has(fsnotify.Create) || gone:
		q.put(event{path, opRename})
	case e.Op.Has(fsnotify.Write):
		q.put(event{path, opWrite})
	case runtime.GOOS != "linux":
		// kqueue reports a truncated file as a change of mode.
		q.put(event{path, opChmod})
	}
}

// rewatch renews the watches at and below a path after something came or went there. This is needed
// even where the folder is the same: one that was moved away and back has lost its watches.
func (t *tree) rewatch(path string) error {
	t.unwatch(path)
	return t.add(path)
}

// add watches a folder, then all below it: what appears in it after the listing sends an event. It
// does nothing where there is no folder.
func (t *tree) add(p string) error {
	info, err := os.Lstat(t.file(p))
	if err != nil || !info.IsDir() {
		return nil // a removal sends an event too
	}
	id := identify(info)
	if id.device != t.device {
		if name := silentSystem(t.file(p)); name != "" {
			return &silentError{name}
		}
	}
	if old, moved := t.paths[id]; moved {
		t.unwatch(old)
	}
	switch err := t.set(t.file(p)); {
	case errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrPermission):
		return nil // removed, or not ours to read
	case err != nil:
		return err
	}
	t.ids[p], t.paths[id] = id, p
	entries, _ := os.ReadDir(t.file(p)) // what cannot be listed cannot be read either
	for _, e := range entries {
		child := path.Join(p, e.Name())
		if !e.IsDir() || t.skips(child) {
			continue
		}
		if err := t.add(child); err != nil {
			return err
		}
	}
	return nil
}

// set watches one folder. kqueue watches each file in it too, and reports the folder as missing if a
// file is removed meanwhile.
func (t *tree) set(folder string) (err error) {
	for range 3 { // files that come and go in all three: polling is better then
		err = t.system.Add(folder)
		if _, gone := os.Lstat(folder); gone != nil || !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		_ = t.system.Remove(folder) // the part that was set
	}
	return fmt.Errorf("%s does not keep still: %v", folder, err)
}

// unwatch removes the watches of a folder and all below it. Where a folder is not watched, none
// below it is.
func (t *tree) unwatch(folder string) {
	if _, watched := t.ids[folder]; !watched {
		return
	}
	for p, id := range t.ids {
		if !within(p, folder) {
			continue
		}
		_ = t.system.Remove(t.file(p)) // the folder's removal may have removed it
		delete(t.ids, p)
		if t.paths[id] == p {
			delete(t.paths, id)
		}
	}
}
