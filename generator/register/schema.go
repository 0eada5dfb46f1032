package register

import (
	"bytes"
	"encoding/json"
	"reflect"
)

// schema is as much of JSON Schema, draft 2020-12, as front matter needs. The order of the fields
// is the order in which it is written.
type schema struct {
	Schema      string              `json:"$schema,omitempty"`
	Ref         string              `json:"$ref,omitempty"`
	Title       string              `json:"title,omitempty"`
	Description string              `json:"description,omitempty"`
	Type        types               `json:"type,omitempty"`
	Const       string              `json:"const,omitempty"`
	Format      string              `json:"format,omitempty"`
	Pattern     string              `json:"pattern,omitempty"`
	MaxLength   int                 `json:"maxLength,omitempty"`
	Minimum     *int                `json:"minimum,omitempty"`
	Maximum     *int                `json:"maximum,omitempty"`
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

// types are those that a value may have.
type types []string

// MarshalJSON writes one type without a list around it, as is usual.
func (t types) MarshalJSON() ([]byte, error) {
	if len(t) == 1 {
		return json.Marshal(t[0])
	}
	return json.Marshal([]string(t))
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

// Schema gives the JSON Schema (draft 2020-12) of a text's front matter, from the Go types and from
// the rules that need no other file. kind is one of [Kinds]; lang, zh or en, is the language of the
// descriptions. What it accepts may still have problems: a schema does not compare dates, read
// Markdown or look into other files.
func Schema(kind, lang string) ([]byte, error) {
	b := schemaBuilder{readMeanings(lang), map[reflect.Type]bool{}, nil}
	root := b.mapping(kindTypes[kind])
	root.Schema = "https://json-schema.org/draft/2020-12/schema"
	root.Title = "gongshi " + kind
	root.Description = b.words["file"][kind]
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

// schemaBuilder gathers the mappings that a text's keys lead to.
type schemaBuilder struct {
	words meanings
	known map[reflect.Type]bool
	defs  properties
}

func (b *schemaBuilder) mapping(t reflect.Type) *schema {
	s := &schema{Type: []string{"object"}, Required: requiredKeys[nameOf(t)], Additional: new(bool)}
	names, index := fields(t)
	for _, name := range names {
		field := t.Field(index[name]).Type
		value := b.value(form(t, name, field), field)
		value.Description = b.words[nameOf(t)][name]
		s.Properties = append(s.Properties, property{name, value})
	}
	conditions(t, s)
	return s
}

// value is what a key's value must be.
func (b *schemaBuilder) value(form string, t reflect.Type) *schema {
	inner, ok := within(form, t)
	switch {
	case !ok:
		return b.scalar(form)
	case form == "list":
		return &schema{Type: []string{"array"}, Items: b.ref(inner)}
	}
	return b.ref(inner)
}

// ref points to the definition of a mapping, which it makes at the first call.
func (b *schemaBuilder) ref(t reflect.Type) *schema {
	if !b.known[t] {
		b.known[t] = true
		b.defs = append(b.defs, property{nameOf(t), b.mapping(t)})
	}
	return &schema{Ref: "#/$defs/" + nameOf(t)}
}

// Figures are texts too, where a text is asked for: YAML reads 3292.00 and 2023 as numbers.
var (
	textTypes = []string{"string", "number"}
	wordTypes = []string{"string", "integer"}
)

// What [ParseDate] and [ParseDay] take, as far as a pattern can tell.
const (
	firstYear, lastYear = 1949, 2999

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

func (b *schemaBuilder) scalar(form string) *schema {
	switch form {
	case "summary":
		return &schema{Type: textTypes, Pattern: filled, MaxLength: summaryLimit}
	case "integer":
		return &schema{Type: []string{"integer"}, Minimum: new(int)}
	case "boolean":
		return &schema{Type: []string{"boolean"}}
	case "date":
		from, to := firstYear, lastYear
		return &schema{Type: wordTypes, Pattern: dateForm, Minimum: &from, Maximum: &to}
	case "moment":
		from, to := firstYear, lastYear
		return &schema{Type: wordTypes, Pattern: momentPattern, Minimum: &from, Maximum: &to}
	case "day":
		return &schema{Type: []string{"string"}, Format: "date",
			Pattern: `^\d{4}` + monthForm + dayForm + "$"}
	case "period":
		return &schema{Type: []string{"string"}, Pattern: period.String(),
			AllOf: []*schema{{Pattern: "[1-9]"}}}
	case "id":
		return idSchema()
	case "ids":
		return &schema{Type: []string{"array"}, Items: idSchema()}
	case "texts":
		text := &schema{Type: textTypes, Pattern: filled}
		return &schema{AnyOf: []*schema{text, {Type: []string{"array"}, Items: text}}}
	case "status":
		return oneOf(Statuses(), b.words["status"])
	case "basis":
		return oneOf(Bases(), b.words["basis"])
	case "phone":
		return &schema{Type: textTypes, Pattern: phone.String()}
	case "email":
		return &schema{Type: []string{"string"}, Format: "email"}
	case "postcode":
		return &schema{Type: textTypes, Pattern: postcode.String()}
	case "url":
		return &schema{Type: []string{"string"}, Format: "uri", Pattern: "^https?://"}
	}
	return &schema{Type: textTypes, Pattern: filled}
}

func idSchema() *schema {
	return &schema{Type: wordTypes, Pattern: idForm.String(), MaxLength: idLimit}
}

// oneOf lets an editor show each word with its meaning, which an enum would not.
func oneOf[T ~string](words []T, means map[string]string) *schema {
	s := &schema{}
	for _, w := range words {
		s.OneOf = append(s.OneOf, &schema{Const: string(w), Description: means[string(w)]})
	}
	return s
}

// conditions adds what one key of a mapping says about another.
func conditions(t reflect.Type, s *schema) {
	switch t {
	case reflect.TypeFor[Finding]():
		s.AllOf = findingConditions()
	case reflect.TypeFor[Deadline]():
		s.OneOf = []*schema{{Required: []string{"date"}}, {Required: []string{"condition"}}}
		s.Dependent = map[string][]string{"extended": {"date"}, "review": {"condition"}}
	case reflect.TypeFor[Document]():
		s.Not = &schema{Required: []string{"file", "url"}}
	case reflect.TypeFor[Register]():
		contact := &schema{AnyOf: []*schema{{Required: []string{"phone"}},
			{Required: []string{"email"}}, {Required: []string{"address"}}}}
		s.AllOf = []*schema{{Properties: properties{{"contact", contact}}}}
	}
}

// findingConditions are what each status and basis needs, and which keys go with one of them only.
func findingConditions() []*schema {
	var all []*schema
	for _, s := range Statuses() {
		least := need(&Finding{Status: s, Basis: Inferred})
		if len(least) > 0 {
			all = append(all, &schema{If: is("status", s), Then: &schema{Required: least}})
		}
		for _, b := range []Basis{Stated, Verified} {
			if more := need(&Finding{Status: s, Basis: b}); len(more) > len(least) {
				both := &schema{AllOf: []*schema{is("status", s), is("basis", b)}}
				all = append(all, &schema{If: both, Then: &schema{Required: more}})
			}
		}
	}
	conditional := &schema{Required: []string{"condition"}}
	return append(all,
		&schema{If: is("status", OnHold),
			Then: &schema{Properties: properties{{"deadline", conditional}}}},
		&schema{If: is("status", Completed), Then: &schema{}, Else: without("completed")},
		&schema{If: is("basis", Verified), Then: &schema{Required: []string{"verified"}},
			Else: without("verified")})
}

// is holds where a key has a value.
func is[T ~string](key string, value T) *schema {
	return &schema{Required: []string{key},
		Properties: properties{{key, &schema{Const: string(value)}}}}
}

func without(key string) *schema { return &schema{Properties: properties{{key, nil}}} }
