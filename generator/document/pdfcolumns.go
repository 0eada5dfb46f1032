package document

import (
	"cmp"
	"slices"
)

// A page set in two columns is read down the one and then down the other; a line that reaches over
// both parts what is above it from what is below. A table of two columns looks much the same, but
// few of its lines are full.

// fullColumn is how many lines a column of text has at least.
const fullColumn = 8

// part is a stretch of a page that is read from above: a column, or a line across both.
type part struct {
	lines       []printed
	left, right float64 // its margins; both 0 for those of the document
}

// inColumns parts a page that is set in two columns, between which the fewest lines reach over; nil
// for any other.
func inColumns(s sheet) []part {
	best, fewest := 0.0, len(s.lines)/4+1
	for percent := 40.0; percent <= 60; percent++ {
		x := s.width * percent / 100
		left, right, across := split(s.lines, x)
		if len(across) < fewest && isColumn(left, s.width) && isColumn(right, s.width) {
			best, fewest = x, len(across)
		}
	}
	if best == 0 {
		return nil
	}
	return sliced(s.lines, best)
}

// split tells the lines on either side of a place from those that reach over it.
func split(lines []printed, x float64) (left, right, across []printed) {
	for _, l := range lines {
		switch {
		case l.right <= x:
			left = append(left, l)
		case l.left >= x:
			right = append(right, l)
		default:
			across = append(across, l)
		}
	}
	return left, right, across
}

// isColumn says whether lines are a column of text: a quarter of the page wide at least, none
// beside another, and two in five of them full.
func isColumn(lines []printed, page float64) bool {
	if len(lines) < fullColumn {
		return false
	}
	left, margin := page, 0.0
	for _, l := range lines {
		left, margin = min(left, l.left), max(margin, l.right)
	}
	if margin-left < page/4 {
		return false
	}
	full := 0
	for _, l := range lines {
		if l.right > margin-1.5*l.em {
			full++
		}
	}
	return 5*full >= 2*len(lines) && 10*len(bands(slices.Clone(lines))) >= 9*len(lines)
}

// sliced gives the lines of a page in the order in which its columns are read.
func sliced(lines []printed, x float64) []part {
	slices.SortStableFunc(lines, func(a, b printed) int { return cmp.Compare(a.top, b.top) })
	var parts []part
	var left, right part
	end := func() {
		for _, column := range []part{left, right} {
			if len(column.lines) > 0 {
				parts = append(parts, column)
			}
		}
		left, right = part{}, part{}
	}
	for _, l := range lines {
		switch {
		case l.right <= x:
			left.add(l)
		case l.left >= x:
			right.add(l)
		default:
			end()
			parts = append(parts, part{lines: []printed{l}})
		}
	}
	end()
	return parts
}

func (c *part) add(l printed) {
	if len(c.lines) == 0 {
		c.left, c.right = l.left, l.right
	}
	c.left, c.right = min(c.left, l.left), max(c.right, l.right)
	c.lines = append(c.lines, l)
}

// columns reads a page's parts one after the other, each within its own margins.
func (p *printer) columns(parts []part, at Place) {
	left, right := p.left, p.right
	for _, part := range parts {
		was := p.right
		p.left, p.right = left, right
		if part.right > 0 {
			p.left, p.right = part.left, part.right
		}
		p.last.right += p.right - was // as far from its margin as it was
		for _, l := range part.lines {
			p.printedLine(l, at)
		}
	}
	p.left, p.right = left, right
}
