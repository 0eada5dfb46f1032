package notice

import (
	"strings"
	"unicode/utf8"
)

// attachments is where a list of attachments begins that ends the text, with its first one behind
// the label or in the next line; end where there is none. Its items look like measures.
func (t *foldedText) attachments(end int) int {
	for i := end - 1; i >= 0 && i >= end-frameLines; i-- {
		text := strings.TrimSpace(t.folded[i])
		switch {
		case t.Blocks[i].Table > 0 || ended().MatchString(text) || utf8.RuneCountInString(text) > 60:
			return end
		case lex("attachment-label").MatchString(text):
			return i
		case readNumeral(text).size == 0:
			return end
		}
	}
	return end
}
