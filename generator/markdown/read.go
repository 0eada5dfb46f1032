package markdown

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
)

// Reading is a text as it was typed, made ready for everything that shows it.
type Reading struct {
	// Text is Markdown that CommonMark reads as what was typed: with escapes, hard line breaks and
	// paragraphs of their own. Reading it once more changes nothing. Its [Emphasis] is still to be
	// made to hold, which takes an extension of CommonMark.
	Text   string
	Faults []Fault // with offsets in what was typed, as the links
	Links  []Link
}

// rounds is how often a text is edited and parsed again before all of its punctuation is escaped.
// Texts of an office settle in three; each level of what holds blocks may cost one more.
const rounds = 24

// Read reads what an editor typed. Office Chinese is full of signs that mean something in Markdown
// and were not meant to: what CommonMark would drop, move or restyle by accident stays as it was
// typed. It is decided on goldmark's tree; code, tables, links and what is certainly Markdown stay
// untouched.
func Read(typed string) Reading {
	if plain, ok := unmarked(typed); ok || typed == "" {
		return Reading{Text: plain}
	}
	d := draft{source: []byte(typed)}
	for range rounds {
		if d.look(); !d.revise() {
			return d.reading()
		}
	}
	d.escapeAll()
	d.look()
	return d.reading()
}

// draft is a text on its way to its [Reading].
type draft struct {
	source  []byte
	origin  []int    // where each byte, and the end, stood in what was typed; nil: just there
	root    ast.Node // of source
	printed []bool   // the bytes that stand in print as they are
	runs    []*run
	runRoot ast.Node // the tree that they stand in; nil without any
	edits   []edit
	faults  []Fault // with offsets in what was typed
}

type edit struct {
	from, to int
	text     string
}

func (d *draft) look() {
	d.root = siteParser.Parse(text.NewReader(d.source))
	d.printed = inPrint(d.root, len(d.source))
	d.runs, d.runRoot = runsIn(d.source)
	d.edits = d.edits[:0]
}

// revise edits what CommonMark reads otherwise than it was typed; false where there is nothing.
func (d *draft) revise() bool {
	_ = ast.Walk(d.root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		if d.block(n) {
			return ast.WalkSkipChildren, nil
		}
		if n.Type() == ast.TypeBlock {
			d.spans(n)
		}
		return d.inline(n), nil
	})
	return d.apply()
}

func (d *draft) mend() bool {
	for _, gap := range d.gaps() {
		d.insert(gap, `\ `)
	}
	return d.apply()
}

func (d *draft) insert(at int, text string) { d.edits = append(d.edits, edit{at, at, text}) }

// escape keeps characters from meaning anything.
func (d *draft) escape(from, to int) {
	for i := from; i < to; i++ {
		d.insert(i, `\`)
	}
}

// apply makes the edits. Of two that overlap the first is made; the next round sees to the rest.
func (d *draft) apply() bool {
	if len(d.edits) == 0 {
		return false
	}
	slices.SortStableFunc(d.edits, func(a, b edit) int { return a.from - b.from })
	if d.origin == nil {
		d.origin = make([]int, len(d.source)+1)
		for i := range d.origin {
			d.origin[i] = i
		}
	}
	var source []byte
	var origin []int
	done := 0
	copyTo := func(end int) {
		source = append(source, d.source[done:end]...)
		origin = append(origin, d.origin[done:end]...)
		done = end
	}
	for i, e := range d.edits {
		if e.from < done || i > 0 && e == d.edits[i-1] {
			continue
		}
		copyTo(e.from)
		for range len(e.text) {
			origin = append(origin, d.origin[e.from])
		}
		source = append(source, e.text...)
		done = e.to
	}
	copyTo(len(d.source))
	d.source, d.origin = source, append(origin, d.origin[len(d.origin)-1])
	d.edits = nil
	return true
}

// typed is where a byte stood in what was typed.
func (d *draft) typed(offset int) int {
	if d.origin == nil {
		return offset
	}
	return d.origin[offset]
}

func (d *draft) report(offset int, rule string, args ...any) {
	d.faults = append(d.faults, Fault{d.typed(offset), rule, args})
}

// reading checks a text that has settled, with its emphasis as [Emphasis] makes it.
func (d *draft) reading() Reading {
	read := string(d.source)
	if d.runs != nil && d.mend() {
		d.look()
	}
	l := linter{text: string(d.source), source: d.source, level: 1, opened: map[string]bool{}}
	l.lint(d.root)
	l.checkStars(d.runs, d.printed)
	for i := range l.faults {
		l.faults[i].Offset = d.typed(l.faults[i].Offset)
	}
	for i := range l.links {
		l.links[i].Offset = d.typed(l.links[i].Offset)
	}
	return Reading{Text: read, Faults: append(d.faults, l.faults...), Links: l.links}
}

// escapeAll gives up on a text that does not settle: each line is a paragraph without any mark.
func (d *draft) escapeAll() {
	for i, c := range d.source {
		switch {
		case c == '\n':
			d.insert(i, "\n")
		case c == '\t' || c == ' ' && (i == 0 || d.source[i-1] == '\n' || d.source[i-1] == ' '):
			d.edits = append(d.edits, edit{i, i + 1, ""})
		case c < utf8.RuneSelf && (unicode.IsPunct(rune(c)) || unicode.IsSymbol(rune(c))) &&
			(i == 0 || d.source[i-1] != '\\'):
			d.insert(i, `\`)
		}
	}
	d.apply()
}

// unmarked reads a text that has no marks without parsing it, as most of a register has none:
// paragraphs of lines that begin with a letter or a figure.
func unmarked(typed string) (read string, ok bool) {
	if marked(typed) {
		return "", false
	}
	if !strings.Contains(typed, "\n") {
		return typed, plainLine(typed)
	}
	var b strings.Builder
	lines := strings.Split(typed, "\n")
	for i, line := range lines {
		switch {
		case line != "" && !plainLine(line):
			return "", false
		case i > 0 && line != "" && lines[i-1] != "":
			b.WriteString(lineEnd("", line))
		case i > 0:
			b.WriteString("\n")
		}
		b.WriteString(line)
	}
	return b.String(), true
}

// marked says whether a text has what may mean something within a line.
func marked(text string) bool {
	return strings.ContainsAny(text, "\r\t*_~`[]<>\\&@|\x00") || strings.Contains(text, "://") ||
		strings.Contains(text, "www.") || strings.Contains(text, "{{")
}

// plainLine says whether a line means nothing but its words, wherever it stands.
func plainLine(line string) bool {
	first, _ := utf8.DecodeRuneInString(line)
	last, _ := utf8.DecodeLastRuneInString(line)
	if unicode.IsSpace(last) {
		return false
	}
	if unicode.IsDigit(first) { // it may begin a list
		rest := strings.TrimLeft(line, "0123456789")
		return rest == "" || rest[0] != '.' && rest[0] != ')'
	}
	return unicode.IsLetter(first) || unicode.In(first, unicode.Ps, unicode.Pi)
}
