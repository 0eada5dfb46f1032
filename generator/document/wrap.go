package document

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// wrappedWidth is the range of margins, in columns, that texts are broken at. Shorter lines are
// titles or verse, longer ones paragraphs.
const narrowest, widest = 40, 140

// joined says of each row of a text whether it goes on with the one before. In a text whose lines
// are paragraphs none does.
func (m *maker) joined(rows []string) []bool {
	all := make([]line, len(rows))
	var rights []float64
	for i, row := range rows {
		all[i] = columns(row)
		all[i].blank = i > 0 && all[i-1].text == ""
		if all[i].text != "" {
			rights = append(rights, all[i].right)
		}
	}
	joined := make([]bool, len(rows))
	if len(rights) < 8 {
		return joined
	}
	within := marginsOf(all)
	within.right = slices.Max(rights)
	if within.right < narrowest || within.right > widest {
		return joined
	}
	n := 0
	for i := 1; i < len(rows); i++ {
		if joined[i] = within.continues(all[i-1], all[i]); joined[i] {
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

// numberBegun and numberGoesOn are the two parts of a number that was broken at the margin.
var (
	numberBegun  = pattern(`\d[.,]?$`)
	numberGoesOn = pattern(`^[.,]?\d`)
)

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
		if spaced && !wide(first) && !(brokenNumber && numberGoesOn().MatchString(row)) {
			b.WriteByte(' ')
		}
		b.WriteString(row)
		spaced = wantsSpace(row)
		brokenNumber = numberBegun().MatchString(row) && strings.ContainsFunc(row, wide)
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
