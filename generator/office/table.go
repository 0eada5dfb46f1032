package office

import (
	"cmp"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/xuri/excelize/v2"

	"gongshi/generator/register"
)

// Table is a list to read, sort and filter: a head that stays in sight, and a row for each thing.
type Table struct {
	Name    string // of the sheet; what no sheet may be called by is left out
	Columns []TableColumn
	Rows    int
	Row     func(n int) []any // from 0; each cell a string, an int, a register.Day or nil
}

// TableColumn is a column; its width is in characters of Latin script.
type TableColumn struct {
	Head  string
	Width float64
}

// ErrRows is that a table has more rows than a sheet.
var ErrRows = errors.New("a sheet holds 1,048,575 rows below its head")

// sheetRows is how many rows a sheet has (ECMA-376; Excel's own limit).
const sheetRows = 1 << 20

// Bytes gives the table as a workbook. A string stays a text, whatever it looks like; a day is one
// that can be sorted and grouped, but for those before March 1900, which Excel counts wrongly. The
// same table gives the same bytes. A string of more than 32,767 UTF-16 units is cut. The errors are
// ErrRows and, where a table of many megabytes has no room in the system's folder for temporary
// files, that one's.
func (t Table) Bytes() ([]byte, error) {
	if t.Rows >= sheetRows {
		return nil, fmt.Errorf("%d rows: %w", t.Rows, ErrRows)
	}
	b := book{excelize.NewFile()}
	defer b.Close()
	name := cmp.Or(sheetName(t.Name, mostUnits), first)
	if err := b.SetSheetName(first, name); err != nil {
		return nil, err
	}
	last := columnName(len(t.Columns)-1) + strconv.Itoa(t.Rows+1)
	if err := b.AutoFilter(name, "A1:"+last, nil); err != nil {
		return nil, err
	}
	rows, err := b.NewStreamWriter(name)
	if err != nil {
		return nil, err
	}
	// From here on nothing may ask for the sheet: all of it would be parsed, and written anew.
	if err := cmp.Or(t.arrange(rows), t.write(b, rows), rows.Flush()); err != nil {
		return nil, err
	}
	return b.bytes()
}

// arrange sets what has to stand before the rows.
func (t Table) arrange(rows *excelize.StreamWriter) error {
	err := rows.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2",
		ActivePane: "bottomLeft"})
	for i, c := range t.Columns {
		err = cmp.Or(err, rows.SetColWidth(i+1, i+1, c.Width))
	}
	return err
}

// Heights in points, of two lines and of four: programs differ in which rows they make higher.
const headHeight, rowHeight = 32, 62

func (t Table) write(b book, rows *excelize.StreamWriter) error {
	styles, err := newTableStyles(b)
	row := make([]any, len(t.Columns))
	for i, c := range t.Columns {
		row[i] = excelize.Cell{StyleID: styles.head, Value: c.Head}
	}
	err = cmp.Or(err, rows.SetRow("A1", row, excelize.RowOpts{Height: headHeight}))
	for n := range t.Rows {
		for i, cell := range t.Row(n) {
			row[i] = styles.cell(cell)
		}
		at := "A" + strconv.Itoa(n+2)
		if err = cmp.Or(err, rows.SetRow(at, row, excelize.RowOpts{Height: rowHeight})); err != nil {
			break
		}
	}
	return err
}

type tableStyles struct{ head, text, number, day int }

func newTableStyles(b book) (s tableStyles, err error) {
	id := func(of *excelize.Style) int {
		id, failed := b.NewStyle(of)
		err = cmp.Or(err, failed)
		return id
	}
	number, day, iso := textStyle(), textStyle(), "yyyy-mm-dd"
	number.NumFmt, day.CustomNumFmt = 1, &iso // 1 is 0
	return tableStyles{id(headStyle()), id(textStyle()), id(number), id(day)}, err
}

func (s tableStyles) cell(value any) any {
	switch v := value.(type) {
	case nil:
		return nil
	case int:
		return excelize.Cell{StyleID: s.number, Value: v}
	case register.Day:
		const march1900 = 61
		if n := v - register.DayOf(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)); n >= march1900 {
			return excelize.Cell{StyleID: s.day, Value: int(n)}
		}
		return excelize.Cell{StyleID: s.text, Value: v.String()}
	}
	return excelize.Cell{StyleID: s.text, Value: value}
}
