package markdown

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// Signs within a text that were not meant: emphasis, entities, backslashes, backquotes.

// inline keeps what a piece of text says; its status tells whether to look into it.
func (d *draft) inline(n ast.Node) ast.WalkStatus {
	if verbatim(n) {
		return ast.WalkSkipChildren
	}
	switch n := n.(type) {
	case *ast.CodeSpan:
		d.codeSpan(n)
		return ast.WalkSkipChildren
	case *ast.Text:
		d.signs(n)
		if n.SoftLineBreak() || n.HardLineBreak() {
			block := n.Parent()
			for block.Type() == ast.TypeInline {
				block = block.Parent()
			}
			d.breakLine(n, block)
		}
	}
	return ast.WalkContinue
}

// codeSpan keeps backquotes on different lines apart.
func (d *draft) codeSpan(n *ast.CodeSpan) {
	if n.FirstChild() == nil {
		return
	}
	from, to := n.Pos(), n.LastChild().(*ast.Text).Segment.Stop
	if bytes.IndexByte(d.source[from:to], '\n') >= 0 {
		d.escape(from, d.skip(from, "`"))
	}
}

// entity is a character by its name or number in HTML.
var entity = regexp.MustCompile(`^&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]*);`)

// share is a path on a computer of the network, before its second backslash.
var share = regexp.MustCompile(`^\\\\[^\s\\[:punct:]][^\s\\]*\\(?:[^\\[:punct:]]|$)`)

