package notice

import (
	"strings"
	"unicode"

	"gongshi/generator/document"
)

// foldedText is a source with its text as it is looked at. All stages read it, and none changes it.
type foldedText struct {
	*document.Source
	folded   []string // of the blocks
	Language string
}

func newText(s *document.Source) *foldedText {
	t := &foldedText{Source: s, Language: languageOf(s)}
	for _, b := range s.Blocks {
		t.folded = append(t.folded, unboxed(fold(b.Text)))
	}
	return t
}

// boxedLine is a line between brackets: 【第一部分 党的领导方面】.
var boxedLine = pattern(`^[\s　]*【([^【】]{2,60})】[\s　]*$`)

// unboxed puts spaces of the same size in the place of the brackets around a numbered heading.
func unboxed(text string) string {
	m := boxedLine().FindStringSubmatch(text)
	if m == nil || readNumeral(m[1]).size == 0 || readNumeral(text).size > 0 {
		return text
	}
	if _, size := labelAt(text); size > 0 {
		return text
	}
	return strings.NewReplacer("【", "　", "】", "　").Replace(text)
}

// languageOf says what a notice is written in: English where there is hardly any Chinese.
func languageOf(s *document.Source) string {
	han, latin := 0, 0
	for _, b := range s.Blocks {
		for _, r := range b.Text {
			switch {
			case unicode.Is(unicode.Han, r):
				han++
			case unicode.Is(unicode.Latin, r):
				latin++
			}
		}
	}
	if latin > 8*han {
		return "en"
	}
	return "zh"
}

// words are those of the notice's own language, for what is written into files.
func (t *foldedText) words() map[string]string { return catalogues()[t.Language].Words }

// labelOf reads the label that a block begins with, behind its numeral.
func (t *foldedText) labelOf(i int) (field, int) {
	text := t.folded[i]
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

// beginsAccount says whether a block begins with a label of an account.
func (t *foldedText) beginsAccount(i int) bool {
	if i >= len(t.folded) || t.Blocks[i].Table > 0 {
		return false
	}
	f, size := t.labelOf(i)
	return size > 0 && tells(f)
}

func (t *foldedText) labelledBlock(i int) bool {
	_, size := labelAt(t.folded[i])
	return size > 0
}

// title is a heading without its numeral, folded.
func (t *foldedText) title(n *node) string {
	rest := t.folded[n.block][n.numeral.size:]
	return strings.TrimSpace(rest[:titleEnd(rest)])
}

// plainTitle is a heading without its numeral, as it is written.
func (t *foldedText) plainTitle(n *node) string {
	text := strings.TrimRight(t.folded[n.block][n.numeral.size:], " 　")
	end := n.numeral.size + titleEnd(text)
	return strings.TrimSpace(t.Blocks[n.block].Text[n.numeral.size:end])
}

// original and plain give a segment's text as it is written, and folded.
func (t *foldedText) original(s segment) string { return t.Blocks[s.block].Text[s.from:s.to] }
func (t *foldedText) plain(s segment) string    { return t.folded[s.block][s.from:s.to] }

// segmentsOf cuts a block, from an offset on, at its labels. current is the field that goes on from
// the block before.
func (t *foldedText) segmentsOf(block, from int, current field) []segment {
	text := t.folded[block]
	var cut []segment
	at := func(offset int) bool {
		numeral := readNumeral(text[offset:]).size
		f, size := labelAt(text[offset+numeral:])
		if size == 0 && numeral > 0 {
			f, size = labelAt(text[offset:])
			numeral = 0
		}
		if size == 0 {
			return false
		}
		cut = append(cut, segment{f, block, offset + numeral + size, len(text), offset})
		return true
	}
	if !at(from) {
		cut = append(cut, segment{current, block, from, len(text), from})
	}
	for _, b := range breaks().FindAllStringIndex(text[from:], -1) {
		last := &cut[len(cut)-1]
		if _, is := statusOf(text[from+b[1]:]); is && last.field == status && last.from == from+b[1] {
			continue // Status: Completed has one label
		}
		if offset := from + b[1]; offset >= last.from && offset < len(text) && at(offset) {
			cut[len(cut)-2].to = offset
		}
	}
	return cut
}

// cell is one of a row, with its place in the row's text.
type cell struct {
	text     string
	from, to int
}

func (t *foldedText) cellsOf(i int) []cell {
	b := t.Blocks[i]
	var cells []cell
	at := 0
	for n, text := range b.Cells {
		if n > 0 {
			at += len(" | ")
		}
		if at+len(text) > len(b.Text) || b.Text[at:at+len(text)] != text {
			return nil // not a row as a source gives them
		}
		cells = append(cells, cell{text, at, at + len(text)})
		at += len(text)
	}
	return cells
}

// merged says whether a cell is empty as another reaches over it.
func (t *foldedText) merged(row, cell int) bool {
	m := t.Blocks[row].Merged
	return cell >= 0 && cell < len(m) && m[cell]
}
