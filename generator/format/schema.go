package format

import (
	"bytes"
	"encoding/json"
	"slices"

	"gongshi/generator/register"
)

// schema is as much of JSON Schema, draft 2020-12, as front matter needs. The order of the fields
// is the order in which it is written.
type schema struct {
	Schema      string              `json:"$schema,omitempty"`
	Ref         string              `json:"$ref,omitempty"`
	Title       string              `json:"title,omitempty"`
	Description string              `json:"description,omitempty"`
	Type        string              `json:"type,omitempty"`
	Const       any                 `json:"const,omitempty"`
	Format      string              `json:"format,omitempty"`
	Pattern     string              `json:"pattern,omitempty"`
	MaxLength   int                 `json:"maxLength,omitempty"`
	Minimum     *int                `json:"minimum,omitempty"`
	Items       *schema             `json:"items,omitempty"`
	Required    []string            `json:"required,omitempty"`
	Dependent   map[string][]string `json:"dependentRequired,omitempty"`
	Properties  properties          `json:"properties,omitempty"`
	Patterns    map[string]bool     `json:"patternProperties,omitempty"`
	Additional  *bool               `json:"additionalProperties,omitempty"`
	If          *schema             `json:"if,omitempty"`
	Then        *schema             `json:"then,omitempty"`
	Else        *schema             `json:"else,omitempty"`
	Not         *schema             `json:"not,omitempty"`
	OneOf       []*schema           `json:"oneOf,omitempty"`
	AnyOf       []*schema           `json:"anyOf,omitempty"`
	AllOf       []*schema           `json:"allOf,omitempty"`
	Defs        properties          `json:"$defs,omitempty"`
}

// property is a key and what its value must be; without a schema the key may not be there.
type property struct {
	name   string
	schema *schema
}

// properties keep their order, which is the order in which an editor offers them.
type properties []property

