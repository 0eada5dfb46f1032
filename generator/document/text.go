package document

import "strings"

// marks is which signs of a text are markup.
type marks int

const (
	plain marks = iota
	markdown
)

// hash is a heading of Markdown. In plain text, two of them betray what it is.
var hash = pattern(`(?m)^#{1,6}[ \t]+\S`)

func dialect(name, text string) marks {
	if markdownName().MatchString(name) || len(hash().FindAllString(text, 2)) == 2 {
		return markdown
	}
	return plain
}

// text reads plain text or Markdown. A line is a paragraph, in Markdown too: editors do not leave
// blank lines between them; but for lines that were broken at a margin, which are joined.
func (m *maker) text(text string, kind marks) {
	rows := strings.Split(text, "\n")
	joined := m.joined(rows)
	first := 0
	if kind == markdown {
		first = m.frontMatter(rows)
	}
	for i := first; i < len(rows); i++ {
		if n := tableLines(rows[i:]); n > 0 {
			m.textTable(rows[i:i+n], i+1, kind)
			i += n - 1
			continue
		}
		first := i
		paragraph := []string{rows[i]}
		for i+1 < len(rows) && joined[i+1] && !(kind == markdown && parted(rows[i], rows[i+1])) {
			i++
			paragraph = append(paragraph, rows[i])
		}
		at := Place{Line, first + 1}
		b := Block{Place: at}
		if kind == plain {
			b.Text = glue(paragraph)
		} else {
			b.Text, b.Heading = m.unmarked(paragraph, at)
		}
		m.block(b)
	}
}

// parted says whether two rows of Markdown belong to two paragraphs by their signs.
func parted(a, b string) bool { return atx().MatchString(a) || begins(b) }

// dashes is the line below the head of a Markdown table.
var dashes = pattern(`^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)+\|?\s*$|` +
	`^\s*\|\s*:?-+:?\s*\|\s*$`)

// tableLines counts the lines of the table that rows begin with: of Markdown, or as a table copied
// from a word processor arrives, with tabs between its cells.
func tableLines(rows []string) int {
	n := 0
	if len(rows) > 1 && strings.Contains(rows[0], "|") && dashes().MatchString(rows[1]) {
		for n < len(rows) && strings.Contains(rows[n], "|") {
			n++
		}
		return n
	}
	tabs := func(row string) int { return strings.Count(strings.Trim(row, " \t\u3000"), "\t") }
	want := tabs(rows[0])
	if want == 0 {
		return 0
	}
	for n < len(rows) && tabs(rows[n]) == want {
		n++
	}
	if n < 2 {
		return 0
	}
	return n
}

// textTable reads the lines of a table, the first of which is numbered line.
func (m *maker) textTable(rows []string, line int, kind marks) {
	m.tables++
	bars := strings.Contains(rows[0], "|")
	for i, row := range rows {
		at := Place{Line, line + i}
		if bars && i == 1 {
			m.drop(row, Markup, at)
			continue
		}
		b := Block{Table: m.tables, Head: bars && i == 0, Place: at}
		if bars {
			b.Cells = m.barred(row, at)
		} else {
			b.Cells = strings.Split(strings.Trim(row, " \t\u3000"), "\t")
		}
		if kind == markdown {
			for j, cell := range b.Cells {
				b.Cells[j] = m.inline(cell, at)
			}
		}
		m.row(b)
	}
}

// barred splits a row at its bars. An escaped bar is part of a cell, in code too.
func (m *maker) barred(row string, at Place) []string {
	const escaped = "\x01" // decode has taken control characters out
	row = strings.ReplaceAll(strings.TrimSpace(row), `\|`, escaped)
	m.drop(strings.Repeat("|", strings.Count(row, "|")), Markup, at)
	row = strings.TrimSuffix(strings.TrimPrefix(row, "|"), "|")
	cells := strings.Split(row, "|")
	for i, cell := range cells {
		m.drop(strings.Repeat(`\`, strings.Count(cell, escaped)), Markup, at)
		cells[i] = strings.ReplaceAll(cell, escaped, "|")
	}
	return cells
}
