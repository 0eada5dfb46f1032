package export_test

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
	"testing"

	"gongshi/generator/office"
)

// cellsOf reads findings.xlsx as a list of cells by their heading, in the order of the headings.
func cellsOf(t *testing.T, data []byte) (heads []string, rows []map[string]office.Cell) {
	t.Helper()
	book, err := office.Open("findings.xlsx", data)
	if err != nil {
		t.Fatal(err)
	}
	if len(book.Sheets) != 1 || len(book.Remarks) > 0 {
		t.Fatalf("%d sheets, %v", len(book.Sheets), book.Remarks)
	}
	for _, cell := range book.Sheets[0].Rows[0].Cells {
		heads = append(heads, cell.Text)
	}
	for _, row := range book.Sheets[0].Rows[1:] {
		cells := map[string]office.Cell{}
		for i, head := range heads {
			cells[head] = row.Cell(i)
		}
		rows = append(rows, cells)
	}
	return heads, rows
}

// insideOf is all that a workbook holds, unpacked.
func insideOf(t *testing.T, data []byte) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var all bytes.Buffer
	for _, f := range z.File {
		if !f.ModTime().IsZero() && f.ModTime().Year() > 1980 {
			t.Errorf("%s has a time", f.Name)
		}
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(&all, r); err != nil {
			t.Fatal(err)
		}
	}
	return all.Bytes()
}

func TestWorkbookHasTheCellsOfTheTableWithoutGuards(t *testing.T) {
	for _, source := range []string{ownSource, everyKey} {
		files := written(t, siteOf(t, source, "2024-07-02"))
		want := rowsOf(t, files["data/findings.csv"])
		heads, rows := cellsOf(t, files["data/findings.xlsx"])
		if len(rows) != len(want) || len(heads) != len(want[0]) {
			t.Fatalf("%s: %d rows of %d columns", source, len(rows), len(heads))
		}
		for n, row := range want {
			for head, cell := range row {
				got := rows[n][head].Text
				if cell != got && cell != "'"+got && cell != `="`+got+`"` {
					t.Errorf("%s: row %d, %s: %q, want %q", source, n, head, got, cell)
				}
			}
		}
	}
}

func TestWorkbookKeepsTextsTextsAndDaysDays(t *testing.T) {
	for _, title := range []string{"=1+1", "+1", "-1", "@SUM(A1)", "＝1", "'=1", "1.10", "0012", "1e5",
		"2023-04", "2023-04-13", "3/4", "true", "123456789012345678", " 空 ", "_x0041_", "两\n行", "\t1",
		"{=1}", "https://example.org", "#REF!", "<b>&amp;", strings.Repeat("长", 32_765)} {
		data := written(t, titled(t, title))["data/findings.xlsx"]
		_, rows := cellsOf(t, data)
		got := rows[0]["问题"]
		got.Text = strings.Replace(got.Text, "_x005F_", "_", 1) // an escape that excelize leaves here
		if got.Text != title || got.Kind != office.Text || got.Day != "" {
			t.Errorf("%.40q became %.40q, %v", title, got.Text, got.Kind)
		}
		if bytes.Contains(insideOf(t, data), []byte("<f>")) {
			t.Errorf("%q became a formula", title)
		}
	}
	_, rows := cellsOf(t, written(t, siteOf(t, everyKey, "2024-07-02"))["data/findings.xlsx"])
	for head, day := range map[string]string{"期限或应复核日期": "2024-06-30",
		"截至日期": "2024-07-02", "最初期限": "2023-06-30", "完成时间": "", "标识": ""} {
		if got := rows[0][head]; got.Day != day {
			t.Errorf("%s: %q, want %q", head, got.Day, day)
		}
	}
	if got := rows[0]["逾期天数"]; got.Kind != office.Number || got.Text != "2" {
		t.Errorf("逾期天数: %v", got)
	}
	if got := rows[1]["完成时间"]; got.Day != "" || got.Text != "2023-05" {
		t.Errorf("a month became %v", got)
	}
}

func TestWorkbookSaysWhereATextIsCut(t *testing.T) {
	_, rows := cellsOf(t, written(t, titled(t, strings.Repeat("𠮷", 20_000)))["data/findings.xlsx"])
	if got := rows[0]["问题"].Text; got != strings.Repeat("𠮷", 16_382)+"…" {
		t.Errorf("%d characters", len([]rune(got)))
	}
}

func TestWorkbookCanBeFilteredAndSaysNotWhoMadeIt(t *testing.T) {
	s := siteOf(t, everyKey, "2024-07-02")
	data := written(t, s)["data/findings.xlsx"]
	if !bytes.Equal(data, written(t, s)["data/findings.xlsx"]) {
		t.Error("the same register gives other bytes")
	}
	inside := string(insideOf(t, data))
	for _, want := range []string{`<autoFilter ref="$A$1:$AC$3">`, `ySplit="1"`, `state="frozen"`} {
		if !strings.Contains(inside, want) {
			t.Errorf("no %s", want)
		}
	}
	for _, not := range []string{"creator", "created", "modified", "Application", "excelize",
		"appName", "lastModifiedBy"} {
		if strings.Contains(inside, not) {
			t.Errorf("it says %s", not)
		}
	}
}