// MarshalJSON writes an object whose keys are in the order of the list.
func (p properties) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, one := range p {
		if i > 0 {
			b.WriteByte(',')
		}
		name, err := json.Marshal(one.name)
		if err != nil {
			return nil, err
		}
		value := []byte("false")
		if one.schema != nil {
			if value, err = encode(one.schema); err != nil {
				return nil, err
			}
		}
		b.Write(append(append(name, ':'), value...))
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// encode is json.Marshal without its escapes for HTML, which make patterns and <id> unreadable.
func encode(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	return bytes.TrimRight(b.Bytes(), "\n"), err
}

// Schema gives the JSON Schema (draft 2020-12) of a text's front matter, from the table of keys and
// from the rules that need no other file. kind is one of [register.Kinds]; lang, zh or en, is the
// language of the descriptions. What it accepts may still have problems: a schema does not compare
// dates, read Markdown or look into other files.
func Schema(kind, lang string) ([]byte, error) {
	b := schemaBuilder{lang, nil}
	root := b.mapping(kind)
	root.Schema = "https://json-schema.org/draft/2020-12/schema"
	root.Title = "gongshi " + kind
	root.Description = register.Meaning(kind, lang)
	root.Patterns = map[string]bool{"^x_": true}
	root.Defs = b.defs
	data, err := encode(root)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	err = json.Indent(&out, data, "", "  ")
	out.WriteByte('\n')
	return out.Bytes(), err
}

// schemaBuilder gathers the records that a text's keys lead to.
type schemaBuilder struct {
	lang string
	defs properties
}

func (b *schemaBuilder) mapping(of string) *schema {
	s := &schema{Type: "object", Additional: new(bool)}
	for _, k := range register.Reference(of, b.lang) {
		if k.Depth > 0 {
			continue
		}
		value := b.value(k.Key)
		value.Title, value.Description = k.Label(b.lang), k.Meaning
		s.Properties = append(s.Properties, property{k.Name, value})
		if k.Required {
			s.Required = append(s.Required, k.Name)
		}
	}
	b.conditions(of, s)
	return s
}

func (b *schemaBuilder) value(k register.Key) *schema {
	switch k.Type {
	case "mapping":
		return b.ref(k.Of)
	case "list":
		return &schema{Type: "array", Items: b.ref(k.Of)}
	}
	if register.IsChoice(k.Type) {
		return b.word(k.Type)
	}
	if k.Unstated && k.Type != "markdown" { // text has the word already
		return &schema{AnyOf: []*schema{scalar(k.Type), b.constant("unstated", register.NotStated)}}
	}
	return scalar(k.Type)
}

// ref points to the definition of a record, which it makes at the first call.
func (b *schemaBuilder) ref(of string) *schema {
	known := func(p property) bool { return p.name == of }
	if !slices.ContainsFunc(b.defs, known) {
		record := b.mapping(of) // the records that it holds come first
		b.defs = append(b.defs, property{of, record})
	}
	return &schema{Ref: "#/$defs/" + of}
}

// word lets an editor show each word with its meaning, which an enum would not.
func (b *schemaBuilder) word(of string) *schema {
	s := &schema{Type: "string"}
	for _, w := range register.Reference(of, b.lang) {
		one := b.constant(of, w.Name)
		one.Description = w.Meaning
		s.OneOf = append(s.OneOf, one)
	}
	return s
}

// constant is one word of a list, with its label.
func (b *schemaBuilder) constant(of, name string) *schema {
	s := &schema{Type: "string", Const: name}
	for _, k := range register.Keys(of) {
		if k.Name == name {
			s.Title = k.Label(b.lang)
		}
	}
	return s
}

// A figure where a text is asked for, 3292.00 or 2023, is a text to the reader of the register and
// a number to YAML. An editor needs one type to choose a field by, and it is the text.

// What [register.ParseDate] and [register.ParseDay] take, as far as a pattern can tell.
const (
	yearForm  = `^(19(49|[5-9]\d)|2\d{3})`
	monthForm = `-(0[1-9]|1[0-2])`
	dayForm   = `-(0[1-9]|[12]\d|3[01])`
	dateForm  = yearForm + "(" + monthForm + "(" + dayForm + ")?)?$"

	// momentPattern allows a time behind a day.
	timeForm      = `( ([01]\d|2[0-3]):[0-5]\d)?`
	momentPattern = yearForm + "(" + monthForm + "(" + dayForm + timeForm + ")?)?$"
)

// filled is a text that has a character which can be seen.
const filled = `\S`

func scalar(form string) *schema {
	switch form {
	case "summary":
		return &schema{Type: "string", Pattern: filled, MaxLength: register.SummaryLimit}
	case "integer":
		return &schema{Type: "integer", Minimum: new(int)}
	case "boolean":
		return &schema{Type: "boolean"}
	case "date", "moment":
		pattern := map[string]string{"date": dateForm, "moment": momentPattern}[form]
		return &schema{Type: "string", Pattern: pattern}
	case "day":
		return &schema{Type: "string", Format: "date",
			Pattern: `^\d{4}` + monthForm + dayForm + "$"}
	case "period":
		return &schema{Type: "string", Pattern: register.Pattern(form),
			AllOf: []*schema{{Pattern: "[1-9]"}}}
	case "id":
		return idSchema()
	case "ids":
		return &schema{Type: "array", Items: idSchema()}
	case "texts":
		text := &schema{Type: "string", Pattern: filled}
		return &schema{AnyOf: []*schema{text, {Type: "array", Items: text}}}
	case "phone", "postcode":
		return &schema{Type: "string", Pattern: register.Pattern(form)}
	case "email":
		return &schema{Type: "string", Format: "email"}
	case "url":
		return &schema{Type: "string", Format: "uri", Pattern: "^https?://"}
	}
	return &schema{Type: "string", Pattern: filled}
}

func idSchema() *schema {
	return &schema{Type: "string", Pattern: register.Pattern("id"),
		MaxLength: register.IDLimit}
}
