// Package metadata finds what a file holds beside what it shows, such as authors, comments, hidden
// rows or where a picture was taken, and makes copies without it.
//
// [Find] lists the traces in an office's document, a PDF, a JPEG, PNG, WebP or GIF, or a zip of such
// files, by their kinds alone: no value is kept. [Clean] makes a copy of what can be cleaned without
// a decision: pictures without loss, documents but for comments, tracked changes and whatever else a
// person has to look at. A PDF is never rewritten.
//
// The package neither reads nor writes files. It does not look for personal data in what a file
// shows, and knows neither the older formats of offices nor macros, sound and film.
package metadata

import (
	"bytes"
	"cmp"
	"errors"
	"slices"

	"gongshi/generator/document"
)

// Trace is something that a file holds beside what it shows.
type Trace struct {
	Kind   Kind
	In     string // the file within a zip; empty where it is the file itself
	Count  int    // 0: it is not counted
	ByHand bool   // only a person can decide what becomes of it
}

// ErrByHand says that a file holds what only a person can take out.
var ErrByHand = errors.New("only a person can take it out")

// Limits of one file, with all that is packed in it. Of the XML that takes longest, 32 MiB take
// two seconds; an honest document of 500 pages has 20.
const (
	unpackedLimit = 256 << 20 // bytes
	markupLimit   = 32 << 20  // bytes of XML
	deepest       = 3         // zips in zips
	depthLimit    = 256       // of elements
)

// Find lists what a file holds beside what it shows, sorted; nothing of a format that is not known
// here. The bytes decide on the format. The error is a [*document.Unreadable].
func Find(data []byte) ([]Trace, error) {
	found, err := newExaminer().examine(data)
	return found.traces, err
}

// Clean gives a copy of a file in which [Find] finds nothing; nil where it finds nothing in the
// file itself. The error is [ErrByHand], or that of Find.
func Clean(data []byte) ([]byte, error) {
	found, err := newExaminer().examine(data)
	if err != nil || len(found.traces) == 0 {
		return nil, err
	}
	if ByHand(found.traces) {
		return nil, ErrByHand
	}
	copied, err := found.clean()
	if err != nil {
		return nil, err
	}
	if left, err := Find(copied); err != nil || len(left) > 0 {
		return nil, ErrByHand // it would go out with what it was cleaned of
	}
	return copied, nil
}

// ByHand says whether only a person can take out one of some traces.
func ByHand(traces []Trace) bool {
	return slices.ContainsFunc(traces, func(t Trace) bool { return t.ByHand })
}

// found is what there is in a file, and how to make a copy without it, which may be nil where all
// of it is left to a person.
type found struct {
	traces []Trace
	clean  func() ([]byte, error)
}

// examiner looks at one file and at all that is packed in it.
type examiner struct {
	unpacked, markup int // bytes that may come yet
	depth            int // of zips
}

func newExaminer() *examiner { return &examiner{unpackedLimit, markupLimit, 0} }

func (x *examiner) examine(data []byte) (found, error) {
	switch {
	case len(data) > document.Limit:
		return found{}, unreadable(document.FileLarge, document.Limit>>20)
	case bytes.HasPrefix(data, []byte("%PDF-")):
		return pdf(data)
	case bytes.HasPrefix(data, []byte(jpegStart)):
		return jpeg(data)
	case bytes.HasPrefix(data, []byte(pngStart)):
		return png(data)
	case isWebP(data):
		return webP(data)
	case bytes.HasPrefix(data, []byte("GIF8")):
		return gif(data)
	case bytes.HasPrefix(data, []byte("PK\x03\x04")):
		return x.archive(data)
	}
	return found{}, nil
}

// tally gathers traces: each kind once in each file.
type tally struct{ traces []Trace }

// add notes a kind; that it is there is all that is known.
func (t *tally) add(kind Kind) { t.put(Trace{Kind: kind, ByHand: kind.byHand()}) }

// count notes that there are n of a kind.
func (t *tally) count(kind Kind, n int) {
	if n > 0 {
		t.put(Trace{Kind: kind, Count: n, ByHand: kind.byHand()})
	}
}

func (t *tally) put(trace Trace) {
	i := slices.IndexFunc(t.traces, func(o Trace) bool {
		return o.Kind == trace.Kind && o.In == trace.In
	})
	if i < 0 {
		t.traces = append(t.traces, trace)
		return
	}
	t.traces[i].Count += trace.Count
	t.traces[i].ByHand = t.traces[i].ByHand || trace.ByHand
}

// sorted are the traces in the order of kinds, what is by hand first.
func (t *tally) sorted() []Trace {
	rank := func(t Trace) int { return slices.Index(Kinds(), t.Kind) }
	slices.SortStableFunc(t.traces, func(a, b Trace) int {
		return cmp.Or(cmp.Compare(a.In, b.In), cmp.Compare(rank(a), rank(b)))
	})
	return t.traces
}

func unreadable(rule document.UnreadableRule, args ...any) error {
	return &document.Unreadable{Rule: rule, Args: args}
}
