package notice

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// node is a heading or a numbered paragraph, with all that stands below it.
type node struct {
	block    int // its own; -1 for the root
	end      int // the block after its last
	numeral  numeral
	heading  int
	problem  bool // it is worded as a problem
	short    bool // it can be a title
	inline   bool // something follows the title in the same paragraph
	labelled bool // an account of progress begins in it, before its first child
	kids     []*node
	parent   *node
	depth    int // 0 of the root
	nth      int // among its siblings, from 1
	problems int // children that are worded as problems
}

// depthLimit is how deep headings can lie. The deepest notice that was seen has six levels; a list
// that begins again and again would be deeper than any walk below it could bear.
const depthLimit = 12

// outline finds the headings of the blocks from a first to before a last one, and what stands
// below what, from the numerals that occur, in whatever order the notice uses them.
func (u *understanding) outline(from, to int) *node {
	root := &node{block: -1, end: to}
	top := root
	for i := from; i < to; i++ {
		b := u.Source.Blocks[i]
		if b.Table > 0 {
			continue
		}
		n := u.nodeAt(i, top)
		if n == nil {
			if f, size := u.labelOf(i); size > 0 && tells(f) && top != root {
				top.labelled = true
			}
			continue
		}
		top = u.hang(n, top)
	}
	closeNodes(root, to)
	return root
}

// tells says whether a label means that the account of a finding has begun.
func tells(f field) bool {
	return f == progress || f == status || f == deadline || f == next || f == reason ||
		f == completed
}

// labelOf reads the label that a block begins with, behind its numeral.
func (u *understanding) labelOf(i int) (field, int) {
	text := u.folded[i]
	n := readNumeral(text)
	if f, size := labelAt(text[n.size:]); size > 0 {
		return f, n.size + size
	}
	f, size := labelAt(text)
	if f == problemText {
		return none, 0 // “Recommendation 1:” is a heading
	}
	return f, size
}

// nodeAt reads a block as a heading or a numbered paragraph; nil where it is neither.
func (u *understanding) nodeAt(i int, top *node) *node {
	b, text := u.Source.Blocks[i], u.folded[i]
	n := &node{block: i, numeral: readNumeral(text), heading: b.Heading}
	if n.numeral.class == "problem" {
		word := firstRunes(n.numeral.shown, 2)
		if at := strings.Index(text[:n.numeral.size], word); at >= 0 { // as it is written
			n.numeral.shown = b.Text[at:at+len(word)] + n.numeral.shown[len(word):]
		}
	}
	rest := text[n.numeral.size:]
	if own := readNumeral(rest); n.numeral.size > 0 && own.class == "problem" {
		n.numeral.size += own.size // 一、问题1：
		rest = rest[own.size:]
	}
	f, size := labelAt(rest)
	switch {
	case size > 0 && f != problemText && n.numeral.class != "english" &&
		(len(rest) > size || !u.opens(i, n, top)):
		return nil // a label, numbered or not
	case n.numeral.size > 0 && rest == "" && n.numeral.class != "problem" &&
		n.numeral.class != "english" && n.numeral.class != "item":
		return nil
	case f == problemText && n.numeral.size > 0 && top.block >= 0 && u.isField(i, n.numeral):
		return nil
	case n.numeral.size > 0:
	case b.Heading > 0:
		n.numeral.class = "heading" + strconv.Itoa(b.Heading)
	case u.bare(i, top):
		n.numeral.class = "bare"
	case f == problemText && len(rest) > size && u.begins(i, top):
		n.numeral.class = "label"
	default:
		return nil
	}
	u.describe(n, rest)
	return n
}

// isField says whether a numbered label for a problem, such as 1.问题表现, belongs to the heading
// above: the next number is a label too.
func (u *understanding) isField(i int, own numeral) bool {
	for j := i + 1; j < len(u.folded) && j < i+6; j++ {
		n := readNumeral(u.folded[j])
		if n.class == own.class {
			f, _ := labelAt(u.folded[j][n.size:])
			return n.value == own.value+1 && f != none && f != problemText
		}
	}
	return false
}

// opens says whether a block that has the words of a label is a heading, with others below it.
func (u *understanding) opens(i int, n, top *node) bool {
	if strings.HasSuffix(strings.TrimSpace(u.folded[i]), "：") || n.numeral.size+n.heading == 0 {
		return false
	}
	if top.block < 0 || n.numeral.class == "han" || n.numeral.class == "part" {
		return true
	}
	return n.heading > 0 && i+1 < len(u.folded) &&
		(u.Source.Blocks[i+1].Heading > n.heading || readNumeral(u.folded[i+1]).size > 0)
}

