package release

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"gongshi/generator/source"
)

// Where the state of an output lies: in the source, .gongshi/releases/<digest of the output's real
// path>/, with mode 0700, since nothing that is kept may lie below a folder that a host serves.
// Beside the output an empty lock file stays, so that any two sources meet at it. What somebody
// has edited is set aside in .gongshi/edited/.
const (
	releasesDir = "releases"
	editedDir   = "edited"
	outputFile  = "output" // which output a state is of, since the folder's name does not tell
)

// locate finds the site's own place, and that of its state below own, a source's .gongshi/.
// Through a link the site's own place is meant: replacing the link would leave the host serving
// the old site.
func locate(output, own string) (*Output, error) {
	dir, err := filepath.Abs(output)
	if err == nil {
		dir, err = realPath(dir)
	}
	if err != nil {
		return nil, err
	}
	name := digest([]byte(sameName(dir)))[:32]
	state := filepath.Join(own, releasesDir, name)
	return &Output{dir: dir, own: own, state: state, work: state}, nil
}

// realPath follows the links in a path, of which the last parts need not be there.
func realPath(path string) (string, error) {
	up := filepath.Dir(path)
	if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) || up == path {
		return filepath.EvalSymlinks(path)
	}
	up, err := realPath(up)
	return filepath.Join(up, filepath.Base(path)), err
}

// beside is a hidden name beside the output, .<name>.gongshi with a suffix.
func (o *Output) beside(suffix string) string {
	return filepath.Join(filepath.Dir(o.dir), "."+filepath.Base(o.dir)+".gongshi"+suffix)
}

func (o *Output) lock() string   { return o.beside(".lock") }
func (o *Output) stage() string  { return filepath.Join(o.work, "stage") }
func (o *Output) edited() string { return filepath.Join(o.own, editedDir) }

// A site on its way out or in lies beside the output, where any source finds it that has the output
// next: the tree that was moved aside, and the journal of what is being installed.
func (o *Output) aside() string   { return filepath.Join(o.beside(""), "aside") }
func (o *Output) journal() string { return filepath.Join(o.beside(""), "installing.json") }

// apart says that the state lies on another disk than the output.
func (o *Output) apart() bool { return o.work != o.state }

// makeState makes the state's folder. Where the source takes none, it lies beside the output until
// [Output.Close], and no release is kept.
func (o *Output) makeState() error {
	err := o.makeOwn()
	if err == nil {
		err = os.MkdirAll(o.state, 0o700)
	}
	if err == nil {
		err = os.Chmod(filepath.Dir(o.state), 0o700)
	}
	if err != nil {
		o.unkept, o.own = err, o.beside("")
		o.state, o.work = o.own, o.own
		return os.MkdirAll(o.state, 0o700)
	}
	name := filepath.Join(o.state, outputFile)
	if _, err := os.Lstat(name); err != nil {
		_ = os.WriteFile(name, []byte(o.dir+"\n"), 0o600)
	}
	return nil
}

// makeOwn refuses a link, which may lead to where a host serves it.
func (o *Output) makeOwn() error {
	if err := os.Mkdir(o.own, 0o777); !errors.Is(err, fs.ErrExist) {
		return err
	}
	info, err := os.Lstat(o.own)
	if err == nil && !info.IsDir() {
		err = &fs.PathError{Op: "mkdir", Path: o.own, Err: syscall.ENOTDIR}
	}
	return err
}

// chooseWork finds out where the stage can lie, which is to be renamed into the output's place: in
// the state, or, where that is on another disk, beside the output until [Output.Close]. Nothing
// but a rename tells: two bind mounts of one disk have the same device number.
func (o *Output) chooseWork() error {
	if o.unkept != nil {
		return nil
	}
	probe, to := filepath.Join(o.state, "probe"), o.beside(".probe")
	err := errors.Join(o.disk.RemoveAll(to), o.disk.MkdirAll(probe, 0o700))
	if err != nil {
		return err
	}
	err = o.disk.Rename(probe, to)
	if err == nil {
		return o.disk.RemoveAll(to)
	}
	if !refused(err) {
		return err
	}
	o.work = o.beside("")
	return o.disk.RemoveAll(probe)
}

