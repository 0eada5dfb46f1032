package notice

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"gongshi/generator/document"
)

// understanding is an import on its way.
type understanding struct {
	*Import
	folded    []string              // the blocks' texts as they are looked at
	keys      map[string][]*Finding // those of the findings up to known
	known     int
	pending   []*Finding // unfinished matters, before it is known which findings they are
	category  map[*node]*Category
	group     map[*node]*Group
	labelled  bool // findings have labels before their accounts
	worded    bool // findings are worded as problems
	unmatched bool // an unfinished matter may be any finding
	bodyStart int  // the first block behind the title
	colophon  int  // the first block of the last lines of an official document
	allTables []table
}

// Understand reads the blocks of a source as a notice. It never fails: what it does not understand
// is left over, and what only a person can decide is a question. The same source gives the same
// import.
func Understand(s *document.Source) *Import {
	u := &understanding{
		Import:   &Import{Source: s},
		category: map[*node]*Category{},
		group:    map[*node]*Group{},
	}
	for _, b := range s.Blocks {
		u.folded = append(u.folded, fold(b.Text))
	}
	u.Language = languageOf(s)
	u.findTables()
	from, to := u.frame()
	root := u.outline(from, to)
	u.sections(root)
	u.join()
	u.readExcept()
	u.emptyCategories()
	u.readPeriod()
	u.nameBody()
	u.name()
	u.settle()
	if len(u.Findings) == 0 {
		u.withdraw()
	}
	u.complete()
	u.readFigures()
	return u.Import
}

// languageOf says what a notice is written in: English where there is hardly any Chinese.
func languageOf(s *document.Source) string {
	han, latin := 0, 0
	for _, b := range s.Blocks {
		for _, r := range b.Text {
			switch {
			case unicode.Is(unicode.Han, r):
				han++
			case unicode.Is(unicode.Latin, r):
				latin++
			}
		}
	}
	if latin > 8*han {
		return "en"
	}
	return "zh"
}

// take notes what a part of a block became. White space at its ends belongs to it.
func (u *understanding) take(block, from, to int, use Use, f *Finding) {
	if from < to {
		u.Pieces = append(u.Pieces, Piece{block, from, to, use, f, nil})
	}
}

// takeFor is take for what belongs to a category.
func (u *understanding) takeFor(block, from, to int, use Use, c *Category) {
	if from < to {
		u.Pieces = append(u.Pieces, Piece{block, from, to, use, nil, c})
	}
}

// emptyCategories gives what was taken for a category without findings to the inspection's text: a
// category without findings is not written.
func (u *understanding) emptyCategories() {
	used := map[*Category]bool{}
	for _, f := range u.Findings {
		used[f.Category] = true
	}
	for i, p := range u.Pieces {
		if p.Category == nil || used[p.Category] {
			continue
		}
		u.Pieces[i].Category = nil
		if p.Use == Title {
			u.Pieces[i].Use = Heading
		}
	}
	u.Categories = slices.DeleteFunc(u.Categories, func(c *Category) bool { return !used[c] })
}

// withdraw gives back what was taken for the text of an inspection: without findings there is none.
func (u *understanding) withdraw() {
	for i, p := range u.Pieces {
		if p.Use == Text || p.Use == Heading {
			u.Pieces[i].Use = Leftover
		}
	}
	rule := "no-findings"
	for _, n := range u.Questions {
		if n.Rule == "only-totals" {
			rule = ""
		}
	}
	if rule != "" {
		u.ask(rule, -1)
	}
}

// complete sorts the pieces, and makes what nobody took a piece of its own: left over where it has
// a letter or a figure.
func (u *understanding) complete() {
	slices.SortStableFunc(u.Pieces, func(a, b Piece) int {
		return cmp.Or(cmp.Compare(a.Block, b.Block), cmp.Compare(a.From, b.From))
	})
	var all []Piece
	next := 0
	for i, b := range u.Source.Blocks {
		at := 0
		for ; next < len(u.Pieces) && u.Pieces[next].Block == i; next++ {
			p := u.Pieces[next]
			all = u.appendRest(all, i, at, p.From)
			if last := len(all) - 1; last >= 0 && p.Use == Leftover && all[last].Use == Leftover &&
				all[last].Block == i {
				all[last].To = p.To
			} else {
				all = append(all, p)
			}
			at = p.To
		}
		all = u.appendRest(all, i, at, len(b.Text))
	}
	u.Pieces = all
}

func (u *understanding) appendRest(all []Piece, block, from, to int) []Piece {
	if from >= to {
		return all
	}
	rest := u.Source.Blocks[block].Text[from:to]
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
