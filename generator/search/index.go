// Package search makes an inverted index: for every gram of some texts, in which of them it stands,
// in shards, so that a page reads only those of what is looked for. A gram is one to three
// characters, so that any part of a text is found and no dictionary is needed.
//
// The index gives candidates. The page shows one only when its text has all that is looked for: an
// index that is older or newer than the texts may miss a result, and never shows a wrong one.
//
// [Index] makes all shards; [Update] brings those up to date that some changed texts touch, to the
// same bytes. The package knows no finding, reads no file and looks nothing up itself: that does
// static/js/index.js, which folds, cuts and hashes alike.
package search

import (
	"encoding/binary"
)

// Text is what is found of one thing: its lines, and terms that are found whole alone.
type Text struct {
	Lines string
	Terms []string // longer than a gram
}

// Index is the postings of all texts of a layout.
type Index struct {
	layout  Layout
	folding *folding
	folded  []uint16
	lists   []list
	single  [1 << 16]int32 // place in lists, from 1
	grams   map[gram]int32
	terms   map[string]int32
	sharded [][]keyed
	common  map[string]int
	writer  writer
}

// list is the postings of one term, packed as [list.append] says.
type list struct {
	packed []byte
	packedTo,
	last, // number, from 1
	count int32
}

type keyed struct {
	term string
	list *list
}

// NewIndex begins an index.
func NewIndex(l Layout) *Index {
	return &Index{layout: l, folding: newFolding(), grams: map[gram]int32{},
		terms: map[string]int32{}}
}

// Add puts a text in, in the order of their numbers.
func (x *Index) Add(number int, text Text) {
	x.folded = x.folding.fold(text.Lines, x.folded)
	grams(x.folded, func(g gram, line int) {
		if g < 1<<16 {
			x.post(&x.single[g], number, line)
			return
		}
		at := x.grams[g]
		if at == 0 {
			x.post(&at, number, line)
			x.grams[g] = at
			return
		}
		x.post(&at, number, line)
	})
	for _, term := range text.Terms {
		at := x.terms[term]
		x.post(&at, number, 1)
		x.terms[term] = at
	}
}

func (x *Index) post(at *int32, number, line int) {
	if *at == 0 {
		x.lists = append(x.lists, list{})
		*at = int32(len(x.lists))
	}
	l := &x.lists[*at-1]
	if l.last == int32(number+1) {
		return
	}
	l.last = int32(number + 1)
	l.count++
	if !x.layout.isEverywhere(int(l.count)) {
		l.append(posting{number, line})
		return
	}
	if !x.layout.isEverywhere(int(l.count) - 1) {
		all := x.layout.listed(l.read(), int(l.count))
		l.packed, l.packedTo = nil, 0
		for _, p := range all {
			l.append(p)
		}
	}
	if line <= NameLines {
		l.append(posting{number, line})
	}
}

// append packs a posting into one byte where its text is near the one before: three bits have the
// distance, five the line. What is too large for its bits follows them.
func (l *list) append(p posting) {
	distance, line := int32(p.number+1)-l.packedTo, min(p.line, lines)
	l.packedTo = int32(p.number + 1)
	l.packed = append(l.packed, byte(min(distance, far)<<5)|byte(min(line, low)))
	if distance >= far {
		l.packed = binary.AppendUvarint(l.packed, uint64(distance-far))
	}
	if line >= low {
		l.packed = append(l.packed, byte(line))
	}
}

const far, low = 7, 31 // the first distance and the first line that do not fit

func (l *list) read() []posting {
	all := make([]posting, 0, len(l.packed))
	number := -1
	for rest := l.packed; len(rest) > 0; {
		distance, line := int(rest[0]>>5), int(rest[0]&low)
		rest = rest[1:]
		if distance == far {
			more, n := binary.Uvarint(rest)
			distance, rest = far+int(more), rest[n:]
		}
		if line == low {
			line, rest = int(rest[0]), rest[1:]
		}
		number += distance
		all = append(all, posting{number, line})
	}
	return all
}

// close puts each list into its shard, once all texts are in.
func (x *Index) close() {
	if x.sharded != nil {
		return
	}
	x.sharded, x.common = make([][]keyed, x.layout.Shards), map[string]int{}
	put := func(term string, at int32) {
		l := &x.lists[at-1]
		if x.layout.isCommon(int(l.count)) {
			x.common[term] = int(l.count)
		}
		shard := shardOf(term, x.layout.Shards)
		x.sharded[shard] = append(x.sharded[shard], keyed{term, l})
	}
	for unit, at := range x.single {
		if at > 0 {
			put(gram(unit).String(), at)
		}
	}
	for g, at := range x.grams {
		put(g.String(), at)
	}
	for term, at := range x.terms {
		put(term, at)
	}
}

// Shard gives the postings of a shard, which are not kept. See [Shard].
func (x *Index) Shard(n int) Shard {
	x.close()
	lists := make(map[string]string, len(x.sharded[n]))
	for _, k := range x.sharded[n] {
		if list := k.list.read(); len(list) > 0 {
			lists[k.term] = x.writer.write(list)
		}
		k.list.packed = nil
	}
	return newShard(lists, x.layout.Head)
}

// Common gives the terms that stand in many texts, and in how many.
func (x *Index) Common() map[string]int {
	x.close()
	return x.common
}
