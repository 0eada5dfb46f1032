package export

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"path"
	"strconv"

	"gongshi/generator/office"
	"gongshi/generator/register"
)

// csvOf writes things as a table for programs of any age: UTF-8 with the mark that Excel and WPS
// know it by, lines that end in CRLF (RFC 4180), headings and states in the site's words. Programs
// are better served by findings.json, whose keys do not depend on a language.
func csvOf[T any](w *writer, columns []column[T], things []T) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString("\ufeff")
	c := csv.NewWriter(&b)
	c.UseCRLF = true
	row := make([]string, len(columns))
	for i, column := range columns {
		row[i] = escaped(held(w.Word(column.word)))
	}
	err := c.Write(row)
	for _, thing := range things {
		for i, column := range columns {
			guard := escaped
			if column.kind == asName {
				guard = verbatim
			}
			row[i] = guard(held(column.cell(thing)))
		}
		err = cmp.Or(err, c.Write(row))
	}
	c.Flush()
	return b.Bytes(), cmp.Or(err, c.Error())
}

// workbookOf writes the same table as a workbook. Its cells have types, so that none needs a guard.
func workbookOf[T any](w *writer, columns []column[T], things []T) ([]byte, error) {
	t := office.Table{Name: w.Word("findings"), Rows: len(things)}
	for _, c := range columns {
		t.Columns = append(t.Columns, office.TableColumn{Head: held(w.Word(c.word)), Width: c.width})
	}
	row := make([]any, len(columns))
	t.Row = func(n int) []any {
		for i, c := range columns {
			row[i] = c.kind.value(held(c.cell(things[n])))
		}
		return row
	}
	return t.Bytes()
}

// value is a cell of a workbook: a text where it is nothing else.
func (k kind) value(cell string) any {
	switch k {
	case asDay, asDate:
		if wholeDay.MatchString(cell) {
			if d, err := register.ParseDay(cell); err == nil {
				return d
			}
		}
	case asCount:
		if n, err := strconv.Atoi(cell); err == nil {
			return n
		}
	}
	if cell == "" {
		return nil
	}
	return cell
}

// indexColumns are of the table of a register in parts: which file has which inspection.
func (w *writer) indexColumns(url func(register.Part) string) []column[register.Part] {
	return []column[register.Part]{
		{w.InspectionKind().Word("inspection"), asText, 40, func(p register.Part) string {
			return p.Inspection.Title
		}},
		{"table_findings", asCount, 10, func(p register.Part) string {
			return strconv.Itoa(len(p.Findings))
		}},
		{"table_file", asText, 40, func(p register.Part) string { return path.Base(url(p)) }},
	}
}
