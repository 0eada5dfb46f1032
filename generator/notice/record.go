package notice

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"gongshi/generator/document"
)

// record is what the stages write down: which piece of the source became what, and the questions.
type record struct {
	Pieces    []Piece
	Questions []Note
	Checks    []Note

	asked map[[2]string]bool // the rules of the questions, with what they are about
}

// assign notes what a part of a block became. White space at its ends belongs to it.
func (r *record) assign(block, from, to int, use Use, f *Finding) {
	if from < to {
		r.Pieces = append(r.Pieces, Piece{block, from, to, use, f, nil})
	}
}

// assignTo is assign for what belongs to a category.
func (r *record) assignTo(block, from, to int, use Use, c *Category) {
	if from < to {
		r.Pieces = append(r.Pieces, Piece{block, from, to, use, nil, c})
	}
}

func (r *record) relabel(s segment, use Use, f *Finding) {
	if last := len(r.Pieces) - 1; last >= 0 && r.Pieces[last].Use == Label &&
		r.Pieces[last].Block == s.block && r.Pieces[last].From == s.label {
		r.Pieces = r.Pieces[:last]
	}
	r.assign(s.block, s.label, s.to, use, f)
}

func (r *record) findingBlocks() map[int]bool {
	own := map[int]bool{}
	for _, p := range r.Pieces {
		own[p.Block] = own[p.Block] || p.Finding != nil
	}
	return own
}

func (r *record) ask(rule string, block int, args ...any) {
	r.Questions = append(r.Questions, Note{rule, block, args})
	if r.asked == nil {
		r.asked = map[[2]string]bool{}
	}
	if len(args) > 0 {
		r.asked[[2]string{rule, fmt.Sprint(args[0])}] = true
	}
}

// confirm notes a claim that agrees, and asks about one that does not.
func (r *record) confirm(rule string, block, said, found int) {
	if said == found {
		r.Checks = append(r.Checks, Note{rule, block, []any{said, found}})
		return
	}
	r.ask(rule, block, said, found)
}

// withdraw makes leftovers of what was the text of an inspection: without findings there is none.
func (r *record) withdraw() {
	for i, p := range r.Pieces {
		if p.Use == Text || p.Use == Heading {
			r.Pieces[i].Use = Leftover
		}
	}
	totals := func(n Note) bool { return n.Rule == "only-totals" }
	if !slices.ContainsFunc(r.Questions, totals) {
		r.ask("no-findings", -1)
	}
}

// complete sorts the pieces, and makes what no stage has used a piece of its own: left over where
// it has a letter or a figure.
func (r *record) complete(blocks []document.Block) {
	slices.SortStableFunc(r.Pieces, func(a, b Piece) int {
		return cmp.Or(cmp.Compare(a.Block, b.Block), cmp.Compare(a.From, b.From))
	})
	var all []Piece
	next := 0
	for i, b := range blocks {
		at := 0
		for ; next < len(r.Pieces) && r.Pieces[next].Block == i; next++ {
			p := r.Pieces[next]
			all = appendRest(all, i, b.Text, at, p.From)
			if last := len(all) - 1; last >= 0 && p.Use == Leftover && all[last].Use == Leftover &&
				all[last].Block == i {
				all[last].To = p.To
			} else {
				all = append(all, p)
			}
			at = p.To
		}
		all = appendRest(all, i, b.Text, at, len(b.Text))
	}
	r.Pieces = all
}

func appendRest(all []Piece, block int, text string, from, to int) []Piece {
	if from >= to {
		return all
	}
	rest := text[from:to]
	use := Label
	switch {
	case strings.ContainsFunc(rest, func(r rune) bool {
		return unicode.IsLetter(r) || unicode.IsDigit(r)
	}):
		use = Leftover
	case strings.TrimSpace(rest) == "|":
		use = Gap
	}
	return append(all, Piece{Block: block, From: from, To: to, Use: use})
}

func shorten(text string) string {
	if utf8.RuneCountInString(text) > 40 {
		return firstRunes(text, 40) + "…"
	}
	return text
}
