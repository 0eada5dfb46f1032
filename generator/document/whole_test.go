package document_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/encoding"
)

// The whole notice in testdata/whole stands there once, as an outline: a kind, a tab, a text.
// Kinds are title, 1 to 4 for numbered levels, p for a paragraph and row for a table's row with
// its cells behind tabs. It is written here in every format, with the numbers typed or automatic.

// libreoffice.docx is that notice with every number automatic, written as notice.docx is, and
// converted by LibreOffice 7.4 to odt and back; notice.doc, pdf.words.html (with pdftotext
// -bbox-layout) and end.pdf (the last two paragraphs) are made from it.

// part is one line of the outline.
type part struct {
	kind  string
	level int    // 1 to 4 of what is numbered; 0 of the rest
	typed string // the number
	cells []string
}

func (p part) text() string {
	if p.kind == "row" {
		return strings.Join(p.cells, " | ")
	}
	return p.typed + p.cells[0]
}

func whole(t testing.TB) []part {
	t.Helper()
	var parts []part
	var counts [5]int
	for row := range strings.Lines(file(t, "whole/notice.outline")) {
		cells := strings.Split(strings.TrimSuffix(row, "\n"), "\t")
		p := part{kind: cells[0], cells: cells[1:]}
		if n := strings.Index("1234", p.kind); n >= 0 {
			p.level = n + 1
			counts[p.level]++
			clear(counts[p.level+1:])
			p.typed = typed(p.level, counts[p.level])
		}
		parts = append(parts, p)
	}
	return parts
}

func typed(level, n int) string {
	chinese := []rune("一二三四五六七八九十")[n-1]
	return []string{fmt.Sprintf("%c、", chinese), fmt.Sprintf("（%c）", chinese),
		fmt.Sprintf("%d.", n), fmt.Sprintf("(%d)", n)}[level-1]
}

func file(t testing.TB, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func asText(parts []part) string {
	var b strings.Builder
	for _, p := range parts {
		fmt.Fprintln(&b, strings.ReplaceAll(p.text(), " | ", "\t"))
	}
	return b.String()
}

func asMarkdown(parts []part) string {
	var b strings.Builder
	head := true
	for _, p := range parts {
		switch {
		case p.kind == "title":
			fmt.Fprintf(&b, "# %s\n\n", p.text())
		case p.level > 0 && p.level < 4:
			fmt.Fprintf(&b, "%s %s\n\n", strings.Repeat("#", p.level+1), p.text())
		case p.level == 4:
			fmt.Fprintf(&b, "**%s**\n\n", p.text())
		case p.kind == "row":
			fmt.Fprintf(&b, "| %s |\n", p.text())
			if head {
				fmt.Fprintln(&b, strings.Repeat("|:--", len(p.cells))+"|")
			}
			head = false
		default:
			label, rest, found := strings.Cut(p.text(), "：")
			if found && len(label) < 40 {
				fmt.Fprintf(&b, "**%s：**%s\n\n", label, rest)
			} else {
				fmt.Fprintf(&b, "%s\n\n", p.text())
			}
		}
		if p.kind == "row" && strings.HasPrefix(p.text(), "工程档案") {
			b.WriteString("\n")
		}
	}
	return b.String()
}

func asHTML(t testing.TB, parts []part, charset string) string {
	var b strings.Builder
	for _, p := range parts[1:] {
		if p.kind == "row" {
			cells := strings.Join(p.cells, "</p></td><td><p>")
			fmt.Fprintf(&b, "<tr><td><p>%s</p></td></tr>\n", cells)
			continue
		}
		fmt.Fprintf(&b, "<p style=\"text-indent: 2em\">　　<span>%s</span></p>\n", p.text())
	}
	body := strings.Replace(b.String(), "<tr>", "<table border=\"1\"><tbody><tr>", 1)
	last := strings.LastIndex(body, "</tr>") + len("</tr>")
	body = body[:last] + "</tbody></table>" + body[last:]
	return strings.NewReplacer("TITLE", parts[0].text(), "NOTICE", body, "CHARSET", charset).
		Replace(file(t, "whole/page.html"))
}

func encoded(t testing.TB, e encoding.Encoding, text string) []byte {
	t.Helper()
	data, err := e.NewEncoder().Bytes([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return data
}
