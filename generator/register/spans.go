package register

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"
)

// Span is a run of bytes of a file, byte order mark and line ends as they are counted in.
type Span struct{ Start, End int }

// Shape is what a node of front matter is.
type Shape int

// The shapes of nodes.
const (
	Scalar Shape = iota
	Mapping
	List
)

// Node is a value of the front matter, and where it stands.
type Node struct {
	Key   string // in a mapping
	Label Span   // the key, or the dash of an item in block style
	Value Span   // without its tag of a key; empty, behind the colon, where there is none
	Shape Shape
	Flow  bool   // a mapping or list in brackets
	Inner bool   // it stands within brackets
	Text  string // of a scalar, as it is read
	Nodes []*Node
}

// Tree is a text of the register by the bytes of its parts.
type Tree struct {
	Root  *Node
	Front Span // between the two lines ---
	Body  Span
}

// At gives the node at a path such as deadline.extended or measures[3].done, items counted from 0;
// nil where there is none.
func (t *Tree) At(path string) *Node {
	n := t.Root
	for _, step := range Steps(path) {
		if n = n.Child(step); n == nil {
			return nil
		}
	}
	return n
}

// Child is the value under a key, or at a position in a list, such as [3]; nil where there is none.
func (n *Node) Child(step string) *Node {
	if i, err := strconv.Atoi(strings.Trim(step, "[]")); n.Shape == List {
		if err == nil && 0 <= i && i < len(n.Nodes) {
			return n.Nodes[i]
		}
		return nil
	}
	for _, child := range n.Nodes {
		if child.Key == step {
			return child
		}
	}
	return nil
}

// Steps parts a path: measures[3].done into measures, [3] and done.
func Steps(path string) []string {
	return strings.FieldsFunc(strings.ReplaceAll(path, "[", ".["), func(r rune) bool {
		return r == '.'
	})
}

// Spans gives the bytes of every node of a text of the register, and of its body. The error is a
// problem.List where the text cannot be read as YAML, [ErrForm] where [Fixes] has to put it into
// canonical form first, and says where a node is of a kind that no register has. file says what kind
// of text it is.
func Spans(file string, data []byte) (*Tree, error) {
	s := &textFile{file: file}
	if !utf8.Valid(data) {
		return nil, ErrForm
	}
	text, ok := s.decode(data)
	if !ok || !s.cutText(text) {
		return nil, s.problems.Err()
	}
	s.normalize(Keys(KindOf(file)))
	if !s.parse() {
		return nil, s.problems.Err()
	}
	form := &textFile{front: s.front}
	form.parse()
	form.canonical(form.root, Keys(KindOf(file)))
	if form.informal || s.moved || len(s.shifts) > 0 {
		return nil, ErrForm
	}
	l := &locator{textFile: s, data: data, lines: lineStarts(data)}
	l.front.Start = l.line(frontLine)
	l.front.End = l.line(frontLine + strings.Count(string(s.front), "\n"))
	root, err := l.node(s.root, false)
	if err == nil && l.lost {
		err = errors.New("the YAML library misplaces a value: tabs, or escapes within brackets")
	}
	return &Tree{root, l.front, Span{l.line(s.body.Line), len(data)}}, err
}

// ErrForm says that a text is read, but is not in the form in which it can be edited.
var ErrForm = errors.New("the text is not in canonical form: check --fix")

// locator finds the bytes of a token.
type locator struct {
	*textFile
	data  []byte
	lines []int // where each begins
	front Span
	lost  bool // a token does not stand where the library says
}

func lineStarts(data []byte) []int {
	at := len(data) - len(bytes.TrimLeft(data, "\ufeff"))
	lines := []int{at}
	for ; at < len(data); at++ {
		if data[at] == '\n' || data[at] == '\r' && !bytes.HasPrefix(data[at+1:], []byte("\n")) {
			lines = append(lines, at+1)
		}
	}
	return lines
}

// line is where a line of the file begins, counted from 1.
func (l *locator) line(n int) int {
	if n > len(l.lines) {
		return len(l.data)
	}
	return l.lines[n-1]
}

// start is where a token of the front matter begins; its end where there is none.
func (l *locator) start(t *token.Token) int {
	if t == nil {
		return l.front.End
	}
	at := l.line(t.Position.Line + frontLine - 1)
	for range t.Position.Column - 1 {
		_, size := utf8.DecodeRune(l.data[at:])
		at += size
	}
	written := bytes.TrimLeft(l.data[at:], `"'`)
	value := []rune(t.Value)
	if quoted := len(written) < len(l.data[at:]); !quoted && len(value) > 0 &&
		t.Type != token.CommentType && value[0] != '\n' &&
		!bytes.HasPrefix(written, []byte(string(value[:1]))) {
		l.lost = true // behind tabs, and behind escapes within brackets
	}
	return at
}

