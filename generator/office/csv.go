package office

import (
	"encoding/csv"
	"errors"
	"io"
	"path"
	"strings"

	"gongshi/generator/document"
	"gongshi/generator/encoding"
)

// isCSV says whether a name is that of a table in text.
func isCSV(name string) bool {
	ext := strings.ToLower(path.Ext(name))
	return ext == ".csv" || ext == ".tsv"
}

// openCSV reads a table in text, in any of the encodings that offices use. Its only sheet is called
// as the file is.
func openCSV(name string, data []byte) (*Workbook, error) {
	text, found, ok := encoding.Detect(data)
	if !ok {
		return nil, unreadable(document.EncodingUnknown)
	}
	book := &Workbook{Name: name}
	if found != "" {
		book.Remarks = append(book.Remarks,
			document.Remark{Rule: document.RemarkEncoding, Args: []any{found}})
	}
	text = strings.TrimPrefix(text, "\ufeff")
	sheet := Sheet{Name: strings.TrimSuffix(name, path.Ext(name))}
	r := csv.NewReader(strings.NewReader(text))
	r.Comma, r.FieldsPerRecord, r.LazyQuotes = separator(text), -1, true
	for number, line, cells := 0, 1, 0; ; {
		from := r.InputOffset()
		fields, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, unreadable(document.FileDamaged, err)
		}
		begins, _ := r.FieldPos(0)
		number += 1 + begins - line // empty lines are rows, too
		raw := strings.TrimLeft(text[from:r.InputOffset()], "\r\n")
		line = begins + strings.Count(raw, "\n")
		row := Row{Number: number}
		for _, f := range fields {
			row.Cells = append(row.Cells, Cell{Text: f})
		}
		if cells += len(fields); cells > maxCells || len(fields) > maxColumns {
			return nil, unreadable(document.PartFull, name, maxCells)
		}
		if row.full() > 0 {
			sheet.Rows = append(sheet.Rows, row)
		}
	}
	book.Sheets = []Sheet{sheet}
	return book, nil
}

// separator is what parts the cells of a table in text: what its first line has most of.
func separator(text string) rune {
	line, _, _ := strings.Cut(strings.TrimLeft(text, "\r\n"), "\n")
	best := ','
	for _, r := range "\t;" {
		if strings.Count(line, string(r)) > strings.Count(line, string(best)) {
			best = r
		}
	}
	return best
}
