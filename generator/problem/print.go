package problem

import (
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"gongshi/generator/personal"
)

// sentence is what one catalogue says about one rule.
type sentence struct {
	Text string `toml:"text"` // what is wrong; a fmt format, arguments by index
	Fix  string `toml:"fix"`  // how to mend it; a fmt format over the same arguments

	Remark bool `toml:"remark"` // it stops nothing
}

//go:embed zh.toml en.toml
var files embed.FS

var catalogues = map[string]map[string]sentence{"zh": read("zh.toml"), "en": read("en.toml")}

// didYouMean ends a fix where the nearest word is known.
var didYouMean = map[string]string{"zh": "；是不是想写“%s”？", "en": "; did you mean %q?"}

// ofFinding ends a sentence where the finding's title is known.
var ofFinding = map[string]string{"zh": "（《%s》）", "en": " (in “%s”)"}

func read(name string) map[string]sentence { return Catalogue[map[string]sentence](files, name) }

// Catalogue reads what a room says in one language: an embedded TOML file, which is part of the
// program. It panics where the file is not there or is not of the shape of T.
func Catalogue[T any](files embed.FS, name string) T {
	data, err := files.ReadFile(name)
	if err != nil {
		panic(err)
	}
	var c T
	strict := toml.NewDecoder(bytes.NewReader(data)).DisallowUnknownFields()
	if err := strict.Decode(&c); err != nil {
		panic(fmt.Sprintf("%s: %v", name, err))
	}
	return c
}

// Rules lists the names of all rules, sorted.
func Rules() []string { return slices.Sorted(maps.Keys(catalogues["en"])) }

// Text prints the problems, two lines each: the place and what is wrong, then how to mend it.
// lang is zh or en.
func (l List) Text(w io.Writer, lang string) {
	for _, p := range l {
		fmt.Fprintf(w, "%s", p.in(lang))
	}
}

// name is the file's, as it can be shown.
func (p Problem) name() string { return visible(personal.Mask(p.File), "") }

// place is file:line:col, as much of it as is known.
func (p Problem) place() string {
	var b strings.Builder
	b.WriteString(p.name())
	for _, n := range []int{p.Line, p.Column} {
		if n == 0 {
			break
		}
		fmt.Fprintf(&b, ":%d", n)
	}
	if b.Len() > 0 {
		b.WriteString(": ")
	}
	return b.String()
}

func (p Problem) in(lang string) string {
	text, fix := p.Sentences(lang)
	if p.Title != "" {
		text += fmt.Sprintf(ofFinding[lang], personal.Mask(p.Title))
	}
	fix = strings.ReplaceAll(fix, "\n", "\n\t")
	return fmt.Sprintf("%s%s  [%s]\n\t%s\n", p.place(), text, p.Rule, fix)
}

// Sentences gives what is wrong and how to mend it, in one language. Personal data that they quote
// are masked, whatever the rule.
func (p Problem) Sentences(lang string) (text, fix string) {
	s := catalogues[lang][p.Rule]
	args := slices.Clone(p.Args)
	for i, arg := range args {
		if phrase, ok := arg.(Phrase); ok {
			args[i] = phrase[lang]
		}
	}
	text, fix = Fill(s.Text, args), Fill(s.Fix, args)
	fix = strings.ReplaceAll(fix, ": \n", ":\n")
	if p.Mean != "" {
		fix += fmt.Sprintf(didYouMean[lang], p.Mean)
	}
	return personal.Mask(text), personal.Mask(fix)
}

// Fill puts arguments into a sentence that names them by index. What the sentence has no use for
// is left out in silence: fmt does so only where an index is named at all.
func Fill(format string, args []any) string {
	if !strings.Contains(format, "%") {
		return format
	}
	return visible(fmt.Sprintf(format, args...), "\n\t")
}

type item struct {
	File   string `json:"file"`
	Title  string `json:"title,omitempty"` // of the finding
	Line   int    `json:"line"`
	Column int    `json:"column"`
	Rule   string `json:"rule"`
	Text   string `json:"text"`
	Fix    string `json:"fix"`
}

func (l List) items(lang string) []item {
	items := make([]item, len(l))
	for i, p := range l {
		text, fix := p.Sentences(lang)
		items[i] = item{p.name(), personal.Mask(p.Title), p.Line, p.Column, p.Rule, text, fix}
	}
	return items
}

// JSON prints {"problems": […], "remarks": […], "findings": n} and a newline. Line and column are 0
// where the whole file or line is meant. build is more about a build, under that key; nil is left
// out.
func (l List) JSON(w io.Writer, lang string, remarks List, findings int, build any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(struct {
		Problems []item `json:"problems"`
		Remarks  []item `json:"remarks"`
		Findings int    `json:"findings"`
		Build    any    `json:"build,omitempty"`
	}{l.items(lang), remarks.items(lang), findings, build})
}
