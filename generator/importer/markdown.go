package importer

import "strings"

var (
	// meaning is what means something anywhere in a line of Markdown.
	meaning = pattern("[\\\\`*_\\[\\]<>~|]|&[A-Za-z#]|{{[<%]|:[A-Za-z-]+:")
	// starts mean something at the beginning of a line.
	starts = pattern(`^(?:#{1,6}(?:\s|$)|[-+=](?:\s|$|[-=]{2})|:\s|-{3,}|={1,}$|-{1,}$)`)
	// listed is a figure that would begin a list.
	listed = pattern(`^(\d{1,9})([.)])(\s|$)`)
	// bareWeb is an address that becomes a link as it stands.
	bareWeb = pattern(`(?:https?://|www\.)[^\s　，。；、）)》”"<>]+`)
)

// toMarkdown gives a paragraph of the source as Markdown that prints the same letters: signs that
// would mean something get a backslash. It stays one line.
func toMarkdown(text string) string {
	text = strings.Trim(publishable(text), " 　\u00a0")
	var b strings.Builder
	rest := text
	for {
		web := bareWeb().FindStringIndex(rest)
		if web == nil {
			break
		}
		b.WriteString(escapeSigns(rest[:web[0]]))
		b.WriteString(rest[web[0]:web[1]])
		rest = rest[web[1]:]
	}
	b.WriteString(escapeSigns(rest))
	line := b.String()
	if starts().MatchString(line) {
		return `\` + line
	}
	return listed().ReplaceAllString(line, `${1}\${2}${3}`)
}

// publishable gives a text on one line, without what no file of a register may hold: control
// characters and code points that are no characters.
func publishable(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n', r == '\r', r == '\t', r == '\v', r == '\f', r == '\u2028', r == '\u2029':
			return ' '
		case r < ' ', 0x7f <= r && r < 0xa0, 0xfdd0 <= r && r <= 0xfdef, r&0xfffe == 0xfffe:
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, ""))
}

func escapeSigns(text string) string {
	return meaning().ReplaceAllStringFunc(text, func(m string) string {
		if strings.HasPrefix(m, "{{") {
			return `{\` + m[1:]
		}
		return `\` + m
	})
}

// allMarkdown gives paragraphs as Markdown, parted by empty lines.
func allMarkdown(paragraphs []string) string {
	var lines []string
	for _, p := range paragraphs {
		for _, part := range strings.Split(p, "\n\n") {
			if part = toMarkdown(part); part != "" {
				lines = append(lines, part)
			}
		}
	}
	return strings.Join(lines, "\n\n")
}
