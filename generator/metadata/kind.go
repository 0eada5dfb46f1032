package metadata

import (
	"embed"
	"fmt"
	"path"
	"slices"
	"strings"

	"gongshi/generator/problem"
)

// Kind is a kind of trace.
type Kind string

// The kinds that only a person can decide on.
const (
	Comments      Kind = "comments"
	Tracked       Kind = "tracked-changes"
	HiddenText    Kind = "hidden-text"
	HiddenRows    Kind = "hidden-rows"
	HiddenColumns Kind = "hidden-columns"
	HiddenSheets  Kind = "hidden-sheets"
	HiddenSlides  Kind = "hidden-slides"
	HiddenObjects Kind = "hidden-objects"
	Notes         Kind = "notes"
	PivotData     Kind = "pivot-data"
	Embedded      Kind = "embedded"
	External      Kind = "external"
	Script        Kind = "script"
	Earlier       Kind = "earlier"
	Signature     Kind = "signature"
)

// The kinds that a copy can be cleaned of, but for those in a PDF.
const (
	Author       Kind = "author"
	Organisation Kind = "organisation"
	Properties   Kind = "properties"
	CustomXML    Kind = "custom-xml"
	FilePath     Kind = "path"
	Location     Kind = "location"
	Device       Kind = "device"
	Taken        Kind = "taken"
	Note         Kind = "note"
	PictureData  Kind = "picture-data"
	Thumbnail    Kind = "thumbnail"
	Trailer      Kind = "trailer"
	Leftover     Kind = "leftover"
)

// Kinds lists all kinds, those for a person first.
func Kinds() []Kind { return append(manual(), automatic()...) }

func manual() []Kind {
	return []Kind{Comments, Tracked, HiddenText, HiddenRows, HiddenColumns, HiddenSheets,
		HiddenSlides, HiddenObjects, Notes, PivotData, Embedded, External, Script, Earlier, Signature}
}

func automatic() []Kind {
	return []Kind{Author, Organisation, Properties, CustomXML, FilePath, Location, Device, Taken, Note,
		PictureData, Thumbnail, Trailer, Leftover}
}

func (k Kind) byHand() bool { return slices.Contains(manual(), k) }

//go:embed zh.toml en.toml
var files embed.FS

// words are the names of kinds in one language.
func words(lang string) map[Kind]string {
	return problem.Catalogue[map[Kind]string](files, lang+".toml")
}

// shown is how many files of a zip are listed by name.
const shown = 5

// phrasing is how a list of traces is put together in one language.
type phrasing struct{ comma, semicolon, colon, counted, more string }

func phrasings() map[string]phrasing {
	return map[string]phrasing{"zh": {"、", "；", "：", "%s（%d）", "另有%d个文件"},
		"en": {", ", "; ", ": ", "%s (%d)", "%d more files"}}
}

// Describe lists sorted traces in words, zh or en, those in a file of a zip behind its name.
func Describe(traces []Trace, lang string) string {
	names, put := words(lang), phrasings()[lang]
	var parts []string
	var in []string // the files of the parts
	for _, t := range traces {
		name := names[t.Kind]
		if t.Count > 0 {
			name = fmt.Sprintf(put.counted, name, t.Count)
		}
		if last := len(in) - 1; last >= 0 && in[last] == t.In {
			parts[last] += put.comma + name
			continue
		}
		if t.In != "" {
			name = t.In + put.colon + name
		}
		in, parts = append(in, t.In), append(parts, name)
	}
	if len(parts) > shown {
		more := fmt.Sprintf(put.more, len(parts)-shown)
		parts = append(parts[:shown], more)
	}
	return strings.Join(parts, put.semicolon)
}

// Advice says what a person can do about traces in a file that is not cleaned, zh or en.
func Advice(name, lang string) string {
	said := words(lang)
	switch strings.ToLower(path.Ext(name)) {
	case ".pdf":
		return said["advice-pdf"]
	case ".zip":
		return said["advice-zip"]
	}
	return said["advice"]
}
