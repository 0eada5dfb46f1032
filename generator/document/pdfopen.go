package document

import (
	"cmp"
	"slices"
)

// openRules is how many rules of one width a table has at least whose columns no rule parts.
const openRules = 4

// findOpenTables finds the tables whose rows are parted by rules and whose columns by gaps alone.
func (s *sheet) findOpenTables() {
	all := slices.Clone(s.across)
	slices.SortFunc(all, func(a, b rule) int { return cmp.Compare(a.from, b.from) })
	for len(all) > 0 {
		same := func(r rule) bool {
			return r.from-all[0].from < near && r.to-all[0].to < near && all[0].to-r.to < near
		}
		var group, rest []rule
		for _, r := range all {
			if same(r) {
				group = append(group, r)
			} else {
				rest = append(rest, r)
			}
		}
		all = rest
		if t := s.openTable(group); t != nil {
			s.tables = append(s.tables, *t)
		}
	}
	slices.SortFunc(s.tables, func(a, b ruled) int { return cmp.Compare(a.ys[0], b.ys[0]) })
}

// openTable is the table of rules that all reach from one place to another; nil where there is none.
func (s *sheet) openTable(across []rule) *ruled {
	if len(across) < openRules || across[0].to-across[0].from < s.width/3 {
		return nil
	}
	t := &ruled{rules: rules{across: across}}
	t.measure()
	top, bottom := t.ys[0], t.ys[len(t.ys)-1]
	for _, other := range s.tables {
		if other.ys[0] < bottom && other.ys[len(other.ys)-1] > top {
			return nil
		}
	}
	var words []printed
	for _, l := range s.lines {
		for _, w := range l.words {
			switch middle := (w.top + w.bottom) / 2; {
			case t.holds(w):
				words = append(words, w)
			case top < middle && middle < bottom:
				return nil // a column stands beside: the rules do not reach over all of them
			}
		}
	}
	for _, x := range gaps(words, t.xs[0], t.xs[len(t.xs)-1]) {
		t.down = append(t.down, rule{x, top, bottom})
	}
	t.measure()
	if !t.isTable() {
		return nil
	}
	return t
}

// gaps are the middles of the stretches that hardly a word reaches into: of the lines, one in twenty,
// as the head over two columns does.
func gaps(words []printed, left, right float64) []float64 {
	most, least := len(bands(slices.Clone(words)))/20, 2.5
	var found []float64
	from := left
	for x := left; x <= right; x += 0.5 {
		n := 0
		for _, w := range words {
			if w.left <= x && x <= w.right {
				n++
			}
		}
		if n <= most {
			continue
		}
		if x-from > least && from > left {
			found = append(found, (from+x)/2)
		}
		from = x
	}
	return found
}
