package register

import (
	"cmp"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"
	"golang.org/x/text/width"
)

// edit writes a piece of the front matter in canonical form. Its place counts in the text that is
// parsed.
type edit struct {
	at             place
	written, meant string
}

// canonical puts what has one reading into its canonical form, so that all that follows reads as if
// that had been written: labels and synonyms of keys, words and dates as people write them, a text
// where a record with one text is wanted. It notes the edits that do the same to the file.
func (s *textFile) canonical(n ast.Node, keys []Key) {
	m, ok := n.(*ast.MappingNode)
	if !ok {
		return
	}
	for _, v := range m.Values {
		label := v.Key.GetToken()
		k := recognised(keys, label.Value)
		if k == nil {
			continue
		}
		if k.Name != label.Value {
			if child(m, k.Name) == nil { // else it is there twice, and which one stays is asked
				s.edit(label, label.Value, k.Name)
			}
			if s.spelled == nil {
				s.spelled = map[*token.Token]string{}
			}
			s.spelled[label] = label.Value
			label.Value, s.informal = k.Name, true
		}
		v.Value = s.canonicalValue(v.Value, k)
	}
}

// edit notes that a token, or its beginning, is to be written otherwise.
func (s *textFile) edit(t *token.Token, written, meant string) {
	at := place{t.Position.Line + frontLine - 1, t.Position.Column}
	s.edits = append(s.edits, edit{at, written, meant})
}

func (s *textFile) canonicalValue(n ast.Node, k *Key) ast.Node {
	switch k.Type {
	case "list":
		list, ok := n.(*ast.SequenceNode)
		if !ok {
			return n
		}
		for i, item := range list.Values {
			if !list.IsFlowStyle {
				item = s.record(item, k.Of)
				list.Values[i] = item
			}
			s.canonical(item, Keys(k.Of))
		}
		return n
	case "mapping":
		switch k.Of {
		case "deadline":
			n = s.flatDeadline(n)
		case "contact":
			n = s.flatContact(n)
		}
		s.canonical(n, Keys(k.Of))
		return n
	}
	t := scalarToken(n)
	if t == nil {
		return n
	}
	if k.Type == "ids" {
		return s.idList(n, t)
	}
	if k.Unstated && unstatedAs(t.Value) {
		if t.Value != NotStated {
			s.edit(t, t.Value, NotStated)
			t.Value = NotStated
		}
		return ast.String(t)
	}
	meant := CanonicalText(k.Type, t.Value)
	if meant == "" || meant == t.Value && k.Type != "boolean" {
		return n
	}
	if meant != t.Value {
		s.edit(t, t.Value, meant)
		t.Value = meant
	}
	switch k.Type {
	case "boolean":
		return ast.Bool(t)
	case "integer":
		return ast.Integer(t)
	}
	return ast.String(t)
}

// scalarToken is the token of a text or figure on one line; nil of anything else.
func scalarToken(n ast.Node) *token.Token {
	switch n.(type) {
	case *ast.StringNode, *ast.IntegerNode, *ast.FloatNode:
		if t := n.GetToken(); !strings.Contains(t.Value, "\n") {
			return t
		}
	}
	return nil
}

// CanonicalText gives a value in the canonical form of its type, as it is written in [Key]; empty
// where it has no one reading.
func CanonicalText(form, written string) string {
	if IsChoice(form) {
		if find(Keys(form), written) != nil {
			return written
		}
		return wordFor(Keys(form), bareText(written))
	}
	switch form {
	case "date", "day", "moment":
		if _, err := ParseDate(written); err == nil {
			return written
		}
	case "text", "summary", "markdown", "texts", "id", "ids", "url":
		return ""
	}
	bare := bareText(written)
	switch form {
	case "boolean":
		return wordFor(booleans(), bare)
	case "date":
		return certainDate(bare)
	case "day":
		if day := certainDate(bare); len(day) == len(time.DateOnly) {
			return day
		}
	case "moment":
		if meant := certainMoment(bare); meant != "" {
			return meant
		}
		return certainDate(bare)
	case "integer":
		if _, err := strconv.Atoi(bare); err == nil && bare != written {
			return bare
		}
	case "phone":
		return certainPhone(written)
	case "period":
		return cmp.Or(certainPeriod(bare), strings.ToUpper(bare))
	case "email", "postcode":
		return bare
	}
	return ""
}

