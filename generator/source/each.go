package source

import (
	"errors"
	"slices"
)

// CommitEach writes files that are there, those that may be written in one transaction: each round
// leaves out one more. It gives why each file was left as it was; nil where it was written.
func (f *Folder) CommitEach(files []File) []error {
	refused := make([]error, len(files))
	for i, file := range files {
		refused[i] = f.Replaceable(file.Name)
	}
	for {
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
