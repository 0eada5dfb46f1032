package office

import "testing"

func FuzzOpen(f *testing.F) {
	f.Add("a.xlsx", sheetHead+table+sheetEnd)
	f.Add("b.csv", "序号,问题\n1,\"a\nb\"\n\n2;c\t\xb2\xe2")
	f.Add("c.xlsx", `<row r="1"><c t="s"><v>0</v></c><c t="d"><v>2023-07-05</v></c></row>`)
	f.Fuzz(func(t *testing.T, name, content string) {
		data := []byte(content)
		if !isCSV(name) {
			data = parts{"xl/worksheets/sheet1.xml": text(content), "xl/styles.xml": text(content),
				"xl/sharedStrings.xml": text(content)}.workbook(t)
		}
		if !Reads(name, data) {
			return
		}
		w, err := Open(name, data)
		if err != nil {
			return
		}
		w.Entries()
		for _, s := range w.Sheets {
			for i, row := range s.Rows {
				if len(row.Cells) == 0 || i > 0 && row.Number <= s.Rows[i-1].Number {
					t.Errorf("row %d: %v", row.Number, row.texts())
				}
			}
		}
		_, _ = w.Source()
	})
}
