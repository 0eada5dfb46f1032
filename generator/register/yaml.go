package register

import (
	"errors"
	"regexp"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
)

// frontLine is the line of the file on which the front matter's first line stands.
const frontLine = 2

// parse reads the front matter. Of broken YAML it reports the first fault, since all that follows
// would be guesswork.
func (s *textFile) parse() bool {
	tokens := lexer.Tokenize(string(s.front))
	s.reportComments(tokens)
	for _, t := range tokens {
		if t.Type == token.DocumentEndType || t.Type == token.DocumentHeaderType {
			s.report(s.placeOfToken(t), "yaml-documents", t.Value)
			return false
		}
	}
	file, err := parser.Parse(tokens, 0, parser.AllowDuplicateMapKey())
	if err != nil {
		s.reportSyntax(err)
		return false
	}
	if len(file.Docs) == 0 || file.Docs[0].Body == nil {
		kind := KindOf(s.file)
		s.report(place{1, 1}, "front-matter-empty", example(kind, requiredOf(kind)...))
		return false
	}
	s.root = file.Docs[0].Body
	return true
}

func (s *textFile) reportSyntax(err error) {
	var fault yaml.Error
	if !errors.As(err, &fault) || fault.GetToken() == nil {
		s.report(place{1, 1}, "yaml-broken", err.Error())
		return
	}
	p := fault.GetToken().Position
	at := s.written(place{p.Line + frontLine - 1, max(p.Column, 1)})
	lines := strings.Split(string(s.front), "\n")
	if p.Line <= len(lines) && goesOn.MatchString(lines[p.Line-1]) {
		s.report(at, "yaml-quote-after")
		return
	}
	if rule := ruleFor(syntaxRules, fault.GetMessage()); rule != "" {
		s.report(at, rule)
		return
	}
	s.report(at, "yaml-broken", fault.GetMessage())
}

// goesOn is a value that begins with a quoted word: to YAML the quotation marks hold all of it.
var goesOn = regexp.MustCompile(`:[ ]+("[^"]*"|'[^']*')[ ]*[^\s#]`)

// syntaxRules put the usual faults into words that need no knowledge of YAML.
var syntaxRules = []syntaxRule{
	{"mapping value is not allowed", "yaml-colon"},
	{"could not find end character", "yaml-quote"},
	{"unexpected document separator", "yaml-quote"},
	{"',' or ']' must be specified", "yaml-bracket"},
	{"sequence end token", "yaml-bracket"},
	{"flow map", "yaml-bracket"},
	{"character corresponding to", "yaml-bracket"},
	{"or '}' must be specified", "yaml-bracket"},
	{"block sequence entries", "yaml-list"},
	{"tab character", "yaml-tab"},
	{`character '\t'`, "yaml-tab"},
	{"escape", "yaml-escape"},
	{"surrogate", "yaml-escape"},
	{"UTF-", "yaml-escape"},
	{"reserved character", "yaml-reserved"},
	{"cannot start any token", "yaml-reserved"},
	{"directive", "yaml-reserved"},
	{"anchor", "yaml-reserved"},
	{"alias", "yaml-reserved"},
	{"header", "yaml-reserved"}, // > and | have one in a block text
	{"key", "yaml-key"},
	{"unexpected scalar", "yaml-key"},
	{"unexpected end", "yaml-key"},
	{"not allowed in this context", "yaml-key"},
	{"non-map value is specified", "yaml-key"},
}

// syntaxRule is the rule for what a library says.
type syntaxRule struct{ says, rule string }

// ruleFor is the first rule for a message; empty where none fits.
func ruleFor(rules []syntaxRule, message string) string {
	for _, known := range rules {
		if strings.Contains(message, known.says) {
			return known.rule
		}
	}
	return ""
}

// reportComments refuses a comment behind a value: an editor who writes 见附件 #3 would lose the 3
// unnoticed. A comment on a line of its own is nobody's mistake.
func (s *textFile) reportComments(tokens token.Tokens) {
	for _, t := range tokens {
		if t.Type != token.CommentType || t.Prev == nil {
			continue
		}
		if t.Prev.Position.Line == t.Position.Line && t.Prev.Type != token.CommentType {
			s.report(s.placeOfToken(t), "comment-behind", strings.TrimSpace(t.Value))
		}
	}
}

func (s *textFile) placeOfToken(t *token.Token) place {
	return s.written(place{t.Position.Line + frontLine - 1, t.Position.Column})
}

// place gives where a node begins: of a mapping its first key, of a list its first dash.
func (s *textFile) place(n ast.Node) place {
	switch n := n.(type) {
	case nil:
		return place{1, 1}
	case *ast.MappingNode:
		if len(n.Values) > 0 && !n.IsFlowStyle {
			return s.place(n.Values[0].Key)
		}
	case *ast.MappingValueNode:
		return s.place(n.Key)
	}
	return s.placeOfToken(n.GetToken())
}

// at walks down from the root by keys (string) and positions in lists (int) and gives where the
// value stands. What is not there is reported at the nearest thing above it that is.
func (s *textFile) at(path ...any) place {
	n := s.root
	found := s.place(n)
	for _, step := range path {
		next := child(n, step)
		if next == nil {
			break
		}
		n, found = next, s.place(next)
	}
	return found
}

// node is the value at the end of a path; nil where there is none.
func (s *textFile) node(path ...any) ast.Node {
	n := s.root
	for _, step := range path {
		n = child(n, step)
	}
	return n
}

// child is the value under a key or at a position; nil where there is none.
func child(n ast.Node, step any) ast.Node {
	switch n := n.(type) {
	case *ast.MappingNode:
		for _, v := range n.Values {
			if v.Key.GetToken().Value == step {
				return v.Value
			}
		}
	case *ast.SequenceNode:
		if i, ok := step.(int); ok && i < len(n.Values) {
			return n.Values[i]
		}
	}
	return nil
}

// has says whether a mapping has a key, be it misspelt; the path ends with the key.
func (s *textFile) has(path ...any) bool {
	m, ok := s.node(path[:len(path)-1]...).(*ast.MappingNode)
	key, _ := path[len(path)-1].(string)
	return ok && (child(m, key) != nil || s.misspelt(m, key))
}

// isMapping says whether the front matter is keys and values at all.
func (s *textFile) isMapping() bool {
	_, ok := s.root.(*ast.MappingNode)
	return ok
}
