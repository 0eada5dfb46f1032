package register

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"
)

// Records and lists that are written as one text.

// awaited is what begins with a word of waiting and names no day.
var awaited = regexp.MustCompile(`^(待|等|视|俟|(?i:until|when|once|after|as soon as) )[^\pN年月日底]+$`)

// flatDeadline makes a mapping of a deadline that is a day or a condition alone.
func (s *textFile) flatDeadline(n ast.Node) ast.Node {
	t := scalarToken(n)
	if t == nil {
		s.unstatedWithin(n)
		return n
	}
	key := "date"
	switch day := CanonicalText("day", t.Value); {
	case day != "":
	case unstatedAs(t.Value):
		s.informal = true
		s.edit(t, t.Value, "\n  "+NotStated+": true")
		return mappingOf(t, NotStated, ast.Bool(part(t, 0, "true")))
	case awaited.MatchString(t.Value):
		key = "condition"
	default:
		return n
	}
	return s.flat(n, t, "deadline", key)
}

// unstatedWithin has not-stated be the key of a deadline whose date or condition says that.
func (s *textFile) unstatedWithin(n ast.Node) {
	m, ok := n.(*ast.MappingNode)
	if !ok || len(m.Values) != 1 {
		return
	}
	v := m.Values[0]
	label, t := v.Key.GetToken(), scalarToken(v.Value)
	k := recognised(Keys("deadline"), label.Value)
	if t == nil || k == nil || k.Type == "boolean" || !unstatedAs(t.Value) {
		return
	}
	s.edit(t, t.Value, "true")
	s.edit(label, label.Value, NotStated)
	label.Value, v.Value, s.informal = NotStated, ast.Bool(part(t, 0, "true")), true
}

// flat makes a record with one key of a value that stands alone.
func (s *textFile) flat(n ast.Node, t *token.Token, of, key string) ast.Node {
	n = mappingOf(t, key, s.canonicalValue(n, find(Keys(of), key)))
	s.informal = true
	s.edit(t, "", "\n  "+key+": ")
	return n
}

// flatContact makes a mapping of contact details that are a telephone number or an address of mail
// alone.
func (s *textFile) flatContact(n ast.Node) ast.Node {
	t := scalarToken(n)
	switch {
	case t == nil:
		return n
	case certainPhone(t.Value) != "":
		return s.flat(n, t, "contact", "phone")
	case mailbox.MatchString(t.Value):
		return s.flat(n, t, "contact", "email")
	}
	return n
}

// idList makes a list of ids that stand on one line.
func (s *textFile) idList(n ast.Node, t *token.Token) ast.Node {
	list := ast.Sequence(t, true)
	for _, at := range idsOnLine.FindAllStringIndex(t.Value, -1) {
		id := t.Value[at[0]:at[1]]
		if !idForm.MatchString(id) {
			return n
		}
		from := utf8.RuneCountInString(t.Value[:at[0]])
		list.Values = append(list.Values, ast.String(part(t, from, id)))
	}
	s.informal = true
	s.edit(t, t.Value, "["+strings.Join(idsOnLine.FindAllString(t.Value, -1), ", ")+"]")
	return list
}

var (
	quotedTitle = regexp.MustCompile(`^《[^《》]+》$`)
	idsOnLine   = regexp.MustCompile(`[^、，,;； 　]+`)
	mailbox     = regexp.MustCompile(`^[^@\s、，,]+@[^@\s、，,]+\.[a-z]+$`)
)
