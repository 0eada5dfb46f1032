package main

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"path/filepath"
	"strings"

	"gongshi/generator/diff"
	"gongshi/generator/personal"
	"gongshi/generator/register"
	"gongshi/generator/source"
)

//go:embed difference.html
var differencePage embed.FS

// section is the changes of one kind, in words.
type section struct {
	Title string
	Rows  []string
	More  string // how many rows are left out; empty where none is
	Files bool   // rows are names of files
}

func (d *differing) show(found *difference) error {
	var text bytes.Buffer
	v := d.voice
	v.out = &text
	switch d.form {
	case "json":
		if err := v.encode(found); err != nil {
			return err
		}
	case "html":
		if err := v.page(&text, found); err != nil {
			return err
		}
	default:
		v.lines(found)
	}
	if d.out == "" || d.out == "-" {
		_, err := d.voice.out.Write(text.Bytes())
		return err
	}
	err := createOut(d.out, text.Bytes())
	if err == nil {
		d.print("diff.done", len(found.Changes), filepath.ToSlash(d.out))
	}
	return err
}

// createOut writes the file that --out names, in one step and over no other.
func createOut(file string, data []byte) error {
	err := source.Create(file, data)
	if errors.Is(err, fs.ErrExist) {
		return misuse{"out-taken", []any{filepath.ToSlash(file)}, ""}
	}
	return err
}

// lines prints what a release would change.
func (v *voice) lines(found *difference) {
	v.print("diff.head", found.Against, v.day(found.AsOf))
	if found.First {
		v.print("diff.first")
	}
	sections := v.sections(found, shownRows)
	for _, s := range sections {
		fmt.Fprintf(v.out, "\n%s\n", s.Title)
		for _, row := range s.Rows {
			fmt.Fprintf(v.out, "  %s\n", row)
		}
		if s.More != "" {
			fmt.Fprintf(v.out, "  %s\n", s.More)
		}
	}
	if len(sections) == 0 {
		v.print("diff.none")
	}
	fmt.Fprintln(v.out)
	v.print("diff.digest-old", found.Of, v.orNone(found.Old))
	v.print("diff.digest-new", found.Of, v.orNone(found.New))
}

func (v *voice) orNone(digest string) string {
	if digest == "" {
		return v.say("diff.no-digest")
	}
	return digest
}

// summary is each kind of change with its number: the one summary of terminal, page, form and bar.
func (v *voice) summary(found *difference) []string {
	var lines []string
	if found.First {
		lines = append(lines, v.say("diff.first"))
	}
	for _, s := range v.sections(found, 0) {
		lines = append(lines, s.Title)
	}
	return lines
}

// sections gives the changes in words, at most so many rows of a kind.
func (v *voice) sections(found *difference, most int) []section {
	var all []section
	for _, what := range diff.Kinds() {
		changes := found.Changes.Of(what)
		if len(changes) == 0 {
			continue
		}
		s := section{Title: v.say("diff."+string(what), len(changes), changes.Days())}
		for _, c := range changes[:min(len(changes), most)] {
			s.Rows = append(s.Rows, v.row(c))
		}
		all = append(all, v.shortened(s, len(changes), most))
	}
	if found.Files == nil {
		return all
	}
	for _, f := range []struct {
		key   string
		names []string
	}{{"diff.files-added", found.Files.Added}, {"diff.files-changed", found.Files.Changed},
		{"diff.files-removed", found.Files.Removed}} {
		if n := len(f.names); n > 0 {
			few := min(most, someNames)
			s := section{Title: v.say(f.key, n), Rows: f.names[:min(n, few)], Files: true}
			all = append(all, v.shortened(s, n, few))
		}
	}
	return all
}

func (v *voice) shortened(s section, all, most int) section {
	if all > most {
		s.More = v.say("diff.more", all-most)
	}
	return s
}

// row is one change in words.
func (v *voice) row(c diff.Change) string {
	where := v.say("diff.finding", c.Number, cut(c.Title), c.ID)
	switch {
	case c.Of != "finding" && c.ID == "":
		where = strings.TrimSpace(v.say("diff.of-"+c.Of) + " " + cut(c.Title))
	case c.Of != "finding":
		where = v.say("diff.text-of", v.say("diff.of-"+c.Of), cut(c.Title), c.ID)
	case c.Title == "":
		where = c.ID
	}
	from, to := v.value(c.Field, c.From), v.value(c.Field, c.To)
	if c.What == diff.Status || c.What == diff.Added {
		from, to = register.Status(from).Label(v.lang), register.Status(to).Label(v.lang)
	}
	if from == "" && c.What != diff.Update && c.What != diff.Answer && c.What != diff.Corrected {
		from = v.say("diff.nothing")
	}
	if to == "" {
		to = v.say("diff.nothing")
	}
	key := "diff.row-" + string(c.What)
	if (c.What == diff.Text || c.What == diff.Gone || c.What == diff.Figure) && c.From == "" {
		key += "-new"
		if c.To == "" {
			key = "diff.row-field"
		}
	}
	if c.What == diff.Text && c.Field == "" {
		key = "diff.row-removed"
	}
	return v.say(key, where, from, to, v.label(c), c.Days)
}

// value is the value of a key; of one that has words of its own, as the forms have it.
func (v *voice) value(key, value string) string {
	for _, k := range register.Keys(map[string]string{"basis": "basis",
		"kind": "inspection-kind"}[key]) {
		if k.Name == value {
			return k.Label(v.lang)
		}
	}
	return value
}

// label names a field as the forms do; a figure has its own name.
func (v *voice) label(c diff.Change) string {
	switch {
	case c.What == diff.Figure:
		return c.Field
	case c.Of == "finding" && c.Field == "category": // that it lies in
		return v.say("diff.of-category")
	}
	return register.Correction{Field: c.Field}.Label(c.Of, v.lang)
}

// pageRows is how many rows of a kind the page has: some sheets of paper, and no book.
const pageRows = 40

// page writes what a release would change as one page, to be printed and signed.
func (v *voice) page(to *bytes.Buffer, found *difference) error {
	page, err := template.New("difference.html").Funcs(template.FuncMap{
		"say": func(key string, args ...any) string { return v.say("diff."+key, args...) },
	}).ParseFS(differencePage, "difference.html")
	if err != nil {
		return err
	}
	sections := v.sections(found, pageRows)
	for i := range sections {
		for j, row := range sections[i].Rows {
			sections[i].Rows[j] = personal.Mask(row)
		}
	}
	return page.Execute(to, map[string]any{
		"Lang": map[string]string{"zh": "zh-CN", "en": "en"}[known(v.lang)], "Found": found,
		"Day": v.day(found.AsOf), "Sections": sections, "Summary": v.summary(found),
		"Old": v.orNone(found.Old), "New": v.orNone(found.New)})
}
