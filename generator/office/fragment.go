package office

import (
	"fmt"
	"html"
	"strings"
)

// HTML gives the paper as a fragment to paste into the editor of a web site: h1 to h4 and p, one
// beside the other, each without attributes. Editors drop what they do not know of nested markup
// without a word, but keep all of this. Links lead to the web; there are no others.
func (p *Paper) HTML() string {
	var b strings.Builder
	for _, paragraph := range p.Paragraphs {
		tag := paragraph.tag()
		if text := paragraph.inline(p.Language); text != "" {
			fmt.Fprintf(&b, "<%s>%s</%[1]s>\n", tag, text)
		}
	}
	return b.String()
}

// WeChat gives the paper as a fragment to paste into the editor of a WeChat official account, which
// drops styles that are not inline and links that lead out of WeChat: their addresses are text.
func (p *Paper) WeChat() string {
	var b strings.Builder
	b.WriteString(`<section style="font-size:16px;line-height:1.75;text-align:justify">` + "\n")
	for _, paragraph := range p.Paragraphs {
		tag := paragraph.tag()
		if text := collapsed(paragraph.plain(p.Language)); text != "" {
			fmt.Fprintf(&b, `<%s style="%s">%s</%[1]s>`+"\n", tag, paragraph.style(),
				html.EscapeString(text))
		}
	}
	return b.String() + "</section>\n"
}

// tag is the element that a paragraph is: headings go on below the title, as far as h4.
func (p Paragraph) tag() string {
	switch p.Part {
	case PaperTitle:
		return "h1"
	case Heading:
		return fmt.Sprintf("h%d", min(p.Level+1, 4))
	}
	return "p"
}

// style is how a paragraph is set in WeChat: sizes in pixels, for its editor keeps no others.
func (p Paragraph) style() string {
	switch {
	case p.Part == PaperTitle:
		return "margin:0 0 24px;font-size:20px;font-weight:bold;text-align:center"
	case p.Part == Heading && p.Level == 1:
		return "margin:32px 0 16px;font-size:18px;font-weight:bold"
	case p.Part == Heading:
		return "margin:24px 0 12px;font-size:16px;font-weight:bold"
	case p.Part == Signature:
		return "margin:0;text-align:right"
	}
	return "margin:0 0 12px"
}

// inline is a paragraph as HTML, with its links.
func (p Paragraph) inline(lang string) string {
	text := html.EscapeString(p.Number)
	for _, r := range p.Runs {
		shown := html.EscapeString(struck(r, lang))
		if r.Link != "" {
			shown = fmt.Sprintf(`<a href="%s">%s</a>`, html.EscapeString(r.Link), shown)
		}
		text += shown
	}
	return collapsed(text)
}

// collapsed is a text with the white space that an editor keeps: wangEditor makes no-break spaces
// plain ones. An ideographic space stays.
func collapsed(text string) string {
	return strings.Join(strings.FieldsFunc(text, func(r rune) bool {
		return strings.ContainsRune(" \t\n\r\f\u00a0", r)
	}), " ")
}
