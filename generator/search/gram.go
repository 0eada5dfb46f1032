package search

import "unicode/utf16"

// gram is up to three UTF-16 units, the first one lowest. Of Chinese every character and every two
// are a gram; of what is narrow (Latin letters, digits, their marks) every three are, too: two letters
// stand in most texts.
type gram uint64

func gramOf(units ...uint16) gram {
	var g gram
	for i, u := range units {
		g |= gram(u) << (16 * i)
	}
	return g
}

func (g gram) String() string {
	var units []uint16
	for ; g > 0; g >>= 16 {
		units = append(units, uint16(g))
	}
	return string(utf16.Decode(units))
}

// isNarrow is of a unit that is not Chinese, nor half a character.
func isNarrow(u uint16) bool { return u < 0x2e80 }

// isSpace ends a word: no query has it. What else is a space in Unicode does no harm.
func isSpace(u uint16) bool { return u <= ' ' }

// isWhole says whether a gram begins and ends with whole characters.
func isWhole(first, last uint16) bool {
	return (first < 0xdc00 || first > 0xdfff) && (last < 0xd800 || last > 0xdbff)
}

// grams tells each gram of a folded text, with its line, from 1. A gram may be told many times, the
// first line first.
func grams(text []uint16, tell func(g gram, line int)) {
	line := 1
	for i, u := range text {
		if u == '\n' {
			line++
		}
		if isSpace(u) {
			continue
		}
		if isWhole(u, u) {
			tell(gram(u), line)
		}
		if i+1 == len(text) || isSpace(text[i+1]) {
			continue
		}
		v := text[i+1]
		if isWhole(u, v) {
			tell(gramOf(u, v), line)
		}
		if isNarrow(u) && isNarrow(v) && i+2 < len(text) && isNarrow(text[i+2]) && !isSpace(text[i+2]) {
			tell(gramOf(u, v, text[i+2]), line)
		}
	}
}

// shardOf is the shard of a term: FNV-1a over its UTF-16 units, as static/js/gram.js has it.
func shardOf(term string, shards int) int {
	hash := uint32(2166136261)
	for _, u := range utf16.Encode([]rune(term)) {
		hash = (hash ^ uint32(u)) * 16777619
	}
	return int((hash ^ hash>>15) % uint32(shards))
}
