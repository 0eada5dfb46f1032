package notice

import (
	"regexp"
	"slices"
	"strings"
)

// depths are how deep headings stand, by the form of their numerals.
var depths = []struct {
	form  func() *regexp.Regexp
	depth int
}{
	{pattern(`^[（(][一二三四五六七八九十]+[)）]`), 2},
	{pattern(`^\d{1,2}[.．、]`), 3},
	{pattern(`^[（(]\d{1,2}[)）]`), 4},
}

// depthOf is how deep a heading stands: 1 where its numeral does not tell.
func depthOf(heading string) int {
	for _, d := range depths {
		if d.form().MatchString(strings.TrimSpace(heading)) {
			return d.depth
		}
	}
	return 1
}

// dropEmptyHeadings takes headings of the inspection out of its text where no text of it stands
// below: the findings that do have pages of their own.
func (r *record) dropEmptyHeadings(t *foldedText) {
	const text, nothing = 9, 0
	below := nothing // how deep what follows stands
	for i, p := range slices.Backward(r.Pieces) {
		switch {
		case p.Finding != nil || p.Category != nil:
		case p.Use == Text:
			below = text
		case p.Use == Heading && depthOf(t.folded[p.Block]) >= below:
			r.Pieces[i].Use = Outline
		case p.Use == Heading:
			below = depthOf(t.folded[p.Block])
		}
	}
}