// signs keeps entities, and backslashes of paths and before spaces.
func (d *draft) signs(t *ast.Text) {
	at, stop := t.Segment.Start, t.Segment.Stop
	for ; at < stop; at++ {
		rest := d.source[at:stop]
		switch rest[0] {
		case '&':
			if name := entity.Find(rest); name != nil && known(name) {
				d.report(at, "entity", string(name))
				d.insert(at, `\`)
			}
		case '\\':
			if share.Match(rest) && !d.word(at) {
				d.insert(at, `\\`)
			}
			if len(rest) > 1 && rest[1] == ' ' && !d.mends(at) {
				d.insert(at, `\`)
			}
			at++
		}
	}
}

func known(name []byte) bool {
	if name[1] == '#' {
		return true
	}
	_, ok := util.LookUpHTML5EntityByName(string(name[1 : len(name)-1]))
	return ok
}

// word says whether a letter stands before an offset.
func (d *draft) word(at int) bool {
	r, _ := utf8.DecodeLastRune(d.source[:at])
	return r < utf8.RuneSelf && letter(r) || r == '\\'
}

// mends says whether the escaped space at an offset is one that emphasis needs.
func (d *draft) mends(at int) bool {
	return at > 0 && strings.IndexByte("*_~", d.source[at-1]) >= 0 ||
		at+2 < len(d.source) && strings.IndexByte("*_~", d.source[at+2]) >= 0
}

// runsIn gives the runs of delimiters of a text, in their order.
func runsIn(source []byte) (runs []*run, root ast.Node) {
	if !bytes.ContainsAny(source, "*_~") {
		return nil, nil
	}
	root = runParser.Parse(text.NewReader(source))
	for n := range nodes(root) {
		if r, ok := n.(*run); ok {
			runs = append(runs, r)
		}
	}
	slices.SortFunc(runs, func(a, b *run) int { return a.Segment.Start - b.Segment.Start })
	return runs, root
}

// delimiter is what begins or ends emphasis: a part of a run.
type delimiter struct {
	run   *run
	at    int
	width int
}

// spans keeps the delimiters of a block that were signs of their own. What is not printed of the
// runs are delimiters, in the order in which the tree enters and leaves emphasis.
func (d *draft) spans(block ast.Node) {
	if d.runs == nil || block.Lines() == nil || block.Lines().Len() == 0 || block.IsRaw() {
		return
	}
	used := d.used(block.Lines().At(0).Start, block.Lines().At(block.Lines().Len()-1).Stop)
	take := func(width int) (delimiter, bool) {
		if len(used) < width {
			return delimiter{}, false
		}
		first := used[0]
		first.width = width
		used = used[width:]
		return first, true
	}
	var open []delimiter
	_ = ast.Walk(block, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		kind := emphatic(n)
		if kind == 0 {
			return ast.WalkContinue, nil
		}
		width := min(kind, 2)
		if kind == 3 && (len(used) < 2 || used[0].run != used[1].run) {
			width = 1 // also of ~~5~, where two and one make a pair
		}
		if entering {
			begin, ok := take(width)
			if !ok {
				return ast.WalkStop, nil
			}
			open = append(open, begin)
			return ast.WalkContinue, nil
		}
		begin := open[len(open)-1]
		open = open[:len(open)-1]
		end, ok := take(begin.width)
		if !ok {
			return ast.WalkStop, nil
		}
		d.span(begin, end)
		return ast.WalkContinue, nil
	})
}

// used gives the characters of runs between two offsets that are not printed.
func (d *draft) used(from, to int) []delimiter {
	var used []delimiter
	for _, r := range d.runs {
		if r.Segment.Start < from || r.Segment.Stop > to {
			continue
		}
		for at := r.Segment.Start; at < r.Segment.Stop; at++ {
			if !d.printed[at] {
				used = append(used, delimiter{r, at, 1})
			}
		}
	}
	return used
}

// span keeps the delimiters of emphasis that nobody meant:
// a single ~; a single * or _ beside a letter or figure outside; single ones around figures alone;
// two between figures; four or more,
// which hide a part of a number or are to be filled in; and two that hide names.
func (d *draft) span(begin, end delimiter) {
	inner := string(d.source[begin.at+begin.width : end.at])
	long := begin.run.Length > 3 || end.run.Length > 3
	single := begin.width == 1 && min(begin.run.Length, end.run.Length) == 1
	switch {
	case long:
	case begin.run.Char == '~' && begin.width == 1:
	case single && (letter(begin.run.before) || letter(end.run.after)):
		if deliberate(inner) {
			d.report(begin.at, "emphasis-literal", inner)
		}
	case single && begin.run.Char == '*' && figure(begin.run.after) && figure(end.run.before):
	case begin.run.figures() || end.run.figures():
	case hides(begin.run, end.run, inner):
		d.report(begin.at, "emphasis-name", string(d.source[begin.at:end.at+end.width]))
	default:
		return
	}
	d.escape(begin.at, begin.at+begin.width)
	d.escape(end.at, end.at+end.width)
}

// figures says whether a run stands between two figures.
func (r *run) figures() bool { return figure(r.before) && figure(r.after) }

func figure(r rune) bool { return unicode.IsDigit(r) || strings.ContainsRune("%％‰℃°¥￥$", r) }

// deliberate says whether somebody may have meant emphasis by single asterisks around a text.
func deliberate(inner string) bool {
	first, size := utf8.DecodeRuneInString(inner)
	last, _ := utf8.DecodeLastRuneInString(inner)
	return size < len(inner) && wide(first) && !unicode.IsDigit(last) && last != ' '
}

// surnames are the hundred commonest of China, about.
const surnames = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓冯韩曹曾彭肖蔡潘田董袁余叶蒋杜苏魏" +
	"吕丁沈任姚卢姜崔钟谭陆汪范廖石贾韦夏付邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺顾毛郝龚邵万钱严覃武戴莫孔汤庄洪"

// IsSurname says whether a character is one of the common surnames, behind which a notice hides the
// name.
func IsSurname(r rune) bool { return strings.ContainsRune(surnames, r) }

// hides says whether asterisks stand for the names behind two surnames.
func hides(begin, end *run, inner string) bool {
	words := []rune(inner)
	return begin.Char == '*' && IsSurname(begin.before) &&
		len(words) == 2 && strings.ContainsRune("、，,和与及同跟给向对或", words[0]) &&
		IsSurname(words[1])
}
