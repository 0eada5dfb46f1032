package metadata

import (
	"strconv"
	"strings"
)

// workbook looks into a workbook of Excel.
func (p *parcel) workbook() error {
	err := p.walk("xl/workbook.xml", visitor{start: func(t tag) {
		switch {
		case t.name == "sheet" && strings.HasSuffix(strings.ToLower(t.attr("state")), "hidden"):
			p.count(HiddenSheets, 1)
		case t.name == "absPath":
			p.add(FilePath)
		case t.name == "fileSharing" && t.attr("userName") != "":
			p.add(Author)
		}
	}})
	if err == nil {
		err = p.cut("xl/workbook.xml", func(t tag) bool {
			return t.name == "absPath" || t.name == "fileSharing"
		})
	}
	for _, name := range p.below("xl/") {
		if err != nil {
			return err
		}
		err = p.workbookPart(name)
	}
	return err
}

func (p *parcel) workbookPart(name string) error {
	items := func(kind Kind, item string) error {
		return p.walk(name, visitor{start: func(t tag) {
			if t.name == item {
				p.count(kind, 1)
			}
		}})
	}
	switch rest := strings.TrimPrefix(name, "xl/"); {
	case strings.HasPrefix(rest, "worksheets/"):
		return p.sheet(name)
	case strings.HasPrefix(rest, "comments"):
		return items(Comments, "comment")
	case strings.HasPrefix(rest, "threadedcomments/"):
		return items(Comments, "threadedComment")
	case strings.HasPrefix(rest, "persons/"):
		return p.authors(name, "person")
	case strings.HasPrefix(rest, "revisions/"):
		p.add(Tracked)
	case rest == "connections.xml":
		p.add(External)
	case strings.HasPrefix(rest, "pivotcache/pivotcacherecords"):
		p.add(PivotData)
	case strings.HasPrefix(rest, "drawings/"):
		return p.walk(name, visitor{start: func(t tag) {
			if t.name == "cNvPr" {
				p.hiddenObject(t)
			}
		}})
	}
	return nil
}

// columns are a run of columns, counted from 1.
type columns struct{ first, last int }

// sheet counts the hidden rows and columns of a sheet that hold something: to hide all that is
// empty is a habit.
func (p *parcel) sheet(name string) error {
	var hidden []columns
	full := map[int]bool{} // hidden columns
	inRow, counted, cell := false, false, 0
	err := p.walk(name, visitor{
		start: func(t tag) {
			off := t.attr("hidden") == "1" || t.attr("hidden") == "true"
			switch t.name {
			case "col":
				if off {
					hidden = append(hidden, columnsOf(t))
				}
			case "row":
				inRow, counted = off, false
			case "c":
				cell = columnOf(t.attr("r"), cell)
			}
		},
		text: func(in tag, _ string) {
			if in.name != "v" && in.name != "t" {
				return
			}
			if inRow && !counted {
				counted = true
				p.count(HiddenRows, 1)
			}
			for _, h := range hidden {
				if h.first <= cell && cell <= h.last {
					full[cell] = true
					break
				}
			}
		},
		end: func(name string) {
			if name == "row" {
				cell = 0
			}
		},
	})
	p.count(HiddenColumns, len(full))
	return err
}

func columnsOf(t tag) columns {
	first, _ := strconv.Atoi(t.attr("min"))
	last, _ := strconv.Atoi(t.attr("max"))
	return columns{first, last}
}

// columnOf is the column of a cell such as AB12; without a name, the one behind the cell before.
func columnOf(name string, before int) int {
	column := 0
	for _, r := range strings.ToUpper(name) {
		if r < 'A' || r > 'Z' {
			break
		}
		column = column*26 + int(r-'A') + 1
	}
	if column == 0 {
		return before + 1
	}
	return column
}
