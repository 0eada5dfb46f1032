package document

import "strings"

// table reads a table row by row. One with a single column is a frame around paragraphs, and one
// within a cell is part of the cell's text.
func (d *document) table(t *element) {
	d.endOpen()
	var rows []wordRow
	columns := 0
	for _, tr := range t.inside("tr", "tblPr", "tblGrid") {
		rows = append(rows, newRow(tr))
	}
	for _, r := range rows {
		columns = max(columns, len(r.cells))
	}
	if columns < 2 || d.cell != nil {
		for _, r := range rows {
			d.unframed(r)
		}
		return
	}
	d.tables++
	number := d.tables
	for _, r := range rows {
		d.tableRow(r, number)
	}
}

// wordRow is a row of a table, with why it is left out.
type wordRow struct {
	props *element
	cells []*element
	why   Why
}

func newRow(tr *element) wordRow {
	r := wordRow{props: tr.at("trPr"), cells: tr.inside("tc", "trPr", "tblPrEx")}
	if r.props.at("del") != nil {
		r.why = Deleted
	}
	return r
}

func (d *document) unframed(r wordRow) {
	for _, c := range r.cells {
		d.leaving(r.why, func() { d.content(c) })
	}
}

func (d *document) tableRow(r wordRow, table int) {
	if r.why != "" {
		d.unframed(r)
		return
	}
	b := Block{Table: table, Head: r.props.at("tblHeader").on(),
		Place: Place{d.unit, d.paragraph + 1}}
	b.pad(r.props.at("gridBefore").number("val", 0), false)
	for _, c := range r.cells {
		props := c.at("tcPr")
		text := d.cellText(c)
		goesOn := func(kind string) bool {
			merge := props.at(kind)
			return merge != nil && merge.attr("val") != "restart"
		}
		merged := strings.TrimSpace(text) == "" && (goesOn("vMerge") || goesOn("hMerge"))
		b.Cells, b.Merged = append(b.Cells, text), append(b.Merged, merged)
		b.pad(props.at("gridSpan").number("val", 1)-1, true)
	}
	d.row(b)
}

func (b *Block) pad(n int, merged bool) {
	for range min(n, cellLimit-len(b.Cells)) {
		b.Cells, b.Merged = append(b.Cells, ""), append(b.Merged, merged)
	}
}

// cellText is the text of a cell, its paragraphs parted by spaces.
func (d *document) cellText(c *element) string {
	var text strings.Builder
	d.cell = &text
	d.content(c)
	d.endOpen()
	d.cell = nil
	return text.String()
}
