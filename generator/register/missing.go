package register

import (
	"cmp"
	"slices"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"

	"gongshi/generator/problem"
)

// owned is a key with the list that it is of; the zero one stands for the whole text.
type owned struct {
	Key
	of string
}

// spelling is a key as it is written.
func (s *textFile) spelling(label *token.Token) string {
	return cmp.Or(s.spelled[label], label.Value)
}

// reportUnknownKey reports a key that a mapping cannot have, and notes what it was meant to be: that
// is not missing as well.
func (s *textFile) reportUnknownKey(m *ast.MappingNode, keys []Key, label *token.Token) {
	near := meant(keys, label.Value)
	if near != "" {
		s.slips = append(s.slips, slip{m, near})
	}
	s.reportMeaning(near, s.placeOfToken(label), "key-unknown", label.Value,
		listed(keys))
}

// reportOutdent reports a key that belongs to the record of the key before it and is not indented.
// What follows can be read only when it is. values begin with the key before.
func (s *textFile) reportOutdent(values []*ast.MappingValueNode, keys []Key, k *Key) bool {
	if _, empty := values[0].Value.(*ast.NullNode); !empty || len(values) < 2 || k.Of == "" {
		return false
	}
	next := values[1].Key.GetToken()
	inner := recognised(Keys(k.Of), next.Value)
	if inner == nil || recognised(keys, next.Value) != nil {
		return false
	}
	s.report(s.placeOfToken(next), "key-indent", next.Value, k.named(), example(k.Name, *k))
	return true
}

// slip is a key that was most likely meant in a mapping.
type slip struct {
	in  *ast.MappingNode
	key string
}

func (s *textFile) misspelt(m *ast.MappingNode, key string) bool {
	return slices.Contains(s.slips, slip{m, key})
}

// missing reports a key that is not there, at the place of its mapping.
func (s *textFile) missing(at place, k owned) {
	if k.Rule != "" {
		s.report(at, k.Rule)
		return
	}
	s.report(at, "key-missing", k.named(), example(k.of, k.Key))
}

// reportEmpty reports a key without a value, in the words that fit it.
func (s *textFile) reportEmpty(n ast.Node, key owned) {
	switch {
	case IsChoice(key.Type):
		s.report(s.place(n), "value-choice", key.named(), listed(Keys(key.Type)))
	case key.Required || s.needs(key):
		hint := problem.Phrase{}
		for lang, words := range examples() {
			if key.Unstated || key.of == "deadline" || key.Name == "deadline" {
				hint[lang] = words["unstated"]
			}
		}
		s.report(s.place(n), "value-needed", key.named(), example(key.of, key.Key), hint)
	default:
		s.report(s.place(n), "value-empty", key.named())
	}
}

// needs says whether a finding of the status that is written needs a key.
func (s *textFile) needs(key owned) bool {
	value := func(name string) string {
		if n := child(s.root, name); n != nil {
			return n.GetToken().Value
		}
		return ""
	}
	needed := Needs(Status(value("status")), Basis(value("basis")))
	return key.of == "finding" && slices.Contains(needed, key.Name) ||
		key.of == "deadline" && slices.Contains(needed, "deadline."+key.Name) ||
		key.of == "deadline" && key.Name == "date" || key.Name == "deadline"
}
