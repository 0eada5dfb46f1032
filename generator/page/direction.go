package page

import (
	"bytes"
	"encoding/json"
	"regexp"
	"slices"
	"strings"
)

// The controls of direction that reach past themselves; see
// https://www.unicode.org/reports/tr9/#Directional_Formatting_Characters.
const (
	embeddings = "\u202a\u202b\u202d\u202e" // LRE RLE LRO RLO
	isolates   = "\u2066\u2067\u2068"       // LRI RLI FSI
	pop        = '\u202c'                   // closes an embedding
	popIsolate = '\u2069'                   // closes an isolate, and what was opened in it
)

// closeBidi gives a text with what it leaves open closed at its end, so that it turns nothing that
// stands behind it. An isolate left open would use up the end of the <bdi> around it.
func closeBidi(text string) string {
	if !strings.ContainsAny(text, embeddings+isolates) {
		return text
	}
	var open []rune // what closes each, the innermost last
	for _, r := range text {
		switch {
		case strings.ContainsRune(embeddings, r):
			open = append(open, pop)
		case strings.ContainsRune(isolates, r):
			open = append(open, popIsolate)
		case r == pop && len(open) > 0 && open[len(open)-1] == pop:
			open = open[:len(open)-1]
		case r == popIsolate && slices.Contains(open, popIsolate):
			for open[len(open)-1] == pop {
				open = open[:len(open)-1]
			}
			open = open[:len(open)-1]
		}
	}
	slices.Reverse(open)
	return text + string(open)
}

var quoted = regexp.MustCompile(`"(?:[^"\\]|\\.)*"`)

// closeAllBidi closes every text of a page's params. Markdown of several lines is left as it is:
// its blocks end what they leave open, and its last line may be the end of a block of code.
func closeAllBidi(params []byte) []byte {
	if !hasBidiControl(params) {
		return params
	}
	return quoted.ReplaceAllFunc(params, func(encoded []byte) []byte {
		var text string
		if json.Unmarshal(encoded, &text) != nil || strings.Contains(text, "\n") {
			return encoded
		}
		return append([]byte(closeBidi(string(encoded[:len(encoded)-1]))), '"')
	})
}

// hasBidiControl says, at little cost, whether closeBidi need look at a text at all: hardly one has
// any of the controls. In UTF-8 all of them are E2 80 AA … AE or E2 81 A6 … A9.
func hasBidiControl(text []byte) bool {
	for {
		i := bytes.IndexByte(text, 0xe2)
		if i < 0 || i+2 >= len(text) {
			return false
		}
		next, last := text[i+1], text[i+2]
		if next == 0x80 && 0xaa <= last && last <= 0xae ||
			next == 0x81 && 0xa6 <= last && last <= 0xa9 {
			return true
		}
		text = text[i+1:]
	}
}
