package personal

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// pattern finds what is no number alone.
type pattern struct {
	kind  Kind
	clue  clue
	near  []string              // one of them is in it, or not far
	find  func() *regexp.Regexp // its first group is the value
	value func(found string) string
	is    func(m match) bool // of what was found, what it is; nil: all
}

// match is what a pattern found in a view.
type match struct {
	found         string // the first group
	before, after string
}

// near is what stands so many bytes before and behind the match.
func (m match) near(before, after int) string {
	return m.before[max(0, len(m.before)-before):] + m.found + m.after[:min(len(m.after), after)]
}

// matches gives the hits of a pattern, as the lines are, then across the ends of lines.
func (v *view) matches(p pattern) []Hit {
	hits := v.matchesIn(p, strings.ReplaceAll(v.read, string(softEnd), string(hardEnd)), nil)
	if !strings.ContainsRune(v.read, softEnd) {
		return hits
	}
	var joined strings.Builder
	var places []int // in read, of the bytes of joined
	for i := range len(v.read) {
		if v.read[i] != softEnd {
			joined.WriteByte(v.read[i])
			places = append(places, i)
		}
	}
	for _, h := range v.matchesIn(p, joined.String(), places) {
		if strings.Contains(v.text[h.Start:h.End], "\n") {
			hits = append(hits, h)
		}
	}
	return hits
}

// matchesIn finds a pattern in what is read; places are nil where it is the view's own.
func (v *view) matchesIn(p pattern, read string, places []int) []Hit {
	place := func(i int) int {
		if places == nil {
			return i
		}
		return places[i]
	}
	var hits []Hit
	for _, w := range windows(read, p.near) {
		for at := w.from; at < w.to; {
			loc := p.find().FindStringSubmatchIndex(read[at:w.to])
			if loc == nil {
				break
			}
			from, to := at+loc[2], at+loc[3]
			m := match{read[from:to], read[max(0, from-maxContext):from],
				read[to:min(len(read), to+maxContext)]}
			at = max(to, at+1)
			if p.is == nil || p.is(m) {
				hits = append(hits, v.hit(p.kind, place(from), place(to-1)+1, p.value(m.found)))
			}
		}
	}
	return hits
}

// reach is how far the ends of a match may be from the sign that it is looked for at, in bytes.
const reach = 150

// window is a part of a text.
type window struct{ from, to int }

// windows are the parts of a text around certain signs: a pattern takes a microsecond for ten
// bytes.
func windows(read string, signs []string) []window {
	var found []window
	for _, sign := range signs {
		for at := 0; ; {
			i := strings.Index(read[at:], sign)
			if i < 0 {
				break
			}
			at += i + len(sign)
			found = append(found, window{at - len(sign) - reach, at + reach})
		}
	}
	slices.SortFunc(found, func(a, b window) int { return a.from - b.from })
	var merged []window
	for _, w := range found {
		w.from, w.to = boundary(read, max(0, w.from)), boundary(read, min(len(read), w.to))
		if last := len(merged) - 1; last >= 0 && w.from <= merged[last].to {
			merged[last].to = max(merged[last].to, w.to)
			continue
		}
		merged = append(merged, w)
	}
	return merged
}

// boundary is the next place that is no character's middle.
func boundary(text string, at int) int {
	for at < len(text) && !utf8.RuneStart(text[at]) {
		at++
	}
	return at
}

// compact is a value without what separates its signs.
func compact(found string) string {
	return strings.NewReplacer(" ", "", "-", "", "·", "", "•", "", ".", "").Replace(found)
}

func compactUpper(found string) string { return strings.ToUpper(compact(found)) }
