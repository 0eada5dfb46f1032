package generator

import (
	"errors"
	"slices"

	"gongshi/generator/register"
	"gongshi/generator/source"
)

// Fixed is what became of one file that could be mended.
type Fixed struct {
	register.Fix
	Err error // why the file was left as it was; nil where it was written
}

// Fix writes every file of a source in which something has exactly one right answer: see
// [register.Fixes]. One that must not be written does not stop the others: those are written in one
// transaction. The error is the file system's, met while reading.
func Fix(dir string) ([]Fixed, error) {
	folder, err := source.Open(dir)
	if err != nil {
		return nil, err
	}
	defer folder.Close()
	fixes, err := register.Fixes(folder.FS())
	if err != nil {
		return nil, err
	}
	return commit(folder, fixes), nil
}

// commit writes the fixed files. Each round leaves out one more that cannot be written.
func commit(folder *source.Folder, fixes []register.Fix) []Fixed {
	fixed := make([]Fixed, len(fixes))
	for i, f := range fixes {
		fixed[i] = Fixed{f, folder.Replaceable(f.File)}
	}
	for {
		var files []source.File
		for _, f := range fixed {
			if f.Err == nil {
				files = append(files, source.File{Name: f.File, Data: f.After, Old: f.Before})
			}
		}
		if len(files) == 0 {
			return fixed
		}
		err := folder.Commit(files)
		if err == nil {
			return fixed
		}
		refuse(fixed, err)
	}
}

// refuse notes an error at the file that it is about, or at all that were to be written.
func refuse(fixed []Fixed, err error) {
	refused, is := errors.AsType[*source.FileError](err)
	named := func(f Fixed) bool { return is && f.File == refused.Name }
	if n := slices.IndexFunc(fixed, named); n >= 0 && fixed[n].Err == nil {
		fixed[n].Err = refused.Err
		return
	}
	for i := range fixed {
		if fixed[i].Err == nil {
			fixed[i].Err = err
		}
	}
}