// bareText is a value without quotes and stops around it, in narrow characters.
func bareText(written string) string {
	return strings.Trim(width.Narrow.String(written), " \t\"'“”‘’。｡.,;、､")
}

// booleans are the words of true and false; a site prints some of them.
func booleans() []Key {
	return []Key{
		{Name: "true", ZH: "是", EN: "yes", Synonyms: []string{"对", "真", "有", "已做", "已落实", "完成",
			"已完成", "√", "✓", "✔", "☑"}},
		{Name: "false", ZH: "否", EN: "no", Synonyms: []string{"不是", "假", "没有", "还没做", "未做",
			"未落实", "未完成", "×", "✗", "✘", "✕"}},
	}
}

// wordFor gives the word that a value means by its own name, a label or a Chinese synonym: an
// English one is rather a slip, and is asked about.
func wordFor(keys []Key, written string) string {
	k := recognised(keys, written)
	if k == nil || written == "" {
		return ""
	}
	known := strings.EqualFold(written, k.Name) || strings.EqualFold(written, k.EN)
	if known || written[0] >= utf8.RuneSelf {
		return k.Name
	}
	return ""
}

// record makes a record of an item that is a text alone: the text of a measure, a day and the text
// of an update.
func (s *textFile) record(n ast.Node, of string) ast.Node {
	switch {
	case of == "measure":
		return s.wrapped(n, "text")
	case of == "update":
		return s.datedUpdate(n)
	case of == "document" && quotedTitle.MatchString(shown(n)):
		return s.wrapped(n, "title")
	}
	return n
}

// wrapped makes a mapping with one key of a text.
func (s *textFile) wrapped(n ast.Node, key string) ast.Node {
	t, more := n.GetToken(), 0
	switch n := n.(type) {
	case *ast.StringNode:
		more = strings.Count(strings.TrimSpace(t.Origin), "\n")
	case *ast.LiteralNode:
		more = strings.Count(strings.TrimRight(n.Value.GetToken().Origin, "\n "), "\n") + 1
		t = n.Start
	default:
		return n
	}
	if t.Type == token.StringType && dashed.MatchString(t.Origin) {
		return n // two items, the second without the space behind its dash
	}
	s.edit(t, "", key+": ")
	for i := range more {
		s.edits = append(s.edits, edit{place{t.Position.Line + frontLine + i, 1}, "", "  "})
	}
	return mappingOf(t, key, n)
}

// mappingOf is a mapping that begins at a token, from keys and their values.
func mappingOf(t *token.Token, pairs ...any) *ast.MappingNode {
	m := ast.Mapping(t, false)
	for i := 0; i < len(pairs); i += 2 {
		label := part(t, 0, pairs[i].(string))
		value := ast.MappingValue(label, ast.String(label), pairs[i+1].(ast.Node))
		m.Values = append(m.Values, value)
	}
	return m
}

// part is a token within another, from a character on.
func part(t *token.Token, from int, value string) *token.Token {
	own, at := *t, *t.Position
	at.Column += from
	own.Value, own.Origin, own.Position = value, value, &at
	return &own
}

// datedText is a day, a month or a year and what happened then.
var datedText = regexp.MustCompile(`^(\pN{4}[-－/.．年]\pN{1,2}(?:[-－/.．月]\pN{1,2}日?|月)?)` +
	`[ 　:：,，、]+([^ 　].*)$`)

func (s *textFile) datedUpdate(n ast.Node) ast.Node {
	t := scalarToken(n)
	if t == nil || t.Type != token.StringType {
		return n
	}
	if strings.Contains(strings.TrimSpace(t.Origin), "\n") {
		return n
	}
	m := datedText.FindStringSubmatch(t.Value)
	if m == nil || certainDate(m[1]) == "" || !ReadsAs(m[2], m[2]) {
		return n
	}
	before := strings.TrimSuffix(t.Value, m[2])
	indent := strings.Repeat(" ", t.Position.Column-1)
	s.edit(t, before, "date: "+certainDate(m[1])+"\n"+indent+"text: ")
	date, text := part(t, 0, certainDate(m[1])), part(t, utf8.RuneCountInString(before), m[2])
	return mappingOf(t, "date", ast.String(date), "text", ast.String(text))
}
