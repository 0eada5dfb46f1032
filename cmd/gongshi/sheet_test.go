package main

import (
	"encoding/csv"
	"fmt"
	"os"
	"strconv"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/xuri/excelize/v2"
)

// sheet changes a workbook as a person at Excel does, in its first sheet:
//
//	sheet FILE text F5 整改中
//	sheet FILE number E5 45112 yyyy-mm-dd
//	sheet FILE formula E5 TODAY()
//	sheet FILE drop 5
//	sheet FILE merge A1 F1
//	sheet FILE add 附表
//	sheet FILE hide 5
//	sheet FILE from TABLE.csv
func sheet(ts *testscript.TestScript, _ bool, args []string) {
	name := ts.MkAbs(args[0])
	f, err := excelize.OpenFile(name)
	if os.IsNotExist(err) {
		f, err = excelize.NewFile(), nil
	}
	ts.Check(err)
	defer f.Close()
	ts.Check(edited(f, ts, args[1], args[2:]))
	ts.Check(f.SaveAs(name))
}

func edited(f *excelize.File, ts *testscript.TestScript, verb string, args []string) error {
	first := f.GetSheetName(0)
	switch verb {
	case "text":
		return f.SetCellStr(first, args[0], strings.ReplaceAll(args[1], `\n`, "\n"))
	case "number":
		n, err := strconv.ParseFloat(args[1], 64)
		ts.Check(err)
		style, err := f.NewStyle(&excelize.Style{CustomNumFmt: &args[2]})
		ts.Check(err)
		ts.Check(f.SetCellStyle(first, args[0], args[0], style))
		return f.SetCellValue(first, args[0], n)
	case "formula":
		return f.SetCellFormula(first, args[0], args[1])
	case "drop":
		row, err := strconv.Atoi(args[0])
		ts.Check(err)
		return f.RemoveRow(first, row)
	case "hide":
		row, err := strconv.Atoi(args[0])
		ts.Check(err)
		return f.SetRowVisible(first, row, false)
	case "merge":
		return f.MergeCell(first, args[0], args[1])
	case "add":
		_, err := f.NewSheet(args[0])
		ts.Check(err)
		return f.SetCellStr(args[0], "A1", "x")
	case "from":
		return fill(f, first, ts.ReadFile(args[0]))
	}
	return fmt.Errorf("no verb %q", verb)
}

// fill puts a table into a sheet.
func fill(f *excelize.File, sheet, table string) error {
	r := csv.NewReader(strings.NewReader(table))
	r.FieldsPerRecord = -1
	rows, err := r.ReadAll()
	for i, row := range rows {
		for c, text := range row {
			at, _ := excelize.CoordinatesToCellName(c+1, i+1)
			if err == nil && text != "" {
				err = f.SetCellStr(sheet, at, text)
			}
		}
	}
	return err
}