// Close lets go of the output. Only the lock stays beside it.
func (o *Output) Close() {
	if o.unkept == nil {
		_ = o.disk.RemoveAll(o.beside("")) // else the next Open does
	} else {
		entries, _ := os.ReadDir(o.state)
		for _, e := range entries {
			if e.Name() != editedDir { // somebody's only copy
				_ = o.disk.RemoveAll(filepath.Join(o.state, e.Name()))
			}
		}
		_ = os.Remove(o.state)
	}
	o.unlock()
}

// former is the output with its state beside it, as earlier versions had it.
func (o *Output) former() *Output {
	beside := o.beside("")
	return &Output{dir: o.dir, own: beside, state: beside, work: beside, disk: o.disk}
}

// takeOver moves a state that lies beside the output to where it belongs now.
func (o *Output) takeOver() error {
	from := o.former()
	_, locked := os.Lstat(from.formerLock())
	_, edited := os.Lstat(from.edited())
	if locked != nil && edited != nil || o.unkept != nil {
		return nil
	}
	err := source.Locked(from.formerLock()) // an earlier version may be at it
	if err == nil {
		err = from.finish()
	}
	for _, n := range numbersIn(from.earlier()) {
		if err == nil {
			err = o.move(numbered(from.earlier(), n), vacant(o.earlier()))
		}
	}
	if err == nil {
		err = o.takeEdited(from.edited())
	}
	if _, none := os.Lstat(o.released()); err == nil && none != nil {
		for _, name := range []string{"released", recordsName} {
			err = errors.Join(err, o.move(filepath.Join(from.state, name),
				filepath.Join(o.state, name)))
		}
	}
	if err != nil {
		return err
	}
	return o.disk.RemoveAll(from.state)
}

func (o *Output) formerLock() string { return filepath.Join(o.state, "lock") }

// takeEdited sets aside what had been set aside in another place.
func (o *Output) takeEdited(dir string) error {
	names, err := list(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	for _, name := range names {
		if err == nil {
			local := filepath.FromSlash(name)
			err = o.setAside(filepath.Join(dir, local), local)
		}
	}
	o.moved = false // not by this release
	return err
}

// move renames a file or a tree; from another disk it is copied. There need not be one.
func (o *Output) move(from, to string) error {
	info, err := os.Lstat(from)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err == nil {
		err = o.disk.Rename(from, to)
	}
	if !refused(err) {
		return err
	}
	if info.IsDir() {
		var t tree
		if t, err = (records{output: o}).look(from); err == nil {
			err = errors.Join(o.disk.RemoveAll(o.copied()), o.copyTree(t, o.copied()))
		}
		if err == nil {
			err = o.disk.Rename(o.copied(), to)
		}
	} else {
		var data []byte
		data, err = readRegular(from)
		switch {
		case errors.Is(err, fs.ErrInvalid), errors.Is(err, fs.ErrPermission):
			err = nil // a link holds nothing, and what cannot be read cannot be copied
		case err == nil:
			err = o.disk.WriteFile(to, data)
		}
	}
	if err != nil {
		return errors.Join(err, o.disk.RemoveAll(to))
	}
	return o.disk.RemoveAll(from)
}

// forgetOrphans removes the states of outputs that are no more, and gives how many those were.
func (o *Output) forgetOrphans() (int, error) {
	states, _ := filepath.Glob(filepath.Join(o.own, releasesDir, "*", outputFile))
	gone := 0
	for _, name := range states {
		dir, err := os.ReadFile(name)
		if err != nil {
			return gone, err
		}
		if _, err := os.Lstat(strings.TrimSpace(string(dir))); !errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err := o.disk.RemoveAll(filepath.Dir(name)); err != nil {
			return gone, err
		}
		gone++
	}
	return gone, nil
}
