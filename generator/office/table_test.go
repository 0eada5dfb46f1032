package office

import (
	"errors"
	"testing"
	"time"

	"gongshi/generator/register"
)

func TestTableRefusesMoreRowsThanASheetHas(t *testing.T) {
	_, err := Table{Rows: 1 << 20, Columns: []TableColumn{{"a", 1}}}.Bytes()
	if !errors.Is(err, ErrRows) {
		t.Error(err)
	}
}

func TestTableHasAnyNameAndNoRow(t *testing.T) {
	for given, want := range map[string]string{"": "Sheet1", "/?*": "Sheet1", "全部/问题": "全部问题"} {
		data, err := Table{Name: given, Columns: []TableColumn{{"标识", 8}}}.Bytes()
		if err != nil {
			t.Fatal(err)
		}
		book, err := Open("a.xlsx", data)
		if err != nil || book.Sheets[0].Name != want || len(book.Sheets[0].Rows) != 1 {
			t.Errorf("%q: %v, %v", given, book, err)
		}
	}
}

func TestTableLeavesDaysThatExcelCountsWronglyTexts(t *testing.T) {
	for text, day := range map[string]string{"1900-02-28": "", "1900-03-01": "1900-03-01",
		"1949-10-01": "1949-10-01", "2024-02-29": "2024-02-29"} {
		at, err := time.Parse(time.DateOnly, text)
		if err != nil {
			t.Fatal(err)
		}
		d := register.DayOf(at)
		data, err := Table{Columns: []TableColumn{{"日期", 8}}, Rows: 1,
			Row: func(int) []any { return []any{d} }}.Bytes()
		if err != nil {
			t.Fatal(err)
		}
		book, err := Open("a.xlsx", data)
		if err != nil {
			t.Fatal(err)
		}
		if got := book.Sheets[0].Rows[1].Cell(0); got.Text != text || got.Day != day {
			t.Errorf("%s: %v", text, got)
		}
	}
}
