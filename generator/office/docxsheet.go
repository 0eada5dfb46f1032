package office

import (
	"fmt"
	"strings"

	"gongshi/generator/markdown"
)

// approvalSheet is the sheet behind the notice: what is to be published, and places to sign.
func (p *Paper) approvalSheet() string {
	if p.Approval == nil {
		return ""
	}
	words := paperWords()[p.Language]
	var rows strings.Builder
	for _, row := range [][2]string{{words["sheet-title"], p.Title()},
		{words["sheet-issuer"], p.issuer()}, {words["sheet-findings"], fmt.Sprint(p.Findings)}} {
		rows.WriteString(`<w:tr>` + sheetCell(2000, row[0]) + sheetCell(6800, row[1]) + `</w:tr>`)
	}
	for _, who := range p.Approval.Signers {
		rows.WriteString(`<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="1700"/></w:trPr>` +
			sheetCell(2000, who) + sheetCell(6800, "") + `</w:tr>`)
	}
	border := ""
	for _, side := range []string{"top", "left", "bottom", "right", "insideH", "insideV"} {
		border += `<w:` + side + ` w:val="single" w:sz="4" w:space="0" w:color="auto"/>`
	}
	return `<w:p><w:pPr><w:pStyle w:val="Title"/><w:pageBreakBefore/></w:pPr>` +
		wordRun(markdown.Run{Text: p.Approval.Title}) + `</w:p><w:tbl><w:tblPr><w:tblW w:w="8800" ` +
		`w:type="dxa"/><w:tblBorders>` + border + `</w:tblBorders><w:tblLayout w:type="fixed"/>` +
		`</w:tblPr><w:tblGrid><w:gridCol w:w="2000"/><w:gridCol w:w="6800"/></w:tblGrid>` +
		rows.String() + `</w:tbl><w:p/>`
}

func sheetCell(width int, text string) string {
	return fmt.Sprintf(`<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/></w:tcPr><w:p><w:pPr>`+
		`<w:pStyle w:val="Cell"/></w:pPr>%s</w:p></w:tc>`, width, wordRun(markdown.Run{Text: text}))
}

// issuer is who signs the paper.
func (p *Paper) issuer() string {
	for _, paragraph := range p.Paragraphs {
		if paragraph.Part == Signature {
			return paragraph.Text()
		}
	}
	return ""
}
