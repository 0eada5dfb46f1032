package office

import (
	"strings"

	"gongshi/generator/markdown"
	"gongshi/generator/problem"
)

// mark at the beginning of a file says that it is UTF-8.
const mark = "\ufeff"

// PlainText gives the paper as text, a paragraph a line, with the line ends of Windows, whose
// Notepad shows no others in older versions. Without a mark at its beginning the same Notepad would
// take Chinese for another encoding.
func (p *Paper) PlainText() []byte {
	const end = "\r\n"
	var b strings.Builder
	b.WriteString(mark)
	for _, paragraph := range p.Paragraphs {
		b.WriteString(strings.ReplaceAll(paragraph.plain(p.Language), "\n", end) + end)
	}
	return []byte(b.String())
}

// plain is a paragraph where nothing but its characters can say how it is set.
func (p Paragraph) plain(lang string) string {
	text := p.Number
	for _, r := range p.Runs {
		text += struck(r, lang)
		if r.Link != "" && r.Link != r.Text {
			text += problem.Fill(paperWords()[lang]["bracketed"], []any{r.Link})
		}
	}
	return text
}

// struck is the text of a run; where it is struck out, between words that say so.
func struck(r markdown.Run, lang string) string {
	if words := paperWords()[lang]; r.Struck {
		return words["struck"] + r.Text + words["struck-end"]
	}
	return r.Text
}
