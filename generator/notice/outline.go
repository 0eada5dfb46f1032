package notice

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// depthLimit is how deep headings can lie. The deepest notice that was seen has six levels; a list
// that begins again and again would be deeper than any walk below it could bear.
const depthLimit = 12

// outliner reads blocks as headings.
type outliner struct {
	*foldedText
	caption map[int]bool // lines above lists, see captions
}

// outline finds the headings of the blocks from a first to before a last one, and what stands
// below what, from the numerals that occur, in whatever order the notice uses them.
func outline(t *foldedText, from, to int) *node {
	o := outliner{t, nil}
	o.caption = o.captions(from, to)
	root := &node{block: -1, end: to}
	top := root
	for i := from; i < to; i++ {
		b := o.Blocks[i]
		if b.Table > 0 {
			continue
		}
		n := o.nodeAt(i, top)
		if n == nil {
			if f, size := o.labelOf(i); top != root && (size > 0 && tells(f) || o.tellsOf(i, top)) {
				top.labelled = true
			}
			continue
		}
		top = hang(n, top)
	}
	closeNodes(root, to)
	root.absorb()
	return root
}

// tellsOf says whether a paragraph gives the status of what it stands below, which is no section.
func (o outliner) tellsOf(i int, top *node) bool {
	return lex("told-status").MatchString(o.folded[i]) &&
		(top.problem || sectionOf(o.title(top)) == other)
}

// tells says whether a label means that the account of a finding has begun.
func tells(f field) bool {
	return f == progress || f == status || f == deadline || f == next || f == reason ||
		f == completed || f == assessed
}

// nodeAt reads a block as a heading or a numbered paragraph; nil where it is neither.
func (o outliner) nodeAt(i int, top *node) *node {
	b, text := o.Blocks[i], o.folded[i]
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
	} else if n.numeral.value == 0 && n.numeral.size > 0 && own.isEnglish() {
		own.size += n.numeral.size // • Recommendation 1
		n.numeral, rest = own, rest[own.size-n.numeral.size:]
	}
	f, size := labelAt(rest)
	switch {
	case o.caption[i]:
		n.numeral.class = "caption"
	case size > 0 && f != problemText && !n.numeral.isEnglish() &&
		(len(rest) > size || !o.opens(i, n, top)):
		return nil // a label, numbered or not
	case n.numeral.size > 0 && rest == "" && n.numeral.class != "problem" &&
		!n.numeral.isEnglish() && n.numeral.class != "item":
		return nil
	case f == problemText && n.numeral.size > 0 && top.block >= 0 && o.isField(i, n.numeral):
		if !o.fieldsRepeat(i, n.numeral) {
			return nil
		}
		n.numeral.shown, _, _ = strings.Cut(n.numeral.shown, ".")
		n.numeral.class, n.numeral.value = "label", numberOf(n.numeral.shown, "")
	case n.numeral.size > 0:
	case b.Heading > 0:
		n.numeral.class = "heading" + strconv.Itoa(b.Heading)
	case o.bare(i, top):
		n.numeral.class = "bare"
	case o.orderedProblem(i, n, top):
	case lex("whole-lead").MatchString(strings.TrimSpace(text)):
		n.numeral.class = "whole"
	case f == problemText && len(rest) > size && o.begins(i, top):
		n.numeral.class = "label"
	default:
		return nil
	}
	plain := n.numeral.class == "dot" || n.numeral.class == "half"
	if o.Language == "en" && f == problemText && plain {
		n.numeral.class = englishClass(rest[:size]) // 1. Recommendation: …
	}
	n.uncited = headsStatus(text)
	o.describe(n, rest)
	return n
}

// bare says whether a block without numeral and style is a heading all the same.
func (o outliner) bare(i int, top *node) bool {
	text := strings.TrimSpace(o.folded[i])
	if o.Language == "en" && headsStatus(text) {
		return true
	}
	if lex("bare-form").MatchString(text) && utf8.RuneCountInString(text) <= titleLimit {
		return true
	}
	if lex("bare-lead").MatchString(text) && (top.block < 0 || top.numeral.class == "bare" ||
		!top.problem && !top.inline && !top.labelled && len(top.kids) == 0) {
		return true
	}
	if _, size := labelAt(text); size == 0 && unknownLabel().MatchString(text) {
		return false
	}
	open := top.block < 0 || top.labelled || top.numeral.class == "bare"
	if f, size := labelAt(text); open && f == problemText && size < len(text) && o.beginsAccount(i+1) {
		return true
	}
	if i > 0 && o.labelAlone(i-1) {
		return false // what it announces
	}
	if !open || ended().MatchString(text) || utf8.RuneCountInString(text) > 60 ||
		i+1 >= len(o.folded) {
		return false
	}
	if leadsOn().MatchString(text) && readNumeral(o.folded[i+1]).size > 0 {
		return false // 市人民政府： is whom it is for
	}
	return o.beginsAccount(i + 1)
}

// hang puts a node below the one that it belongs to, and gives it back as the new last one.
func hang(n, last *node) *node {
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
	case best != nil && (most > 0 || best.endsBareList()):
		parent = best.parent
	case n.numeral.class == "han" && n.numeral.value > 1:
		for parent.block >= 0 { // a list does not begin with its second item: this is a section
			parent = parent.parent
		}
	case n.numeral.class == "whole":
		for parent.block >= 0 {
			parent = parent.parent
		}
	case n.numeral.class == "caption":
		for parent.block >= 0 && parent.numeral.class != "han" && parent.heading == 0 {
			parent = parent.parent
		}
	case n.heading > 0:
		for parent.block >= 0 && (parent.heading == 0 || parent.heading >= n.heading) {
			parent = parent.parent
		}
	case n.numeral.class == "english-finding":
		for parent.numeral.class == "english" {
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
	case n.numeral.value == 1 && n.numeral.resumes(e.numeral):
		score += 4
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
