package deploy

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"sync"
)

// folder is a place on a disk of this machine, or on a share.
type folder struct {
	dir string

	mu   sync.Mutex
	real map[string]bool // folders of the place that are no links
}

var (
	// ErrLink is the refusal to write through a link in a target: it may lead to somebody's files.
	ErrLink = errors.New("a link")
	// ErrBlocked says that somebody has a file where the site has a folder, or a folder where it
	// has a file.
	ErrBlocked = errors.New("in the way")
)

func (f *folder) path(name string) string { return filepath.Join(f.dir, filepath.FromSlash(name)) }

func (f *folder) read(_ context.Context, name string) ([]byte, error) {
	root, err := os.OpenRoot(f.dir)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	return root.ReadFile(filepath.FromSlash(name))
}

func (f *folder) vacant(context.Context) (bool, error) {
	entries, err := os.ReadDir(f.dir)
	if errors.Is(err, fs.ErrNotExist) {
		return true, nil
	}
	return len(entries) == 0, err
}

func (f *folder) put(ctx context.Context, from tree, names []string, done func(string)) error {
	if err := f.begin(); err != nil {
		return err
	}
	return each(ctx, names, func(_ context.Context, name string) error {
		return f.putOne(from, name)
	}, done)
}

// begin makes the folder, but not those above it: a share that is not mounted is not to be filled.
func (f *folder) begin() error {
	if err := mkdir(f.dir); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return nil
}

// mkdir makes a folder that everybody may read, whatever the umask.
func mkdir(dir string) error {
	err := os.Mkdir(dir, 0o755)
	if err == nil {
		_ = os.Chmod(dir, 0o755) // not everywhere there are modes
	}
	return err
}

// putOne writes a file beside its place, and then renames it into it: an atomic replace.
func (f *folder) putOne(from tree, name string) error {
	in, err := from.open(name)
	if err != nil {
		return err
	}
	defer in.Close()
	if err := f.makeWay(path.Dir(name)); err != nil {
		return err
	}
	target := f.path(name)
	draft := f.path(draftOf(name))
	_ = os.Remove(draft) // a deployment that was killed has left it
	out, err := os.OpenFile(draft, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	_ = out.Chmod(0o644) // else the umask says who may read it
	_, err = io.Copy(out, in)
	if err == nil {
		err = out.Sync()
	}
	if err = errors.Join(err, out.Close()); err == nil {
		err = os.Rename(draft, target)
	}
	if info, there := os.Lstat(target); err != nil && there == nil && info.IsDir() {
		err = &fs.PathError{Op: "rename", Path: target, Err: ErrBlocked}
	}
	if err != nil {
		_ = os.Remove(draft)
	}
	return err
}

// makeWay makes a folder of the place, and those above it; none may be a link.
func (f *folder) makeWay(dir string) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.makeWayTo(dir)
}

func (f *folder) makeWayTo(dir string) error {
	if dir == "." || f.real[dir] {
		return nil
	}
	if err := f.makeWayTo(path.Dir(dir)); err != nil {
		return err
	}
	err := mkdir(f.path(dir))
	if errors.Is(err, fs.ErrExist) {
		err = f.folderAt(dir)
	}
	if err == nil {
		f.real[dir] = true
	}
	return err
}

// folderAt gives ErrLink for a link, and ErrBlocked for a file.
func (f *folder) folderAt(name string) error {
	info, err := os.Lstat(f.path(name))
	if err == nil && !info.IsDir() {
		err = &fs.PathError{Op: "mkdir", Path: f.path(name), Err: ErrBlocked}
		if info.Mode()&fs.ModeSymlink != 0 {
			err = &fs.PathError{Op: "mkdir", Path: f.path(name), Err: ErrLink}
		}
	}
	return err
}

func (f *folder) claim(_ context.Context, from tree, name string) error {
	in, err := from.open(name)
	if err != nil {
		return err
	}
	defer in.Close()
	if err := f.begin(); err != nil {
		return err
	}
	out, err := os.OpenFile(f.path(name), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Sync(), out.Close())
}

func (f *folder) remove(_ context.Context, names []string) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	clear(f.real)
	for _, name := range names {
		err := f.removeOne(name)
		if err != nil && !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, ErrBlocked) {
			return err // not there: somebody may have put a file in the place of its folder
		}
	}
	return nil
}

// removeOne removes a file, and the folders that it leaves empty.
func (f *folder) removeOne(name string) error {
	for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
		if err := f.folderAt(dir); err != nil {
			return err
		}
	}
	_ = os.Remove(f.path(draftOf(name))) // a deployment that was killed has left it
	if info, err := os.Lstat(f.path(name)); err != nil || info.IsDir() {
		return err // somebody has put a folder in its place
	}
	err := os.Remove(f.path(name))
	for dir := path.Dir(name); err == nil && dir != "." && os.Remove(f.path(dir)) == nil; {
		dir = path.Dir(dir)
	}
	return err
}

func (f *folder) same(_ context.Context, from tree, names []string) (map[string]bool, error) {
	same := map[string]bool{}
	for _, name := range names {
		if file, err := (tree{f.dir, from.digests}).open(name); err == nil {
			_ = file.Close()
			same[name] = true
		}
	}
	return same, nil
}

// openFolder gives a folder that shares nothing with those that it must be apart from.
func (s Setting) openFolder(dir string) (*Target, error) {
	if !filepath.IsAbs(dir) {
		dir = filepath.Join(s.Base, dir)
	}
	absolute, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	if resolved, err := filepath.EvalSymlinks(absolute); err == nil {
		absolute = resolved
	}
	if info, err := os.Stat(absolute); err == nil && !info.IsDir() {
		return nil, &AddressError{"deploy-no-folder", []any{dir}}
	}
	for _, other := range s.Apart {
		if overlap(absolute, other) {
			return nil, &AddressError{"deploy-overlap", []any{dir, other}}
		}
	}
	name := strings.TrimSuffix(filepath.ToSlash(dir), "/") + "/"
	return &Target{&folder{dir: absolute, real: map[string]bool{}}, name}, nil
}

// overlap says whether one of two folders is the other or lies in it, by whatever name.
func overlap(a, b string) bool { return inside(a, b) || inside(b, a) }

func inside(path, folder string) bool {
	home, err := os.Stat(folder)
	if err != nil {
		home = nil // it is not there yet: only its name tells
	}
	folder, _ = filepath.Abs(folder)
	for at, _ := filepath.Abs(path); ; at = filepath.Dir(at) {
		info, err := os.Stat(at)
		if at == folder || home != nil && err == nil && os.SameFile(info, home) {
			return true
		}
		if at == filepath.Dir(at) {
			return false
		}
	}
}

// each does something for every name, several at once, until one fails; done is never called twice
// at once. A failure ends the others.
func each(ctx context.Context, names []string, do func(context.Context, string) error,
	done func(string)) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	next := make(chan string)
	var workers sync.WaitGroup
	var mu sync.Mutex
	for range min(atOnce, len(names)) {
		workers.Go(func() {
			for name := range next {
				if err := do(ctx, name); err != nil {
					cancel(err)
					return
				}
				mu.Lock()
				done(name)
				mu.Unlock()
			}
		})
	}
	for _, name := range names {
		select {
		case next <- name:
		case <-ctx.Done():
		}
	}
	close(next)
	workers.Wait()
	return context.Cause(ctx)
}

// atOnce is how many files are on their way at once: what browsers open to one host, and a little.
const atOnce = 8
