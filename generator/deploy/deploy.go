// Package deploy puts a finished site where it is served: to an object store that speaks S3, to
// another machine by the installed rsync or sftp, or into a folder.
//
// What differs is found by our own digests, which lie beside the site on the target in a manifest,
// [ManifestFile], and not by times; what somebody has removed or cut off there since shows by its
// size. What readers see is whole at any moment, by the order:
// files that are named by their content, pages and data that nothing links to yet, changed pages,
// changed data and feeds, index.html, the sums and their proof. Last, and never after an error,
// files go that the manifest lists and the site no longer has: what else lies there is somebody's,
// and stays.
//
// A journal, [JournalFile], is put before anything else and removed at the end. It names the files
// that are in doubt until then, so that a deployment that was killed is resumed, and it tells a
// second one that somebody is at work. Object stores and folders write it only where there is none;
// on other targets two that begin in the same instant may both go on, until the first finds before
// index.html, and again before anything is deleted, that the journal is not its own.
//
// The package neither builds a site nor knows whether it is what its source says; that is asked of
// whoever calls it. It stores no keys, and never says one.
package deploy

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"slices"
	"time"
)

var (
	// ErrForeign is the refusal to mix a site with files that no deployment has put.
	ErrForeign = errors.New("the target holds other files")
	// ErrTakenOver says that another deployment has begun meanwhile.
	ErrTakenOver = errors.New("another deployment has taken over")
)

// OtherError is the refusal to replace the site of another register.
type OtherError struct{ Title, Identity string }

func (e *OtherError) Error() string { return "the site of another register: " + e.Title }

// RunningError says that a deployment from elsewhere has begun and not ended.
type RunningError struct{ Since string } // RFC 3339; empty where unknown

func (e *RunningError) Error() string { return "another deployment has begun: " + e.Since }

// place is where a site is served. Names are slash-separated, below the place. Every file is there
// whole, the earlier or the later.
type place interface {
	// read reads a small file. The error is an fs.ErrNotExist where it is not there.
	read(ctx context.Context, name string) ([]byte, error)
	// put puts files of a tree, in any order, and calls done for each that is certainly there.
	put(ctx context.Context, from tree, names []string, done func(name string)) error
	// remove removes files; what is not there is no error.
	remove(ctx context.Context, names []string) error
	// vacant says whether nothing is there.
	vacant(ctx context.Context) (bool, error)
}

// claimer is a place that can put a file only where it is not there yet: else fs.ErrExist.
type claimer interface {
	claim(ctx context.Context, from tree, name string) error
}

// comparer is a place that can tell which of some files of a tree are there as they are.
type comparer interface {
	same(ctx context.Context, from tree, names []string) (map[string]bool, error)
}

// Options says how a site is deployed.
type Options struct {
	DryRun   bool // only say what would be done
	Adopt    bool // the target may hold other files; they stay, but for those of the same names
	TakeOver bool // a deployment from elsewhere has ended, though it did not say so
	Now      time.Time
	Progress func(done, total int) // may be nil
}

// Result is what was done, or would be: names of files, sorted.
type Result struct {
	Added, Changed, Removed []string
	Strayed                 []string // files of ours that were gone there, or had another size
	Same                    int      // files that were there already
	Resumed                 bool
	Done                    int  // files that were put, as far as it went
	Removing                bool // files were removed, or at least one was to be
}

// Target is where sites are served.
type Target struct {
	place
	name string
}

// String names the target, without anything that could be a secret.
func (t *Target) String() string { return t.name }

type deployment struct {
	*Target
	site    Site
	options Options
	known   manifest
	journal []byte // as this deployment has put it; nil where none is there
	running bool   // one that did not end has left a journal
	plan
	strayed  []string // see [Result]
	done     map[string]bool
	removing bool
}

// Deploy makes a target hold a site. The errors are ErrForeign, ErrTakenOver, an *OtherError, a
// *RunningError, a *RefusedError, a *ProgramError or the system's; the result says how far it went.
func (t *Target) Deploy(ctx context.Context, site Site, o Options) (Result, error) {
	d := &deployment{Target: t, site: site, options: o, done: map[string]bool{}}
	if err := d.look(ctx); err != nil {
		return Result{}, err
	}
	if err := errors.Join(d.probe(ctx), d.settle(ctx)); err != nil {
		return Result{}, err
	}
	d.plan = planOf(d.known, site)
	err := error(nil)
	if !o.DryRun && (!d.plan.empty() || d.running || !d.known.is(site)) {
		if err = d.claim(ctx); err == nil {
			err = d.carryOut(ctx)
		}
		if err != nil {
			d.keep(ctx)
		}
	}
	return Result{d.added, d.changed, d.removed, d.strayed, d.same, d.running, len(d.done),
		d.removing}, err
}

