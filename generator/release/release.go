// Package release puts a finished site in place of the one before, whole.
//
// [Output.Publish] writes the files to a stage on the output's own disk, has the disk take them, and
// then puts the stage into the output's place:
//
//   - in one step, a rename exchange of two directories, where the system has it (Linux, macOS);
//   - with two renames where it cannot; between them there is no output for some microseconds;
//   - file by file where it refuses (a mount point, a lower layer of a container, another disk, a
//     file that another program holds): all files are first written beside their places, then
//     renamed in the order in which they were added, and what the new site does not have is
//     removed last.
//
// What it costs is what changed: the stage is made of links to the output's files and of those that
// are new, see [Stage], and of the site before only those files are kept that the new one changed or
// removed, see [Kept]. Once a release has ended, no file has a second name anywhere: who edits one
// of the output in place edits nothing that is kept. What somebody has edited there by hand is put
// right and named, and set aside in .gongshi/edited/ of the source; a release that had the only
// copy of what was edited is kept no more. Modes and owners of files are the host's: they are
// neither looked at nor put right, as long as the files can be read.
//
// Whatever goes wrong, a full disk and a crash included, leaves the old site or the new one; file
// by file, a crash may leave files of both, each whole, until the next call puts the rest in
// place. Earlier releases are kept in the source, never below a folder that a host serves, and
// [Output.Rollback] puts any of them back. One process at a time holds an output: see [Open].
//
// The package does not know what the files are; it looks into pages only to tell a site from
// somebody's files.
package release

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"

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

// Forget in place of a number of releases to be kept means none, nor any of outputs that are no
// more.
const Forget = -1

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
	own    string // .gongshi of the source
	state  string // of this output: see locate
	work   string // for the stage, on the output's disk: see chooseWork
	disk   disk
	unlock func()
	unkept error // why nothing is kept
	moved  bool  // something was set aside

	cloneless atomic.Bool // the file system has no clones
	migrated  int         // releases that an earlier version kept
	identity  string      // of the register; empty for any
	refuse    func(read func(name string) ([]byte, error)) bool
}

// Open takes an output for this process, and clears up what one before has left behind; the
// system lets go of it with the process, however that ends. The errors are ErrForeign, a
// *source.BusyError or the system's.
//
// own is the folder for what is Gongshi's own in the source, .gongshi. identity is that of the
// register whose site is to be published; an output that holds another register's is refused with
// a *OtherError. Without one, nothing is compared.
func Open(output, own, identity string) (*Output, error) {
	return open(output, own, identity, realDisk{})
}

func open(output, own, identity string, d disk) (*Output, error) {
	o, err := locate(output, own)
	if err != nil {
		return nil, err
	}
	o.disk, o.identity = d, identity
	if err := o.foreign(); err != nil {
		return nil, err
	}
	if o.unlock, err = source.Lock(o.lock()); err != nil {
		return nil, err
	}
	err = o.makeState()
	if err == nil {
		err = o.recover()
	}
	if err != nil {
		o.unlock()
		return nil, err
	}
	return o, nil
}

// Held gives a *source.BusyError where another process holds the output. It holds and writes
// nothing, so that a caller with much to do before [Open] can be told at once.
func Held(output string) error {
	o, err := locate(output, "")
	if err != nil {
		return err
	}
	return source.Locked(o.lock())
}

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
	if other := otherRegister(index, o.identity); err == nil && other != nil {
		return other
	}
	if err == nil && bytes.Contains(index, []byte(GeneratorTag)) || o.ours(index) ||
		o.former().ours(index) {
		return nil
	}
	return ErrForeign
}

// ours says whether an index page, or any other file in the output, is certainly one that was
// released there: somebody has removed or edited the index page.
func (o *Output) ours(index []byte) bool {
	known, _ := os.ReadFile(o.released())
	if index != nil && strings.Contains(string(known), digest(index)) {
		return true
	}
	for name, left := range o.readRecords().of(o.dir) {
		if left.stamp.Exact() && stampOf(o.dir, name) == left.stamp {
			return true
		}
	}
	return false
}

// Release says how a site was put in place.
type Release struct {
	How How
	// Edited are the files of the output that were not as the release before had left them:
	// somebody has edited, added or removed them. They are put right.
	Edited []string
	// Added are the files of the output that no release ever had, and that this one has not either;
	// where it is not known what the one before had, those that are no pages of Gongshi's.
	Added []string
	// Gone are the pages of the release before that this one does not have: what else a site has is
	// named by its content, or there as long as the site.
	Gone []string
	// Back are the files that a rollback has brought back.
	Back []string
	// Reverted are the pages that a rollback has made say again what they said before.
	Reverted []string
	// Aside is the folder of those that were set aside; empty where none was.
	Aside string
	// Forgotten is how many earlier releases are kept no more, since none is to be.
	Forgotten int
	// Orphans is how many outputs that are no more had kept releases: see Forget.
	Orphans int
	// Purged is how many sites were kept that had to be nowhere any more: see [Output.Refuse].
	Purged int
	// Lost is how many releases are kept no more since a file of theirs was only in the output, and
	// was edited or removed there.
	Lost int
	// Migrated is how many releases that an earlier version kept whole are kept in part now.
	Migrated int
	// Unkept is why no release is kept, and nothing set aside in the source, though it was to be.
	Unkept error
}

// Publish calls fill with a stage that takes the files of a site, and then puts all of them in the
// place of the output; where they are there already, nothing is done. keep is how many earlier
// releases stay. The errors are fill's own, a *PlacedError or the system's.
func (o *Output) Publish(keep int, fill func(*Stage) error) (Release, error) {
	release, err := o.publish("build", fill)
	if err != nil {
		return release, err
	}
	return o.pruned(release, keep)
}

// publish gives the release before any earlier one is removed; what names it in the log.
func (o *Output) publish(what string, fill func(*Stage) error) (Release, error) {
	known := o.readRecords()
	look := sync.OnceValues(func() (tree, error) { return known.look(o.dir) })
	go func() { // while a site is planned that fills the stage
		defer func() { _ = recover() }() // a panic goes on below
		_, _ = look()
	}()
	s := &Stage{output: o, dir: o.stage(), made: map[string]bool{}, files: map[string]file{},
		old:  func() tree { old, _ := look(); return old },
		keep: func(string) bool { return false }}
	drop := func() error { return o.disk.RemoveAll(s.dir) }
	err := fill(s)
	old, unread := look()
	if err = errors.Join(err, unread); err != nil {
		return Release{}, errors.Join(err, drop())
	}
	if s.same() {
		if old.looked {
			known.leave(o, o.dir, old.files, known.read)
		}
		return Release{How: AsItWas}, drop()
	}
	if err := s.finish(); err != nil {
		return Release{}, errors.Join(err, drop())
	}
	release, err := o.place(known, old, s.tree(), s.names)
	if err != nil {
		err = o.leftAs(errors.Join(err, o.finish()), old.files, s.files)
	}
	if placed, is := errors.AsType[*PlacedError](err); err != nil && (!is || !placed.Whole) {
		return Release{}, err
	}
	added, gone := old.missing(s.files)
	release.Added, release.Gone = append(release.Added, added...), gone
	o.appendLog(what, len(s.files), len(s.written))
	return release, err
}
