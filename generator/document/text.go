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
	for i := m.frontMatter(rows); i < len(rows); i++ {
		if n, columns := columnsOf(rows[i:]); n > 0 {
			m.textTable(rows[i:i+n], i+1, kind, columns)
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
