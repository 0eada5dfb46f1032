package notice

import (
	"slices"
	"strings"
)

// A card is a table, or a part of one, that tells of one finding: the names of its fields stand in
// its first column, or in every other one, and what they hold beside them.

// hasCards says whether a table is one or more of them: most rows begin with the name of a field,
// and one of them holds a title, another tells of it.
func (u *understanding) hasCards(t table) bool {
	named, rows := 0, 0
	known := map[column]bool{}
	for i := t.from; i < t.to; i++ {
		for n, f := range u.pairsOf(i) {
			known[f.kind] = true
			if n == 0 {
				rows++
			}
			if n == 0 && f.kind != otherColumn {
				named++
			}
		}
	}
	tells := false
	for c := range known {
		tells = tells || c.telling()
	}
	return known[titleColumn] && tells && named >= 3 && 5*named >= 3*rows
}

// pair is the name of a field and what it holds.
type pair struct {
	kind        column
	name, value cell
}

// pairsOf reads a row as pairs; nothing where its texts are no pairs. A numeral behind the name of
// a title is part of it: 问题一.
func (u *understanding) pairsOf(i int) []pair {
	var cells []cell
	for c, cell := range u.cellsOf(i) {
		if !u.merged(i, c) {
			cells = append(cells, cell)
		}
	}
	var pairs []pair
	for c := 0; c+1 < len(cells); c += 2 {
		p := pair{columnOf(cells[c].text), cells[c], cells[c+1]}
		if n := readNumeral(fold(p.name.text)); n.class == "problem" && n.size == len(p.name.text) {
			p.kind = titleColumn
		}
		if p.name.text != "" {
			pairs = append(pairs, p)
		}
	}
	return pairs
}

// cards reads a table of cards. A row that holds no pairs stands above a card, and belongs to it.
func (u *understanding) cards(t table, above trail, m mode) {
	c := card{above: above, mode: m, seen: map[column]bool{}}
	for i := t.from; i < t.to; i++ {
		pairs := u.pairsOf(i)
		if len(pairs) == 0 {
			u.startCard(&c)
			c.lines = append(c.lines, i)
			continue
		}
		for _, p := range pairs {
			again := p.kind == titleColumn || p.kind == numberColumn
			if again && c.seen[p.kind] {
				u.startCard(&c)
			}
			c.seen[p.kind] = true
			c.pairs = append(c.pairs, placed{i, p})
		}
	}
	u.startCard(&c)
}

// card is one that is being read.
type card struct {
	above trail
	mode  mode
	seen  map[column]bool
	lines []int // rows without pairs
	pairs []placed
}

type placed struct {
	block int
	pair
}

// startCard ends the card that was being read, and begins the next. What has no title is left over.
func (u *understanding) startCard(c *card) {
	if len(c.pairs) == 0 {
		return
	}
	lines, pairs := c.lines, c.pairs
	c.lines, c.pairs, c.seen = nil, nil, map[column]bool{}
	at := slices.IndexFunc(pairs, func(p placed) bool {
		return p.kind == titleColumn && p.value.text != ""
	})
	if at < 0 {
		u.ask("row-untitled", pairs[0].block)
		return
	}
	f := u.beginRow(pairs[at].block, c.above, c.mode)
	for _, i := range lines {
		u.take(i, 0, len(u.folded[i]), Text, nil)
	}
	if n := readNumeral(fold(pairs[at].name.text)); n.class == "problem" {
		f.Number = n.shown
	}
	var told []segment
	for i, p := range pairs {
		u.take(p.block, p.name.from, p.name.to, Label, f)
		u.field(f, p, i == at, c.mode, &told)
	}
	u.tell(f, told, c.mode)
}

// field puts what a field of a card holds to where its name says.
func (u *understanding) field(f *Finding, p placed, title bool, m mode, told *[]segment) {
	s := segment{none, p.block, p.value.from, p.value.to, p.value.from}
	switch {
	case strings.TrimSpace(p.value.text) == "":
	case title:
		u.rowTitle(f, s)
	case p.kind == numberColumn:
		u.rowNumber(f, s, p.name.text)
	case p.kind == titleColumn:
		u.beneath(f, s, p.name.text)
	case p.kind == categoryColumn || p.kind == groupColumn:
		u.rowCategory(f, s)
	default:
		u.cell(f, s, p.kind, m, told, p.name.text)
	}
}
