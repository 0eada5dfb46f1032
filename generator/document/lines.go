package document

import (
	"strings"
	"unicode"
)

// lines gives a text with one sort of line end, without characters that nobody sees. A form feed
// is what PDF tools put between pages.
func lines(text string) string {
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n",
		"\u0085", "\n", "\v", "\n", "\f", "\n").Replace(text)
	return strings.Map(func(r rune) rune {
		if Unseen(r) && !unicode.IsSpace(r) {
			return -1
		}
		return r
	}, text)
}
