package document

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A text from a PDF or an old editor is broken at a margin. Its paragraphs are told by three
// signs: the last line is short, the first is indented, and a number begins a new one.

// line is one line of a text with a margin, measured in columns or in points.
type line struct {
	text        string
	left, right float64
	em          float64 // the width of a Chinese character
	blank       bool    // nothing, or too much space, stands before it
}

const typedNumber = `[(（]?[一二三四五六七八九十]{1,3}[)）、]|[(（]\d{1,2}[)）]|\d{1,2}[.、．]\D|[①-⒇㈠-㈩]`

// opening and label begin a paragraph, where the line before ends a sentence.
var opening = pattern(`^(` + typedNumber + `|第[一二三四五六七八九十\d]{1,3}|[【●■◆])`)

var label = pattern(`^[^，。；,;]{2,14}[：:]`)

var sentenceEnd = pattern(`[。！？：；.!?:;”’」』）)]$`)

// continues says whether b goes on with the paragraph that a belongs to, between two margins.
func continues(a, b line, left, right float64) bool {
	switch {
	case b.blank || a.text == "" || b.text == "":
		return false
	case a.right+max(1.2*a.em, firstPiece(b)) < right: // b would have fitted
		return false
	case b.left > left+0.9*b.em: // indented
		return false
	case opening().MatchString(b.text) && sentenceEnd().MatchString(a.text),
		label().MatchString(b.text) && strings.HasSuffix(a.text, "。"):
		return false
	}
	return true
}

// unbreakable is what begins a line and cannot be broken: an English word or a Chinese character,
// with the marks before and behind.
var unbreakable = pattern(`^[“‘（《〈【「『(\[]*(\p{Han}|[!-~]+)[”’）》〉】」』，。、；：？！!-~…]*`)

// firstPiece is the width of what cannot be broken at the start of a line.
func firstPiece(b line) float64 {
	piece := 0.0
	for _, r := range unbreakable().FindString(b.text) {
		piece += width(r) * b.em / 2
	}
	return min(piece, 12*b.em)
}

// wrappedWidth is the range of margins, in columns, that texts are broken at. Shorter lines are
// titles or verse, longer ones paragraphs.
const narrowest, widest = 40, 140

// joined says of each row of a text whether it goes on with the one before. In a text whose lines
// are paragraphs none does.
func (m *maker) joined(rows []string) []bool {
	all := make([]line, len(rows))
	var rights, lefts []float64
	for i, row := range rows {
		all[i] = columns(row)
		all[i].blank = i > 0 && all[i-1].text == ""
		if all[i].text != "" {
			rights = append(rights, all[i].right)
			lefts = append(lefts, all[i].left)
		}
	}
	joined := make([]bool, len(rows))
	if len(rights) < 8 {
		return joined
	}
	slices.Sort(rights)
	slices.Sort(lefts)
	right, left := rights[len(rights)-1], lefts[len(lefts)/3]
	if right < narrowest || right > widest {
		return joined
	}
	n := 0
	for i := 1; i < len(rows); i++ {
		if joined[i] = continues(all[i-1], all[i], left, right); joined[i] {
			n++
		}
	}
	// Where few lines reach the margin, it is no margin, but the longest line of a list.
	if 5*n < 2*len(rights) {
		return make([]bool, len(rows))
	}
	m.remark(RemarkWrapped, n)
	return joined
}

// columns measures a row as a terminal shows it.
func columns(row string) line {
	l := line{text: strings.TrimSpace(row), em: 2}
	for _, r := range row {
		if !unicode.IsSpace(r) {
			break
		}
		l.left += width(r)
	}
	l.right = l.left
	for _, r := range l.text {
		l.right += width(r)
	}
	return l
}

func width(r rune) float64 {
	switch {
	case wide(r):
		return 2
	case r == '\t':
		return 4
	}
	return 1
}

// wide says whether a character is as wide as high, and written without spaces around it.
func wide(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) ||
		'\u3000' <= r && r <= '\u303f' || '\uff00' <= r && r <= '\uffef' ||
		strings.ContainsRune("“”‘’—…·", r) || '\u2460' <= r && r <= '\u24ff' ||
		'\u3200' <= r && r <= '\u32ff'
}

// glue joins the lines of a paragraph, with a space between two that are not Chinese. Figures at
// the end of a Chinese line and at the beginning of the next are one number, broken at the margin.
func glue(rows []string) string {
	var b strings.Builder
	spaced, brokenNumber := false, false
	for _, row := range rows {
		row = strings.TrimSpace(row)
		if row == "" {
			continue
		}
		first, _ := utf8.DecodeRuneInString(row)
		if spaced && !wide(first) && !(brokenNumber && unicode.IsDigit(first)) {
			b.WriteByte(' ')
		}
		b.WriteString(row)
		spaced = wantsSpace(row)
		last, _ := utf8.DecodeLastRuneInString(row)
		brokenNumber = unicode.IsDigit(last) && strings.ContainsFunc(row, wide)
	}
	return b.String()
}

// wantsSpace says whether a space parts a row from an English word that follows. None does after
// Chinese, nor after a mark that ends Chinese, nor within a word with a hyphen.
func wantsSpace(row string) bool {
	last, size := utf8.DecodeLastRuneInString(row)
	if last == '-' && size < len(row) && row[len(row)-2] != ' ' {
		return false
	}
	if unicode.IsPunct(last) && last < utf8.RuneSelf && size < len(row) {
		last, _ = utf8.DecodeLastRuneInString(row[:len(row)-size])
	}
	return !wide(last)
}
