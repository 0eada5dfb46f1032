package privacy

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"io/fs"
	"maps"
	"slices"

	"gongshi/generator/document"
	"gongshi/generator/edit"
	"gongshi/generator/markdown"
	"gongshi/generator/metadata"
	"gongshi/generator/problem"
	"gongshi/generator/register"
)

// Fixes gives [register.Fixes], and before them cleaned copies of attachments: each has a name that
// is free, and the texts name it in the file's place. Nothing is written; the originals stay. The
// errors are the file system's.
func Fixes(fsys fs.FS) ([]register.Fix, error) {
	texts, err := register.Fixes(fsys)
	if err != nil {
		return nil, err
	}
	c := &cleaner{fsys: fixedFS{fsys, map[string][]byte{}}, texts: texts, copies: map[string]*copied{}}
	for _, f := range texts {
		c.fsys.after[f.File] = f.After
	}
	r, err := register.Read(c.fsys)
	if _, wrong := errors.AsType[problem.List](err); err != nil && !wrong {
		return nil, err
	}
	c.reading = reading{fsys: c.fsys, register: r, needed: map[allowance]bool{}}
	if err := c.readAllowed(); err != nil {
		return nil, err
	}
	for _, f := range r.Published().All() {
		if err := c.clean(f); err != nil {
			return nil, err
		}
	}
	var fixes []register.Fix
	for _, file := range slices.Sorted(maps.Keys(c.copies)) {
		if made := c.copies[file]; made != nil && !made.is && len(made.fix.With) > 0 {
			fixes = append(fixes, made.fix)
		}
	}
	return append(fixes, c.texts...), nil
}

// cleaner makes cleaned copies of attachments, and has the texts name them.
type cleaner struct {
	reading
	fsys   fixedFS
	texts  []register.Fix
	copies map[string]*copied // by original; nil: there is none to be made
}

// copied is a cleaned copy.
type copied struct {
	fix register.Fix
	nth int  // of the original's copies: see [register.CleanName]
	is  bool // there already, from another time
}

// clean makes copies where there are none yet, and has a finding name them. Only its own texts may
// link to its attachments.
func (c *cleaner) clean(f *register.Finding) error {
	var renames []edit.Change
	var named []*copied
	links := map[string]string{}
	for _, a := range f.Attached() {
		made, err := c.copy(a.File)
		if err != nil {
			return err
		}
		if made == nil {
			continue
		}
		named = append(named, made)
		renames = append(renames, edit.Set(a.Path(), register.CleanName(a.Name, made.nth)))
		for _, l := range f.Links() {
			if l.File == a.File {
				links[l.Raw] = register.CleanName(l.Raw, made.nth)
			}
		}
	}
	if len(named) == 0 {
		return nil
	}
	return c.change(f.Body.File, named, func(text []byte) ([]byte, error) {
		renamed, err := edit.Apply(f.Body.File, text, renames...)
		return []byte(markdown.Redirect(string(renamed), links)), err
	})
}

// copy plans a cleaned copy, once; nil where there is none to be made.
func (c *cleaner) copy(file string) (*copied, error) {
	made, known := c.copies[file]
	if known {
		return made, nil
	}
	made, err := c.newCopy(file)
	c.copies[file] = made
	return made, err
}

// newCopy leaves what cannot be read to the gate, which reports it.
func (c *cleaner) newCopy(file string) (*copied, error) {
	info, err := fs.Lstat(c.fsys, file)
	if err != nil || !info.Mode().IsRegular() || info.Size() > document.Limit {
		return nil, nil
	}
	data, err := c.read(file, info)
	if err != nil {
		return nil, err
	}
	if c.allows(file, found{digest: c.wholeDigest(sha256.Sum256(data))}) {
		return nil, nil
	}
	clean, err := metadata.Clean(data)
	if err != nil || clean == nil {
		return nil, nil
	}
	for n := 1; ; n++ {
		name := register.CleanName(file, n)
		there, err := fs.ReadFile(c.fsys, name)
		is := err == nil && bytes.Equal(there, clean)
		if is || errors.Is(err, fs.ErrNotExist) {
			return &copied{register.Fix{File: name, After: clean, Of: file}, n, is}, nil
		}
	}
}

// change changes a text to name copies; it may be put right for other reasons too. One that cannot
// be edited is left, and the gate goes on reporting its attachments.
func (c *cleaner) change(file string, named []*copied, apply func([]byte) ([]byte, error)) error {
	before, err := fs.ReadFile(c.fsys, file)
	if err != nil {
		return err
	}
	after, err := apply(before)
	if err != nil || bytes.Equal(before, after) {
		return nil
	}
	i := slices.IndexFunc(c.texts, func(f register.Fix) bool { return f.File == file })
	if i < 0 {
		i = len(c.texts)
		c.texts = append(c.texts, register.Fix{File: file, Before: before, Text: string(before)})
	}
	c.texts[i].After, c.fsys.after[file] = after, after
	for _, made := range named {
		if !slices.Contains(made.fix.With, file) {
			made.fix.With = append(made.fix.With, file)
		}
	}
	return nil
}

// fixedFS is a source with texts as they are to be.
type fixedFS struct {
	fs.FS
	after map[string][]byte
}

func (f fixedFS) ReadFile(name string) ([]byte, error) {
	if data, fixed := f.after[name]; fixed {
		return bytes.Clone(data), nil
	}
	return fs.ReadFile(f.FS, name)
}

func (f fixedFS) Lstat(name string) (fs.FileInfo, error) { return fs.Lstat(f.FS, name) }

func (f fixedFS) ReadLink(name string) (string, error) { return fs.ReadLink(f.FS, name) }
