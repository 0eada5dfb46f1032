package notice

import (
	"slices"
	"strings"
)

// table reads a table, one row or card an item, and gives the block behind it.
func (r *progressReader) table(p *Progress, i int) int {
	t, before := r.tableAt(i), len(r.Findings)
	r.reader.tables(t.from, t.to, trail{}, reported)
	told := map[int]bool{}
	for i := t.top; i <= t.head; i++ {
		told[i] = true
	}
	for _, f := range r.Findings[before:] {
		found := r.names.of(f.Number, f.key)
		if !found.any() {
			continue
		}
		item := found.item(f.block, f.Title)
		for _, block := range r.blocksOf(f) {
			told[block] = true
			item.Text = append(item.Text, r.cellsTold(t, block)...)
		}
		r.conclude(item, f, "")
		p.Items = append(p.Items, item)
	}
	for i := t.from; i < t.to; i++ {
		if !told[i] {
			r.leave(p, i)
		}
	}
	return t.to
}

// blocksOf are the blocks that speak of a finding.
func (r *progressReader) blocksOf(f *Finding) []int {
	var blocks []int
	for _, p := range r.Pieces {
		if p.Finding == f {
			blocks = append(blocks, p.Block)
		}
	}
	slices.Sort(blocks)
	return slices.Compact(blocks)
}

// cellsTold are the cells of a row that tell of progress, each with its head.
func (r *progressReader) cellsTold(t table, block int) []string {
	var told []string
	for c, cell := range r.Blocks[block].Cells {
		kind := t.kindOf(c)
		cell = strings.TrimSpace(cell)
		switch {
		case cell == "", kind == problemText, kind == itemNumber, kind == categoryTitle,
			kind == groupTitle, kind == responsible:
		case kind == progress || t.headOf(c) == "":
			told = append(told, cell)
		default:
			told = append(told, t.headOf(c)+r.words()["colon"]+cell)
		}
	}
	return told
}
