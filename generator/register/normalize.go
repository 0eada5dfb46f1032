package register

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/token"
)

// normalize reports, and puts right for the reading that follows, what stops YAML: full-width
// colons after known keys, and tabs that indent. So the rest of the file is checked in the same
// run.
//
// Each is looked for only where its character is there: looking takes a third of the time that
// reading a finding does.
func (s *textFile) normalize(known map[string]bool) {
	if bytes.Contains(s.front, []byte("：")) {
		s.normalizeColons(known)
	}
	s.front = []byte(trimmed(string(s.front)))
	if bytes.Contains(s.front, []byte("\t")) {
		s.expandTabs()
	}
}

// keyColon is a key that is followed by a full-width colon.
var keyColon = regexp.MustCompile(`^(\s*(?:- +)?)([a-z_]+)(\s*)：[ 　]*`)

// normalizeColons leaves alone what stands within a text, where a word of Chinese prose may look like
// a key.
func (s *textFile) normalizeColons(known map[string]bool) {
	lines := strings.Split(string(s.front), "\n")
	written := map[int]string{}
	for i, line := range lines {
		if m := keyColon.FindStringSubmatch(line); m != nil && known[m[2]] {
			written[i] = line
			lines[i] = m[1] + m[2] + ": " + strings.TrimPrefix(line, m[0])
		}
	}
	if len(written) == 0 {
		return
	}
	keys := keysByLine(strings.Join(lines, "\n"))
	for i, line := range written {
		m := keyColon.FindStringSubmatch(line)
		if keys[i] != m[2] {
			lines[i] = line
			continue
		}
		column := 1 + len(m[1]) + len(m[2]) + len(m[3])
		s.report(place{i + frontLine, column}, "colon-full-width", m[2])
	}
	s.front = []byte(strings.Join(lines, "\n"))
}

// keysByLine gives the first key of each line, counted from 0.
func keysByLine(front string) map[int]string {
	keys := map[int]string{}
	for _, t := range lexer.Tokenize(spaced(front)) {
		line := t.Position.Line - 1
		if t.Type != token.MappingValueType || t.Prev == nil || t.Prev.Position.Line-1 != line {
			continue
		}
		if _, later := keys[line]; !later {
			keys[line] = t.Prev.Value
		}
	}
	return keys
}

// tabIndent is where a tab stands before the first word of a line.
var tabIndent = regexp.MustCompile(`(?m)^([ \t]*\t[ \t]*)[^ \t\n]`)

func (s *textFile) expandTabs() {
	front := string(s.front)
	for _, at := range tabIndent.FindAllStringSubmatchIndex(front, -1) {
		tab := strings.Index(front[at[2]:at[3]], "\t")
		line := strings.Count(front[:at[2]], "\n")
		s.report(place{line + frontLine, tab + 1}, "tab-indent")
	}
	s.front = []byte(spaced(front))
}

// spaced puts two spaces in place of each tab that indents.
func spaced(front string) string {
	return tabIndent.ReplaceAllStringFunc(front, func(indent string) string {
		return strings.ReplaceAll(indent, "\t", "  ")
	})
}

// spacesBehind are those at the end of a line.
var spacesBehind = regexp.MustCompile(`(?m)[ \t]+$`)

// trimmed takes the spaces away that stand behind lines and mean nothing. Two of them break a
// line in Markdown, so those within a block or a quoted text stay.
func trimmed(front string) string {
	if !endsInSpace(front) {
		return front
	}
	tokens := lexer.Tokenize(spaced(front))
	var origins strings.Builder
	for _, t := range tokens {
		origins.WriteString(t.Origin)
	}
	if bare(origins.String()) != bare(spaced(front)) {
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
