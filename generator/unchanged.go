package generator

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"gongshi/generator/cache"
	"gongshi/generator/page"
	"gongshi/generator/register"
	"gongshi/generator/release"
)

// last is what the last build was made from, and what came of it: where all of that is as it was,
// there is nothing to be read or planned, only the output to be looked at. At 10,000 findings that
// takes 0.1 s in place of 0.35.
type last struct {
	files   page.Key // of the marks of all files that a build reads; zero where they do not tell
	hosting page.Key // of those of the settings for hosts, which it writes
	zone    string
	day     register.Day
	result  Result
}

// inputs are the places in a source that a build reads.
func inputs() []string {
	return []string{register.ConfigFile, "content", "layouts", "static", "i18n"}
}

// marksOf gives a digest of the names and marks of all files at some places. It is zero where one
// of them would not tell of a change.
func marksOf(source string, places []string, tells func(cache.Mark) bool) page.Key {
	p := &cache.Packer{}
	for _, place := range places {
		p.Text(place)
		root := filepath.Join(source, place)
		if filepath.WalkDir(root, look(root, p, tells)) != nil {
			return page.Key{}
		}
	}
	return p.Sum()
}

// anyMark is for marks that are noted now: whether they tell is seen when they are looked at again.
func anyMark(cache.Mark) bool { return true }

var errNotTelling = errors.New("the mark tells nothing")

// look packs the names and marks of the files of a walk.
func look(root string, p *cache.Packer, tells func(cache.Mark) bool) fs.WalkDirFunc {
	return func(file string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) && d == nil {
			return fs.SkipAll // there need not be such a place
		}
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		mark := cache.MarkOf(info)
		if !d.Type().IsRegular() || !tells(mark) { // a link may lead to another file
			return errNotTelling
		}
		p.Text(file[len(root):])
		p.Mark(mark)
		return nil
	}
}

// unchanged releases the site again where it was made from the same, on the same day. It gives
// false where it was not, or the output is not as it was: then all is to be looked at.
func (k *kept) unchanged(o Options) (Result, bool) {
	loc, err := time.LoadLocation(k.last.zone)
	holds := func(m cache.Mark) bool { return m.Holds(k.noted) }
	if err != nil || k.last.files == (page.Key{}) || k.last.day != o.dayIn(loc) ||
		k.last.files != marksOf(o.Source, inputs(), holds) ||
		k.last.hosting != marksOf(o.Source, []string{HostingDir}, anyMark) {
		return Result{}, false
	}
	output, err := release.Open(o.Output)
	if err != nil {
		return Result{}, false
	}
	defer output.Close()
	k.course.enter(Releasing, 0)
	var of release.Tally
	released, err := output.Publish(o.Keep, func(stage *release.Stage) error {
		for name, digest := range k.made {
			if !stage.Again(name, digest) {
				return os.ErrNotExist
			}
		}
		of = stage.Tally()
		return nil
	})
	result := k.last.result
	result.How, result.Edited = released.How, released.Edited // somebody may have added a file
	result.Cost = Cost{Tally: of, Register: cache.Unneeded, Site: k.siteState}
	return result, err == nil
}

// remember notes what this build was made from, as it was before anything was read.
func (k *kept) remember(before page.Key, o Options, zone string, result Result) {
	loc, err := time.LoadLocation(zone)
	if before == (page.Key{}) || err != nil || len(result.Ahead) > 0 || result.Hosting != nil {
		k.last = last{}
		return
	}
	result.Rendered, result.Edited = 0, nil
	hosting := marksOf(o.Source, []string{HostingDir}, anyMark)
	k.last = last{before, hosting, zone, o.dayIn(loc), result}
}

// packLast packs what the last build was made from; dates that are still to come are not in it.
func (k *kept) packLast(p *cache.Packer) {
	p.Digest(k.last.files)
	p.Digest(k.last.hosting)
	p.Text(k.last.zone)
	r := k.last.result
	for _, n := range []int{int(k.last.day), r.Findings, r.Pages, r.Files, r.Drafts} {
		p.Number(int64(n))
	}
}

func (k *kept) unpackLast(u *cache.Unpacker) {
	k.last.files, k.last.hosting, k.last.zone = u.Digest(), u.Digest(), u.Text()
	r := &k.last.result
	for _, n := range []*int{(*int)(&k.last.day), &r.Findings, &r.Pages, &r.Files, &r.Drafts} {
		*n = int(u.Number())
	}
}
