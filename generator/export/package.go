package export

import (
	"path"
	"slices"
	"strings"

	"gongshi/generator/register"
)

// dataPackage is datapackage.json, by version 1 of the Frictionless Data Package, which tools of all
// ages read. It has no digests and sizes of the files: SHA256SUMS has them.
type dataPackage struct {
	Profile      string        `json:"profile"`
	Name         string        `json:"name"`
	Title        string        `json:"title"`
	Description  string        `json:"description,omitempty"`
	Homepage     string        `json:"homepage,omitempty"`
	Licences     []licence     `json:"licenses,omitempty"`
	Contributors []contributor `json:"contributors"`
	Resources    []resource    `json:"resources"`
}

type licence struct {
	Path  string `json:"path,omitempty"`
	Title string `json:"title,omitempty"`
}

type contributor struct {
	Title string `json:"title"`
	Role  string `json:"role"`
}

type resource struct {
	Profile     string       `json:"profile"`
	Name        string       `json:"name"`
	Path        string       `json:"path"`
	Description string       `json:"description"`
	Format      string       `json:"format"`
	MediaType   string       `json:"mediatype"`
	Encoding    string       `json:"encoding,omitempty"`
	JSONSchema  string       `json:"jsonSchema,omitempty"` // a key of ours: "schema" is of tables
	Dialect     *dialect     `json:"dialect,omitempty"`
	Schema      *tableSchema `json:"schema,omitempty"`
}

// dialect is how a CSV file is written.
type dialect struct {
	Delimiter        string `json:"delimiter"`
	LineTerminator   string `json:"lineTerminator"`
	QuoteChar        string `json:"quoteChar"`
	DoubleQuote      bool   `json:"doubleQuote"`
	SkipInitialSpace bool   `json:"skipInitialSpace"`
	Header           bool   `json:"header"`
	CaseSensitive    bool   `json:"caseSensitiveHeader"`
}

type tableSchema struct {
	Fields        []field  `json:"fields"`
	MissingValues []string `json:"missingValues"`
	PrimaryKey    string   `json:"primaryKey"`
}

type field struct {
	Name        string       `json:"name"`
	Type        string       `json:"type"`
	Format      string       `json:"format,omitempty"`
	Description string       `json:"description,omitempty"`
	Constraints *constraints `json:"constraints,omitempty"`
}

type constraints struct {
	Required bool     `json:"required,omitempty"`
	Unique   bool     `json:"unique,omitempty"`
	Enum     []string `json:"enum,omitempty"`
}

// dataPackage describes the data files for programs.
func (w *writer) dataPackage() ([]byte, error) {
	p := dataPackage{Profile: "data-package", Name: "findings", Title: w.Config.Title,
		Contributors: []contributor{{w.Title, "publisher"}}}
	if w.base != "" {
		p.Homepage = w.url(register.DataURL)
	}
	p.Licences, p.Description = w.licences()
	parts := w.parts(w.Snapshot)
	p.Resources = []resource{w.jsonResource(register.JSONURL),
		w.jsonSchemaResource(), w.resource(register.XLSXURL, "data_findings_xlsx")}
	if parts == nil {
		p.Resources = append(p.Resources,
			w.csvResource(register.CSVURL, tableSchemaOf(w, w.columns())))
		return encodeJSON(p)
	}
	p.Resources = append(p.Resources, w.csvResource(register.CSVURL,
		tableSchemaOf(w, w.indexColumns(register.Part.CSVURL))))
	schema := tableSchemaOf(w, w.columns())
	for _, part := range parts {
		p.Resources = append(p.Resources, w.jsonResource(part.JSONURL()),
			w.resource(part.XLSXURL(), "data_findings_xlsx"), w.csvResource(part.CSVURL(), schema))
	}
	return encodeJSON(p)
}

// licences are the terms of config.toml. One needs an address: its own, or that of the page that
// states it. Where there is neither, it is said in words.
func (w *writer) licences() ([]licence, string) {
	title, address := w.Config.Terms()
	switch {
	case address != "":
		return []licence{{address, title}}, ""
	case title != "" && w.base != "":
		return []licence{{w.url(register.DataURL) + "#data-licence", title}}, ""
	case title != "":
		return nil, w.Word("data_licence") + w.Word("colon") + title
	}
	return nil, ""
}

// resource describes a file, which is named by its name, with some of the site's words.
func (w *writer) resource(url string, words ...string) resource {
	kind := register.TypeOf(url)
	r := resource{Profile: "data-resource", Name: path.Base(url), Path: path.Base(url),
		Format: strings.TrimPrefix(kind.Ext, "."), MediaType: kind.MIME}
	for i, word := range words {
		words[i] = w.Word(word)
	}
	space := " "
	if w.Config.Language == "zh" { // sentences stand beside one another
		space = ""
	}
	r.Description = strings.Join(words, space)
	return r
}

func (w *writer) jsonResource(url string) resource {
	r := w.resource(url, "data_findings_json", "data_authored")
	r.Encoding, r.JSONSchema = "utf-8", path.Base(register.JSONSchemaURL)
	return r
}

func (w *writer) jsonSchemaResource() resource {
	r := w.resource(register.JSONSchemaURL, "data_findings_schema_json")
	r.MediaType, r.Encoding = "application/schema+json", "utf-8"
	return r
}

// csvResource describes a table and what guards its cells have.
func (w *writer) csvResource(url string, schema *tableSchema) resource {
	r := w.resource(url, "data_findings_csv", "data_encoding", "data_cells")
	r.Profile, r.Encoding, r.Schema = "tabular-data-resource", "utf-8", schema
	r.Dialect = &dialect{Delimiter: ",", LineTerminator: "\r\n", QuoteChar: `"`, DoubleQuote: true,
		Header: true, CaseSensitive: true}
	return r
}

// tableSchemaOf is the Table Schema of what [csvOf] writes of the same columns. The first names the
// thing of a row.
func tableSchemaOf[T any](w *writer, columns []column[T]) *tableSchema {
	s := &tableSchema{MissingValues: []string{""}}
	for _, c := range columns {
		s.Fields = append(s.Fields, w.field(escaped(held(w.Word(c.word))), c.kind, c.word))
	}
	if columns[0].kind == asName {
		s.PrimaryKey = s.Fields[0].Name
		s.Fields[0].Constraints = &constraints{Required: true, Unique: true}
	}
	return s
}

// field says what stands in the cells of a column. Dates may be months or years there, which no
// type of Table Schema is.
func (w *writer) field(name string, k kind, word string) field {
	f := field{Name: name, Type: "string"}
	switch k {
	case asDay:
		f.Type = "date"
	case asCount:
		f.Type = "integer"
	case asDate:
		f.Description = w.Word("data_dates")
	case asState:
		f.Constraints = &constraints{Enum: w.states(word)}
	case asAddress:
		if w.base != "" {
			f.Format = "uri"
		}
	}
	return f
}

// states are the words that a column of states can hold.
func (w *writer) states(word string) []string {
	var all []string
	switch word {
	case "status":
		for _, s := range register.Statuses() {
			all = append(all, w.Word(wordKey("status", s)))
		}
	case "table_basis":
		for _, b := range register.Bases() {
			all = append(all, w.Word(wordKey("basis", b)))
		}
	case "table_schedule":
		for _, s := range register.Schedules() {
			if shown := w.scheduleWord(s); shown != "" {
				all = append(all, shown)
			}
		}
	}
	for i, word := range all {
		all[i] = escaped(held(word))
	}
	slices.Sort(all)
	return slices.Compact(all)
}
