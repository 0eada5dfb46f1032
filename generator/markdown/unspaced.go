package markdown

import (
	"strings"
	"unicode"
)

// Unspaced drops the spaces that YAML's folding of lines put between Chinese characters, which
// have none there. A quotation mark or dash counts as Chinese beside a Chinese character only:
// English uses the same.
func Unspaced(text string) string {
	runes := []rune(text)
	var b strings.Builder
	for i, r := range runes {
		if r == ' ' && 0 < i && i+1 < len(runes) {
			before, after := runes[i-1], runes[i+1]
			if wide(before) && (wide(after) || shared(after)) || shared(before) && wide(after) {
				continue
			}
		}
		b.WriteRune(r)
	}
	return b.String()
}

// wide says whether a character fills a square of Chinese text.
func wide(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Bopomofo) ||
		0x3000 <= r && r <= 0x303f || 0xff00 <= r && r <= 0xffef
}

// shared says whether a mark is written the same in Chinese and in English.
func shared(r rune) bool { return '‘' <= r && r <= '”' || r == '—' || r == '…' }
