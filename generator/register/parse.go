package register

import (
	"slices"

	"gongshi/generator/parallel"
)

// parsed is what came of a file.
type parsed struct {
	text *cachedFile
	err  error
}

// parseFindings parses the files that may have changed on all cores, before the reader takes them up
// one by one, in the order of their names. Reading a register for the first time is nearly all
// parsing: of 10,000 findings, 2 s of one core.
func (r *reader) parseFindings(files []string) {
	files = slices.DeleteFunc(files, func(file string) bool {
		_, fresh := r.cached.lookup(file)
		return fresh
	})
	results := make([]parsed, len(files))
	parse := func(i int) error {
		file := files[i]
		results[i].text, results[i].err = parseText(r, file, unread(file), r.checkWhole, fillNamed)
		r.cached.progress(i+1, len(files))
		return nil // each error is told in its file's turn
	}
	_ = parallel.Each(len(files), func() func(int) error { return parse })
	r.parsed = make(map[string]parsed, len(files))
	for i, file := range files {
		r.parsed[file] = results[i]
	}
}
