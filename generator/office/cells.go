package office

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"gongshi/generator/document"
)

// reader gets the texts of cells from excelize, and all else of them from grids.
type reader struct {
	*excelize.File
	formats  []string // of dates, by the styles of cells: the letters y, m and d that are shown
	date1904 bool
	text     int // bytes so far
}

// sheet reads the rows of a sheet that hold something.
func (r *reader) sheet(name string, g *grid) (Sheet, error) {
	var s Sheet
	rows, err := r.Rows(name)
	if err != nil {
		return s, unreadable(document.FileDamaged, err)
	}
	defer rows.Close()
	for number := 1; rows.Next(); number++ {
		texts, err := rows.Columns()
		if err != nil {
			return s, unreadable(document.FileDamaged, err)
		}
		row := Row{Number: number, Hidden: g.hiddenRows[number]}
		for c, text := range texts {
			r.text += len(text)
			row.Cells = append(row.Cells, r.cell(g, position{number, c + 1}, text))
		}
		if r.text > maxText {
			return s, unreadable(document.PartLarge, g.name, maxText>>20)
		}
		if row.full() > 0 {
			s.Rows = append(s.Rows, row)
		}
	}
	if err := rows.Error(); err != nil {
		return s, unreadable(document.FileDamaged, err)
	}
	return s, s.merge(g)
}

func (r *reader) cell(g *grid, at position, text string) Cell {
	c := Cell{Text: text, Kind: g.kinds[at], Hidden: at.column <= maxColumns && g.hidden[at.column]}
	style := g.styles[at]
	if c.Kind != Number && c.Kind != Formula || style >= len(r.formats) || r.formats[style] == "" {
		return c
	}
	if n, err := strconv.ParseFloat(g.raw[at], 64); err == nil {
		c.Day = r.day(n, r.formats[style])
	}
	return c
}

// day is the date of a number, as precise as its format shows it; empty where that shows no year.
func (r *reader) day(n float64, shown string) string {
	t, err := excelize.ExcelDateToTime(n, r.date1904)
	layout := map[string]string{"ymd": "2006-01-02", "ym": "2006-01", "y": "2006"}[shown]
	if err != nil || layout == "" {
		return ""
	}
	return t.Format(layout)
}

// builtIn are the formats of dates that every workbook has, by number (ECMA-376 part 1, 18.8.30),
// from 27 on as Chinese Excel shows them.
var builtIn = map[int]string{14: "ymd", 15: "ymd", 16: "md", 17: "ym", 22: "ymd", 27: "ym",
	28: "md", 29: "md", 30: "ymd", 31: "ymd", 36: "ym", 50: "ym", 51: "md", 52: "ym", 53: "md",
	54: "md", 57: "ym", 58: "md"}

// formatsOf gives the letters of y, m and d that the formats of a workbook show, by style.
func formatsOf(f *excelize.File) []string {
	if f.Styles == nil || f.Styles.CellXfs == nil {
		return nil
	}
	own := map[int]string{}
	if f.Styles.NumFmts != nil {
		for _, n := range f.Styles.NumFmts.NumFmt {
			if n != nil {
				own[n.NumFmtID] = lettersOf(n.FormatCode)
			}
		}
	}
	var all []string
	for _, xf := range f.Styles.CellXfs.Xf {
		shown := ""
		if xf.NumFmtID != nil {
			var known bool
			if shown, known = own[*xf.NumFmtID]; !known {
				shown = builtIn[*xf.NumFmtID]
			}
		}
		all = append(all, shown)
	}
	return all
}

// literal is what a format shows as it is, and what it says of colours and countries.
var literal = regexp.MustCompile(`"[^"]*"|\\.|\[[^\]]*\]|_.|\*.`)

// lettersOf gives which of y, m and d a format shows; empty of one that shows none.
func lettersOf(format string) string {
	format, _, _ = strings.Cut(strings.ToLower(literal.ReplaceAllString(format, "")), ";")
	shown := ""
	for _, letter := range []string{"y", "m", "d"} {
		if strings.Contains(format, letter) {
			shown += letter
		}
	}
	if shown == "m" { // minutes
		return ""
	}
	return shown
}

// merge marks the cells that others reach over.
func (s *Sheet) merge(g *grid) error {
	byNumber := map[int]int{}
	for i, row := range s.Rows {
		byNumber[row.Number] = i
	}
	marked := 0
	for _, m := range g.merged {
		last := min(m.to.row, m.from.row+maxCells)
		for number := m.from.row; number <= last; number++ {
			i, there := byNumber[number]
			if marked++; marked > 2*maxCells {
				return unreadable(document.PartFull, g.name, maxCells)
			}
			if there {
				marked += s.Rows[i].merge(m)
			}
		}
	}
	return nil
}

// merge marks the cells of a row within an area, and gives how many.
func (r *Row) merge(m area) int {
	last := min(m.to.column, maxColumns)
	for len(r.Cells) < last {
		r.Cells = append(r.Cells, Cell{})
	}
	for c := m.from.column; c <= last; c++ {
		first := r.Number == m.from.row && c == m.from.column
		r.Cells[c-1].Wide = r.Cells[c-1].Wide || first
		r.Cells[c-1].Merged = r.Cells[c-1].Merged || !first
	}
	return max(0, last-m.from.column)
}
