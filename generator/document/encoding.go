package document

import (
	"strings"
	"unicode"

	"gongshi/generator/encoding"
)

// decode gives a file's text in UTF-8, with \n at the ends of lines, and the name of the encoding
// that it was in, empty for UTF-8. It gives false where there is no telling.
func decode(data []byte) (text, name string, ok bool) {
	text, name, ok = encoding.Detect(data)
	return lines(text), name, ok
}

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
