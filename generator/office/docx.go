package office

import (
	"archive/zip"
	"bytes"
	"embed"
	"encoding/xml"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"gongshi/generator/markdown"
	"gongshi/generator/problem"
)

// The parts of a document that are the same in all; those with a language in their names by that.
//
//go:embed word
var wordParts embed.FS

// Word gives the paper as a .docx: in Chinese in the form of GB/T 9704-2012, on A4 with 22 lines of
// 28 characters a page. Fonts are named and not embedded, headings are real ones with their numbers
// as text, and nothing says who made it or when. The same paper gives the same bytes.
func (p *Paper) Word() ([]byte, error) {
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	own := "." + p.Language + ".xml"
	for _, part := range [][2]string{{"[Content_Types].xml", "content-types.xml"},
		{"_rels/.rels", "package.rels"}, {"word/document.xml", ""},
		{"word/_rels/document.xml.rels", "document.rels"}, {"word/styles.xml", "styles" + own},
		{"word/settings.xml", "settings.xml"}, {"word/fontTable.xml", "fontTable.xml"},
		{"word/footer1.xml", "footer1" + own}, {"word/footer2.xml", "footer2" + own}} {
		data := p.document()
		if part[1] != "" {
			var err error
			if data, err = wordParts.ReadFile("word/" + part[1]); err != nil {
				return nil, err
			}
		}
		w, err := z.CreateHeader(&zip.FileHeader{Name: part[0], Method: zip.Deflate,
			Modified: time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)}) // the earliest of a .zip
		if err == nil {
			_, err = w.Write(data)
		}
		if err != nil {
			return nil, err
		}
	}
	err := z.Close()
	return out.Bytes(), err
}

const (
	wordNamespace = namespace + "wordprocessingml/2006/main"
	// A4 in twentieths of a point. GB/T 9704: 37 mm above, 28 mm to the left, and 156 by 225 mm for
	// the text; the page number stands 7 mm below that. 22 lines of 579 fill 225 mm.
	pageZH = `<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1587" w:header="851" ` +
		`w:footer="1247" w:gutter="0"/><w:docGrid w:type="lines" w:linePitch="579"/>`
	pageEN = `<w:pgMar w:top="1417" w:right="1417" w:bottom="1417" w:left="1417" w:header="709" ` +
		`w:footer="709" w:gutter="0"/>`
	page = `<w:sectPr><w:footerReference w:type="default" r:id="odd"/>` +
		`<w:footerReference w:type="even" r:id="even"/><w:pgSz w:w="11906" w:h="16838"/>%s</w:sectPr>`
)

// document is the part that holds the text.
func (p *Paper) document() []byte {
	var b strings.Builder
	fmt.Fprintf(&b, `%s<w:document xmlns:w="%s" xmlns:r="%s"><w:body>`, xml.Header, wordNamespace,
		related)
	signature := p.signatureIndents()
	for n, paragraph := range p.Paragraphs {
		b.WriteString(`<w:p><w:pPr>` + paragraph.wordStyle() + signature[n] + `</w:pPr>`)
		for _, r := range paragraph.printedRuns(p.Language) {
			b.WriteString(wordRun(r))
		}
		b.WriteString("</w:p>\n")
	}
	b.WriteString(p.approvalSheet())
	set := pageZH
	if p.Language == "en" {
		set = pageEN
	}
	fmt.Fprintf(&b, page+`</w:body></w:document>`, set)
	return []byte(b.String())
}

// wordStyle names the style of a paragraph; prose has that of all text.
func (p Paragraph) wordStyle() string {
	name := map[Part]string{PaperTitle: "Title", Heading: fmt.Sprintf("Heading%d", p.Level),
		Signature: "Signature"}[p.Part]
	if name == "" {
		return ""
	}
	return `<w:pStyle w:val="` + name + `"/>`
}

// printedRuns are the runs with the number before them, and addresses behind what links to them.
func (p Paragraph) printedRuns(lang string) []markdown.Run {
	var runs []markdown.Run
	if p.Part == PaperTitle {
		return p.titleRuns()
	}
	if p.Number != "" {
		runs = append(runs, markdown.Run{Text: p.Number})
	}
	for _, r := range p.Runs {
		if r.Link != "" && r.Link != r.Text {
			r.Text += problem.Fill(paperWords()[lang]["bracketed"], []any{r.Link})
		}
		runs = append(runs, r)
	}
	return runs
}

// titleRuns parts a title of more than a line behind the name of who issues it, not within a word.
func (p Paragraph) titleRuns() []markdown.Run {
	const line = 40 // half characters
	text := p.Text()
	if name, rest, found := strings.Cut(text, "关于"); found && name != "" &&
		halfWidths(text) > line {
		return []markdown.Run{{Text: name}, {Text: "\n"}, {Text: "关于" + rest}}
	}
	return p.Runs
}

func wordRun(r markdown.Run) string {
	set := ""
	if r.Text == "\n" {
		return `<w:r><w:br/></w:r>`
	}
	if r.Strong {
		set += `<w:b/><w:bCs/>`
	}
	if r.Struck {
		set += `<w:strike/>`
	}
	if set != "" {
		set = `<w:rPr>` + set + `</w:rPr>`
	}
	return `<w:r>` + set + `<w:t xml:space="preserve">` + escapedXML(r.Text) + `</w:t></w:r>`
}

func escapedXML(text string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(text)) // a Builder takes all
	return b.String()
}

// signatureIndents sets who signs and the day, by their places: one line below the text; the day
// begins two characters to the right of the name, and the longer of both ends two before the margin.
// They are set from the left: figures of another font than 仿宋 would move what ends at the right.
func (p *Paper) signatureIndents() map[int]string {
	set := map[int]string{}
	var at []int
	longest := 0
	const two, lineWidth, halfWidth = 4, 56, 158 // half characters, and twentieths of a point
	for n, paragraph := range p.Paragraphs {
		if paragraph.Part == Signature {
			longest = max(longest, two*len(at)+halfWidths(paragraph.Text()))
			at = append(at, n)
		}
	}
	if p.Language == "en" {
		return set
	}
	left := max(0, lineWidth-two-longest)
	for n, place := range at {
		before := ""
		if n == 0 {
			before = `<w:keepNext/><w:spacing w:before="579"/>`
		}
		set[place] = before + fmt.Sprintf(`<w:ind w:left="%d" w:firstLine="0"/>`,
			halfWidth*(left+two*n))
	}
	return set
}

// halfWidths is how wide a text is set: Chinese is twice as wide as a figure.
func halfWidths(text string) int {
	width := 0
	for _, r := range text {
		width++
		if r >= utf8.RuneSelf {
			width++
		}
	}
	return width
}
