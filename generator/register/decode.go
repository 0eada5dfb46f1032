package register

import (
	"cmp"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"

	"gongshi/generator/encoding"
	"gongshi/generator/markdown"
)

// decodeInto fills the struct that v points to from the front matter, and reports everything
// that does not fit or is not there at its own place. The library's own strict decoder stops
// at the first such thing.
func (s *textFile) decodeInto(v any) {
	into := reflect.ValueOf(v).Elem()
	if own := into.FieldByName("Own"); own.IsValid() {
		own.Set(reflect.ValueOf(s.takeOwn()))
	}
	s.canonical(s.root, Keys(recordOf(into.Type())))
	s.decodeMapping(s.root, into, owned{})
	if f, ok := v.(*Finding); ok {
		f.NotStated = s.unstated
		if f.Contact != nil && *f.Contact == (Contact{}) {
			f.Contact = nil
		}
		if f.Deadline != nil && f.Deadline.NotStated {
			f.NotStated = append(f.NotStated, "deadline")
		}
	}
}

// fields maps the keys of a record to the fields of its struct: by the names that JSON gives them,
// and draft, which JSON does not give; those of config.toml by TOML's.
func fields(t reflect.Type) map[string]int {
	if index, known := fieldsOf.Load(t); known {
		return index.(map[string]int)
	}
	index := map[string]int{}
	for i := range t.NumField() {
		tag := t.Field(i).Tag
		key, _, _ := strings.Cut(tag.Get("json"), ",")
		index[cmp.Or(tag.Get("yaml"), tag.Get("toml"), key)] = i
	}
	fieldsOf.Store(t, index)
	return index
}

// fieldsOf holds what fields has found of a type: it was a twentieth of all that reading takes.
var fieldsOf sync.Map

func (s *textFile) decodeMapping(n ast.Node, into reflect.Value, of owned) {
	m, ok := n.(*ast.MappingNode)
	record := recordOf(into.Type())
	if !ok {
		how := example(of.of, of.Key)
		if of.Name == "" {
			how = example(record, requiredOf(record)...)
		}
		s.report(s.place(n), "type-mapping", shown(n), how)
		return
	}
	keys, index := Keys(record), fields(into.Type())
	seen := map[string]*token.Token{}
	for i, v := range m.Values {
		label := v.Key.GetToken()
		key, at := label.Value, s.place(v.Key)
		if first := seen[key]; first != nil {
			s.report(at, "key-duplicate", s.spelling(label), s.placeOfToken(first).line,
				s.spelling(first))
			continue
		}
		seen[key] = label
		switch k := find(keys, key); {
		case k != nil && s.reportOutdent(m.Values[i:], keys, k):
			return
		case k != nil:
			s.decodeValue(v.Value, into.Field(index[key]), owned{*k, record})
		case n == s.root && strings.HasPrefix(key, "x_"):
		default:
			s.reportUnknownKey(m, keys, label)
		}
	}
	for _, k := range keys {
		if k.Required && seen[k.Name] == nil && !s.misspelt(m, k.Name) && !s.excused(n, k) {
			s.missing(s.place(n), owned{k, record})
		}
	}
}

func (s *textFile) decodeValue(n ast.Node, into reflect.Value, key owned) {
	switch n.(type) {
	case *ast.AnchorNode, *ast.AliasNode, *ast.TagNode, *ast.MergeKeyNode:
		s.report(s.place(n), "yaml-feature", n.GetToken().Value)
		return
	case *ast.NullNode:
		s.reportEmpty(n, key)
		return
	}
	if key.Unstated && isUnstated(n) {
		s.unstated = append(s.unstated, key.Name)
		return
	}
	switch into.Interface().(type) {
	case Date, Moment, Day, Period:
		s.decodeTime(n, into)
		return
	case Texts:
		if _, list := n.(*ast.SequenceNode); !list {
			text, ok := s.text(n, key)
			if ok {
				into.Set(reflect.ValueOf(Texts{text}))
			}
			return
		}
	}
	switch into.Kind() {
	case reflect.Pointer:
		into.Set(reflect.New(into.Type().Elem()))
		s.decodeValue(n, into.Elem(), key)
	case reflect.Struct:
		s.decodeMapping(n, into, key)
	case reflect.Slice:
		s.decodeList(n, into, key)
	default:
		s.decodeScalar(n, into, key)
	}
}

func (s *textFile) decodeList(n ast.Node, into reflect.Value, key owned) {
	list, ok := n.(*ast.SequenceNode)
	if !ok {
		s.report(s.place(n), "type-list", key.named(), example(key.of, key.Key))
		return
	}
	items := reflect.MakeSlice(into.Type(), len(list.Values), len(list.Values))
	for i, item := range list.Values {
		s.decodeValue(item, items.Index(i), key)
	}
	into.Set(items)
}