func (l *locator) node(n ast.Node, inner bool) (*Node, error) {
	out := &Node{Inner: inner}
	var err error
	switch n := n.(type) {
	case *ast.MappingNode:
		out.Shape, out.Flow = Mapping, n.IsFlowStyle
		for _, v := range n.Values {
			key := v.Key.GetToken()
			label := Span{l.start(key), l.start(v.Start)}
			err = errors.Join(err, l.add(out, v.Value, key.Value, label))
		}
		l.bracket(out, n.IsFlowStyle, n.Start, n.End)
	case *ast.SequenceNode:
		out.Shape, out.Flow = List, n.IsFlowStyle
		for _, v := range n.Values {
			err = errors.Join(err, l.add(out, v, "", l.dash(v, out.Flow)))
		}
		l.bracket(out, n.IsFlowStyle, n.Start, n.End)
	case *ast.BoolNode:
		out.Text, out.Value = n.Token.Value, l.scalar(n.Token, n.Token)
	case *ast.LiteralNode:
		out.Text, _ = l.text(n, owned{})
		out.Value = l.scalar(n.Start, n.Value.GetToken())
	case *ast.StringNode, *ast.IntegerNode, *ast.FloatNode:
		out.Text, _ = l.text(n, owned{})
		out.Value = l.scalar(n.GetToken(), n.GetToken())
	default:
		at := l.place(n)
		err = fmt.Errorf("line %d: a %v has no span", at.line, n.Type())
	}
	return out, err
}

// add adds a value of a mapping or list to its node.
func (l *locator) add(to *Node, value ast.Node, key string, label Span) error {
	child := &Node{Inner: to.Flow}
	var err error
	if _, empty := value.(*ast.NullNode); !empty {
		child, err = l.node(value, to.Flow)
	} else if to.Flow {
		child.Value = Span{label.End, label.End}
	} else {
		child.Value = Span{label.End + 1, label.End + 1}
	}
	if err != nil {
		return err
	}
	child.Key, child.Label = key, label
	l.lost = l.lost || label.Start > label.End || label.End > child.Value.Start ||
		child.Value.Start > child.Value.End
	to.Nodes = append(to.Nodes, child)
	return nil
}

// dash is where the item of a list begins.
func (l *locator) dash(value ast.Node, flow bool) Span {
	first := value.GetToken()
	if m, ok := value.(*ast.MappingNode); ok && !m.IsFlowStyle && len(m.Values) > 0 {
		first = m.Values[0].Key.GetToken()
	}
	at := l.start(first)
	if list, ok := value.(*ast.SequenceNode); ok && !list.IsFlowStyle {
		first = first.Prev // its own dash
	}
	for t := first; !flow && t != nil; t = t.Prev {
		if t.Type == token.SequenceEntryType {
			return Span{l.start(t), l.start(t) + 1}
		}
	}
	return Span{at, at}
}

// bracket is the whole of a mapping or list: from its first entry to its last, or its brackets.
func (l *locator) bracket(n *Node, flow bool, start, end *token.Token) {
	if flow {
		n.Value = Span{l.start(start), l.start(end) + 1}
		return
	}
	if len(n.Nodes) > 0 {
		n.Value = Span{n.Nodes[0].Label.Start, n.Nodes[len(n.Nodes)-1].Value.End}
	}
}

// scalar is the whole of a value whose first and last tokens are these: up to its closing mark,
// else to what follows.
func (l *locator) scalar(first, last *token.Token) Span {
	at := l.start(first)
	switch first.Type {
	case token.DoubleQuoteType:
		for end := at + 1; end < l.front.End; end++ {
			if l.data[end] == '\\' {
				end++
			} else if l.data[end] == '"' {
				return Span{at, end + 1}
			}
		}
	case token.SingleQuoteType:
		for end := at + 1; end < l.front.End; end++ {
			if l.data[end] == '\'' && l.data[end+1] != '\'' {
				return Span{at, end + 1}
			} else if l.data[end] == '\'' {
				end++
			}
		}
	}
	next := max(at, l.start(last.Next))
	return Span{at, at + len(bytes.TrimRight(l.data[at:next], " \t\r\n"))}
}

// ReadsAs says whether YAML that stands behind a key is read as exactly this text.
func ReadsAs(yaml, text string) bool {
	s := &textFile{front: []byte("x: " + yaml + "\n")}
	if !s.parse() {
		return false
	}
	m, ok := s.root.(*ast.MappingNode)
	if !ok || len(m.Values) != 1 {
		return false
	}
	got, ok := s.text(m.Values[0].Value, owned{})
	return ok && got == text && len(s.problems) == 0
}
