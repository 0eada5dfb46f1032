// Package release puts a finished site in place of the one before, whole.
//
// [Output.Publish] writes the files to a stage on the output's own disk, .<name>.gongshi/ beside
// it, has the disk take them, and then puts the stage into the output's place:
//
//   - in one step, a rename exchange of two directories, where the system has it (Linux, macOS);
//   - with two renames where it cannot; between them there is no output for some microseconds;
//   - file by file where it refuses (a mount point, a lower layer of a container, another disk, a
//     file that another program holds): all files are first written beside their places, then
//     renamed in the order in which they were added, and what the new site does not have is
//     removed last.
//
// Files that are as they were are not written again: see [Stage]. What somebody has edited in the
// output by hand is put right and named, and never becomes a part of a release that is kept; it is
// set aside in edited/ beside the lock. Modes and owners of files are the host's: they are neither
// looked at nor put right, as long as the files can be read.
//
// Whatever goes wrong, a full disk and a crash included, leaves the old site or the new one; file
// by file, a crash may leave files of both, each whole, until the next call puts the rest in
// place. Earlier releases are kept beside the lock, and [Output.Rollback] puts the last one back.
// One process at a time holds an output: see [Open].
//
// The package does not know what the files are; it looks into index.html alone, to tell a site
// from somebody's folder.
package release

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"gongshi/generator/source"
)

var (
	// ErrForeign is the refusal to replace a directory that no release has made.
	ErrForeign = errors.New("the directory holds something else")
	// ErrNoEarlier says that there is no release to go back to.
	ErrNoEarlier = errors.New("no earlier release is kept")
)

// GeneratorTag stands in the index page of every site, and tells its directory from any other.
const GeneratorTag = `<meta name="generator" content="Gongshi`

// How says how a release was put in place.
type How string

// The ways, best first.
const (
	InOneStep  How = "one-step"
	TwoRenames How = "two-renames"
	FileByFile How = "file-by-file"
	AsItWas    How = "as-it-was" // the output was this site already
)

// Output is the directory of a site, held by this process.
type Output struct {
	dir    string // absolute, links resolved
	state  string // .<name>.gongshi beside it
	disk   disk
	unlock func()

	identity string // of the register; empty for any
}

// Open takes an output for this process, and clears up what one before has left behind; the
// system lets go of it with the process, however that ends. The errors are ErrForeign, a
// *source.BusyError or the system's.
//
// identity is that of the register whose site is to be published; an output that holds another
// register's is refused with a *OtherError. Without one, nothing is compared.
func Open(output, identity string) (*Output, error) { return open(output, identity, realDisk{}) }

func open(output, identity string, d disk) (*Output, error) {
	o, err := locate(output)
	if err != nil {
		return nil, err
	}
	o.disk, o.identity = d, identity
	if err := o.foreign(); err != nil {
		return nil, err
	}
	if o.unlock, err = source.Lock(o.state); err != nil {
		return nil, err
	}
	if err := o.recover(); err != nil {
		o.unlock()
		return nil, err
	}
	return o, nil
}

// Held gives a *source.BusyError where another process holds the output. It holds and writes
// nothing, so that a caller with much to do before [Open] can be told at once.
func Held(output string) error {
	o, err := locate(output)
	if err != nil {
		return err
	}
	return source.Locked(o.state)
}

// locate finds the site's own place, and that of its state.
func locate(output string) (*Output, error) {
	dir, err := filepath.Abs(output)
	if err != nil {
		return nil, err
	}
	// Through a link the site's own place is meant: replacing the link would leave the host
	// serving the old site.
	if _, err := os.Lstat(dir); err == nil {
		if dir, err = filepath.EvalSymlinks(dir); err != nil {
			return nil, err
		}
	}
	return &Output{dir: dir,
		state: filepath.Join(filepath.Dir(dir), "."+filepath.Base(dir)+".gongshi")}, nil
}

// Close lets go of the output.
func (o *Output) Close() { o.unlock() }

// foreign refuses an output that is neither new nor empty nor a site: replacing it would lose
// somebody's files.
func (o *Output) foreign() error {
	entries, err := os.ReadDir(o.dir)
	if info, stat := os.Stat(o.dir); stat == nil && !info.IsDir() {
		return ErrForeign
	}
	if errors.Is(err, fs.ErrNotExist) || err == nil && len(entries) == 0 {
		return nil
	}
	if err != nil {
		return err
	}
	index, err := os.ReadFile(filepath.Join(o.dir, "index.html"))
	known, _ := os.ReadFile(o.released())
	tagged := bytes.Contains(index, []byte(GeneratorTag)) ||
		strings.Contains(string(known), digest(index))
	if other := otherRegister(index, o.identity); err == nil && other != nil {
		return other
	}
	if err == nil && tagged || o.ours() {
		return nil
	}
	return ErrForeign
}

// ours says whether a file in the output is certainly one that was released there: somebody has
// removed or edited the index page.
func (o *Output) ours() bool {
	for name, left := range o.readRecords().of(o.dir) {
		if left.stamp.Exact() && stampOf(o.dir, name) == left.stamp {
			return true
		}
	}
	return false
}

