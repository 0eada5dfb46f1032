package search

import (
	"crypto/sha256"
	"fmt"
	"slices"
)

const (
	// BlockSize is how many texts lie in one block: 8 kB. Each result may be in
	// a block of its own.
	BlockSize = 4
	// perShard is how many texts a shard of the postings stands for: 10 kB of postings at any size.
	perShard = 50
	// headSize is the Head of a layout, unless it is changed: some 3,000 postings.
	headSize = 4096
	// version is of what the files mean to the page that reads them.
	version = 2
	// NameLines are the first lines of a text, by which it is known.
	NameLines = 3
)

// Layout gives every text its number. Texts lie in sections, each with some free numbers behind its
// last one: where one more is put into a section, those behind it in the same section move on by one,
// and no other.
type Layout struct {
	Sizes  []int // how many texts each section has
	From   []int // the number of its first
	Total  int   // of numbers, the free ones too
	Shards int
	Head   int // bytes of a list's first postings, behind which it is cut: more than its lines take
}

// Block is a run of texts of one section, whose numbers follow each other.
type Block struct{ Number, Section, First, Count int } // First within the section

// NewLayout lays out sections of so many texts each.
func NewLayout(sizes []int) Layout {
	l := Layout{Sizes: sizes, Shards: 1, Head: headSize}
	for _, n := range sizes {
		l.From = append(l.From, l.Total)
		l.Total += room(n)
	}
	for l.Shards*perShard < l.Total {
		l.Shards *= 2
	}
	return l
}

// room is how many numbers a section has: up to a quarter more than texts, in whole blocks.
// static/js/index.js counts likewise.
func room(n int) int {
	step := BlockSize
	for step*8 < n {
		step *= 2
	}
	return (n + step - 1) / step * step
}

// Name tells the layout from every other one in which a text may have another number.
func (l Layout) Name() string {
	sum := sha256.Sum256(fmt.Append(nil, version, BlockSize, l.Shards, l.Head, l.From, l.Total))
	return fmt.Sprintf("%x", sum[:4])
}

// Blocks gives all blocks that have texts, by their numbers.
func (l Layout) Blocks() []Block {
	var blocks []Block
	for section, size := range l.Sizes {
		for first := 0; first < size; first += BlockSize {
			blocks = append(blocks, Block{(l.From[section] + first) / BlockSize, section, first,
				min(BlockSize, size-first)})
		}
	}
	return blocks
}

// isCommon is of a term that stands in so many texts that others should be asked first.
func (l Layout) isCommon(count int) bool { return count > l.Total/8 }

// isEverywhere is of a term that most texts have: of its postings those in names alone are kept.
func (l Layout) isEverywhere(count int) bool { return count > l.Total/2 }

// listed gives those postings of a term that are kept.
func (l Layout) listed(all []posting, count int) []posting {
	if !l.isEverywhere(count) {
		return all
	}
	return slices.DeleteFunc(all, func(p posting) bool { return p.line > NameLines })
}
