package notice

import (
	"slices"
	"strings"
)

// A card is a table, or a part of one, about one finding: the names of its fields stand in
// its first column, or in every other one, and what they hold beside them.

// hasCards says whether a table is one or more of them: most rows begin with the name of a field,
// and one of them holds a title, another says more about it.
func (all *tables) hasCards(t table) bool {
	if all.namesColumns(t) {
		return false
	}
	named, rows := 0, 0
	known := map[field]bool{}
	for i := t.from; i < t.to; i++ {
		for n, f := range all.pairsOf(i) {
			known[f.kind] = true
			if n == 0 {
				rows++
			}
			if n == 0 && f.kind != none {
				named++
			}
		}
	}
	return known[problemText] && telling(known) && named >= 3 && 5*named >= 3*rows
}

// namesColumns says whether a table begins with a row that names all of its columns.
func (all *tables) namesColumns(t table) bool {
	for i := t.from; i < min(t.to, t.from+2); i++ {
		cells := all.Blocks[i].Cells
		if len(cells) > 2 && !slices.ContainsFunc(cells, func(cell string) bool {
			return columnOf(cell) == none
		}) {
			return true
		}
	}
	return false
}

// pair is the name of a field and what it holds.
type pair struct {
	block       int
	kind        field
	name, value cell
}

// pairsOf reads a row as pairs; nothing where its texts are no pairs. A numeral behind the name of
// a title is part of it: 问题一.
func (all *tables) pairsOf(i int) []pair {
	var cells []cell
	for c, cell := range all.cellsOf(i) {
		if !all.merged(i, c) {
			cells = append(cells, cell)
		}
	}
	var pairs []pair
	for c := 0; c+1 < len(cells); c += 2 {
		if isHead(cells[c].text) && isHead(cells[c+1].text) {
			return nil // a row of heads
		}
		p := pair{i, columnOf(cells[c].text), cells[c], cells[c+1]}
		if n := readNumeral(fold(p.name.text)); n.class == "problem" && n.size == len(p.name.text) {
			p.kind = problemText
		}
		if p.name.text != "" {
			pairs = append(pairs, p)
		}
	}
	return pairs
}

// cards reads a table of cards. A row that holds no pairs stands above a card, and belongs to it.
func (r *reader) cards(t table, above trail, m mode) {
	c := card{seen: map[field]bool{}}
	for i := t.from; i < t.to; i++ {
		pairs := r.pairsOf(i)
		if len(pairs) == 0 {
			r.endCard(&c, above, m)
			c.lines = append(c.lines, i)
			continue
		}
		for _, p := range pairs {
			repeated := (p.kind == problemText || p.kind == itemNumber) && c.seen[p.kind]
			if repeated {
				r.endCard(&c, above, m)
			}
			c.seen[p.kind] = true
			c.pairs = append(c.pairs, p)
		}
	}
	r.endCard(&c, above, m)
}

// card is one that is being read.
type card struct {
	seen  map[field]bool
	lines []int // rows without pairs
	pairs []pair
}

// endCard reads a card that is complete, and empties it for the next. What has no title is left
// over.
func (r *reader) endCard(c *card, above trail, m mode) {
	if len(c.pairs) == 0 {
		return
	}
	lines, pairs := c.lines, c.pairs
	*c = card{seen: map[field]bool{}}
	at := slices.IndexFunc(pairs, func(p pair) bool {
		return p.kind == problemText && p.value.text != ""
	})
	if at < 0 {
		r.ask("row-untitled", pairs[0].block)
		return
	}
	a := r.beginRow(pairs[at].block, above, m)
	for _, i := range lines {
		r.assignBlock(i, Text)
	}
	if n := readNumeral(fold(pairs[at].name.text)); n.class == "problem" {
		a.Number = n.shown
	}
	for i, p := range pairs {
		a.assign(p.block, p.name.from, p.name.to, Label)
		s := segment{none, p.block, p.value.from, p.value.to, p.value.from}
		if p.kind == problemText && i != at && strings.TrimSpace(p.value.text) != "" {
			a.beneath(s, p.name.text)
			continue
		}
		r.cell(a, p.kind, s, p.name.text)
	}
	a.readProgress()
}
