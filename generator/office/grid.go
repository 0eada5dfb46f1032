package office

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"strconv"
	"strings"

	"gongshi/generator/document"
)

// position of a cell: row and column from 1.
type position struct{ row, column int }

// area is a rectangle of cells, both corners included.
type area struct{ from, to position }

// grid gathers the cells of a sheet that hold something.
type grid struct {
	name      string
	texts     *texts
	kinds     map[position]Kind
	days      map[position]string // of numbers that are shown as dates
	struck    map[position]string // what is struck out
	lined     map[position]bool   // cells that are struck out
	formats   *formats
	merged    []area
	rows      map[int]line // those that hold something
	hidden    [maxColumns + 1]bool
	columns   int // elements that describe some
	cells     int
	before    int // the column of the cell before
	rowHidden bool

	out  bytes.Buffer
	at   position
	row  int // that is open in out; 0: none
	cell cell
	text *bytes.Buffer // that characters go to
}

// line is a row: whether it is hidden, and its last column that holds something.
type line struct {
	hidden bool
	width  int
}

// cell is the one that is being read.
type cell struct {
	style         int
	kind          string
	formula       bool
	value, inline bytes.Buffer
	inPhonetic    int
}

// kinds are what cells may say that they hold.
var kinds = map[string]string{"": "n", "n": "n", "s": "s", "str": "str", "b": "b", "e": "e",
	"d": "d", "inlineStr": "inlineStr"}

func (g *grid) token(t xml.Token) error {
	switch t := t.(type) {
	case xml.StartElement:
		return g.start(t)
	case xml.EndElement:
		return g.end(t.Name.Local)
	case xml.CharData:
		if g.text != nil {
			g.text.Write(t)
		}
	}
	return nil
}

func (g *grid) start(t xml.StartElement) error {
	switch t.Name.Local {
	case "col":
		g.column(t)
	case "row":
		g.at = position{g.at.row + 1, 0}
		if n, err := strconv.Atoi(attr(t, "r")); err == nil && n > 0 {
			g.at.row = n
		}
		g.rowHidden = isOn(attr(t, "hidden"))
	case "c":
		style, _ := strconv.Atoi(attr(t, "s"))
		g.cell = cell{style: max(style, 0), kind: kinds[attr(t, "t")]}
		g.at.column++
		if p, ok := positionOf(attr(t, "r")); ok {
			g.at.column = p.column
		}
	case "f":
		g.cell.formula = true
	case "v":
		g.text = &g.cell.value
	case "rPh": // how a text is pronounced
		g.cell.inPhonetic++
	case "t":
		if g.cell.inPhonetic == 0 {
			g.text = &g.cell.inline
		}
	case "mergeCell":
		return g.merge(attr(t, "ref"))
	}
	return nil
}

// column reads what is said of a run of columns.
func (g *grid) column(t xml.StartElement) {
	const most = 1 << 14 // columns of a sheet
	if g.columns++; g.columns > most || !isOn(attr(t, "hidden")) {
		return
	}
	from, _ := strconv.Atoi(attr(t, "min"))
	to, _ := strconv.Atoi(attr(t, "max"))
	for c := max(from, 0); c <= min(to, maxColumns); c++ {
		g.hidden[c] = true
	}
}

func (g *grid) end(name string) error {
	g.text = nil
	switch name {
	case "rPh":
		g.cell.inPhonetic--
	case "c":
		return g.endCell()
	}
	return nil
}

func (g *grid) merge(ref string) error {
	first, last, _ := strings.Cut(ref, ":")
	from, ok := positionOf(first)
	to, also := positionOf(last)
	if ok && also && from != to {
		g.merged = append(g.merged, area{from, to})
	}
	if len(g.merged) > maxCells {
		return unreadable(document.PartFull, g.name, maxCells)
	}
	return nil
}

// endCell copies a cell that holds something.
func (g *grid) endCell() error {
	c := &g.cell
	value := strings.TrimSpace(c.value.String())
	if value == "" && c.inline.Len() == 0 && !c.formula {
		return nil
	}
	if g.at.column > maxColumns {
		return unreadable(document.PartFull, g.name, maxColumns)
	}
	if g.at.row < g.row {
		return unreadable(document.FileDamaged, g.name+": "+g.ref())
	}
	if g.at.row != g.row {
		g.closeRow()
		g.row = g.at.row
		fmt.Fprintf(&g.out, `<row r="%d">`, g.row)
		g.before = 0
	}
	g.rows[g.row] = line{g.rowHidden, max(g.rows[g.row].width, g.at.column)}
	g.cells += max(1, g.at.column-g.before)
	g.before = g.at.column
	if g.cells > maxCells {
		return unreadable(document.PartFull, g.name, maxCells)
	}
	if c.kind == "s" {
		i, err := strconv.Atoi(value)
		if err != nil || i < 0 || i >= g.texts.count {
			return unreadable(document.FileDamaged, g.name+": "+g.ref())
		}
		if text := g.texts.struck[i]; text != "" {
			g.struck[g.at] = text
		}
	}
	if c.style < len(g.formats.struck) && g.formats.struck[c.style] {
		g.lined[g.at] = true
	}
	if kind := c.kindOf(); kind != Text {
		g.kinds[g.at] = kind
	}
	return g.putValue(value)
}

// putValue writes the value of the cell: a number as it is shown where its format says how.
func (g *grid) putValue(value string) error {
	c := &g.cell
	switch c.kind {
	case "n":
	case "inlineStr":
		g.put("str", 0, c.inline.String())
		return nil
	default:
		g.put(c.kind, 0, c.value.String())
		return nil
	}
	shown, day := g.formats.number(value, c.style)
	if day != "" {
		g.days[g.at] = day
	}
	if shown != "" || value == "" {
		g.put("str", 0, shown)
		return nil
	}
	g.put("n", c.style, value)
	if g.formats.shown++; g.formats.shown > maxShown {
		return unreadable(document.PartFull, g.name, maxShown)
	}
	return nil
}

// put writes a cell into the copy.
func (g *grid) put(kind string, style int, value string) {
	fmt.Fprintf(&g.out, `<c r="%s" s="%d" t="%s"><v>`, g.ref(), style, kind)
	_ = xml.EscapeText(&g.out, []byte(value))
	g.out.WriteString(`</v></c>`)
}

func (c *cell) kindOf() Kind {
	switch {
	case c.formula:
		return Formula
	case c.kind == "e":
		return Fault
	case c.kind == "n" || c.kind == "d":
		return Number
	}
	return Text
}

func (g *grid) ref() string { return columnName(g.at.column-1) + strconv.Itoa(g.at.row) }

func (g *grid) closeRow() {
	if g.row > 0 {
		g.out.WriteString(`</row>`)
	}
}

// xml is the sheet for excelize.
func (g *grid) xml() []byte {
	g.closeRow()
	const head = `<worksheet xmlns="` + namespace + `spreadsheetml/2006/main"><sheetData>`
	return []byte(head + g.out.String() + `</sheetData></worksheet>`)
}

func attr(t xml.StartElement, name string) string {
	for _, a := range t.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func isOn(value string) bool { return value == "1" || value == "true" || value == "on" }

// positionOf reads B12.
func positionOf(ref string) (position, bool) {
	p, i := position{}, 0
	for ; i < len(ref) && i < 4; i++ {
		letter := ref[i] &^ 0x20
		if letter < 'A' || letter > 'Z' {
			break
		}
		p.column = 26*p.column + int(letter-'A') + 1
	}
	row, err := strconv.Atoi(ref[i:])
	p.row = row
	return p, err == nil && i > 0 && row > 0 && row <= 1<<20
}
