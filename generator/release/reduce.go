package release

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"gongshi/generator/cache"
	"gongshi/generator/parallel"
)

// nextPrefix begins the name of what will be kept of the output once another tree is in its place;
// that tree's inode follows, so that after a crash it is known whether it is.
const nextPrefix = "next-"

func (o *Output) nextFor(tree string) string {
	return filepath.Join(o.state, nextPrefix+strconv.FormatUint(inode(tree), 10))
}

// released is what a tree had when it was released, as far as that is known.
func (t tree) released() map[string]file {
	if t.left != nil {
		return t.left
	}
	files := maps.Clone(t.files)
	maps.DeleteFunc(files, func(name string, is file) bool {
		return is.digest == (Digest{}) || strings.HasSuffix(name, beside) // no file of a site
	})
	return files
}

// reduce makes ready what will be kept of the output once another tree is in its place, see [Kept],
// and gives how many releases are kept no more: those with a file whose only copy was in the output
// and was edited or removed there, perhaps that of the output among them. Nothing is kept of one
// that only hand edits made differ.
func (o *Output) reduce(old, now tree) (lost int, err error) {
	was := old.released()
	digests := make(map[string]Digest, len(was))
	var differ []string
	for name, is := range was {
		digests[name] = is.digest
		switch {
		case now.files[name].digest == is.digest:
		case old.files[name].digest == is.digest:
			differ = append(differ, name)
		default:
			lost = 1
		}
	}
	slices.Sort(differ)
	next := o.nextFor(now.dir)
	err = errors.Join(o.disk.RemoveAll(next), o.disk.MkdirAll(next, 0o755))
	switch {
	case err != nil, len(was) > 0 && sameFiles(was, now.files):
		return 0, err // what is empty tells whether the output was replaced
	case lost > 0:
		if err = o.materialize(o.Kept(), o.dir, differ); err != nil {
			return 0, err
		}
		gone, err := o.forgetLost(now, o.dir)
		return lost + gone, err
	case old.left == nil: // removed, or released to from another source
		if lost, err = o.forgetLost(now, ""); err != nil || len(was) == 0 {
			return lost, err
		}
	}
	_, err = o.bringAll(old, differ, filepath.Join(next, filesDir), o.keepFile)
	if err == nil {
		err = o.disk.WriteFile(filepath.Join(next, manifestName),
			packManifest(o.lastReleased(), digests))
	}
	return lost, errors.Join(err, o.disk.SyncTree(next))
}

func sameFiles(a, b map[string]file) bool {
	return maps.EqualFunc(a, b, func(a, b file) bool { return a.digest == b.digest })
}

// keepNext puts what was made ready with the earlier releases.
func (o *Output) keepNext() error {
	for _, next := range o.nexts() {
		if _, err := readManifest(filepath.Join(next, manifestName)); err != nil {
			return o.disk.RemoveAll(next)
		}
		if err := o.disk.Rename(next, vacant(filepath.Join(o.state, keptDir))); err != nil {
			return err
		}
	}
	return nil
}

// nexts are the places of what was made ready: one or none.
func (o *Output) nexts() []string {
	next, _ := filepath.Glob(filepath.Join(o.state, nextPrefix+"*"))
	return next
}

// retire ends a tree in whose place another is: what somebody has edited in it is set aside, what
// is to be kept of it is kept, and the rest, its names of files that the output has too, goes.
func (o *Output) retire(old tree) error {
	for _, name := range old.edited {
		local := filepath.FromSlash(name)
		if err := o.setAside(filepath.Join(old.dir, local), local); err != nil {
			return err
		}
	}
	err := errors.Join(o.keepNext(), o.disk.SyncDir(filepath.Dir(o.dir)), o.disk.SyncDir(o.state))
	if err != nil {
		return err
	}
	return o.disk.RemoveAll(old.dir)
}

// forgetLost keeps no release any more with files that nobody has besides a folder and a tree which
// is about to take the output's place, and gives how many those were.
func (o *Output) forgetLost(now tree, besides string) (int, error) {
	gone, all := 0, o.Kept()
	for n, k := range slices.Backward(all) {
		k = k.without(besides)
		for name, digest := range k.Files {
			if now.files[name].digest == digest {
				continue
			}
			if _, err := k.Read(name); err == nil {
				continue
			}
			if err := o.drop(all, n); err != nil {
				return gone, err
			}
			gone++
			break
		}
	}
	return gone, nil
}

