package notice

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// captionLimit is how long a line above a list can be, in characters.
const captionLimit = 60

// captions finds the lines without numeral above a list of problems and above those that tell what
// was done about them: 存在问题 1、…2、… 整改情况 1、…2、…. Lists of other lines have none.
func (o outliner) captions(from, to int) map[int]bool {
	found := map[int]bool{}
	for i := from; i < to; i++ {
		text := strings.TrimSpace(o.folded[i])
		if i+1 < to && o.Blocks[i].Table == 0 && readNumeral(text).size == 0 &&
			lex("caption-list").MatchString(text) && readNumeral(o.folded[i+1]).value == 1 {
			found[i] = true
			continue
		}
		class, end := o.listBelow(i, to)
		if end < i+3 || !o.captioned(i, "caption-problems") {
			continue
		}
		for at := end; at < to && o.captioned(at, "caption-progress"); {
			own, next := o.listBelow(at, to)
			if own != class {
				break
			}
			found[i], found[at] = true, true
			at = next
		}
	}
	return found
}

// captioned says whether a line is worded as a caption of an entry of the lexicon.
func (o outliner) captioned(i int, name string) bool {
	text := strings.TrimSpace(o.folded[i])
	return o.Blocks[i].Table == 0 && readNumeral(text).size == 0 &&
		utf8.RuneCountInString(text) <= captionLimit &&
		lex(name).MatchString(strings.TrimRight(text, closing))
}

// listBelow gives the class of the numerals of a list that begins right below a block, and the
// block behind it, where each item is one line.
func (o outliner) listBelow(i, to int) (class string, end int) {
	end = i + 1
	for ; end < to; end++ {
		n := readNumeral(o.folded[end])
		if n.size == 0 || n.value != end-i || class != "" && n.class != class {
			break
		}
		class = n.class
	}
	return class, end
}

// orderedProblem reads a paragraph such as 一是台账不健全的问题。整改情况：… as a heading: it is worded as a
// problem and goes on, below a heading that is none and has no account.
func (o outliner) orderedProblem(i int, n, top *node) bool {
	m := ordinalAt(o.folded[i])
	if m.class != "yi" || m.size == 0 || top.labelled && top.numeral.class != "yi" {
		return false
	}
	rest := o.folded[i][m.size:]
	end := titleEnd(rest)
	next := top.numeral.class == "yi" && m.value == top.numeral.value+1
	if !next && (strings.TrimSpace(rest[end:]) == "" ||
		!lex("problem-form").MatchString(strings.Trim(rest[:end], closing))) {
		return false
	}
	n.numeral = numeral{class: "yi", value: m.value, size: m.size, shown: strconv.Itoa(m.value)}
	return true
}

// follows says whether a heading is the next of the sections that it stands in.
func (n *node) follows(last *node) bool {
	for e := last; e.block >= 0; e = e.parent {
		if e.parent.block < 0 && e.numeral.class == "han" {
			return n.numeral.class == "han" && n.numeral.value == e.numeral.value+1 && !e.labelled
		}
	}
	return false
}