func (s *textFile) decodeScalar(n ast.Node, into reflect.Value, key owned) {
	switch into.Kind() {
	case reflect.String:
		text, ok := s.text(n, key)
		if ok && strings.Contains(text, "\n") && into.Type() != reflect.TypeFor[Markdown]() {
			s.report(s.place(n), "text-lines", key.named())
			return
		}
		into.SetString(text)
	case reflect.Bool:
		b, ok := n.(*ast.BoolNode)
		if !ok {
			s.report(s.place(n), "type-boolean", key.named(), shown(n))
			return
		}
		into.SetBool(b.Value)
	case reflect.Int:
		i, err := strconv.Atoi(n.GetToken().Value)
		if _, ok := n.(*ast.IntegerNode); !ok || err != nil || i < 0 {
			s.report(s.place(n), "type-number", key.named(), shown(n))
			return
		}
		into.SetInt(int64(i))
	}
}

func (s *textFile) decodeTime(n ast.Node, into reflect.Value) {
	text := n.GetToken().Value
	var value any
	var err error
	rule := "date-wrong"
	switch into.Interface().(type) {
	case Date:
		value, err = ParseDate(text)
	case Moment:
		value, err = ParseMoment(text)
		if clock.MatchString(text) {
			rule = "moment-wrong"
		}
	case Day:
		value, err = ParseDay(text)
		rule = "day-wrong"
	case Period:
		value, err = ParsePeriod(text)
		rule = "period-wrong"
	}
	if err != nil {
		meant := cmp.Or(meantDate(text), serialDate(text))
		if _, err := ParseDay(meant); rule == "day-wrong" && err != nil {
			meant = ""
		}
		if rule == "moment-wrong" {
			meant = meantMoment(text)
		}
		s.reportMeaning(meant, s.place(n), rule, shown(n))
		return
	}
	into.Set(reflect.ValueOf(value))
}

// text gives a scalar as it is written: a figure keeps its zeros, and a text that was folded
// over several lines gets no spaces between Chinese characters.
func (s *textFile) text(n ast.Node, key owned) (string, bool) {
	switch n := n.(type) {
	case *ast.StringNode:
		plain := n.Token.Type == token.StringType
		if plain && strings.Contains(strings.TrimSpace(n.Token.Origin), "\t") {
			s.report(s.place(n), "yaml-tab") // the library would drop it
			return "", false
		}
		if plain && dashed.MatchString(n.Token.Origin) {
			s.report(s.place(n), "list-dash", shown(n))
			return "", false
		}
	case *ast.LiteralNode, *ast.IntegerNode, *ast.FloatNode:
	default:
		s.report(s.place(n), "type-text", key.named(), shown(n))
		return "", false
	}
	text := scalarText(n)
	if text == "" {
		s.reportEmpty(n, key)
		return "", false
	}
	// YAML's escapes can write what the file itself may not hold.
	if written := n.GetToken().Origin; strings.Contains(written, `\`) {
		if i := strings.IndexFunc(text, encoding.Forbidden); i >= 0 {
			r, _ := utf8.DecodeRuneInString(text[i:])
			s.report(s.place(n), "control-character", r)
			return "", false
		}
		s.checkCharacters(text, written, func(int) place { return s.place(n) })
	}
	if s.leftovers {
		s.checkLeftovers(text, func(offset int) place { return s.placeWithin(n, text, offset) })
	}
	return text, true
}

// scalarText is what a scalar says.
func scalarText(n ast.Node) string {
	text := n.GetToken().Value
	switch n := n.(type) {
	case *ast.StringNode:
		text = n.Value
		if strings.Contains(strings.TrimSpace(n.Token.Origin), "\n") {
			text = markdown.Unspaced(text)
		}
	case *ast.LiteralNode:
		text = n.Value.Value
		if strings.HasPrefix(n.Start.Value, ">") {
			text = markdown.Unspaced(text)
		}
	}
	return strings.TrimSpace(text)
}

// dashed is a plain text with a dash where an entry of a list was meant: at its beginning, or at
// that of a further line. A negative number is none.
var dashed = regexp.MustCompile(`(?m)^[ ]*-[^\s\d-]|\n[ ]*- `)

// shown is a value as a sentence can quote it.
func shown(n ast.Node) string {
	switch n.(type) {
	case *ast.MappingNode, *ast.MappingValueNode:
		return "a: …"
	case *ast.SequenceNode:
		return "- …"
	}
	text := []rune(n.GetToken().Value)
	if len(text) > 40 {
		return string(text[:40]) + "…"
	}
	return string(text)
}
