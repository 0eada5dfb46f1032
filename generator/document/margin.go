package document

import (
	"slices"
	"strings"
)

// A text from a PDF or an old editor is broken at a margin. Its paragraphs are told by four
// signs: the last line is short, the first is indented, a number begins a new one, and so does a
// label that begins others.

// line is one line of a text with a margin, measured in columns or in points.
type line struct {
	text        string
	left, right float64
	em          float64 // the width of a Chinese character
	blank       bool    // nothing, or too much space, stands before it
}

// margins are those of a text, and how its paragraphs begin.
type margins struct {
	left, right float64
	indented    map[string]bool // classes of typed numbers: paragraphs with them are indented
	labels      map[string]bool // that begin a paragraph somewhere, whatever stands before them
}

const typedNumber = `[(（]?[一二三四五六七八九十]{1,3}[)）、]|[(（]\d{1,2}[)）]|\d{1,2}[.、．]\D|[①-⒇㈠-㈩]`

// opening and label begin a paragraph, where the line before ends a sentence.
var opening = pattern(`^(` + typedNumber + `|第[一二三四五六七八九十\d]{1,3}|[【●■◆])`)

var label = pattern(`^[^，。；,;]{2,14}[：:]`)

var sentenceEnd = pattern(`[。！？：；.!?:;”’」』）)]$`)

// numberClasses are the classes of typed numbers, one a group. What is cited is none: 二、三季度,
// （一）（二）项, （一）项.
var numberClasses = pattern(`^(?:([一二三四五六七八九十]{1,3}、)|([(（][一二三四五六七八九十]{1,3}[)）])|` +
	`(\d{1,2}[.、．])|([(（]\d{1,2}[)）])|([①-⑳]))([^一二三四五六七八九十\d(（)）、，。；：,.项条款号]|[一二三四五六七八九十]是)`)

// goesOn ends a line within a sentence, in which what looks like a number is a citation.
var goesOn = pattern(`[，、,“‘（(《〈第至—–]$`)

// numberClass is which sort of typed number a text begins with; empty for none.
func numberClass(text string) string {
	m := numberClasses().FindStringSubmatch(text)
	for i := 1; i < len(m)-1; i++ {
		if m[i] != "" {
			return string(rune('0' + i))
		}
	}
	return ""
}

// hanging is a mark that may stand in the margin, behind the end of a full line.
var hanging = pattern(`[，。、；：,.;:”’」』）)]$`)

// marginsOf finds the margins of lines in their order: what several lines begin and end at, and no
// line outside it but single ones.
func marginsOf(lines []line) margins {
	var lefts, rights, ems []float64
	for _, l := range lines {
		if l.text != "" {
			lefts, ems = append(lefts, l.left), append(ems, l.em)
			if !hanging().MatchString(l.text) {
				rights = append(rights, -l.right)
			}
		}
	}
	m := margins{indented: map[string]bool{}, labels: map[string]bool{}}
	if len(rights) == 0 {
		return m
	}
	slices.Sort(ems)
	m.left, m.right = edge(lefts, ems[len(ems)/2]), -edge(rights, ems[len(ems)/2])
	balance := map[string]int{}
	for i, l := range lines {
		indent := l.left > m.left+0.9*l.em
		if class := numberClass(l.text); class != "" && indent {
			balance[class]++
		} else if class != "" {
			balance[class]--
		}
		if found := label().FindString(l.text); found != "" &&
			(i == 0 || indent || !m.full(lines[i-1], l)) {
			m.labels[found] = true
		}
	}
	for class, n := range balance {
		m.indented[class] = n > 0
	}
	return m
}

// edge is the first of positions that one in thirty stands at, in the width of a character.
func edge(positions []float64, em float64) float64 {
	slices.Sort(positions)
	need := min(max(2, len(positions)/30), len(positions))
	for i := range positions {
		if last := i + need - 1; last < len(positions) && positions[last] < positions[i]+0.6*em {
			return positions[i]
		}
	}
	return positions[0]
}

// beyond is where the longest line ends, if several end far behind what looks like a margin: then
// that is where the lines of a list end by chance. It is 0 otherwise.
func beyond(lines []line, margin float64) float64 {
	far, longest := 0, 0.0
	for _, l := range lines {
		if l.right > margin+3*l.em {
			far, longest = far+1, max(longest, l.right)
		}
	}
	if far < 2 {
		return 0
	}
	return longest
}

// full says whether a line reaches the right margin: what the next begins with did not fit, with
// the gap that may stand before it.
func (m margins) full(a, b line) bool {
	return a.right+max(1.2*a.em, firstPiece(b)+0.3*b.em) >= m.right
}

// continues says whether b goes on with the paragraph that a belongs to.
func (m margins) continues(a, b line) bool {
	switch {
	case b.blank || a.text == "" || b.text == "" || !m.full(a, b):
		return false
	case b.left > m.left+0.9*b.em: // indented
		return false
	case opening().MatchString(b.text) && sentenceEnd().MatchString(a.text),
		label().MatchString(b.text) && strings.HasSuffix(a.text, "。"),
		m.labels[label().FindString(b.text)] && !goesOn().MatchString(a.text):
		return false
	}
	class := numberClass(b.text)
	return class == "" || m.indented[class] || goesOn().MatchString(a.text)
}

// unbreakable is what begins a line and cannot be broken: an English word or a Chinese character,
// with the marks before and behind.
var unbreakable = pattern(`^[“‘（《〈【「『(\[]*(?:\p{Han}|[!-~]+)[”’）》〉】」』，。、；：？！!-~…]*` +
	`(?:[“‘]+\p{Han}[”’）》〉】」』，。、；：？！…]*)*`)

// firstPiece is the width of what cannot be broken at the start of a line.
func firstPiece(b line) float64 {
	piece := 0.0
	for _, r := range unbreakable().FindString(b.text) {
		piece += width(r) * b.em / 2
	}
	return min(piece, 12*b.em)
}
