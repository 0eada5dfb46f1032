package register

import (
	"strings"

	"gongshi/generator/problem"
)

// Limits of one file. What is near them takes a second or so; beyond, the time that parsers take
// grows with the square of what they are given, and some of it was written to keep them busy.
const (
	fileLimit  = 1 << 20 // bytes: about 350,000 Chinese characters, a thousand times a finding
	lineLimit  = 10_000  // lines
	signLimit  = 10_000  // characters that may begin or end something, addresses included
	levelLimit = 50      // of lists and quotations within each other
	indentEach = 4       // columns that one more of them takes
)

// Oversized is what is wrong with the size of a text that is to become a file of the register.
func Oversized(file string, data []byte) problem.List {
	s := &textFile{file: file}
	if s.checkSize(data) {
		s.checkLimits(string(data))
	}
	return s.problems
}

func (s *textFile) checkSize(data []byte) bool {
	if len(data) > fileLimit {
		s.report(place{1, 1}, "file-large", (len(data)+1023)>>10, fileLimit>>10)
		return false
	}
	return true
}

// checkLimits reports the first place where a text has more than anybody writes. It gives false
// where there is one: then nothing of the text is parsed.
func (s *textFile) checkLimits(text string) bool {
	if lines := strings.Count(text, "\n"); lines > lineLimit {
		s.report(place{lineLimit + 1, 1}, "file-lines", lines, lineLimit)
		return false
	}
	found, start := 0, 0
	for i := range len(text) {
		switch c := text[i]; {
		case c == '\n':
			start = i + 1
		case i == start:
			if levels := nesting(text[i:]); levels > levelLimit {
				s.report(placeAt(text, i), "nesting-deep", levels, levelLimit)
				return false
			}
		}
		if isSign(text, i) {
			if found++; found > signLimit {
				s.report(placeAt(text, i), "signs-many", signLimit)
				return false
			}
		}
	}
	return true
}

// isSign says whether a byte begins or ends something for which parsers look for the other end, or
// an address that becomes a link.
func isSign(text string, i int) bool {
	switch text[i] {
	case '[', ']', '{', '}', '<', '>', '*', '_', '~', '`', '&', '!', '\\':
		return true
	case ':':
		return strings.HasPrefix(text[i:], "://")
	case 'w', 'W':
		return len(text) > i+3 && strings.EqualFold(text[i:i+4], "www.")
	}
	return false
}

// nesting is how many lists, quotations and indentations a line begins with. A row of dashes is
// none of them: a mark of a list has a space behind it.
func nesting(text string) int {
	levels, columns := 0, 0
	for i := 0; i < len(text); i++ {
		spaced := i+1 < len(text) && (text[i+1] == ' ' || text[i+1] == '\t')
		switch c := text[i]; {
		case c == ' ' && i > 0 && text[i-1] != ' ' && text[i-1] != '\t': // behind a mark
		case c == ' ':
			columns++
		case c == '\t':
			columns += indentEach
		case c == '>', spaced && strings.IndexByte("-*+?.)", c) >= 0:
			levels++
		case c == '\n':
			return levels
		case c < '0' || '9' < c:
			return levels + columns/indentEach
		}
	}
	return levels
}
