package markdown

import (
	"regexp"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/util"
)

// Markdown that is valid and yet not shown: what CommonMark drops without a word.

var (
	// note is a footnote's own line.
	note = regexp.MustCompile(`(?m)^ {0,3}\[\^([^\]\s]+)\]:`)
	// noteMark is a reference to one.
	noteMark = regexp.MustCompile(`\[\^([^\]\s]+)\](:?)`)
)

// Note gives where the first footnote's own line begins; false where a text has none.
func Note(text string) (offset int, ok bool) {
	if !strings.Contains(text, "[^") {
		return 0, false
	}
	at := note.FindStringIndex(text)
	if at == nil {
		return 0, false
	}
	return at[0], true
}

// checkReferences reports explanations that nothing refers to, such as [注]: 见附件, which an author
// took for text.
func (l *linter) checkReferences(document ast.Node) {
	used := map[string]bool{}
	use := func(r *ast.ReferenceLink) {
		if r != nil {
			used[util.ToLinkReference(r.Value)] = true
		}
	}
	for n := range nodes(document) {
		switch n := n.(type) {
		case *ast.Link:
			use(n.Reference)
		case *ast.Image:
			use(n.Reference)
		}
	}
	for n := range nodes(document) {
		d, ok := n.(*ast.LinkReferenceDefinition)
		if ok && !used[util.ToLinkReference(d.Label)] {
			l.report(l.at(d), "reference-unused", string(d.Label))
		}
	}
}

// checkNotes reports notes without a mark, and marks without a note. code says which bytes are
// code, where a mark is none.
func (l *linter) checkNotes(code func(offset int) bool) {
	defined, marked := map[string]int{}, map[string]int{}
	for _, at := range note.FindAllStringSubmatchIndex(l.text, -1) {
		if !code(at[0]) {
			defined[l.text[at[2]:at[3]]] = at[0]
		}
	}
	for _, at := range noteMark.FindAllStringSubmatchIndex(l.text, -1) {
		name := l.text[at[2]:at[3]]
		if own, ok := defined[name]; ok && own <= at[0] && at[4] < at[5] || code(at[0]) {
			continue
		}
		marked[name] = at[0]
		if _, ok := defined[name]; !ok {
			l.report(at[0], "footnote-missing", name)
		}
	}
	for name, at := range defined {
		if _, ok := marked[name]; !ok {
			l.report(at, "reference-unused", "^"+name)
		}
	}
}

// codeIn gives a function that says whether a byte of the text is code.
func (l *linter) codeIn(document ast.Node) func(offset int) bool {
	var spans [][2]int
	for n := range nodes(document) {
		switch n := n.(type) {
		case *ast.CodeBlock, *ast.FencedCodeBlock:
			for i := range n.Lines().Len() {
				line := n.Lines().At(i)
				spans = append(spans, [2]int{line.Start, line.Stop})
			}
		case *ast.Text:
			if _, ok := n.Parent().(*ast.CodeSpan); ok {
				spans = append(spans, [2]int{n.Segment.Start, n.Segment.Stop})
			}
		}
	}
	return func(offset int) bool {
		return slices.ContainsFunc(spans, func(s [2]int) bool {
			return s[0] <= offset && offset < s[1]
		})
	}
}

// checkRow reports a row with more or fewer cells than its table's head: the rest would be dropped,
// or stand in the wrong column.
func (l *linter) checkRow(row *east.TableRow) {
	if row.Pos() < 0 {
		return
	}
	if n := cells(l.line(row.Pos())); n != len(row.Alignments) {
		l.report(row.Pos(), "table-cells", n, len(row.Alignments))
	}
}

// line is the line of an offset, without the marks of quotations.
func (l *linter) line(offset int) string {
	start := strings.LastIndex(l.text[:offset], "\n") + 1
	line, _, _ := strings.Cut(l.text[start:], "\n")
	return strings.TrimSpace(strings.TrimLeft(line, "> \t"))
}

func cells(row string) int {
	row = strings.ReplaceAll(row, `\|`, "")
	row = strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(row), "|"), "|")
	return strings.Count(row, "|") + 1
}

var tableRule = regexp.MustCompile(`^\|?(?:\s*:?-+:?\s*\|)+(?:\s*:?-+:?\s*)?$`)

// meansLink is what follows the text of a link. Full-width brackets may hold anything, so there it
// needs an address or the name of a file.
var meansLink = regexp.MustCompile(`^\](?:\(|（[^（）()\n]*(?:://|\.[A-Za-z0-9]{2,5}[）)]))`)

// checkProse reports what was to be a table or a link, and is printed with its signs.
func (l *linter) checkProse(block ast.Node) {
	lines := block.Lines()
	for i := 1; i < lines.Len(); i++ {
		rule, head := l.line(lines.At(i).Start), lines.At(i-1).Start
		if tableRule.MatchString(rule) && strings.Contains(l.line(head), "|") {
			l.report(head, "table-cells", cells(l.line(head)), cells(rule))
		}
	}
	open := -1
	for n := range nodes(block) {
		t, ok := n.(*ast.Text)
		if !ok || n.Parent().Kind() == ast.KindCodeSpan {
			continue
		}
		for i := t.Segment.Start; i < t.Segment.Stop; i++ {
			switch c := l.text[i]; {
			case c == '\\':
				i++
			case c == '[':
				open = i
			case c == ']' && open >= 0 && meansLink.MatchString(l.text[i:]):
				l.report(open, "link-broken", l.text[open:i+1])
				open = -1
			case c == ']':
				open = -1
			}
		}
	}
}

// checkStars remarks on ** that begins or ends nothing.
func (l *linter) checkStars(runs []*run, printed []bool) {
	for _, r := range runs {
		if r.Char == '*' && r.Length == 2 && !r.figures() &&
			printed[r.Segment.Start] && printed[r.Segment.Start+1] {
			l.report(r.Segment.Start, "emphasis-unpaired")
		}
	}
}