// bare says whether a block without numeral and style is a heading all the same.
func (u *understanding) bare(i int, top *node) bool {
	text := strings.TrimSpace(u.folded[i])
	if bareForm().MatchString(text) && utf8.RuneCountInString(text) <= titleLimit {
		return true
	}
	if bareLead().MatchString(text) && (top.block < 0 || top.numeral.class == "bare" ||
		!top.problem && !top.inline && !top.labelled && len(top.kids) == 0) {
		return true
	}
	if _, size := labelAt(text); size == 0 && unknownLabel().MatchString(text) {
		return false
	}
	open := top.block < 0 || top.labelled || top.numeral.class == "bare"
	if f, size := labelAt(text); open && f == problemText && size < len(text) && u.told(i+1) {
		return true
	}
	if !open || ended().MatchString(text) || utf8.RuneCountInString(text) > 60 ||
		i+1 >= len(u.folded) {
		return false
	}
	if leadsOn().MatchString(text) && readNumeral(u.folded[i+1]).size > 0 {
		return false // 市人民政府： is whom it is for
	}
	return u.told(i + 1)
}

// told says whether a block begins with a label of an account.
func (u *understanding) told(i int) bool {
	if i >= len(u.folded) || u.Source.Blocks[i].Table > 0 {
		return false
	}
	f, size := u.labelOf(i)
	return size > 0 && tells(f)
}

// begins says whether the label for a problem at the head of a block begins a finding: there is no
// heading for it, or the same label comes again below the same heading, or came below the one
// before.
func (u *understanding) begins(i int, top *node) bool {
	if top.block < 0 || top.numeral.class == "label" {
		return true
	}
	for _, k := range top.parent.kids {
		if len(k.kids) > 0 && k.kids[0].numeral.class == "label" {
			return true
		}
	}
	for i++; i < len(u.folded) && u.Source.Blocks[i].Heading == 0; i++ {
		n := readNumeral(u.folded[i])
		f, size := labelAt(u.folded[i][n.size:])
		switch {
		case size > 0 && f == problemText && n.size == 0:
			return true
		case n.size > 0 && size == 0:
			return false
		}
	}
	return false
}

// hang puts a node below the one that it belongs to, and gives it back as the new last one.
func (u *understanding) hang(n, last *node) *node {
	best, most := (*node)(nil), -1
	for e := last; e.block >= 0; e = e.parent {
		if e.numeral.class != n.numeral.class {
			continue
		}
		if score := likeness(n, e); score > most {
			best, most = e, score
		}
	}
	parent := last
	switch {
	case best != nil && most > 0:
		parent = best.parent
	case n.numeral.class == "han" && n.numeral.value > 1:
		for parent.block >= 0 { // a list does not begin with its second item: this is a section
			parent = parent.parent
		}
	case n.heading > 0:
		for parent.block >= 0 && (parent.heading == 0 || parent.heading >= n.heading) {
			parent = parent.parent
		}
	case n.numeral.class == "bare":
		for parent.block >= 0 && parent.labelled {
			parent = parent.parent
		}
	}
	if parent.depth == depthLimit {
		parent = parent.parent
	}
	n.parent, n.depth = parent, parent.depth+1
	parent.kids = append(parent.kids, n)
	n.nth = len(parent.kids)
	if n.problem {
		parent.problems++
	}
	return n
}

// likeness says how much n looks like the next one after e; 0 where it begins a list of its own.
func likeness(n, e *node) int {
	score := 1
	switch {
	case n.numeral.value == 0: // not counted
		return 2
	case n.numeral.kind != e.numeral.kind:
		return 1
	case n.numeral.value == e.numeral.value+1:
		score += 4
	case n.numeral.value > e.numeral.value:
		score += 2
	case n.numeral.value == 1 && !(n.problem && e.problem && (e.labelled || e.inline)):
		return 0
	}
	if (n.heading > 0) == (e.heading > 0) {
		score += 2
	}
	if n.problem == e.problem {
		score += 2
	}
	if n.short == e.short {
		score++
	}
	return score
}

// closeNodes says of each node where it ends.
func closeNodes(n *node, end int) {
	n.end = end
	for i, k := range n.kids {
		if i+1 < len(n.kids) {
			closeNodes(k, n.kids[i+1].block)
		} else {
			closeNodes(k, end)
		}
	}
}
