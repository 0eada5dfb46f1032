package markdown

import (
	"bytes"
	"slices"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// Emphasis makes Chinese emphasis hold. CommonMark takes ** for emphasis only where the character
// inside is no punctuation or the one outside is a space or punctuation, so **整改。**完成 would
// print its asterisks; and __ never beside a letter. A backslash and a space on the outside count
// as both and print nothing (goldmark's escapedSpace).
func Emphasis(source string) string {
	if !strings.Contains(source, "**") && !strings.Contains(source, "__") &&
		!strings.Contains(source, "~~") {
		return source
	}
	d := draft{source: []byte(source)}
	d.look()
	d.mend()
	return string(d.source)
}

// gaps gives the offsets that want an escaped space, one perhaps twice.
func (d *draft) gaps() []int {
	var gaps []int
	if d.runRoot == nil {
		return nil
	}
	loose := failing(d.root, d.printed)
	_ = ast.Walk(d.runRoot,
		func(n ast.Node, entering bool) (ast.WalkStatus, error) {
			if !entering || verbatim(n) {
				return ast.WalkSkipChildren, nil
			}
			p := pair(n)
			if found := p.gaps(d.source); len(found) > 0 && !p.holds(loose) {
				gaps = append(gaps, found...)
			}
			return ast.WalkContinue, nil
		})
	return gaps
}

// inPrint marks the bytes that stand in print as they are.
func inPrint(root ast.Node, length int) []bool {
	printed := make([]bool, length)
	for n := range nodes(root) {
		if t, ok := n.(*ast.Text); ok {
			for i := t.Segment.Start; i < t.Segment.Stop; i++ {
				printed[i] = true
			}
		}
	}
	return printed
}

// failing marks, besides what is in print, where emphasis begins within its own kind: **甲。**乙**丙**
// has the wrong words, and no asterisk to show for it.
func failing(root ast.Node, printed []bool) []bool {
	loose := slices.Clone(printed)
	for n := range nodes(root) {
		for p := n.Parent(); p != nil && emphatic(n) > 0; p = p.Parent() {
			if emphatic(p) == emphatic(n) {
				loose[n.Pos()] = true
			}
		}
	}
	return loose
}

// emphatic tells the kinds of emphasis apart: 1 is em, 2 strong, 3 del, 0 none.
func emphatic(n ast.Node) int {
	switch n := n.(type) {
	case *ast.Emphasis:
		return n.Level
	case *east.Strikethrough:
		return 3
	}
	return 0
}

// verbatim says whether a node's text has to stay as it is: it is the key of a reference, or an
// image's description, which is printed with its backslashes.
func verbatim(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.Image:
		return true
	case *ast.Link:
		return n.Reference != nil && n.Reference.Type != ast.ReferenceLinkFull
	}
	return false
}

// run is a run of delimiters. Its CanOpen and CanClose are CommonMark's flanking rule.
type run struct {
	*parser.Delimiter
	before, after rune // as goldmark sees them: white space at the edges of a line
	mail          bool // it stands behind an e-mail address
}

// idle says whether nobody means emphasis by a run that is not as CommonMark has it: one sign
// multiplies, is a name's or a range's, two underscores within a foreign word are an identifier's,
// and more than three hide something. And a mail address with an underscore behind it is no link,
// and would become one.
func (r *run) idle() bool {
	return r.Length == 1 || r.Length > 3 || r.figures() ||
		r.Char == '_' && (r.mail || foreign(r.before) && foreign(r.after))
}

func foreign(r rune) bool {
	return (unicode.IsLetter(r) || unicode.IsDigit(r)) && !unicode.Is(unicode.Ideographic, r)
}

// stuck says whether no escaped space may stand between a run and its neighbour: a bare address
// would end elsewhere or be none.
func stuck(neighbour ast.Node) bool {
	_, address := neighbour.(*ast.AutoLink)
	return address
}

// pairing finds the runs that a writer means to belong together, whatever the punctuation.
type pairing struct {
	runs  []*run
	open  []opened
	pairs [][2]*run
}

