package notice

import (
	"strings"
	"unicode/utf8"

	"gongshi/generator/document"
)

// parted gives a source whose paragraphs are parted where a sentence or clause within them names
// another finding: each is spoken of by itself then.
func (k names) parted(s *document.Source) *document.Source {
	out := *s
	out.Blocks = nil
	for _, b := range s.Blocks {
		out.Blocks = append(out.Blocks, k.parts(b)...)
	}
	return &out
}

func (k names) parts(b document.Block) []document.Block {
	var all []document.Block
	text, start := b.Text, 0
	if b.Table > 0 {
		return []document.Block{b}
	}
	for _, end := range clauseEnds().FindAllStringIndex(text, -1) {
		if found, _ := k.at(fold(text[end[1]:]), nil); found.any() && k.tells(text[start:end[0]]) {
			part := b
			part.Text = text[start:end[1]]
			all, start = append(all, part), end[1]
			b.Number, b.Heading = "", 0
		}
	}
	b.Text = text[start:]
	return append(all, b)
}

var clauseEnds = pattern(`[，,。；;]\s*`)

// tells says whether a text is more than the title of a finding: of several titles that an account
// follows, 甲，乙均已完成整改, none is parted from it.
func (k names) tells(text string) bool {
	found, end := k.at(fold(text), nil)
	return !found.any() || strings.Trim(text[end:], closing) != ""
}

// likeness gives the findings that a paragraph in prose may begin with, under a name that is not
// theirs: 关于甲推进较慢的问题，已…
func (k names) likeness(text string) match {
	m := lex("prose-problem").FindStringSubmatch(text)
	if m == nil {
		return match{}
	}
	return match{known: k.like(keyOf(m[1])).known}
}

// periodLimit is the longest heading of a period, in characters.
const periodLimit = 30

// period gives the heading of a period at a block, 截至2025年4月15日：, empty where there is none.
func (r *progressReader) period(i int) string {
	text := strings.TrimSpace(r.folded[i])
	if r.Blocks[i].Table > 0 || r.begins[i].any() || utf8.RuneCountInString(text) > periodLimit ||
		!lex("period-heading").MatchString(text) {
		return ""
	}
	return strings.Trim(text[readNumeral(text).size:], closing)
}

// periods asks about a report on several of them: each would have a date of its own.
func (r *progressReader) periods(items []*Item, from int) []Note {
	var heads []string
	for _, item := range items {
		for i := item.Block; i >= from; i-- {
			head := r.period(i)
			if head == "" {
				continue
			}
			if heads = append(heads, head); head != heads[0] {
				return []Note{{"periods", item.Block, []any{heads[0], head}}}
			}
			break
		}
	}
	return nil
}

// reaches gives the block behind the last that may speak of a finding, where one is named behind
// what looked like the signature of the report.
func (r *progressReader) reaches() int {
	last := len(r.begins) - 1
	for last >= r.to && !r.begins[last].any() {
		last--
	}
	if last < r.to {
		return r.to
	}
	to := len(r.begins)
	for to > last+1 && (signedAt(r.folded[to-1])) {
		to--
	}
	return to
}

// opens gives the first block that may speak of a finding: a paragraph that tells of one is no line
// of the report's title.
func (r *progressReader) opens(from int) int {
	for i := range from {
		at := r.begins[i]
		if at.any() && strings.Trim(r.folded[i][at.from:], closing) != "" {
			return i
		}
	}
	return from
}

// readWithdrawal looks for words that take back what was reported before: 重新整改.
func (i *Item) readWithdrawal() {
	for _, text := range i.Text {
		text = fold(text)
		if at := lex("withdrawal").FindStringIndex(text); at != nil {
			i.Withdrawn = shorten(clauseAt(text, at))
			return
		}
	}
}

// signedAt says whether a line may be one of a signature: a date, or a name without signs.
func signedAt(text string) bool {
	date, _ := dateAlone(strings.TrimSpace(text))
	return date != "" || utf8.RuneCountInString(text) <= periodLimit &&
		!strings.ContainsAny(text, "，。；：,;:")
}
