package source

import (
	"cmp"
	"errors"
	"slices"
)

// CommitEach writes files, those that may be written in one transaction: each round leaves out one
// more, with those that are not written without it. It gives why each file was left as it was; nil
// where it was written.
func (f *Folder) CommitEach(files []File) []error {
	refused := make([]error, len(files))
	for i, file := range files {
		if file.Old == nil {
			refused[i] = f.Free(file.Name)
		} else {
			refused[i] = f.Replaceable(file.Name)
		}
	}
	for {
		keepTogether(files, refused)
		var rest []File
		for i, file := range files {
			if refused[i] == nil {
				rest = append(rest, file)
			}
		}
		if len(rest) == 0 {
			return refused
		}
		err := f.Commit(rest)
		if err == nil {
			return refused
		}
		blame(files, refused, err)
	}
}

// keepTogether refuses what is not written without a file that is refused, until that changes
// nothing more.
func keepTogether(files []File, refused []error) {
	for changed := true; changed; {
		changed = false
		for i, one := range files {
			if len(one.With) == 0 {
				continue
			}
			for j, other := range files {
				if !slices.Contains(one.With, other.Name) || (refused[i] == nil) == (refused[j] == nil) {
					continue
				}
				why := cmp.Or(refused[i], refused[j])
				refused[i], refused[j], changed = why, why, true
			}
		}
	}
}

// blame notes an error at the file that it is about, or at all that were to be written.
func blame(files []File, refused []error, err error) {
	one, is := errors.AsType[*FileError](err)
	n := slices.IndexFunc(files, func(f File) bool { return is && f.Name == one.Name })
	if n >= 0 && refused[n] == nil {
		refused[n] = one.Err
		return
	}
	for i := range refused {
		if refused[i] == nil {
			refused[i] = err
		}
	}
}
