package export

import (
	"fmt"
	"maps"
	"slices"

	"gongshi/generator/search"
)

// rootIndex is search.js of an index in shards. It names the folder of the other files, of which
// each sets what it has: postings_17.js the postings of a shard, postings_17_more.js what is left of
// its long ones, texts_3.js a block of findings, states.js the states of all.
type rootIndex struct {
	Built     string        `json:"built,omitempty"` // see [builtOn]
	Digest    string        `json:"digest"`          // of all that can be found
	Folder    string        `json:"folder"`          // one that no other layout has
	Shards    int           `json:"shards"`
	Head      int           `json:"head"`  // bytes of a list that may go on in another file
	Block     int           `json:"block"` // findings of one block
	Scopes    []searchScope `json:"scopes"`
	Withdrawn int           `json:"withdrawn"` // findings behind all others
	Common    []string      `json:"common"`    // terms that most others should be asked before
	Counts    string        `json:"counts"`    // in how many findings each of them stands

	Postings map[int]map[string]string `json:"postings"`
	More     map[int]map[string]string `json:"more"`
	Texts    map[int]searchIndex       `json:"texts"`
	States   *statesIndex              `json:"states"`
}

// searchScope is an inspection: its categories, and how many findings each has.
type searchScope struct {
	Inspection string   `json:"inspection"`
	Categories []string `json:"categories"`
	Sizes      []int    `json:"sizes"`
}

func (r *rootIndex) sizes() []int {
	var sizes []int
	for _, scope := range r.Scopes {
		sizes = append(sizes, scope.Sizes...)
	}
	return append(sizes, r.Withdrawn)
}

func (r *rootIndex) url(name string) string { return "data/" + r.Folder + name }

func (r *rootIndex) states() string         { return r.url("states.js") }
func (r *rootIndex) texts(block int) string { return r.url(fmt.Sprintf("texts_%d.js", block)) }
func (r *rootIndex) postings(shard int) string {
	return r.url(fmt.Sprintf("postings_%d.js", shard))
}

func (r *rootIndex) more(shard int) string {
	return r.url(fmt.Sprintf("postings_%d_more.js", shard))
}

// setCommon writes how many findings have each of some terms.
func (r *rootIndex) setCommon(counts map[string]int) {
	r.Common = slices.Sorted(maps.Keys(counts))
	var numbers []int
	for _, term := range r.Common {
		numbers = append(numbers, counts[term])
	}
	r.Counts = search.Counts(numbers)
}

func (r *rootIndex) common() map[string]int {
	counts := map[string]int{}
	for i, n := range search.ReadCounts(r.Counts) {
		counts[r.Common[i]] = n
	}
	return counts
}

// key is of what an index says beside its texts.
func (r *rootIndex) key(what string) Key {
	k := &keying{}
	k.add(what, r.Built, r.Digest, r.Folder)
	return k.sum()
}
