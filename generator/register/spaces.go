package register

import (
	"regexp"
	"strings"

	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/token"
)

// spacesBehind are those at the end of a line.
var spacesBehind = regexp.MustCompile(`(?m)[ \t]+$`)

// trimmed takes the spaces away that stand behind lines and mean nothing. Two of them break a
// line in Markdown, so those within a block or a quoted text stay.
func trimmed(front string) string {
	if !endsInSpace(front) {
		return front
	}
	tokens := lexer.Tokenize(front)
	var origins strings.Builder
	for _, t := range tokens {
		origins.WriteString(t.Origin)
	}
	if bare(origins.String()) != bare(front) {
		return front // the lexer gave up, so that there is no telling what is a text
	}
	texts := linesOfTexts(tokens)
	lines := strings.Split(front, "\n")
	for i, line := range lines {
		if !texts[i] {
			lines[i] = strings.TrimRight(line, " \t")
		}
	}
	return strings.Join(lines, "\n")
}

// endsInSpace says whether any line does.
func endsInSpace(front string) bool {
	for line := range strings.Lines(front) {
		line = strings.TrimSuffix(line, "\n")
		if strings.HasSuffix(line, " ") || strings.HasSuffix(line, "\t") {
			return true
		}
	}
	return false
}

func bare(front string) string {
	return strings.TrimRight(spacesBehind.ReplaceAllString(front, ""), "\n")
}

// linesOfTexts are the lines, counted from 0, whose ends stand within a block or a quoted text.
func linesOfTexts(tokens token.Tokens) map[int]bool {
	texts := map[int]bool{}
	line, block := 0, false
	for _, t := range tokens {
		first, last := 1, 0 // the newlines of the token that belong to a text
		before := len(t.Origin) - len(strings.TrimLeft(t.Origin, " \t\n"))
		switch {
		case t.Type == token.StringType && block:
			first, last = 0, strings.Count(t.Origin, "\n")
		case t.Type == token.DoubleQuoteType, t.Type == token.SingleQuoteType:
			first = strings.Count(t.Origin[:before], "\n")
			last = strings.Count(strings.TrimRight(t.Origin, " \t\n"), "\n") - 1
		}
		for i := first; i <= last; i++ {
			texts[line+i] = true
		}
		line += strings.Count(t.Origin, "\n")
		block = t.Type == token.LiteralType || t.Type == token.FoldedType ||
			block && t.Type == token.CommentType
	}
	return texts
}
