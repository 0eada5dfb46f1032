package notice

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"
)

// like gives the findings whose titles hold a key or are held by it, certain where there is one and
// the one is most of the other; else those that have most pairs of characters with it in
// common, at most five, to be asked about.
func (k names) like(key string) match {
	share := k.alike(key)
	var held []int
	for i, own := range k.titles {
		if min(len(own), len(key)) >= shortTitle &&
			(strings.Contains(own, key) || strings.Contains(key, own)) {
			held = append(held, i)
			share[i]++
		}
	}
	if len(held) == 1 {
		own := len(k.titles[held[0]])
		if 10*min(own, len(key)) >= 7*max(own, len(key)) {
			return match{held, true}
		}
	}
	var like []int
	for i, s := range share {
		if s >= 0.5 {
			like = append(like, i)
		}
	}
	slices.SortFunc(like, func(a, b int) int {
		return cmp.Or(cmp.Compare(share[b], share[a]), a-b)
	})
	return match{known: like[:min(len(like), 5)]}
}

// alike is which share of the pairs of neighbouring characters a key and a title have in common,
// from 0 to 1 (Dice), of all titles that have any.
func (k names) alike(key string) map[int]float64 {
	common := map[[2]int]int{} // by title and pair
	own := pairsIn(key)
	index := map[string]int{}
	var often []int
	for _, pair := range own {
		at, there := index[pair]
		if !there {
			at = len(often)
			index[pair], often = at, append(often, 0)
			for _, i := range k.pairs[pair] {
				common[[2]int{i, at}]++
			}
		}
		often[at]++
	}
	share := map[int]float64{}
	for at, n := range common {
		share[at[0]] += float64(2 * min(n, often[at[1]]))
	}
	for i := range share {
		share[i] /= float64(len(own) + max(0, utf8.RuneCountInString(k.titles[i])-1))
	}
	return share
}

// pairsIn are the pairs of neighbouring characters of a key.
func pairsIn(key string) []string {
	var pairs []string
	runes := []rune(key)
	for i := range max(0, len(runes)-1) {
		pairs = append(pairs, string(runes[i:i+2]))
	}
	return pairs
}
