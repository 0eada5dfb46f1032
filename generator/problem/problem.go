// Package problem holds what Gongshi says about somebody's files: a sentence with a place.
//
// A [Problem] names a rule and the arguments of its sentence. The sentence itself stands once in
// each of the two catalogues, zh.toml and en.toml, and is looked up only when it is printed, so
// that one list of problems can be read in either language. A [List] is sorted, and is an error.
//
// A remark is a problem that stops nothing: its rule says remark = true in both catalogues. It is
// listed and counted apart: see [List.Err] and [List.Remarks].
//
// What a problem quotes of somebody's text is masked where it is printed: see [personal.Mask].
//
// The package does not look for problems, and it does not know what a finding is.
package problem

import (
	"cmp"
	"slices"
	"strings"
)

// Problem is one thing to mend, at one place.
type Problem struct {
	File   string // slash-separated, relative to the source; empty where no file is to blame
	Line   int    // counted from 1; 0 where the whole file is meant
	Column int    // in characters, counted from 1; 0 where the whole line is meant
	Rule   string // a key of both catalogues
	Args   []any  // the arguments of the rule's sentences, in the catalogues' order
	Mean   string // what the author most likely meant; empty where nothing comes near
	Title  string // of the finding that the file holds; empty for every other file
}

// Phrase is an argument in each language, by zh and en: an example, or words with their meaning.
type Phrase map[string]string

// String gives the problem in English, for logs and tests; people read [List.Text].
func (p Problem) String() string { return strings.TrimSuffix(p.in("en"), "\n") }

// IsRemark says whether the problem stops nothing.
func (p Problem) IsRemark() bool { return catalogues["en"][p.Rule].Remark }

// List is problems sorted by place. It is an error, and an empty list is none: see [List.Err].
type List []Problem

func (l List) Error() string {
	var b strings.Builder
	l.Text(&b, "en")
	return strings.TrimSuffix(b.String(), "\n")
}

// Err gives the problems that stop, sorted and without duplicates; nil where there are none.
func (l List) Err() error {
	if stops := l.sorted(func(p Problem) bool { return !p.IsRemark() }); len(stops) > 0 {
		return stops
	}
	return nil
}

// Remarks gives the problems that stop nothing, sorted and without duplicates.
func (l List) Remarks() List { return l.sorted(Problem.IsRemark) }

func (l List) sorted(wanted func(Problem) bool) List {
	var sorted List
	for _, p := range l {
		if wanted(p) {
			sorted = append(sorted, p)
		}
	}
	slices.SortStableFunc(sorted, compare)
	var unique List
	for from, to := 0, 0; from < len(sorted); from = to {
		for to < len(sorted) && compare(sorted[from], sorted[to]) == 0 {
			to++
		}
		unique = append(unique, sorted[from:to].distinct()...)
	}
	return unique
}

// distinct drops what is said twice. One alone is not printed for that, which would take long.
func (l List) distinct() List {
	if len(l) == 1 {
		return l
	}
	said := map[string]bool{}
	return slices.DeleteFunc(l, func(p Problem) bool {
		sentence := p.String()
		before := said[sentence]
		said[sentence] = true
		return before
	})
}

// Files counts the files that have a problem.
func (l List) Files() int {
	files := map[string]bool{}
	for _, p := range l {
		files[p.File] = true
	}
	return len(files)
}

func compare(a, b Problem) int {
	return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line),
		cmp.Compare(a.Column, b.Column), cmp.Compare(a.Rule, b.Rule))
}
