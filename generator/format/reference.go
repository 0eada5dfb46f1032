package format

import (
	"bytes"
	"embed"
	"fmt"
	"strings"

	"github.com/mattn/go-runewidth"

	"gongshi/generator/problem"
	"gongshi/generator/register"
)

//go:embed words.zh.toml words.en.toml
var wordFiles embed.FS

// Reference lists the keys of a kind of text, for people: what each is and what it means; of a
// finding the statuses and bases, too, and of an inspection its kinds. kind is one of [register.Kinds]; lang is zh or en.
func Reference(kind, lang string) []byte {
	r := reference{lang: lang,
		words: problem.Catalogue[map[string]string](wordFiles, "words."+lang+".toml")}
	fmt.Fprintf(&r, "%s\n", register.Meaning(kind, lang))
	r.table("keys", kind)
	if kind == "finding" {
		r.table("statuses", "status")
		r.table("bases", "basis")
	}
	if kind == "inspection" {
		r.table("kinds", "inspection-kind")
	}
	fmt.Fprintf(&r, "\n%s\n", r.words["more"])
	return r.Bytes()
}

type reference struct {
	bytes.Buffer
	lang  string
	words map[string]string
}

// table prints rows of the table of keys under a heading, all but the last column padded.
func (r *reference) table(heading, of string) {
	fmt.Fprintf(r, "\n%s\n", r.words[heading])
	var rows [][]string
	var widths [3]int
	for _, k := range register.Reference(of, r.lang) {
		row := r.row(k)
		for i, cell := range row {
			widths[i] = max(widths[i], runewidth.StringWidth(cell))
		}
		rows = append(rows, row)
	}
	for _, row := range rows {
		line := ""
		for i, cell := range row {
			line += "  " + runewidth.FillRight(cell, widths[i])
		}
		fmt.Fprintln(r, strings.TrimRight(line, " "))
	}
}

func (r *reference) row(k register.Described) []string {
	name := strings.Repeat("  ", k.Depth) + k.Name
	switch {
	case k.Required:
		return []string{name, fmt.Sprintf(r.words["required"], k.Form), k.Meaning}
	case k.Form != "":
		return []string{name, k.Form, k.Meaning}
	case len(k.Needs) > 0:
		return []string{name, k.Meaning,
			fmt.Sprintf(r.words["needs"], strings.Join(k.Needs, ", "))}
	}
	return []string{name, k.Meaning}
}
