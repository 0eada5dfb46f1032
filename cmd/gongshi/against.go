package main

import (
	"bytes"
	"crypto/sha256"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"gongshi/generator"
	"gongshi/generator/export"
	"gongshi/generator/register"
	"gongshi/generator/sign"
	"gongshi/generator/source"
)

// other is another site, or another source: then there are no sums.
type other struct {
	name string
	read func(name string) ([]byte, error)
	sums sign.Sums
}

// other finds out what --against names.
func (d *differing) other() (other, error) {
	fsys := os.DirFS(d.against)
	o := other{name: shownDir(d.against),
		read: func(name string) ([]byte, error) { return fs.ReadFile(fsys, name) }}
	if _, err := o.read(register.JSONURL); err == nil {
		o.sums, err = sumsOf(fsys)
		return o, err
	}
	folder, err := source.Open(d.against)
	if _, missing := fs.Stat(fsys, source.ConfigFile); err != nil || missing != nil {
		return o, misuse{"diff-nowhere", []any{d.against}, ""}
	}
	defer folder.Close()
	r, err := register.Read(folder.FS())
	if err != nil {
		d.remark("diff.other", o.name)
		return o, d.problems(err, generator.Result{Findings: len(r.All())}, "diff.problems")
	}
	options, err := d.options()
	if err != nil {
		return o, err
	}
	files, err := exported(r, folder.FS(), options.Day(r.Config))
	o.read = func(name string) ([]byte, error) {
		data, is := files[name]
		if !is {
			return nil, fs.ErrNotExist
		}
		return data, nil
	}
	return o, err
}

// exported is the data that a register would be published with.
func exported(r *register.Register, fsys fs.FS, day register.Day) (map[string][]byte, error) {
	public := r.Published()
	site := export.Site{Snapshot: public.AsOf(day), Files: register.Files{},
		Word: func(string) string { return "" }}
	for _, f := range public.Filed() {
		for _, name := range f.Attachments() {
			data, err := fs.ReadFile(fsys, name)
			if err != nil {
				return nil, err
			}
			site.Files[name] = register.NewFile(name, data)
		}
	}
	files := map[string][]byte{}
	known := func(name string, _ export.Key) bool { return filepath.Ext(name) != ".json" }
	return files, export.Write(site, known, func(name string, data []byte) error {
		files[name] = data
		return nil
	})
}

// sumsOf gives the digests of a site's files; of one without sums, by reading all of it.
func sumsOf(fsys fs.FS) (sign.Sums, error) {
	if data, err := fs.ReadFile(fsys, sign.SumsFile); err == nil {
		if sums, err := sign.ParseSums(data); err == nil {
			return sums, nil
		}
	}
	sums := sign.Sums{}
	return sums, fs.WalkDir(fsys, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || !e.Type().IsRegular() {
			return err
		}
		data, err := fs.ReadFile(fsys, name)
		sums[name] = sha256.Sum256(data)
		return err
	})
}

func filesOf(old, now sign.Sums) *fileChanges {
	var f fileChanges
	for name, digest := range now {
		if sign.IsProof(name) {
			continue
		}
		if before, is := old[name]; !is {
			f.Added = append(f.Added, name)
		} else if !bytes.Equal(before[:], digest[:]) {
			f.Changed = append(f.Changed, name)
		}
	}
	for name := range old {
		if _, is := now[name]; !is && !sign.IsProof(name) {
			f.Removed = append(f.Removed, name)
		}
	}
	for _, names := range [][]string{f.Added, f.Changed, f.Removed} {
		slices.Sort(names)
	}
	return &f
}
