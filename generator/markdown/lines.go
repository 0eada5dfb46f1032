package markdown

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"
)

// Line ends: an editor who types one wants one.

// numbering is how a line begins that is a paragraph of its own: with a number, a word that counts
// or a bullet that means nothing in Markdown. A mark may have its escape.
var numbering = regexp.MustCompile(`^(?:\d+\\?[.)．、）]|\\?[(（][0-9一二三四五六七八九十百]+\\?[)）]|` +
	`[①-⒛㈠-㈩⓪-⓿❶-➓]|[一二三四五六七八九十百]+[、是]|第[0-9一二三四五六七八九十百]+[，、,条章节项批]|` +
	`[•●○·■□◆◇▪▲△★☆※])`)

// lineEnd is what stands for a line end within a paragraph, by how the next line begins: with its
// indentation and its text.
func lineEnd(indent, text string) string {
	if indent != "" || strings.HasPrefix(text, "　") || numbering.MatchString(text) {
		return "\n\n"
	}
	return "  \n"
}

// breakLine keeps the line end behind a text.
func (d *draft) breakLine(t *ast.Text, block ast.Node) {
	end := d.lineStop(t.Segment.Stop)
	slash := end
	if end > t.Segment.Stop && d.source[end-1] == '\\' && t.HardLineBreak() {
		slash = end - 1 // it was typed as a character
	}
	lines := block.Lines()
	next := -1
	for i := 0; i < lines.Len() && next <= end; i++ {
		next = lines.At(i).Start
	}
	if next <= end {
		return
	}
	next = d.skip(next, " \t")
	text := d.source[next:d.lineStop(next)]
	if len(bytes.TrimSpace(text)) == 0 { // full-width spaces
		d.edits = append(d.edits, edit{next, next + len(text), ""})
		return
	}
	from := t.Segment.Stop
	between := d.lineBetween(t, block, string(d.source[end+1:next]), string(text))
	if slash < end {
		d.edits = append(d.edits, edit{slash, end, `\\`})
		from = end
	}
	to := end
	if strings.HasPrefix(between, "\n") {
		to = next
	} else {
		between = strings.TrimSuffix(between, "\n")
	}
	if string(d.source[from:to]) != between {
		d.edits = append(d.edits, edit{from, to, between})
	}
}

// lineBetween is what stands for a line end; before is what stands before the next line's text.
func (d *draft) lineBetween(t *ast.Text, block ast.Node, before, text string) string {
	prefix := around(block)
	hard := "  \n"
	switch {
	case t.Parent() != block:
		return hard // within emphasis or a link
	case prefix == "":
		return lineEnd(before, text)
	case strings.Contains(prefix, ">"):
		if !strings.Contains(before, ">") { // CommonMark would move it into the quotation
			return "\n\n"
		}
	case len(before) < len(prefix) && !strings.Contains(before, "\t"):
		return lineEnd("", text)
	}
	return hard
}