// bringAll makes files of a tree files of another, each in a way, and gives their stamps there.
// 11,000 links take 0.1 s on two cores.
func (o *Output) bringAll(from tree, names []string, to string,
	way func(from, to string, is file) (cache.Stamp, error)) ([]cache.Stamp, error) {
	if err := o.disk.MkdirAll(to, 0o755); err != nil {
		return nil, err
	}
	made := map[string]bool{to: true}
	for _, name := range names {
		dir := filepath.Dir(filepath.Join(to, filepath.FromSlash(name)))
		if made[dir] {
			continue
		}
		made[dir] = true
		if err := o.disk.MkdirAll(dir, 0o755); err != nil {
			return nil, err
		}
	}
	stamps := make([]cache.Stamp, len(names))
	return stamps, parallel.Each(len(names), func() func(int) error {
		return func(i int) (err error) {
			local := filepath.FromSlash(names[i])
			stamps[i], err = way(filepath.Join(from.dir, local), filepath.Join(to, local),
				from.files[names[i]])
			return err
		}
	})
}

// share gives a file that was looked at a second name, where it is not to be written to under
// either: a clone where the file system has those, else a hard link, else a copy. It is refused on
// FAT and some shares, across disks, and of other owners' files; so each file is tried.
func (o *Output) share(from, to string, is file) (cache.Stamp, error) {
	cloned, err := o.clone(from, to, is)
	linked := !cloned && is.stamp.Exact() && o.disk.Link(from, to) == nil
	if !cloned && !linked {
		err = o.copyFile(from, to, is)
	}
	stamp := stampAt(to)
	if linked && !stamp.Moved(is.stamp) {
		err = errChanging
	}
	return stamp, err
}

// restamp notes what the output is left as, once no other tree has its files any more: each link
// and each unlink gives a file another time of change. Who writes to a file meanwhile gives it
// another time of writing, or another size: then it is read by the next build. So it is where the
// file was written so lately that a further write would not show.
//
// The stamps tell something one tick of the file system's clock after the last unlink; for many
// files that is waited for, since to read them takes longer.
func (r records) restamp(o *Output, old tree, files map[string]file, placed time.Time) {
	const many = 1000 // that are read in a tick
	linked := 0
	for name, is := range files {
		if is.stamp.Exact() && is.stamp.Inode == old.files[name].stamp.Inode {
			linked++
		}
	}
	if linked == 0 {
		return
	}
	if linked > many {
		time.Sleep(cache.Tick + cache.Tick/20)
	}
	noted := time.Now()
	names := slices.Collect(maps.Keys(files))
	stamps := make([]cache.Stamp, len(names))
	_ = parallel.Each(len(names), func() func(int) error { // of what is not there, there is no stamp
		return func(i int) error { stamps[i] = stampOf(o.dir, names[i]); return nil }
	})
	left := make(map[string]file, len(files))
	for i, name := range names {
		is, there := files[name], stamps[i]
		since, written := placed, is.stamp
		if written.Inode == old.files[name].stamp.Inode {
			since = r.read // it was seen before
		}
		written.Changed = 0
		if !there.Moved(is.stamp) || !written.Holds(since) {
			there = cache.Stamp{}
		}
		left[name] = file{is.digest, there}
	}
	r.leave(o, o.dir, left, noted)
}

// The log of releases, a line for each: when, how, how many files.
func (o *Output) logFile() string { return filepath.Join(o.state, "log") }

func (o *Output) appendLog(what string, files, changed int) {
	f, err := os.OpenFile(o.logFile(), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return // it tells nothing that a release needs
	}
	defer f.Close()
	fmt.Fprintf(f, "%s %s: %d files, %d of them new or changed\n",
		time.Now().Format(time.RFC3339), what, files, changed)
}

// lastReleased is when the output was, by the log.
func (o *Output) lastReleased() time.Time {
	data, _ := os.ReadFile(o.logFile())
	lines := strings.Split(strings.TrimSpace(string(data)), "\n")
	first, _, _ := strings.Cut(lines[len(lines)-1], " ")
	when, err := time.Parse(time.RFC3339, first)
	if err != nil {
		info, err := os.Stat(o.touched()) // an earlier version kept no log
		if err != nil {
			// A source that was copied has no state of its output.
			info, err = os.Stat(filepath.Join(o.dir, "index.html"))
		}
		if err != nil {
			return time.Time{}
		}
		return info.ModTime()
	}
	return when
}
