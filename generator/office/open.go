package office

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"

	"gongshi/generator/document"
)

// IsWorkbook says whether bytes are a workbook of Excel, with macros or without.
func IsWorkbook(data []byte) bool {
	if !bytes.HasPrefix(data, []byte("PK\x03\x04")) {
		return false
	}
	a, err := document.OpenArchive(data)
	return err == nil && mainPart(a) != ""
}

// mainPart is the part that lists the sheets; empty where there is none.
func mainPart(a *document.Archive) string {
	links, err := linksOf(a, "")
	for _, l := range links {
		if err == nil && l.kind == "officeDocument" && strings.HasPrefix(l.target, "xl/") &&
			strings.HasSuffix(strings.ToLower(l.target), ".xml") { // .xlsb has another format
			return l.target
		}
	}
	return ""
}

// openExcel reads a workbook. What it says of its own size is not believed.
func openExcel(name string, data []byte) (book *Workbook, err error) {
	archive, err := document.OpenArchive(data)
	if err != nil {
		return nil, err
	}
	b := &bounded{archive: archive}
	o, err := b.outline(mainPart(archive))
	if err != nil {
		return nil, err
	}
	small, grids, err := b.copied(o)
	if err != nil {
		return nil, err
	}
	defer func() { // excelize takes on trust that what a file refers to is there
		if fault := recover(); fault != nil {
			book, err = nil, unreadable(document.FileDamaged, fmt.Sprint(fault))
		}
	}()
	f, err := excelize.OpenReader(bytes.NewReader(small), excelize.Options{
		UnzipSizeLimit: maxTotal, UnzipXMLSizeLimit: maxTotal, // as large: no temporary files
		CultureInfo: excelize.CultureNameZhCN})
	if err != nil {
		return nil, unreadable(document.FileDamaged, err)
	}
	defer f.Close()
	book = &Workbook{Name: name, Remarks: beside(archive, o)}
	r := &reader{File: f}
	for i, part := range o.sheets {
		sheet, err := r.sheet(fmt.Sprint(i+1), grids[i])
		if err != nil {
			return nil, err
		}
		sheet.Name, sheet.Hidden = part.name, part.hidden
		book.Sheets = append(book.Sheets, sheet)
	}
	return book, nil
}

// beside names what a workbook holds and is not read.
func beside(a *document.Archive, o outline) []document.Remark {
	count := map[document.RemarkRule]int{}
	for _, f := range a.Files {
		name := strings.ToLower(strings.ReplaceAll(f.Name, `\`, "/"))
		for prefix, rule := range map[string]document.RemarkRule{
			"xl/media/":                     document.RemarkImages,
			"xl/embeddings/":                document.RemarkEmbedded,
			"xl/comments":                   document.RemarkComments,
			"xl/externallinks/externallink": document.RemarkExternal,
		} {
			if strings.HasPrefix(name, prefix) {
				count[rule]++
			}
		}
	}
	var all []document.Remark
	for _, rule := range []document.RemarkRule{document.RemarkImages, document.RemarkEmbedded,
		document.RemarkComments, document.RemarkExternal} {
		if count[rule] > 0 {
			all = append(all, document.Remark{Rule: rule, Args: []any{count[rule]}})
		}
	}
	if o.macros {
		all = append(all, document.Remark{Rule: document.RemarkMacros})
	}
	return all
}
