package office

import (
	"bytes"
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"gongshi/generator/document"
)

// Reads says whether a file is a spreadsheet that [Open] reads: a workbook by its bytes, a table in
// text by its name.
func Reads(name string, data []byte) bool {
	return IsWorkbook(data) || isCSV(name) && !bytes.HasPrefix(data, []byte("PK"))
}

// Open reads a spreadsheet. The error is [*document.Unreadable].
func Open(name string, data []byte) (*Workbook, error) {
	if IsWorkbook(data) {
		return openExcel(name, data)
	}
	return openCSV(name, data)
}

// What a spreadsheet may hold that is to be understood: twice the ledger of a province.
const (
	maxRows = 15_000
	maxRead = 200_000 // cells
)

// Source gives a spreadsheet as a document has it: each sheet that is shown is a table, below its
// name as a numbered heading where there are several, and what stands alone in a row above or below
// it is a paragraph. What is hidden is left out. The error is [*document.Unreadable].
func (w *Workbook) Source() (*document.Source, error) {
	shown, tables, rows, cells := 0, 0, 0, 0
	for _, s := range w.Sheets {
		rows += len(s.Rows)
		for _, row := range s.Rows {
			cells += len(row.Cells)
		}
		if !s.Hidden && len(s.Rows) > 0 {
			shown++
		}
		if s.isTable() {
			tables++
		}
	}
	switch {
	case rows > maxRows:
		return nil, unreadable(document.SourceLong, maxRows)
	case cells > maxRead:
		return nil, unreadable(document.PartFull, w.Name, maxRead)
	}
	var all laidOut
	headings := 0
	for i, s := range w.Sheets {
		l := laidOut{table: i + 1, titled: tables == 1 && s.isTable()}
		if shown > 1 {
			l.sheet = s.Name
		}
		if tables > 1 && s.isTable() && !unnamed.MatchString(s.Name) {
			headings++
			l.add(1, document.Block{Text: s.Name, Number: chineseNumber(headings) + "、", Heading: 1})
		}
		l.rows(s)
		all.blocks = append(all.blocks, l.blocks...)
		all.hidden = append(all.hidden, l.hidden...)
	}
	source, err := document.FromBlocks(w.Name, all.blocks, all.hidden)
	if err == nil {
		source.Remarks = w.Remarks
	}
	return source, err
}

// laidOut is a sheet as a document has it.
type laidOut struct {
	table  int
	sheet  string // empty where there is but one
	titled bool   // its first row may be the title of all
	blocks []document.Block
	hidden []document.Dropped
}

func at(row int) document.Place { return document.Place{Unit: document.Row, Number: row} }

func (l *laidOut) add(row int, b document.Block) {
	b.Sheet, b.Place = l.sheet, at(row)
	l.blocks = append(l.blocks, b)
}

func (l *laidOut) rows(s Sheet) {
	width, first, last := s.extent()
	if t := s.title(first); l.titled && t > 0 { // behind 附件2, say
		rest := slices.Delete(slices.Clone(s.Rows), t, t+1)
		s.Rows = slices.Insert(rest, 0, s.Rows[t])
	}
	sections := s.hasSections()
	for n, row := range s.Rows {
		cells, merged := row.shown(width)
		if sections && row.isSection() {
			cells[0], cells[1] = strings.TrimRight(cells[0], "、.．")+"、"+cells[1], ""
		}
		switch {
		case s.Hidden || row.Hidden:
			l.hidden = append(l.hidden, document.Dropped{Text: strings.Join(row.texts(), " "),
				Why: document.Hidden, Place: at(row.Number)})
			continue
		case n == 0 && l.titled && s.title(first) == 0:
			l.add(row.Number, document.Block{Text: strings.Join(cells, " "), Heading: 1})
		case n < first || n > last:
			l.add(row.Number, document.Block{Text: strings.Join(cells, " ")})
		default:
			l.add(row.Number, document.Block{Cells: cells, Merged: merged, Table: l.table})
			if n == first+1 {
				l.twoHeads()
			}
		}
		l.hidden = append(l.hidden, row.dropped(at(row.Number))...)
	}
}

// twoHeads marks the two rows just added as the head of the table where they are one: below the
// first are short texts, at least two, where it is empty but for the cell that reaches over them.
// Many offices merge some of these cells only, and .csv knows no merged ones.
func (l *laidOut) twoHeads() {
	const short = 12 // characters
	n := len(l.blocks)
	if n < 2 || l.blocks[n-2].Table != l.table {
		return
	}
	top, below := &l.blocks[n-2], &l.blocks[n-1]
	named := 0
	for c, text := range below.Cells {
		last := c+1 == len(top.Cells)
		reached := top.Cells[c] == "" || !last && top.Cells[c+1] == "" && below.Cells[c+1] != ""
		switch {
		case text == "" && top.Cells[c] == "":
			return
		case text == "":
			continue
		case c == 0 || !reached || utf8.RuneCountInString(text) > short ||
			strings.ContainsAny(text, "0123456789。；，"):
			return
		}
		named++
	}
	if named < 2 {
		return
	}
	top.Head, below.Head = true, true
	for c := range top.Cells {
		top.Merged[c] = top.Cells[c] == ""
		below.Merged[c] = below.Cells[c] == ""
	}
}

