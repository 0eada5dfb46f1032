package office

import (
	"strings"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"
)

// book is a workbook that is being written.
type book struct{ *excelize.File }

const (
	first      = "Sheet1" // the sheet that a new workbook has
	textFormat = 49       // the number of the format of texts, @
)

// textStyle is that of a text of one line or several.
func textStyle() *excelize.Style {
	return &excelize.Style{NumFmt: textFormat, Font: &excelize.Font{Size: 11},
		Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}}
}

// headStyle is that of the head of a table.
func headStyle() *excelize.Style {
	s := textStyle()
	s.Font.Bold, s.Fill = true, filled("D9E2EC")
	return s
}

func filled(color string) excelize.Fill {
	return excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{color}}
}

// mostUnits is how long the name of a sheet may be, in UTF-16 units.
const mostUnits = 31

// sheetName is a name without the signs of Excel's own places, of at most so many UTF-16 units.
func sheetName(name string, units int) string {
	name = strings.NewReplacer("[", "", "]", "", ":", "", "*", "", "?", "", "/", "", `\`, "", "'",
		"").Replace(name)
	all := utf16.Encode([]rune(name))
	return string(utf16.Decode(all[:min(units, len(all))]))
}

// bytes gives the workbook without what says who made it, with what, and when.
func (b book) bytes() ([]byte, error) {
	b.WorkBook.FileVersion = nil
	b.Pkg.Store("docProps/core.xml", []byte(`<cp:coreProperties xmlns:cp="`+namespace+
		`package/2006/metadata/core-properties"/>`))
	b.Pkg.Store("docProps/app.xml", []byte(`<Properties xmlns="`+namespace+
		`officeDocument/2006/extended-properties"/>`))
	out, err := b.WriteToBuffer()
	if err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}