// recover ends what a killed process has begun. The lock is ours, so nobody is at it any more.
func (o *Output) recover() error {
	if err := o.finishSwap(); err != nil {
		return err
	}
	if err := o.finishInstall(); err != nil {
		return err
	}
	return errors.Join(o.disk.RemoveAll(o.stage()), o.disk.RemoveAll(o.copied()))
}

func (o *Output) stage() string { return filepath.Join(o.state, "stage") }

// Release says how a site was put in place.
type Release struct {
	How How
	// Edited are the files of the output that were not as the release before had left them:
	// somebody has edited, added or removed them. They are put right.
	Edited []string
	// Added are those of them that no release ever had, and that this one has not either.
	Added []string
	// Gone are the files of the release before that this one does not have.
	Gone []string
}

// Publish calls fill with a stage that takes the files of a site, and then puts all of them in the
// place of the output; where they are there already, nothing is done. keep is how many earlier
// releases stay. The errors are fill's own or the system's.
func (o *Output) Publish(keep int, fill func(*Stage) error) (Release, error) {
	known := o.readRecords()
	old, err := known.look(o.dir)
	if err != nil {
		return Release{}, err
	}
	s := &Stage{output: o, known: known, dir: o.stage(), made: map[string]bool{}, old: old,
		files: map[string]file{}, keep: func(string) bool { return false }}
	if err := fill(s); err != nil {
		return Release{}, errors.Join(err, s.drop())
	}
	s.takeOver()
	if s.same() {
		if old.looked {
			known.leave(o, o.dir, old.files, known.read)
		}
		return Release{How: AsItWas}, errors.Join(s.drop(), o.prune(keep))
	}
	if err := s.finish(); err != nil {
		return Release{}, errors.Join(err, s.drop())
	}
	release, err := o.place(known, old, s.tree(), s.names)
	if err != nil {
		return Release{}, errors.Join(err, o.disk.RemoveAll(s.dir))
	}
	release.Added, release.Gone = old.missing(s.files)
	return release, o.prune(keep)
}

// place puts a complete tree in the output's place; the tree before becomes an earlier release.
// names is the order for placing file by file.
func (o *Output) place(known records, old, now tree, names []string) (Release, error) {
	if err := o.recordIndex(now.dir); err != nil {
		return Release{}, err
	}
	// Before anybody sees it: from then on it may be edited.
	known.leave(o, now.dir, now.files, time.Now())
	how, err := o.swap(old, now)
	if how == FileByFile && err == nil {
		err = o.install(known, old, now, names)
	}
	if err != nil {
		return Release{}, err
	}
	return Release{How: how, Edited: old.edited}, nil
}

// swap puts a tree in the output's place as a whole; it gives FileByFile where the system refuses.
func (o *Output) swap(old, now tree) (How, error) {
	_, err := os.Lstat(o.dir)
	if errors.Is(err, fs.ErrNotExist) {
		if err := o.disk.MkdirAll(filepath.Dir(o.dir)); err != nil {
			return "", err
		}
		return InOneStep, o.swapped(o.disk.Rename(now.dir, o.dir))
	}
	if err != nil {
		return "", err
	}
	placed := tree{dir: o.dir, files: now.files}
	err = o.disk.Exchange(now.dir, o.dir)
	switch {
	case err == nil:
		return InOneStep, o.swapped(o.keepOld(old, now.dir, placed))
	case errors.Is(err, errors.ErrUnsupported):
		how, err := o.renameTwice(old, now)
		if !refused(err) {
			return how, err
		}
	case !refused(err):
		return "", err
	}
	return FileByFile, nil
}

// swapped has the disk take the new names.
func (o *Output) swapped(err error) error {
	return errors.Join(err, o.disk.SyncDir(filepath.Dir(o.dir)), o.disk.SyncDir(o.state))
}

// renameTwice moves the old site aside and the new one in.
func (o *Output) renameTwice(old, now tree) (How, error) {
	aside := filepath.Join(o.state, "aside")
	if err := o.disk.Rename(o.dir, aside); err != nil {
		return "", err
	}
	if err := o.disk.Rename(now.dir, o.dir); err != nil {
		return "", errors.Join(err, o.disk.Rename(aside, o.dir))
	}
	placed := tree{dir: o.dir, files: now.files}
	return TwoRenames, o.swapped(o.keepOld(old, aside, placed))
}

// finishSwap puts the site back that a process moved aside and did not replace.
func (o *Output) finishSwap() error {
	aside := filepath.Join(o.state, "aside")
	if _, err := os.Lstat(aside); err != nil {
		return nil
	}
	if _, err := os.Lstat(o.dir); errors.Is(err, fs.ErrNotExist) {
		return o.disk.Rename(aside, o.dir)
	}
	// Where it was edited by hand, that may not be put right yet: see keepOld.
	if old, err := o.readRecords().look(aside); err != nil || len(old.edited) > 0 {
		return o.retire(aside)
	}
	return o.disk.Rename(aside, o.next())
}
