package document

import (
	"strconv"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// list numbers the items of a list as a browser shows them.
type list struct {
	format string // of formatted; empty for bullets
	end    string // after the number
	next   int
	step   int
}

// listStyle is how a style sheet names the numbers of a list.
var listStyle = pattern(`list-style(?:-type)?\s*:\s*([a-z-]+)`)

// listFormats are the names of HTML and CSS, and the format that each means.
var listFormats = map[string]string{"": "decimal", "1": "decimal", "decimal": "decimal",
	"a": "lowerLetter", "lower-alpha": "lowerLetter", "lower-latin": "lowerLetter",
	"A": "upperLetter", "upper-alpha": "upperLetter", "upper-latin": "upperLetter",
	"i": "lowerRoman", "lower-roman": "lowerRoman", "I": "upperRoman", "upper-roman": "upperRoman",
	"decimal-leading-zero": "decimalZero", "cjk-ideographic": "chineseCountingThousand",
	"simp-chinese-informal": "chineseCountingThousand", "cjk-decimal": "ideographDigital",
	"trad-chinese-informal": "chineseCountingThousand", "cjk-heavenly-stem": "ideographTraditional",
	"simp-chinese-formal": "chineseLegalSimplified", "none": ""}

func newList(n *html.Node) list {
	if n.DataAtom != atom.Ol {
		return list{}
	}
	kind := attribute(n, "type")
	if found := listStyle().FindStringSubmatch(attribute(n, "style")); found != nil {
		kind = found[1]
	}
	l := list{format: listFormats[kind], end: ".", next: 1, step: 1}
	if l.format != "" && len(kind) > 3 && l.format[0] != 'l' && l.format[0] != 'u' &&
		l.format != "decimal" && l.format != "decimalZero" {
		l.end = "、"
	}
	if attribute(n, "reversed") != "" {
		l.step = -1
		l.next = 0
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if c.DataAtom == atom.Li {
				l.next++
			}
		}
	}
	if start, err := strconv.Atoi(attribute(n, "start")); err == nil {
		l.next = start
	}
	return l
}

func (l *list) label(item *html.Node) string {
	if value, err := strconv.Atoi(attribute(item, "value")); err == nil {
		l.next = value
	}
	n := l.next
	l.next += l.step
	if l.format == "" {
		return ""
	}
	return formatted(l.format, n) + l.end
}
