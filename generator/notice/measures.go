package notice

import (
	"slices"
	"strings"
)

// marker is how a measure begins within an account: 一是, ① or 1、.
type marker struct {
	class string
	value int
	at    int // where it begins in its block
	size  int
	first bool // it begins the segment
}

// beginnings are the places where an marker may stand: behind a full stop or the like.
var beginnings = pattern(`[。；;：:！!？?，,][\s　]*|\.\s+|[\s　]+`)

// ordinalAt reads the marker at the beginning of a folded text; size 0 where there is none.
func ordinalAt(text string) marker {
	if m := lex("firstly").FindStringSubmatchIndex(text); m != nil {
		switch {
		case m[2] >= 0:
			return marker{class: "yi", value: hanNumber(text[m[2]:m[3]]), size: m[1]}
		case m[4] >= 0:
			return marker{class: "di", value: hanNumber(text[m[4]:m[5]]), size: m[1]}
		}
		value := slices.Index(list("serial"), text[m[6]:m[7]]) + 1
		return marker{class: "serial", value: value, size: m[1]}
	}
	n := readNumeral(text)
	if n.value == 0 || strings.HasPrefix(n.class, "several") || n.class == "letter" {
		return marker{}
	}
	return marker{class: n.class, value: n.value, size: n.size}
}

func (t *foldedText) ordinalsIn(s segment) []marker {
	text := t.folded[s.block][:s.to]
	var found []marker
	add := func(at int, first bool) {
		if o := ordinalAt(text[at:]); o.size > 0 {
			o.at, o.first = at, first
			found = append(found, o)
		}
	}
	add(s.from, true)
	for _, b := range beginnings().FindAllStringIndex(text[s.from:], -1) {
		if at := s.from + b[1]; at < s.to && b[1] > 0 {
			if n := len(found); n == 0 || at >= found[n-1].at+found[n-1].size {
				add(at, false)
			}
		}
	}
	return found
}

// tally follows one list of measures through an account: 1, 2, 3, and perhaps 1 restarts behind the
// next label.
type tally struct {
	class string
	last  int
}

// chosen gives the ordinals of an account that count its measures, segment by segment. It is the
// class that begins first and goes on to 2; lists within its items are their text.
func (a *account) chosen(segments []segment) [][]marker {
	all := make([][]marker, len(segments))
	for i, s := range segments {
		all[i] = a.ordinalsIn(s)
	}
	c := tally{class: countedBy(all)}
	chosen := make([][]marker, len(segments))
	for i := range all {
		for _, o := range all[i] {
			restarts := o.value == 1 && (o.first || c.last == 0 || i > 0 && len(chosen[i]) == 0)
			onward := o.value == c.last+1 || o.class == "serial" && o.value > c.last && c.last > 0
			if o.class == c.class && (onward || restarts) {
				chosen[i] = append(chosen[i], o)
				c.last = o.value
			}
		}
	}
	return chosen
}

// countedBy is the class of the ordinals that count the measures; empty where none does.
func countedBy(all [][]marker) string {
	began := map[string]bool{}
	order := []string{}
	goesOn := map[string]bool{}
	for _, found := range all {
		for _, o := range found {
			switch {
			case o.value == 1 && !began[o.class]:
				began[o.class] = true
				order = append(order, o.class)
			case o.value > 1 && began[o.class] && (o.value == 2 || o.class == "serial"):
				goesOn[o.class] = true
			}
		}
	}
	for _, class := range order {
		if goesOn[class] {
			return class
		}
	}
	for _, found := range all { // a single measure, with its ordinal at the beginning
		if len(found) > 0 && found[0].first && found[0].value == 1 {
			return found[0].class
		}
	}
	return ""
}

// readProgress reads the measures of a finding, and what stands before and behind them.
func (a *account) readProgress() {
	segments := a.progress
	a.progress = nil
	if len(segments) == 0 {
		return
	}
	a.said = true
	chosen := a.chosen(segments)
	lastWith := -1
	loose := false // an item before the last has paragraphs of its own
	for i, ordinals := range chosen {
		if len(ordinals) > 0 {
			loose = loose || lastWith >= 0 && i > lastWith+1
			lastWith = i
		}
	}
	begun := false
	for i, s := range segments {
		goesOn := begun && len(a.Measures) > 0 && (i < lastWith || loose) && s.label == s.from
		a.readMeasures(s, chosen[i], goesOn)
		begun = begun || len(chosen[i]) > 0
	}
	a.readFinal(segments[len(segments)-1])
}

// readMeasures reads one segment of an account. goesOn says that what stands before its first
// marker belongs to the measure before.
func (a *account) readMeasures(s segment, ordinals []marker, goesOn bool) {
	text := a.Blocks[s.block].Text
	end := s.to
	if len(ordinals) > 0 {
		end = ordinals[0].at
	}
	from := a.readOpening(s, end)
	if part := strings.TrimSpace(text[from:end]); part != "" {
		if goesOn {
			a.Measures[len(a.Measures)-1] += "\n\n" + part
			a.assign(s.block, from, end, Measure)
		} else {
			a.Body = append(a.Body, part)
			a.assign(s.block, from, end, Body)
		}
	}
	for i, o := range ordinals {
		to := s.to
		if i+1 < len(ordinals) {
			to = ordinals[i+1].at
		}
		a.assign(s.block, o.at, o.at+o.size, Numeral)
		if measure := strings.TrimSpace(text[o.at+o.size : to]); measure != "" {
			a.Measures = append(a.Measures, measure)
			a.assign(s.block, o.at+o.size, to, Measure)
		}
	}
}
