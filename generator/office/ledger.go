package office

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"gongshi/generator/register"
)

// Ledger gives the register as a workbook, 台账表格: a sheet for each inspection, or the one of a
// name, and a row for each of its findings. All cells are text, so that nothing is computed and no
// date is turned; those that are not to be changed are locked, without a password. The same
// register gives the same bytes. The errors are excelize's, which none is known to cause.
func Ledger(r *register.Register, slug string) ([]byte, error) {
	l := &ledger{book: book{excelize.NewFile()}, lang: r.Config.Language, names: map[string]bool{}}
	defer l.Close()
	var err error
	if l.locked, l.open, l.head, err = l.styles(); err != nil {
		return nil, err
	}
	all := slices.DeleteFunc(slices.Clone(r.Inspections), func(i *register.Inspection) bool {
		return slug != "" && i.ID != slug
	})
	for _, i := range all {
		name := wordsIn(l.lang).Sheet
		if len(all) > 1 {
			name += "-" + i.ID
		}
		if err := l.sheet(l.unique(name), i.All()); err != nil {
			return nil, err
		}
	}
	if err := l.DeleteSheet(first); err != nil {
		return nil, err
	}
	l.SetActiveSheet(0)
	return l.bytes()
}

// ledger is a workbook that is being written.
type ledger struct {
	book
	lang               string
	names              map[string]bool // of sheets, in lower case
	locked, open, head int             // styles
}

func (l *ledger) styles() (locked, open, head int, err error) {
	var border []excelize.Border
	for _, side := range []string{"left", "right", "top", "bottom"} {
		border = append(border, excelize.Border{Type: side, Color: "BFBFBF", Style: 1})
	}
	style := func(of *excelize.Style, p excelize.Protection) int {
		of.Border, of.Protection = border, &p
		id, failed := l.NewStyle(of)
		err = cmp.Or(err, failed)
		return id
	}
	grey, white := textStyle(), textStyle()
	grey.Fill, white.Fill = filled("F2F2F2"), filled("FFFFFF")
	return style(grey, excelize.Protection{Locked: true}), style(white, excelize.Protection{}),
		style(headStyle(), excelize.Protection{Locked: true}), err
}

// unique is a name that a sheet may have and no other has.
func (l *ledger) unique(name string) string {
	free := sheetName(name, mostUnits)
	for n := 2; l.names[strings.ToLower(free)]; n++ {
		end := fmt.Sprintf("-%d", n)
		free = sheetName(name, mostUnits-len(end)) + end
	}
	l.names[strings.ToLower(free)] = true
	return free
}

// widths of the columns, in characters.
var widths = map[Column]float64{ID: 22, Numbered: 12, Title: 40, Status: 10, Completed: 13,
	Deadline: 13, Extended: 13, Reason: 28, Progress: 44, On: 13, Responsible: 20, Digest: 4}

func (l *ledger) sheet(name string, findings []*register.Finding) error {
	if _, err := l.NewSheet(name); err != nil {
		return err
	}
	rows := []Entry{wordsIn(l.lang).Columns}
	for _, f := range findings {
		rows = append(rows, EntryOf(f, l.lang))
	}
	for n, row := range rows {
		for c, column := range Columns {
			style := l.open
			switch {
			case n == 0:
				style = l.head
			case column.Locked():
				style = l.locked
			}
			at := fmt.Sprintf("%s%d", columnName(c), n+1)
			err := l.SetCellStyle(name, at, at, style)
			if row[column] != "" {
				err = cmp.Or(err, l.SetCellStr(name, at, row[column]))
			}
			if err != nil {
				return err
			}
		}
	}
	return l.arrange(name, len(rows))
}

// arrange sets widths and what can be done to a sheet.
func (l *ledger) arrange(name string, rows int) error {
	var err error
	for c, column := range Columns {
		at := columnName(c)
		err = cmp.Or(err, l.SetColWidth(name, at, at, widths[column]))
		if column == Digest {
			err = cmp.Or(err, l.SetColVisible(name, at, false))
		}
	}
	landscape, pages, paper := "landscape", 1, 9 // A4
	tall, fit := 0, true
	err = cmp.Or(err,
		l.SetPanes(name, &excelize.Panes{Freeze: true, XSplit: 3, YSplit: 1, TopLeftCell: "D2",
			ActivePane: "bottomRight"}),
		l.SetPageLayout(name, &excelize.PageLayoutOptions{Orientation: &landscape, Size: &paper,
			FitToWidth: &pages, FitToHeight: &tall}),
		l.SetSheetProps(name, &excelize.SheetPropsOptions{FitToPage: &fit}),
		l.ProtectSheet(name, &excelize.SheetProtectionOptions{SelectLockedCells: true,
			SelectUnlockedCells: true, FormatColumns: true, FormatRows: true}))
	if err != nil || rows < 2 {
		return err
	}
	var statuses []string
	for _, s := range register.Statuses() {
		statuses = append(statuses, s.Label(l.lang))
	}
	status := columnName(slices.Index(Columns, Status))
	list := excelize.NewDataValidation(true)
	list.ShowErrorMessage = true
	list.Sqref = fmt.Sprintf("%s2:%s%d", status, status, rows)
	return cmp.Or(list.SetDropList(statuses), l.AddDataValidation(name, list))
}
