package notice

import "strings"

// A label may be a field of the heading above, a heading itself, or begin a finding.

// labelAlone says whether a block is a label and nothing else.
func (o outliner) labelAlone(i int) bool {
	_, size := o.labelOf(i)
	return size > 0 && size == len(strings.TrimRight(o.folded[i], " 　"))
}

// isField says whether a numbered label for a problem, such as 1.问题表现, belongs to the heading
// above: the next number is a label too.
func (o outliner) isField(i int, own numeral) bool {
	for j := i + 1; j < len(o.folded) && j < i+6; j++ {
		n := readNumeral(o.folded[j])
		if n.class == own.class {
			f, _ := labelAt(o.folded[j][n.size:])
			return n.value == own.value+1 && f != none && f != problemText
		}
	}
	return false
}

// fieldsRepeat says whether a label such as 1.1 问题描述 comes again as 2.1 below the same heading, or
// came before: each begins a finding, as the heading is none.
func (o outliner) fieldsRepeat(at int, own numeral) bool {
	for _, step := range []int{1, -1} {
		for i := at + step; 0 <= i && i < len(o.folded); i += step {
			n := readNumeral(o.folded[i])
			if n.size > 0 && n.class != own.class || o.Blocks[i].Heading > 0 {
				break
			}
			f, _ := labelAt(o.folded[i][n.size:])
			if n.size > 0 && n.value == own.value && f == problemText && n.shown != own.shown {
				return true
			}
		}
	}
	return false
}

// opens says whether a block that has the words of a label is a heading, with others below it.
func (o outliner) opens(i int, n, top *node) bool {
	if n.follows(top) {
		return true
	}
	if strings.HasSuffix(strings.TrimSpace(o.folded[i]), "：") || n.numeral.size+n.heading == 0 {
		return false
	}
	if top.block < 0 || n.numeral.class == "han" || n.numeral.class == "part" {
		return true
	}
	return n.heading > 0 && i+1 < len(o.folded) &&
		(o.Blocks[i+1].Heading > n.heading || readNumeral(o.folded[i+1]).size > 0)
}

// begins says whether the label for a problem at the head of a block begins a finding: there is no
// heading for it, or the same label comes again below the same heading, or came below the one
// before.
func (o outliner) begins(i int, top *node) bool {
	if top.block < 0 || top.numeral.class == "label" {
		return true
	}
	for _, k := range top.parent.kids {
		if len(k.kids) > 0 && k.kids[0].numeral.class == "label" {
			return true
		}
	}
	for i++; i < len(o.folded) && o.Blocks[i].Heading == 0; i++ {
		n := readNumeral(o.folded[i])
		f, size := labelAt(o.folded[i][n.size:])
		switch {
		case size > 0 && f == problemText && n.size == 0:
			return true
		case n.size > 0 && size == 0:
			return false
		}
	}
	return false
}

// officesIn gives the offices that a value names.
func officesIn(text string) []string {
	var offices []string
	signs := "、，,；;\n"
	if hanForm().FindString(text) == "" {
		signs = ";\n" // Director, Finance is one post
	}
	for _, o := range strings.FieldsFunc(text, func(r rune) bool {
		return strings.ContainsRune(signs, r)
	}) {
		if o = strings.Trim(o, closing); o != "" {
			offices = append(offices, o)
		}
	}
	return offices
}
