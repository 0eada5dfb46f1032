package document

import (
	"cmp"
	"strconv"
	"strings"
)

// Word keeps the numbers of lists apart from the text: a paragraph names a numbering and a level
// in it, a numbering names an abstract one, and that says how each level is written. Paragraphs of
// one abstract numbering count on together, whichever of its numberings they name; a numbering
// that overrides a level's start begins anew there, once.

const levels = 9

// labelLimit is the longest text of a level, in bytes. Word writes at most 31 characters.
const labelLimit = 255

// scheme is an abstract numbering: how its levels are written, and how far they have counted.
type scheme struct {
	levels [levels]level
	style  string // whose numbering is meant instead
	counts [levels]int
	begun  [levels]bool
}

type level struct {
	start   int
	format  string
	text    string // with %1 … %9 where the numbers of the levels go
	restart int    // after levels above this one, from 1; 0 never; -1 after any above
	digits  bool   // levels above are written in digits
	style   string // of the paragraphs that are on this level
}

type numberList struct {
	scheme *scheme
	starts [levels]*int   // overridden
	levels [levels]*level // overridden
	used   bool
}

type numbering struct {
	lists  map[string]*numberList
	styles styles
}

func readNumbering(root *element, all styles) *numbering {
	schemes := map[string]*scheme{}
	for _, n := range root.all("abstractNum") {
		s := &scheme{style: n.at("numStyleLink").attr("val")}
		for i := range s.levels {
			s.levels[i] = level{format: "none", restart: -1}
		}
		for _, l := range n.all("lvl") {
			if i := l.number("ilvl", -1); i >= 0 && i < levels {
				s.levels[i] = readLevel(l)
			}
		}
		schemes[n.attr("abstractNumId")] = s
	}
	found := &numbering{map[string]*numberList{}, all}
	for _, n := range root.all("num") {
		l := &numberList{scheme: schemes[n.at("abstractNumId").attr("val")]}
		for _, o := range n.all("lvlOverride") {
			i := o.number("ilvl", -1)
			if i < 0 || i >= levels {
				continue
			}
			if start := o.at("startOverride"); start != nil {
				first := start.number("val", 1)
				l.starts[i] = &first
			}
			if other := o.at("lvl"); other != nil {
				level := readLevel(other)
				l.levels[i] = &level
			}
		}
		if l.scheme != nil {
			found.lists[n.attr("numId")] = l
		}
	}
	return found
}

func readLevel(n *element) level {
	numFmt := n.at("numFmt")
	if numFmt == nil { // in a form for newer versions, with one for older ones
		numFmt = n.at("AlternateContent", "Fallback", "numFmt")
	}
	l := level{start: n.at("start").number("val", 0), format: cmp.Or(numFmt.attr("val"), "decimal"),
		text: n.at("lvlText").attr("val"), restart: n.at("lvlRestart").number("val", -1),
		digits: n.at("isLgl").on(), style: n.at("pStyle").attr("val")}
	if len(l.text) > labelLimit {
		l.text = ""
	}
	return l
}

// resolve follows an abstract numbering that stands for that of a style.
func (n *numbering) resolve(l *numberList) *scheme {
	s := l.scheme
	for range 5 {
		other := n.styles[s.style]
		if s.style == "" || other == nil || n.lists[other.number] == nil {
			break
		}
		s = n.lists[other.number].scheme
	}
	return s
}

// label counts a paragraph, and gives the number that it begins with; empty for a bullet and for
// a paragraph without numbering. A level below 0 is the one that names the paragraph's style.
func (n *numbering) label(f format) string {
	l := n.lists[f.number]
	if l == nil {
		return ""
	}
	s := n.resolve(l)
	at := s.levelOf(f)
	if at >= levels {
		return ""
	}
	if !l.used {
		l.used = true
		for i, start := range l.starts {
			if start != nil {
				s.begun[i] = false
			}
		}
	}
	for i := range at + 1 { // levels above that nothing is on yet stand at their start
		if !s.begun[i] {
			s.begun[i] = true
			s.counts[i] = l.start(s, i)
		} else if i == at {
			s.counts[i] = min(s.counts[i]+1, 1<<20)
		}
	}
	for i := at + 1; i < levels; i++ {
		if r := l.level(s, i).restart; r < 0 || at < r {
			s.begun[i] = false
		}
	}
	return l.write(s, at)
}

// levelOf is the level of a paragraph: its own, else the one that names its style.
func (s *scheme) levelOf(f format) int {
	if f.level >= 0 {
		return f.level
	}
	for i, l := range s.levels {
		if l.style != "" && l.style == f.style {
			return i
		}
	}
	return 0
}

func (l *numberList) level(s *scheme, i int) *level {
	if l.levels[i] != nil {
		return l.levels[i]
	}
	return &s.levels[i]
}

func (l *numberList) start(s *scheme, i int) int {
	if l.starts[i] != nil {
		return *l.starts[i]
	}
	return l.level(s, i).start
}

// write gives a level's text with the numbers in it.
func (l *numberList) write(s *scheme, at int) string {
	level := l.level(s, at)
	if level.format == "bullet" {
		return ""
	}
	var b strings.Builder
	text := level.text
	for len(text) > 0 {
		if text[0] != '%' || len(text) < 2 || text[1] < '1' || text[1] > '9' {
			b.WriteByte(text[0])
			text = text[1:]
			continue
		}
		i := int(text[1] - '1')
		if i <= at && level.digits && l.level(s, i).format != "decimalZero" {
			b.WriteString(strconv.Itoa(s.counts[i]))
		} else if i <= at {
			b.WriteString(formatted(l.level(s, i).format, s.counts[i]))
		}
		text = text[2:]
	}
	return tidy(b.String())
}
