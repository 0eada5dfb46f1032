package document

import (
	"cmp"
	"slices"
)

// ruled is a table whose cells are parted by rules: the places of its rows and columns, and the
// rules themselves. A rule that is missing between two cells makes them one.
type ruled struct {
	rules
	xs, ys []float64
	words  []printed // that stand in it
}

// maxTableRules is the most rules, joined, that a page with tables has.
const maxTableRules = 2000

// ruledTables finds the tables of a page, from above: rules that cross each other.
func (r rules) ruledTables() []ruled {
	if len(r.across)+len(r.down) > maxTableRules {
		return nil
	}
	group := make([]int, len(r.across)+len(r.down))
	for i := range group {
		group[i] = i
	}
	root := func(i int) int {
		for group[i] != i {
			group[i] = group[group[i]]
			i = group[i]
		}
		return i
	}
	for i, a := range r.across {
		for j, d := range r.down {
			if crosses(a, d) {
				group[root(len(r.across)+j)] = root(i)
			}
		}
	}
	parts := map[int]*ruled{}
	for i := range group {
		at := root(i)
		if parts[at] == nil {
			parts[at] = &ruled{}
		}
		if i < len(r.across) {
			parts[at].across = append(parts[at].across, r.across[i])
		} else {
			parts[at].down = append(parts[at].down, r.down[i-len(r.across)])
		}
	}
	var tables []ruled
	for _, t := range parts {
		if t.measure(); t.isTable() {
			tables = append(tables, *t)
		}
	}
	slices.SortFunc(tables, func(a, b ruled) int {
		return cmp.Or(cmp.Compare(a.ys[0], b.ys[0]), cmp.Compare(a.xs[0], b.xs[0]))
	})
	return tables
}

// measure finds the places of rows and columns. A side without a rule is where the others end.
func (t *ruled) measure() {
	var xs, ys []float64
	for _, a := range t.across {
		xs, ys = append(xs, a.from, a.to), append(ys, a.at)
	}
	for _, d := range t.down {
		ys = append(ys, d.from, d.to)
	}
	if len(xs) == 0 || len(ys) == 0 {
		return
	}
	xs = []float64{slices.Min(xs), slices.Max(xs)}
	ys = append(ys[:len(t.across):len(t.across)], slices.Min(ys), slices.Max(ys))
	for _, d := range t.down {
		xs = append(xs, d.at)
	}
	t.xs, t.ys = places(xs), places(ys)
}

// places are positions in their order, those that are near each other once.
func places(all []float64) []float64 {
	slices.Sort(all)
	found := all[:1:1]
	for _, x := range all[1:] {
		if x-found[len(found)-1] > near+1 {
			found = append(found, x)
		}
	}
	return found
}

// isTable says whether rules part columns from each other, and not only a box from a page.
func (t *ruled) isTable() bool {
	if len(t.xs) < 3 || len(t.ys) < 2 || len(t.xs) > cellLimit {
		return false
	}
	owners := map[[2]int]bool{}
	for _, row := range t.owners() {
		for _, o := range row {
			owners[o] = true
		}
	}
	return len(owners) > 2 || len(owners) == 2 && len(t.ys) == 2
}

func covered(all []rule, at, middle float64) bool {
	return slices.ContainsFunc(all, func(r rule) bool {
		return at-near-1 <= r.at && r.at <= at+near+1 && r.from <= middle && middle <= r.to
	})
}

// owners says of each cell which one its text is that of: itself, or the first of those that it is
// one with, by row and column.
func (t *ruled) owners() [][][2]int {
	rows, columns := len(t.ys)-1, len(t.xs)-1
	all := make([][][2]int, rows)
	for r := range rows {
		all[r] = make([][2]int, columns)
		y := (t.ys[r] + t.ys[r+1]) / 2
		for c := range columns {
			x := (t.xs[c] + t.xs[c+1]) / 2
			switch {
			case r > 0 && !covered(t.across, t.ys[r], x):
				all[r][c] = all[r-1][c]
			case c > 0 && !covered(t.down, t.xs[c], y):
				all[r][c] = all[r][c-1]
			default:
				all[r][c] = [2]int{r, c}
			}
		}
	}
	return all
}

// holds says whether the middle of something is within the table.
func (t *ruled) holds(l printed) bool {
	x, y := (l.left+l.right)/2, (l.top+l.bottom)/2
	return t.xs[0] <= x && x <= t.xs[len(t.xs)-1] && t.ys[0] <= y && y <= t.ys[len(t.ys)-1]
}

// fillTables gives the tables of a page the words that stand in them, and leaves the others.
func (s *sheet) fillTables() {
	for i := range s.tables {
		t := &s.tables[i]
		var lines []printed
		for _, l := range s.lines {
			var outside []printed
			for _, w := range l.words {
				if t.holds(w) {
					t.words = append(t.words, w)
					continue
				}
				outside = append(outside, w)
			}
			if len(outside) == len(l.words) {
				lines = append(lines, l)
			} else if len(outside) > 0 {
				lines = append(lines, joined(outside))
			}
		}
		s.lines = lines
	}
}

// rows gives the rows of a table, each word in the cell that it stands in.
func (t *ruled) rows() []Block {
	owners := t.owners()
	cells := map[[2]int][]printed{}
	for _, w := range t.words {
		r := interval(t.ys, (w.top+w.bottom)/2)
		c := interval(t.xs, (w.left+w.right)/2)
		cells[owners[r][c]] = append(cells[owners[r][c]], w)
	}
	var rows []Block
	for r, row := range owners {
		var b Block
		for c, owner := range row {
			own := owner == [2]int{r, c}
			text := ""
			if own {
				text = cellOf(cells[owner])
			}
			b.Cells, b.Merged = append(b.Cells, text), append(b.Merged, !own)
		}
		rows = append(rows, b)
	}
	return rows
}

// interval is which of the stretches between places a position is in.
func interval(places []float64, x float64) int {
	at, _ := slices.BinarySearch(places, x)
	return max(0, min(at-1, len(places)-2))
}

// cellOf is the text of words that stand in one cell, line by line.
func cellOf(words []printed) string {
	var lines []string
	for _, band := range bands(words) {
		var texts []string
		for _, w := range band {
			texts = append(texts, w.text)
		}
		lines = append(lines, glue(texts))
	}
	return glue(lines)
}
