package search

import (
	"maps"
	"slices"
)

// Update brings shards up to date that were made of the same layout.
//
// What it costs is what changed. A shard of additions beside the old ones would be fewer files, but a
// site would then depend on what it was before, and not on its register alone.
type Update struct {
	layout  Layout
	folding *folding
	was     map[string]int // common terms
	common  map[string]int
	shards  map[int]map[string]changes
	writer  writer
}

// changes are those of one term: by the number of a text the line, 0 where it has the term no more.
type changes map[int]int

// NewUpdate begins an update of an index that had such common terms.
func NewUpdate(l Layout, common map[string]int) *Update {
	return &Update{layout: l, folding: newFolding(), was: common, common: maps.Clone(common),
		shards: map[int]map[string]changes{}}
}

// Change tells what a number stood for, and what it does now; a text without lines is none.
func (u *Update) Change(number int, old, now Text) {
	if old.Lines == now.Lines && slices.Equal(old.Terms, now.Terms) {
		return
	}
	before, after := u.termsOf(old), u.termsOf(now)
	for term := range before {
		if _, stays := after[term]; !stays {
			u.change(term, number, 0, -1)
		}
	}
	for term, line := range after {
		switch was, stays := before[term]; {
		case !stays:
			u.change(term, number, line, 1)
		case was != line:
			u.change(term, number, line, 0)
		}
	}
}

// change notes one posting, and by how many the term's grow.
func (u *Update) change(term string, number, line, more int) {
	if u.layout.isEverywhere(u.was[term]) {
		if u.common[term] += more; line > NameLines {
			line = 0
		}
	}
	shard := shardOf(term, u.layout.Shards)
	if u.shards[shard] == nil {
		u.shards[shard] = map[string]changes{}
	}
	if u.shards[shard][term] == nil {
		u.shards[shard][term] = changes{}
	}
	u.shards[shard][term][number] = line
}

// Possible says whether the shards can be brought up to date: not where a term that most texts had is
// to have all of its postings again.
func (u *Update) Possible() bool {
	for term, count := range u.was {
		if u.layout.isEverywhere(count) && !u.layout.isEverywhere(u.common[term]) {
			return false
		}
	}
	return true
}

// Touches says whether a shard changes.
func (u *Update) Touches(shard int) bool { return len(u.shards[shard]) > 0 }

// Shard gives a shard as it is now, of what it was.
func (u *Update) Shard(n int, old Shard) (Shard, error) {
	lists, err := old.read()
	if err != nil {
		return Shard{}, err
	}
	for term, changed := range u.shards[n] {
		lineOf := read(lists[term])
		maps.Copy(lineOf, changed)
		list := make([]posting, 0, len(lineOf))
		for _, number := range slices.Sorted(maps.Keys(lineOf)) {
			if line := lineOf[number]; line > 0 {
				list = append(list, posting{number, line})
			}
		}
		count := len(list)
		if u.layout.isEverywhere(u.was[term]) {
			count = u.common[term]
		}
		delete(u.common, term)
		if u.layout.isCommon(count) {
			u.common[term] = count
		}
		list = u.layout.listed(list, count)
		if lists[term] = u.writer.write(list); len(list) == 0 {
			delete(lists, term)
		}
	}
	return newShard(lists, u.layout.Head), nil
}

// Common gives the terms that stand in many texts, and in how many, once all shards are made that
// change.
func (u *Update) Common() map[string]int { return u.common }

// termsOf gives the first line of every term of a text.
func (u *Update) termsOf(text Text) map[string]int {
	first := map[string]int{}
	lineOf := map[gram]int{}
	grams(u.folding.fold(text.Lines, nil), func(g gram, line int) {
		if _, known := lineOf[g]; !known {
			lineOf[g] = min(line, lines)
		}
	})
	for g, line := range lineOf {
		first[g.String()] = line
	}
	for _, term := range text.Terms {
		first[term] = 1
	}
	return first
}
