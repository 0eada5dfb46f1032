package register

import (
	"cmp"
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"

	"gongshi/generator/source"
)

// Reread reads one finding again, alone, in which nothing was wrong when the cache last read its
// register. It gives nil where the whole register has to be read to know whether anything is wrong
// now: where something is with the file itself, or the finding is no more the same to others.
func (c *Cache) Reread(fsys fs.FS, in *Register, before *Finding) *Finding {
	r := &reader{fsys: fsys, register: in, cached: c}
	file := before.Body.File
	if r.refused(file) {
		return nil
	}
	read, err := parseText(r, file, unread(file), r.checkWhole, fillNamed)
	if err != nil || read.problems.Err() != nil {
		return nil
	}
	f := *read.value.(*Finding)
	c.store(file, read)
	f.Category = before.Category
	f.Draft = f.Draft || f.Category.Draft
	if in.Config.Approval.Required && !f.Draft {
		err = r.approval(&f)
	}
	if cmp.Or(err, r.problems.Err()) != nil || !f.sameToOthers(before) {
		return nil
	}
	return &f
}

// sameToOthers says whether a finding that was edited has all that [reader.checkTogether] holds
// against other files as it was.
func (f *Finding) sameToOthers(before *Finding) bool {
	earlier := func(f *Finding) (digest [32]byte) {
		if f.Earlier != nil {
			digest = f.Earlier.Digest
		}
		return digest
	}
	return f.Withdrawn == nil && before.Withdrawn == nil &&
		f.Number == before.Number && f.Group == before.Group && f.Weight == before.Weight &&
		f.Draft == before.Draft && f.Unapproved == before.Unapproved &&
		earlier(f) == earlier(before) &&
		slices.Equal(f.Related, before.Related) && slices.Equal(f.Aliases, before.Aliases) &&
		slices.Equal(f.Attachments(), before.Attachments()) &&
		slices.EqualFunc(f.links, before.links, func(a, b Link) bool {
			a.at, b.at = place{}, place{}
			return a == b
		}) &&
		!f.Completed.Before(f.Category.Inspection.From)
}

// Unknown says whether a path of content/ is none of what was there when the cache listed it last,
// and not there now either.
func (c *Cache) Unknown(fsys fs.FS, name string) bool {
	if c.listing == nil || !strings.HasPrefix(name, source.ContentDir+"/") {
		return false
	}
	_, err := fs.Lstat(fsys, name)
	return errors.Is(err, fs.ErrNotExist) && !slices.ContainsFunc(c.listing.files,
		func(file string) bool { return isAtOrBelow(file, name) })
}

// InFile gives the finding that a file holds; nil where there is none.
func (r *Register) InFile(file string) *Finding {
	for _, c := range r.categories() {
		if path.Dir(c.Body.File) != path.Dir(file) {
			continue
		}
		for _, f := range c.Filed() {
			if f.Body.File == file {
				return f
			}
		}
	}
	return nil
}
