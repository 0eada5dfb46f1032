package office

import (
	"strings"
)

// PlainText gives the paper as text, a paragraph a line, with the line ends of Windows, whose
// Notepad shows no others in older versions. Without a mark at its beginning the same Notepad would
// take Chinese for another encoding.
func (p *Paper) PlainText() []byte {
	const mark, end = "\ufeff", "\r\n"
	var b strings.Builder
	b.WriteString(mark)
	for _, paragraph := range p.Paragraphs {
		b.WriteString(strings.ReplaceAll(paragraph.plain(p.Language), "\n", end) + end)
	}
	return []byte(b.String())
}

// plain is a paragraph where nothing but its characters can say how it is set.
func (p Paragraph) plain(lang string) string {
	words := paperWords()[lang]
	text := p.Number
	for _, r := range p.Runs {
		switch {
		case r.Struck:
			text += words["struck"] + r.Text + words["struck-end"]
		case r.Link != "" && r.Link != r.Text:
			text += r.Text + strings.Replace(words["bracketed"], "%[1]v", r.Link, 1)
		default:
			text += r.Text
		}
	}
	return text
}