// isTable says whether a sheet is shown and has rows of several cells.
func (s *Sheet) isTable() bool {
	_, first, last := s.extent()
	return !s.Hidden && first <= last
}

// chineseNumber writes a number below a thousand as headings have it.
func chineseNumber(n int) string {
	digits := []rune("〇一二三四五六七八九")
	switch {
	case n >= 1000:
		return strconv.Itoa(n)
	case n >= 100:
		text := string(digits[n/100]) + "百"
		switch rest := n % 100; {
		case rest == 0:
			return text
		case rest < 10:
			return text + "零" + string(digits[rest])
		case rest < 20:
			return text + "一" + chineseNumber(rest)
		default:
			return text + chineseNumber(rest)
		}
	case n < 10:
		return string(digits[n])
	}
	text := strings.TrimPrefix(string(digits[n/10]), "一") + "十"
	if n%10 > 0 {
		text += string(digits[n%10])
	}
	return text
}

// unnamed is the name of a sheet that nobody has named.
var unnamed = regexp.MustCompile(`(?i)^(?:sheet|工作表|表)\s*\d*$`)

// extent gives how many columns a sheet uses, and the first and last row of its table. Above the
// head there may be a title and who filled it in, below the table notes: rows with few cells.
func (s *Sheet) extent() (width, first, last int) {
	most := 0
	for _, row := range s.Rows {
		most = max(most, row.full())
		for c, cell := range row.Cells {
			if cell.Text != "" {
				width = max(width, c+1)
			}
		}
	}
	first, last = len(s.Rows), -1
	for n, row := range s.Rows {
		if full := row.full(); full > 1 && 3*full >= most {
			first = min(first, n)
		}
		if n >= first && row.full() > 1 && !row.isNote() {
			last = n
		}
	}
	return width, first, last
}

// title is the row above the table that is its title; -1 where there is none.
func (s *Sheet) title(first int) int {
	return slices.IndexFunc(s.Rows[:first], func(r Row) bool {
		return r.full() == 1 && !r.isNote() && !attached.MatchString(strings.Join(r.texts(), ""))
	})
}

// attached is what stands above the title of an attachment.
var attached = regexp.MustCompile(`^\s*附[件表]`)

var (
	chineseItem = regexp.MustCompile(`^[（(]?[一二三四五六七八九十]+[)）]?[、.．]?$`)
	plainItem   = regexp.MustCompile(`^[0-9]+[、.．]?$`)
)

// isSection says whether a row has a Chinese numeral and a text behind it, and nothing else.
func (r Row) isSection() bool {
	return r.full() == 2 && chineseItem.MatchString(plain(r.Cell(0).Text)) && r.Cell(1).Text != ""
}

// hasSections says whether rows with Chinese numerals stand above those with plain ones.
func (s *Sheet) hasSections() bool {
	return slices.ContainsFunc(s.Rows, func(r Row) bool {
		return plainItem.MatchString(plain(r.Cell(0).Text)) && r.full() > 2
	})
}

// isNote says whether all cells of a row give their names themselves: 填表人：孙某.
func (r Row) isNote() bool {
	return !slices.ContainsFunc(r.Cells, func(c Cell) bool {
		return c.Text != "" && !strings.ContainsAny(c.Text, ":：")
	})
}

// shown gives the cells of a row whose columns are not hidden.
func (r Row) shown(width int) (texts []string, merged []bool) {
	for c := range width {
		cell := r.Cell(c)
		text := cmp.Or(cell.Day, cell.Text)
		if cell.Hidden {
			text = ""
		}
		texts, merged = append(texts, text), append(merged, cell.Merged && text == "")
	}
	return texts, merged
}

// dropped gives the texts of a row that are in hidden columns, or struck out.
func (r Row) dropped(at document.Place) []document.Dropped {
	var all []document.Dropped
	for _, c := range r.Cells {
		if c.Hidden && c.Text != "" {
			all = append(all, document.Dropped{Text: c.Text, Why: document.Hidden, Place: at})
		}
		if c.Struck != "" {
			all = append(all, document.Dropped{Text: c.Struck, Why: document.Struck, Place: at})
		}
	}
	return all
}

func (r Row) texts() []string {
	var all []string
	for _, c := range r.Cells {
		all = append(all, c.Text)
	}
	return all
}
