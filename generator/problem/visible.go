package problem

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// visible is a text with its control characters, but those to be kept, and what is no character,
// as Go escapes them: a file's name could have a terminal show anything else.
func visible(text, kept string) string {
	hidden := func(r rune) bool {
		return unicode.In(r, unicode.Cc, unicode.Cf) && !strings.ContainsRune(kept, r)
	}
	if utf8.ValidString(text) && !strings.ContainsFunc(text, hidden) {
		return text
	}
	var b strings.Builder
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		part := text[i : i+size]
		if hidden(r) || r == utf8.RuneError && size == 1 {
			part = strings.Trim(strconv.QuoteToASCII(part), `"`)
		}
		b.WriteString(part)
		i += size
	}
	return b.String()
}
