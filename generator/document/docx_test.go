package document_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"html"
	"strings"
	"testing"
)

const (
	wordSpace = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" ` +
		`xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" ` +
		`xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" ` +
		`xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" ` +
		`xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" ` +
		`xmlns:v="urn:schemas-microsoft-com:vml" ` +
		`xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" ` +
		`xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"`
	kind  = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	types = `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
		`<Default Extension="rels" ` +
		`ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
		`<Default Extension="xml" ContentType="application/xml"/>%s</Types>`
	typed1 = `<Override PartName="/word/%[1]s.xml" ContentType=` +
		`"application/vnd.openxmlformats-officedocument.wordprocessingml.%[2]s+xml"/>`
)

// wordParts are the parts that a test may write, with the element that each is in.
var wordParts = []struct{ name, element, contentType string }{
	{"document", "document", "document.main"}, {"styles", "styles", "styles"},
	{"numbering", "numbering", "numbering"}, {"footnotes", "footnotes", "footnotes"},
	{"endnotes", "endnotes", "endnotes"}, {"comments", "comments", "comments"},
	{"header1", "hdr", "header"}, {"footer1", "ftr", "footer"},
}

// docx packs the insides of parts into a Word file; that of document is the inside of its body.
func docx(t testing.TB, insides map[string]string) []byte {
	t.Helper()
	files := map[string]string{}
	var overrides, relations strings.Builder
	for _, p := range wordParts {
		inside, ok := insides[p.name]
		if !ok {
			continue
		}
		if p.name == "document" {
			inside = "<w:body>" + inside + "</w:body>"
		} else {
			relation := strings.TrimSuffix(p.name, "1")
			fmt.Fprintf(&relations, `<Relationship Id="r-%s" Type="%s%s" Target="%s.xml"/>`,
				p.name, kind, relation, p.name)
		}
		fmt.Fprintf(&overrides, typed1, p.name, p.contentType)
		files["word/"+p.name+".xml"] = fmt.Sprintf(`<?xml version="1.0" encoding="UTF-8"?>`+
			"<w:%[1]s %[2]s>%[3]s</w:%[1]s>", p.element, wordSpace, inside)
	}
	const space = `<Relationships ` +
		`xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`
	files["[Content_Types].xml"] = fmt.Sprintf(types, overrides.String())
	files["word/_rels/document.xml.rels"] = space + relations.String() + "</Relationships>"
	files["_rels/.rels"] = space + `<Relationship Id="r1" Type="` + kind +
		`officeDocument" Target="word/document.xml"/></Relationships>`
	return packed(t, files)
}

func packed(t testing.TB, files map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range sortedKeys(files) {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprint(w, files[name])
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// asDocx writes the outline with automatic numbers: the upper two levels are numbered by their
// styles, the lower two by the paragraphs.
func asDocx(t testing.TB, parts []part) []byte {
	var body strings.Builder
	table := false
	for _, p := range parts {
		if table && p.kind != "row" {
			body.WriteString("</w:tbl>")
		}
		if !table && p.kind == "row" {
			body.WriteString(`<w:tbl><w:tblPr><w:tblW w:w="9000" w:type="dxa"/></w:tblPr>` +
				`<w:tblGrid>` +
				strings.Repeat(`<w:gridCol w:w="2250"/>`, len(p.cells)) + `</w:tblGrid>`)
		}
		table = p.kind == "row"
		body.WriteString(wordPart(p))
	}
	body.WriteString(`<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>` +
		`<w:pgMar w:top="1440" w:right="1800" w:bottom="1440" w:left="1800"/></w:sectPr>`)
	return docx(t, map[string]string{"document": body.String(), "styles": wholeStyles,
		"numbering": wholeNumbering})
}

func wordPart(p part) string {
	switch {
	case p.kind == "row":
		var cells strings.Builder
		for _, c := range p.cells {
			fmt.Fprintf(&cells, `<w:tc><w:tcPr><w:tcW w:w="2250" w:type="dxa"/></w:tcPr>%s</w:tc>`,
				wordParagraph("", c))
		}
		return "<w:tr>" + cells.String() + "</w:tr>"
	case p.kind == "title":
		return wordParagraph(`<w:pStyle w:val="Title"/>`, p.cells[0])
	case p.level == 1 || p.level == 2:
		return wordParagraph(fmt.Sprintf(`<w:pStyle w:val="%d"/>`, p.level), p.cells[0])
	case p.level > 2:
		return wordParagraph(fmt.Sprintf(`<w:numPr><w:ilvl w:val="%d"/><w:numId w:val="1"/>`+
			`</w:numPr><w:ind w:firstLine="480"/>`, p.level-1), p.cells[0])
	}
	return wordParagraph(`<w:ind w:firstLine="480"/>`, p.cells[0])
}

// wordParagraph writes a text in two runs, as Word does for no visible reason.
func wordParagraph(props, text string) string {
	half := len([]rune(text)) / 2
	first, second := string([]rune(text)[:half]), string([]rune(text)[half:])
	return fmt.Sprintf(`<w:p><w:pPr>%s</w:pPr><w:r><w:t xml:space="preserve">%s</w:t></w:r>`+
		`<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t>%s</w:t></w:r></w:p>`, props,
		html.EscapeString(first), html.EscapeString(second))
}

const wholeStyles = `<w:docDefaults><w:rPrDefault><w:rPr>` +
	`<w:rFonts w:ascii="Liberation Serif" w:eastAsia="Noto Serif CJK SC"/><w:sz w:val="24"/>` +
	`<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault></w:docDefaults>` +
	`<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>` +
	`</w:style>` +
	`<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/>` +
	`<w:basedOn w:val="Normal"/><w:pPr><w:jc w:val="center"/></w:pPr></w:style>` +
	`<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/>` +
	`<w:basedOn w:val="Normal"/>` +
	`<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:ind w:firstLine="480"/>` +
	`<w:outlineLvl w:val="0"/></w:pPr></w:style>` +
	`<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/>` +
	`<w:basedOn w:val="Normal"/>` +
	`<w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr><w:ind w:firstLine="480"/>` +
	`<w:outlineLvl w:val="1"/></w:pPr></w:style>`

const wholeNumbering = `<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>` +
	`<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/>` +
	`<w:pStyle w:val="1"/><w:suff w:val="nothing"/><w:lvlText w:val="%1、"/></w:lvl>` +
	`<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/>` +
	`<w:pStyle w:val="2"/><w:suff w:val="nothing"/><w:lvlText w:val="（%2）"/></w:lvl>` +
	`<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:suff w:val="nothing"/>` +
	`<w:lvlText w:val="%3."/></w:lvl>` +
	`<w:lvl w:ilvl="3"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:suff w:val="nothing"/>` +
	`<w:lvlText w:val="(%4)"/></w:lvl></w:abstractNum>` +
	`<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>`