// look reads what earlier deployments have left to know, and refuses a target that is not ours.
func (d *deployment) look(ctx context.Context) error {
	found, err := readManifest(ctx, d.place)
	if err != nil {
		return err
	}
	left, err := readJournal(ctx, d.place)
	if err != nil {
		return err
	}
	d.known, d.running = manifest{Version: manifestVersion, Files: map[string]string{}}, left != nil
	if found != nil {
		d.known.Title, d.known.Files = found.Title, found.Files
	}
	if found == nil && left == nil {
		if err := d.foreign(ctx); err != nil {
			return err
		}
	}
	if found != nil && found.Register != d.site.Identity {
		return &OtherError{found.Title, found.Register}
	}
	if left != nil && left.Since != "" && left.Register != d.site.Identity {
		return &OtherError{left.Title, left.Register}
	}
	if left != nil && left.By != d.site.owner() && !d.options.TakeOver {
		return &RunningError{left.Since}
	}
	if left != nil {
		d.known = d.known.doubting(left.Files)
	}
	return nil
}

// foreign refuses a target with files of somebody else's, unless they may be there; the site of
// another register in any case.
func (d *deployment) foreign(ctx context.Context) error {
	vacant, err := d.vacant(ctx)
	if err != nil || vacant {
		return err
	}
	if !d.options.Adopt {
		return ErrForeign
	}
	index, err := d.read(ctx, indexFile)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if title, identity := registerOf(index); identity != "" && identity != d.site.Identity {
		return &OtherError{title, identity}
	}
	return err
}

// claim puts the journal.
func (d *deployment) claim(ctx context.Context) error {
	data := journalOf(d.site, d.options.Now, d.doubtable(d.known))
	c, can := d.place.(claimer)
	if !can || d.running {
		err := d.write(ctx, JournalFile, data)
		d.journal = data
		return err
	}
	from, end, err := held(JournalFile, data)
	if err != nil {
		return err
	}
	defer end()
	err = c.claim(ctx, from, JournalFile)
	if errors.Is(err, fs.ErrExist) {
		// An answer may have been lost on its way, and the request sent once more.
		if is, read := d.read(ctx, JournalFile); read != nil || !bytes.Equal(is, data) {
			return ErrTakenOver
		}
		err = nil
	}
	d.journal = data
	return err
}

// still says whether the journal is the one that this deployment has put.
func (d *deployment) still(ctx context.Context) error {
	data, err := d.read(ctx, JournalFile)
	if errors.Is(err, fs.ErrNotExist) || err == nil && !bytes.Equal(data, d.journal) {
		return ErrTakenOver
	}
	return err
}

func (d *deployment) carryOut(ctx context.Context) error {
	total := len(d.added) + len(d.changed)
	tell := func(name string) {
		d.done[name] = true
		if d.options.Progress != nil {
			d.options.Progress(len(d.done), total)
		}
	}
	if err := d.clear(ctx, d.blocking); err != nil {
		return err
	}
	for n, names := range d.stages {
		if n == stageIndex {
			if err := d.still(ctx); err != nil {
				return err
			}
		}
		if len(names) == 0 {
			continue
		}
		if err := d.put(ctx, d.site.tree, names, tell); err != nil {
			return err
		}
	}
	pages, rest := d.removals()
	for _, names := range [][]string{pages, rest} { // no page is left without its style
		if err := d.clear(ctx, names); err != nil {
			return err
		}
	}
	if err := d.write(ctx, ManifestFile, manifestOf(d.site).bytes()); err != nil {
		return err
	}
	return d.remove(ctx, []string{JournalFile})
}

// clear removes files that are to go.
func (d *deployment) clear(ctx context.Context, names []string) error {
	if len(names) == 0 {
		return nil
	}
	if err := d.still(ctx); err != nil {
		return err
	}
	d.removing = true
	return d.remove(ctx, names)
}

// keep notes what was put before an error, where the target cannot tell later. It is tried once:
// where it fails, those files are put again.
func (d *deployment) keep(ctx context.Context) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), keepTimeout)
	defer cancel()
	if _, can := d.place.(comparer); can || len(d.done) == 0 || d.still(ctx) != nil {
		return
	}
	d.known.Register, d.known.Title = d.site.Identity, d.site.Title
	for name := range d.done {
		d.known.Files[name] = d.site.digests[name].text()
	}
	// In the journal they stay in doubt, so that the manifest must be there first.
	if d.write(ctx, ManifestFile, d.known.bytes()) == nil {
		rest := slices.DeleteFunc(d.doubtable(d.known), func(n string) bool { return d.done[n] })
		_ = d.write(ctx, JournalFile, journalOf(d.site, d.options.Now, rest))
	}
}

// keepTimeout is how long somebody who has stopped a deployment waits for it to end.
const keepTimeout = 10 * time.Second