// opened is a run that waits for its end; of three asterisks some may have theirs.
type opened struct {
	run  *run
	left int
}

// pair pairs the runs in a node's own text, not those in its links.
func pair(n ast.Node) *pairing {
	p := &pairing{}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if r, ok := c.(*run); ok && !r.idle() {
			p.add(r)
		}
	}
	return p
}

// add takes the next run. It ends emphasis if it can, else it begins some. What stands behind an
// opening bracket ends nothing.
func (p *pairing) add(r *run) {
	p.runs = append(p.runs, r)
	ends := !util.IsSpaceRune(r.before) && !unicode.In(r.before, unicode.Ps, unicode.Pi)
	if ends && p.end(r) || util.IsSpaceRune(r.after) {
		return
	}
	p.open = append(p.open, opened{r, r.Length})
}

// end pairs a run with an open one of its length, else three asterisks with one and two.
func (p *pairing) end(r *run) bool {
	for i, o := range slices.Backward(p.open) {
		if o.run.Char == r.Char && o.left == r.Length {
			p.pairs = append(p.pairs, [2]*run{o.run, r})
			p.open = p.open[:i]
			return true
		}
	}
	if r.Char != '*' {
		return false
	}
	for i, o := range slices.Backward(p.open) {
		if o.run.Char == '*' && o.left == 3 && r.Length < 3 {
			p.pairs = append(p.pairs, [2]*run{o.run, r})
			p.open = append(p.open[:i], opened{o.run, 3 - r.Length})
			return true
		}
	}
	last := len(p.open) - 1
	if r.Length != 3 || last < 1 || p.open[last].left+p.open[last-1].left != 3 ||
		p.open[last].run.Char != '*' || p.open[last-1].run.Char != '*' {
		return false
	}
	p.pairs = append(p.pairs, [2]*run{p.open[last-1].run, r}, [2]*run{p.open[last].run, r})
	p.open = p.open[:last-1]
	return true
}

// gaps gives the offsets where a pair fails the flanking rule. They all stand behind a letter or
// before one, so that no line begins or ends with an escaped space.
func (p *pairing) gaps(source []byte) []int {
	var gaps []int
	for _, pair := range p.pairs {
		begin, end := pair[0], pair[1]
		if !begin.CanOpen && stuck(begin.PreviousSibling()) ||
			!end.CanClose && stuck(end.NextSibling()) ||
			hides(begin, end, string(source[begin.Segment.Stop:end.Segment.Start])) {
			continue
		}
		if !begin.CanOpen {
			gaps = append(gaps, begin.Segment.Start)
		}
		if !end.CanClose {
			gaps = append(gaps, end.Segment.Stop)
		}
	}
	return gaps
}

// holds says whether all emphasis is in order as it stands, and meant so.
func (p *pairing) holds(loose []bool) bool {
	for _, r := range p.runs {
		if slices.Contains(loose[r.Segment.Start:r.Segment.Stop], true) {
			return false
		}
	}
	return true
}

// runReader is the parser's part that finds the runs.
type runReader struct{ parser.DelimiterProcessor }

func (runReader) Trigger() []byte { return []byte("*_~") }

func (runReader) IsDelimiter(c byte) bool { return strings.IndexByte("*_~", c) >= 0 }

func (s runReader) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	before := block.PrecendingCharacter()
	line, segment := block.PeekLine()
	d := parser.ScanDelimiter(line, before, 1, s)
	if d.Char == '~' && (d.Length > 2 || before == '~') {
		return nil // strikethrough takes these for text
	}
	after := ' '
	if d.Length < len(line) {
		after = util.ToRune(line, d.Length)
	}
	d.Segment = segment.WithStop(segment.Start + d.Length)
	block.Advance(d.Length)
	domain := func(r rune) bool { return r == '.' || r == '-' || foreign(r) }
	ahead := bytes.TrimRightFunc(block.Source()[:segment.Start], domain)
	return &run{d, before, after, bytes.HasSuffix(ahead, []byte("@"))}
}
