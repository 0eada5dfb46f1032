package page

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"gongshi/generator/register"
)

// emphasis makes Chinese emphasis hold. CommonMark takes ** for emphasis only where the character inside is no
// punctuation or the one outside is a space or punctuation, so **整改。**完成 would print its asterisks. A backslash and a
// space on the outside count as a space and print nothing (goldmark's escapedSpace). Code is left alone.
func emphasis(text string) string {
	if !strings.Contains(text, "*") {
		return text
	}
	var b strings.Builder
	fenced := ""
	for i, paragraph := range strings.SplitAfter(text, "\n") {
		trimmed := strings.TrimLeft(paragraph, " ")
		fence := trimmed[:len(trimmed)-len(strings.TrimLeft(trimmed, "`~"))]
		switch {
		case fenced == "" && len(fence) >= 3:
			fenced = fence
		case fenced != "" && strings.HasPrefix(fence, fenced):
			fenced = ""
		case fenced == "" && !indentedCode(paragraph, i == 0):
			mendLine(&b, paragraph)
			continue
		}
		b.WriteString(paragraph)
	}
	return b.String()
}

// indentedCode takes every line that is indented by four for code. In a list it may be text, and then
// keeps its asterisks as CommonMark has them.
func indentedCode(line string, first bool) bool {
	return !first && strings.HasPrefix(line, "    ")
}

// mendLine writes one line with an escaped space outside each run of asterisks that needs one.
func mendLine(b *strings.Builder, line string) {
	open := map[int]bool{} // the lengths of the runs that wait for their end
	for i := 0; i < len(line); {
		switch n := run(line[i:]); {
		case line[i] == '\\' && i+1 < len(line):
			_, size := utf8.DecodeRuneInString(line[i+1:])
			b.WriteString(line[i : i+1+size])
			i += 1 + size
		case line[i] == '`':
			end := codeEnd(line[i:])
			b.WriteString(line[i : i+end])
			i += end
		case n > 0:
			mendRun(b, line, i, n, open)
			i += n
		default:
			_, size := utf8.DecodeRuneInString(line[i:])
			b.WriteString(line[i : i+size])
			i += size
		}
	}
}

// mendRun writes the n asterisks at i as the end of an open run of the same length, else as a beginning.
func mendRun(b *strings.Builder, line string, i, n int, open map[int]bool) {
	before, _ := utf8.DecodeLastRuneInString(line[:i])
	after, _ := utf8.DecodeRuneInString(line[i+n:])
	stars := line[i : i+n]
	switch {
	case open[n] && !space(before):
		delete(open, n)
		b.WriteString(stars)
		if punctuation(before) && !space(after) && !punctuation(after) {
			b.WriteString(`\ `)
		}
	case !space(after):
		open[n] = true
		if punctuation(after) && !space(before) && !punctuation(before) {
			b.WriteString(`\ `)
		}
		b.WriteString(stars)
	default:
		b.WriteString(stars)
	}
}

// run is how many asterisks a text begins with.
func run(s string) int { return len(s) - len(strings.TrimLeft(s, "*")) }

// codeEnd is how long the code span is that a text begins with; a lone run of backticks is text.
func codeEnd(s string) int {
	n := len(s) - len(strings.TrimLeft(s, "`"))
	ticks := s[:n]
	for i := n; i < len(s); {
		m := len(s[i:]) - len(strings.TrimLeft(s[i:], "`"))
		if m == n {
			return i + n
		}
		i += max(m, 1)
	}
	return len(ticks)
}

// space says whether a line's edge or white space is here; RuneError is what decoding nothing gives.
func space(r rune) bool { return r == utf8.RuneError || unicode.IsSpace(r) }

func punctuation(r rune) bool { return unicode.IsPunct(r) || unicode.IsSymbol(r) }

func markdown(m register.Markdown) string { return emphasis(string(m)) }
