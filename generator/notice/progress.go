package notice

import (
	"slices"
	"strings"

	"gongshi/generator/document"
	"gongshi/generator/register"
)

// Known is a finding of a register, as a later report may name it.
type Known struct{ Title, Number string }

// Progress is a later report on findings that are known. What it says of them is read where they
// are named, by number or title, whatever the report looks like otherwise.
type Progress struct {
	Source    *document.Source
	Title     string
	Published string // a date as in [Inspection]; empty where the report gives none
	Issuer    string // likewise
	Items     []*Item
	Left      []string // paragraphs that speak of no finding, as they are written
	Questions []Note
}

// Item is what a later report says of one finding.
type Item struct {
	Known      int   // its index; -1 where it is not certain which one is meant
	Candidates []int // that may be meant then; none where nothing is like it
	Block      int   // where it begins
	Title      string
	Text       []string // paragraphs, as they are written, without title and answers
	Answers    []Answer

	Status    register.Status // that the report states; empty where it states none
	Completed string          // a date as in [Inspection]
	Doubt     string          // words that speak against a completion that is stated
	Withdrawn string          // words that take a completion back that was reported before
	Due       string          // the day by which it shall be completed
	Roughly   string          // the words for Due, where they give no day
	Reason    string          // why it is not done yet
	Condition string          // what stands in the place of a day
	Plans     []Plan          // what else shall be done by a day
}

// Plan is a clause that names a day by which something shall be done.
type Plan struct{ Words, Day string }

// ReadProgress reads a later report. The same source and register give the same progress.
func ReadProgress(s *document.Source, known []Known) *Progress {
	names := namesOf(known)
	s = names.parted(s)
	t, rec := newText(s), &record{}
	inspection, from, to := readFrame(t, rec)
	root := outline(t, from, to)
	l := newLayout(findTables(t), root)
	r := &progressReader{reader: newReader(l, newResult(t, rec), &inspection, from),
		names: names, nodes: map[int]*node{}, to: to}
	r.note(root)
	for i, text := range t.folded {
		found, from := match{}, 0
		if s.Blocks[i].Table == 0 {
			found, from = names.at(text, r.nodes[i])
		}
		r.begins = append(r.begins, beginning{found, from})
	}
	from, to = r.opens(from), r.reaches()
	r.to = to
	p := &Progress{Source: s, Title: inspection.Title, Published: inspection.Published,
		Issuer: inspection.Issuer}
	first := from
	if one := names.within(keyOf(p.Title)); one.any() && !r.namesAny(from) {
		p.Items = append(p.Items, r.read(one, from, 0, to))
		from = to
	}
	for i := from; i < to; {
		i = r.next(p, i)
	}
	p.Questions = r.periods(p.Items, first)
	framed := map[int]bool{}
	for _, piece := range rec.Pieces {
		framed[piece.Block] = framed[piece.Block] || piece.Use != Text
	}
	for i := range s.Blocks {
		if (i < first || i >= to) && !framed[i] {
			r.leave(p, i)
		}
	}
	p.Items = r.joined(p.Items)
	for _, q := range rec.Questions {
		switch q.Rule {
		case "status-mixed", "status-unclear", "status-twice", "deadline-twice":
			p.Questions = append(p.Questions, q)
		case "status-several":
			p.Questions = append(p.Questions, Note{"status-unclear", q.Block, q.Args})
		}
	}
	return p
}

// Place names a paragraph, for what is said of it; empty for -1. lang is zh or en.
func (p *Progress) Place(block int, lang string) string {
	return (&Import{Source: p.Source}).at(catalogues()[lang], Note{Block: block})
}

type progressReader struct {
	*reader
	names  names
	nodes  map[int]*node // headings by their blocks
	to     int           // the block behind the last that may speak of a finding
	begins []beginning   // of the blocks
}

// beginning is the finding that a block begins with, if any, and the offset behind its name.
type beginning struct {
	match
	from int
}

func (r *progressReader) note(n *node) {
	r.nodes[n.block] = n
	for _, k := range n.kids {
		r.note(k)
	}
}

