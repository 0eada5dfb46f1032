package edit

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"

	"gongshi/generator/encoding"
	"gongshi/generator/register"
)

// value is what is to be written: a scalar, fields or items.
type value struct {
	shape   register.Shape
	text    string
	literal bool // a flag or a number: no text that looks like one
	fields  []field
	items   []value
}

type field struct {
	key   string
	value value
}

// valueOf gives a value of the room register, or of Go, as it is to be written.
func valueOf(v any) (value, error) {
	if s, ok := v.(fmt.Stringer); ok { // dates and periods
		return textValue(s.String())
	}
	if record, ok := v.(Fields); ok {
		return recordValue(record)
	}
	r := reflect.ValueOf(v)
	switch r.Kind() {
	case reflect.Pointer:
		if r.IsNil() {
			return value{}, ErrValue
		}
		return valueOf(r.Elem().Interface())
	case reflect.String:
		return textValue(r.String())
	case reflect.Bool:
		return value{text: strconv.FormatBool(r.Bool()), literal: true}, nil
	case reflect.Int:
		return value{text: strconv.FormatInt(r.Int(), 10), literal: true}, nil
	case reflect.Slice:
		return listValue(r)
	case reflect.Struct:
		return structValue(r)
	}
	return value{}, ErrValue
}

// textValue refuses what no text of a register holds: it is trimmed when it is read.
func textValue(text string) (value, error) {
	text = strings.TrimSpace(strings.ReplaceAll(text, "\r\n", "\n"))
	if text == "" || strings.ContainsFunc(text, encoding.Forbidden) ||
		strings.ToValidUTF8(text, "") != text {
		return value{}, ErrValue
	}
	return value{text: text}, nil
}

func listValue(list reflect.Value) (value, error) {
	out := value{shape: register.List}
	for i := range list.Len() {
		item, err := valueOf(list.Index(i).Interface())
		if err != nil {
			return out, err
		}
		out.items = append(out.items, item)
	}
	if len(out.items) == 0 {
		return out, ErrValue
	}
	return out, nil
}

func structValue(record reflect.Value) (value, error) {
	var all Fields
	for key, written := range register.Values(record) {
		all = append(all, Field{key, written})
	}
	return recordValue(all)
}

func recordValue(record Fields) (value, error) {
	out := value{shape: register.Mapping}
	for _, f := range record {
		v, err := valueOf(f.Value)
		if err != nil {
			return out, err
		}
		out.fields = append(out.fields, field{f.Key, v})
	}
	if len(out.fields) == 0 {
		return out, ErrValue
	}
	return out, nil
}

// block is the value as it stands behind a key or a dash in block style, what follows on further
// lines indented.
func (v value) block(indent int) string {
	margin := "\n" + strings.Repeat(" ", indent)
	var b strings.Builder
	switch v.shape {
	case register.Mapping:
		for _, f := range v.fields {
			b.WriteString(margin + f.key + ":" + f.value.block(indent+2))
		}
	case register.List:
		for _, item := range v.items {
			b.WriteString(margin + "-" + item.item(indent+2))
		}
	default:
		return " " + v.scalar(indent)
	}
	return b.String()
}

// item is the value as it stands behind a dash: a record begins there.
func (v value) item(indent int) string {
	block := v.block(indent)
	if v.shape == register.Mapping {
		return " " + strings.TrimLeft(block, "\n ")
	}
	return block
}

// scalar is a text in the simplest form that is read as it is.
func (v value) scalar(indent int) string {
	if !strings.Contains(v.text, "\n") {
		return v.line("")
	}
	margin := strings.Repeat(" ", indent)
	lines := strings.Split(v.text, "\n")
	for i, line := range lines {
		if strings.TrimSpace(line) == "---" { // it would end the front matter
			return quoted(v.text)
		}
		if line != "" {
			lines[i] = margin + line
		}
	}
	block := "|\n" + strings.Join(lines, "\n")
	if !register.ReadsAs(block, v.text) {
		return quoted(v.text)
	}
	return block
}

// line is a text on one line; without are the characters that a plain one may not have there.
func (v value) line(without string) string {
	if v.literal || !strings.ContainsAny(v.text, without) && register.ReadsAs(v.text, v.text) {
		return v.text
	}
	return quoted(v.text)
}

// flow is the value in brackets, on one line.
func (v value) flow() string {
	var parts []string
	switch v.shape {
	case register.Mapping:
		for _, f := range v.fields {
			parts = append(parts, f.key+": "+f.value.flow())
		}
		return "{" + strings.Join(parts, ", ") + "}"
	case register.List:
		for _, item := range v.items {
			parts = append(parts, item.flow())
		}
		return "[" + strings.Join(parts, ", ") + "]"
	}
	return v.line(",[]{}:#\n")
}

func quoted(text string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "\t", `\t`).Replace(text) +
		`"`
}
