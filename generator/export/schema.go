package export

import (
	"embed"
	"fmt"
	"reflect"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"gongshi/generator/register"
)

// schema is as much of JSON Schema, draft 2020-12, as findings.json needs. Keys are sorted by
// their names but for those of an object's properties, which stand as in the data.
type schema struct {
	Schema      string     `json:"$schema,omitempty"`
	Title       string     `json:"title,omitempty"`
	Description string     `json:"description,omitempty"`
	Type        string     `json:"type,omitempty"`
	Const       any        `json:"const,omitempty"`
	Format      string     `json:"format,omitempty"`
	Pattern     string     `json:"pattern,omitempty"`
	Media       string     `json:"contentMediaType,omitempty"`
	Items       *schema    `json:"items,omitempty"`
	Required    []string   `json:"required,omitempty"`
	Properties  properties `json:"properties,omitempty"`
	OneOf       []*schema  `json:"oneOf,omitempty"`
}

// property is a key of an object, and properties are all of them in the order of the data.
type property struct {
	name   string
	schema *schema
}

type properties []property

// MarshalJSON writes an object whose keys are in the order of the list.
func (p properties) MarshalJSON() ([]byte, error) {
	object := []byte{'{'}
	for i, one := range p {
		value, err := encodeJSON(one.schema)
		if err != nil {
			return nil, err
		}
		if i > 0 {
			object = append(object, ',')
		}
		object = append(fmt.Appendf(object, "%q:", one.name), value...)
	}
	return append(object, '}'), nil
}

//go:embed keys.zh.toml keys.en.toml
var keyFiles embed.FS

// describer makes the schema of findings.json from the structs that it is written from.
type describer struct {
	means     map[string]string // by the key's path: findings.computed.due
	schedules map[string]string
	lang      string
}

// schema writes findings.schema.json, in the site's language. It asks for no more than version 1
// promises: what a later Gongshi adds is not refused.
func (w *writer) schema() ([]byte, error) {
	d, err := newDescriber(w.Config.Language)
	if err != nil {
		return nil, err
	}
	s := d.describe(reflect.TypeFor[records](), "")
	s.Schema = "https://json-schema.org/draft/2020-12/schema"
	s.Title = "findings.json"
	s.OneOf = []*schema{{Required: []string{"register", "findings"}},
		{Required: []string{"register", "parts"}}, {Required: []string{"whole", "findings"}}}
	return encodeJSON(s)
}

func newDescriber(lang string) (*describer, error) {
	data, err := keyFiles.ReadFile("keys." + lang + ".toml")
	if err != nil {
		return nil, err
	}
	var own struct{ Key, Schedule map[string]string }
	if err := toml.Unmarshal(data, &own); err != nil {
		return nil, fmt.Errorf("keys.%s.toml: %w", lang, err)
	}
	d := &describer{own.Key, own.Schedule, lang}
	for kind, path := range map[string]string{"register": "register.authored",
		"inspection": "inspections.authored", "category": "inspections.categories.authored",
		"finding": "findings.authored"} {
		d.addAuthored(kind, path)
	}
	for _, k := range register.Reference("withdrawal", lang) {
		d.means["withdrawn.withdrawn."+k.Name] = k.Meaning
	}
	return d, nil
}

// addAuthored takes what the front matter's keys mean from the register.
func (d *describer) addAuthored(kind, root string) {
	path := []string{root}
	for _, k := range register.Reference(kind, d.lang) {
		path = append(path[:k.Depth+1], k.Name)
		d.means[strings.Join(path, ".")] = k.Meaning
	}
}

// describe gives the schema of a type, and of the keys within it, which are at a path.
func (d *describer) describe(t reflect.Type, path string) *schema {
	if t.Kind() == reflect.Pointer { // that a key may be left out
		return d.describe(t.Elem(), path)
	}
	s := d.form(t)
	switch path[strings.LastIndex(path, ".")+1:] {
	case "url", "table", "to": // absolute with siteURL, else relative to the site's root
		if !strings.HasSuffix(path, "corrections.to") && s.Type == "string" && s.Pattern == "" && s.Format == "" {
			s.Format = "iri-reference"
		}
	}
	s.Description = d.means[path]
	switch s.Type {
	case "array":
		s.Items = d.describe(t.Elem(), path)
		s.Items.Description = ""
	case "object":
		for i := range t.NumField() {
			key, options, _ := strings.Cut(t.Field(i).Tag.Get("json"), ",")
			if key == "-" || key == "" { // nothing for others
				continue
			}
			at := strings.TrimPrefix(path+"."+key, ".")
			s.Properties = append(s.Properties, property{key, d.describe(t.Field(i).Type, at)})
			if options == "" {
				s.Required = append(s.Required, key)
			}
		}
	}
	return s
}

// Patterns of dates, as far as a pattern can tell.
const (
	dayForm    = `\d{4}-\d{2}-\d{2}`
	dateForm   = `^\d{4}(-\d{2}(-\d{2})?)?$`
	momentForm = `^(\d{4}(-\d{2})?|` + dayForm + `( \d{2}:\d{2})?)$`
	periodForm = `^P(\d+M)?(\d+D)?$`
)

// form is what a value looks like.
func (d *describer) form(t reflect.Type) *schema {
	switch t {
	case reflect.TypeFor[register.Day]():
		return &schema{Type: "string", Format: "date"}
	case reflect.TypeFor[register.Date]():
		return &schema{Type: "string", Pattern: dateForm}
	case reflect.TypeFor[register.Moment]():
		return &schema{Type: "string", Pattern: momentForm}
	case reflect.TypeFor[register.Period]():
		return &schema{Type: "string", Pattern: periodForm}
	case reflect.TypeFor[register.Markdown](), reflect.TypeFor[register.Body]():
		return &schema{Type: "string", Media: "text/markdown"}
	case reflect.TypeFor[register.Status]():
		return words(register.Reference("status", d.lang))
	case reflect.TypeFor[register.Basis]():
		return words(register.Reference("basis", d.lang))
	case reflect.TypeFor[register.InspectionKind]():
		return words(register.Reference("inspection-kind", d.lang))
	case reflect.TypeFor[register.Schedule]():
		s := &schema{}
		for _, word := range register.Schedules() {
			s.OneOf = append(s.OneOf,
				&schema{Const: word, Description: d.schedules[string(word)]})
		}
		return s
	}
	switch t.Kind() {
	case reflect.Struct:
		return &schema{Type: "object"}
	case reflect.Slice:
		return &schema{Type: "array"}
	case reflect.Bool:
		return &schema{Type: "boolean"}
	case reflect.Int, reflect.Int64:
		return &schema{Type: "integer"}
	}
	return &schema{Type: "string"}
}

// words lets a reader see each word with its meaning, which an enum would not.
func words(keys []register.Described) *schema {
	s := &schema{}
	for _, k := range keys {
		s.OneOf = append(s.OneOf, &schema{Const: k.Name, Description: k.Meaning})
	}
	return s
}