// next reads what begins at a block, and gives the block behind it.
func (r *progressReader) next(p *Progress, i int) int {
	if r.Blocks[i].Table > 0 {
		return r.table(p, i)
	}
	n := r.nodes[i]
	found, from := r.begins[i].match, r.begins[i].from
	if !found.any() && n != nil && (n.problem || n.labelled) && !r.namesBelow(n) {
		found = r.names.like(keyOf(r.title(n)))
		from = n.numeral.size + titleEnd(r.folded[i][n.numeral.size:])
	}
	if like := r.names.likeness(r.folded[i]); !found.any() && n == nil && like.any() {
		p.Items = append(p.Items, like.item(i, strings.TrimSpace(r.Blocks[i].Text)))
		return i + 1
	}
	if found.any() {
		rest := strings.TrimLeft(r.folded[i][from:], closing)
		if more, _ := r.names.at(rest, nil); more.any() && found.certain {
			found = match{known: append(slices.Clone(found.known), more.known...)} // 甲，乙均已完成
		}
		end := r.end(i, from)
		p.Items = append(p.Items, r.read(found, i, from, end))
		return end
	}
	if n == nil || len(n.kids) == 0 || n.inline {
		r.leave(p, i)
	}
	return i + 1
}

// namesBelow says whether a heading below a node names a finding that is known.
func (r *progressReader) namesBelow(n *node) bool {
	return slices.ContainsFunc(n.kids, func(k *node) bool {
		return r.begins[k.block].any() || r.namesBelow(k)
	})
}

// namesAny says whether any paragraph, or a row of a table, names a finding that is known.
func (r *progressReader) namesAny(from int) bool {
	for i := from; i < r.to; i++ {
		if r.begins[i].any() || r.Blocks[i].Table > 0 {
			return true
		}
	}
	return false
}

// leave keeps a paragraph that speaks of no finding.
func (r *progressReader) leave(p *Progress, i int) {
	if text := strings.TrimSpace(r.Blocks[i].Text); text != "" {
		p.Left = append(p.Left, text)
	}
}

// end is the block behind what is said of the finding that is named at a block, up to an offset:
// the next that names one, a heading that is not below its own, or a table of findings.
func (r *progressReader) end(start, from int) int {
	last := r.to
	own := r.nodes[start]
	if own != nil {
		last = min(last, own.end)
	}
	rest := bracketFirst().ReplaceAllString(r.folded[start][from:], "")
	inline := strings.Trim(rest, closing) != ""
	for i := start + 1; i < last; i++ {
		if inline && r.nodes[i] == nil && !r.goesOn(i) {
			return i
		}
		if r.Blocks[i].Table > 0 {
			if r.tableAt(i).holdsFindings() {
				return i
			}
			continue
		}
		if r.begins[i].any() || own == nil && r.nodes[i] != nil {
			return i
		}
	}
	return last
}

// goesOn says whether a paragraph goes on with the account of the one before it, by its label or
// ordinal: behind an account in the paragraph of the title, any other may be about the whole.
func (r *progressReader) goesOn(i int) bool {
	_, size := r.labelOf(i)
	return r.Blocks[i].Table > 0 || size > 0 || ordinalAt(r.folded[i]).size > 0
}

// read reads what is said of a finding from an offset in a first block on.
func (r *progressReader) read(found match, first, from, end int) *Item {
	f := &Finding{block: first, Title: titleOf(r.Blocks[first].Text[:from])}
	if n := r.nodes[first]; n != nil {
		f.Title = titleOf(r.plainTitle(n))
	}
	a := r.account(f, reported)
	if at := bracketFirst().FindStringIndex(r.folded[first][from:]); at != nil {
		a.readBracket(first, from, from+at[1])
	}
	if readNumeral(r.folded[first]).isEnglish() {
		a.readBehind(first, from)
	}
	a.fill(&node{block: first, end: end}, first, from)
	item := found.item(first, f.Title)
	for i := first; i < end; i++ {
		text := r.Blocks[i].Text
		if i == first {
			text = strings.TrimLeft(text[from:], " 　：:，,。、")
		}
		if field, size := labelAt(fold(text)); field == progress && len(item.Text) == 0 {
			text = text[size:]
		}
		if text = strings.TrimSpace(text); text != "" {
			item.Text = append(item.Text, text)
		}
	}
	if last := len(item.Text) - 1; last >= 0 { // that was parted from what follows it
		item.Text[last] = strings.TrimRight(item.Text[last], "，, ")
	}
	item.readAnswers()
	status, heading := r.above(first)
	if len(item.Text)+len(item.Answers) == 0 && status != "" {
		item.Text = []string{heading}
	}
	r.conclude(item, f, status)
	return item
}

// above is the status that the headings above a block state, and the one that does.
func (r *progressReader) above(block int) (register.Status, string) {
	n := r.nodes[block]
	for ; n != nil && n.block >= 0; n = n.parent {
		if n.block == block {
			continue
		}
		if s := statusIn(r.title(n)); s.status != "" {
			return s.status, r.plainTitle(n)
		}
		if r.kindOf(n) == unfinished {
			return register.InProgress, r.plainTitle(n)
		}
	}
	return "", ""
}
