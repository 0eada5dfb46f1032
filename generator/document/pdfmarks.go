package document

import "slices"

// marks reads what a PDF says by the place of words alone: a power stands above its line, and what
// is struck out has a rule through it.
func (m *maker) marks(s *sheet, at Place) {
	var lines []printed
	for _, l := range s.lines {
		changed := false
		var words []printed
		for i, w := range l.words {
			if n := len(words); n > 0 && w.isPower(l.words[i-1]) {
				words[n-1].text += Raised(w.text)
				words[n-1].right, changed = w.right, true
				continue
			}
			rest, struck := s.strike(w)
			if struck != "" {
				m.drop(struck, Struck, at)
				w.text, changed = rest, true
			}
			if w.text != "" {
				words = append(words, w)
			}
		}
		switch {
		case len(words) == 0:
			continue
		case changed:
			em := l.em
			l = joined(words)
			l.em = em
		}
		lines = append(lines, l)
	}
	s.lines = lines
}

// isPower says whether a word stands directly behind another that it is smaller than and above.
func (l printed) isPower(before printed) bool {
	last := before.text[len(before.text)-1]
	letter := '0' <= last && last <= '9' || 'a' <= last && last <= 'z' || 'A' <= last && last <= 'Z'
	size := before.box[1] - before.box[0]
	return letter && exponent().MatchString(l.text) && l.left < before.right+0.1*l.em &&
		l.box[1]-l.box[0] < 0.9*size && l.box[1] < before.box[1]-0.2*size
}

// strike takes from a word the characters that a rule runs through, a little below their middle.
func (s *sheet) strike(w printed) (rest, struck string) {
	middle := (w.top + w.bottom) / 2
	through := slices.DeleteFunc(slices.Clone(s.across), func(r rule) bool {
		return r.at < middle-0.1*w.em || r.at > middle+0.4*w.em || r.to < w.left || r.from > w.right
	})
	if len(through) == 0 {
		return w.text, ""
	}
	columns := 0.0
	for _, r := range w.text {
		columns += width(r)
	}
	x := w.left
	for _, r := range w.text {
		size := width(r) / columns * (w.right - w.left)
		center := x + size/2
		x += size
		if slices.ContainsFunc(through, func(r rule) bool { return r.from <= center && center <= r.to }) {
			struck += string(r)
			continue
		}
		rest += string(r)
	}
	return rest, struck
}
