package page

import (
	"fmt"
	"slices"
	"strconv"

	"gongshi/generator/register"
)

// columnsShown is how many columns the drawing of completions has at most: on a phone of 320 px
// they are 13 px wide. More months become quarters, more quarters years.
const columnsShown = 24

// Completions is when findings were completed, as far as the register says it. Every completed
// finding is in exactly one of Dated, Latest and Unknown.
type Completions struct {
	Unit    string   `json:"unit"`    // month, quarter or year: what a column stands for
	Columns []Column `json:"columns"` // oldest first, without gaps; empty where nothing is known
	Points  int      `json:"points"`  // columns that have findings: a drawing of two says nothing
	Highest int      `json:"highest"` // the most findings in one column
	Dated   int      `json:"dated"`   // whose column is known
	Latest  int      `json:"latest"`  // known only to have been done by their column
	Unknown int      `json:"unknown"` // in no column
}

// Column is a month, a quarter or a year.
type Column struct {
	Period string `json:"period"` // 2023-04, 2023-Q2 or 2023
	Dated  int    `json:"dated"`
	Latest int    `json:"latest"`
}

// completion is between which days a finding was completed; first is 0 where only the last is
// known.
type completion struct{ first, last register.Day }

// completions gives the drawing for some findings; nil where none is completed.
func completions(findings []*register.Finding) *Completions {
	v := &Completions{}
	var known []completion
	for _, f := range findings {
		if f.Status != register.Completed {
			continue
		}
		if c := completed(f); c.last != 0 {
			known = append(known, c)
		} else {
			v.Unknown++
		}
	}
	if len(known) == 0 && v.Unknown == 0 {
		return nil
	}
	if len(known) > 0 {
		v.draw(known)
	}
	return v
}

// completed tells when a finding was completed. Where no date is given, the report that says or
// implies that it is done was made by then: its own newest updates that name it completed, else
// the notice.
func completed(f *register.Finding) completion {
	c := completion{f.Completed.First, f.Completed.Last}
	named := named(f)
	switch {
	case c.last == 0 && named != 0:
		c.last = named
	case c.last == 0:
		c.last = f.Category.Inspection.Published.Last
	case c.first <= named && named < c.last:
		c.last = named
	}
	return c
}

// named is the last day of the first update that named the finding completed and was not taken
// back; 0 where there is none.
func named(f *register.Finding) register.Day {
	var day register.Day
	for _, change := range f.Changes() { // newest first
		switch update, is := change.Of.(*register.Update); {
		case !is || update.Status == "":
		case update.Status != register.Completed:
			return day
		default:
			day = change.Date.Last
		}
	}
	return day
}

// draw puts completions into columns of the shortest unit in which there are not too many.
func (v *Completions) draw(known []completion) {
	last := func(a, b completion) int { return int(a.last - b.last) }
	oldest, newest := slices.MinFunc(known, last).last, slices.MaxFunc(known, last).last
	from, months := 0, 0
	for i, unit := range []string{"month", "quarter", "year"} {
		months = []int{1, 3, 12}[i]
		v.Unit, from = unit, column(oldest, months)
		v.Columns = make([]Column, column(newest, months)-from+1)
		if len(v.Columns) <= columnsShown {
			break
		}
	}
	for i := range v.Columns {
		v.Columns[i].Period = period(from+i, months)
	}
	for _, c := range known {
		at := &v.Columns[column(c.last, months)-from]
		if c.first != 0 && column(c.first, months) == column(c.last, months) {
			at.Dated++
			v.Dated++
		} else {
			at.Latest++
			v.Latest++
		}
		v.Highest = max(v.Highest, at.Dated+at.Latest)
	}
	for _, c := range v.Columns {
		v.Points += min(c.Dated+c.Latest, 1)
	}
}

// column counts units of so many months from the year 0 to the one that a day is in.
func column(d register.Day, months int) int {
	iso := d.String()
	year, _ := strconv.Atoi(iso[:4])
	month, _ := strconv.Atoi(iso[5:7])
	return (year*12 + month - 1) / months
}

func period(column, months int) string {
	year, within := column*months/12, column*months%12
	switch months {
	case 1:
		return fmt.Sprintf("%04d-%02d", year, within+1)
	case 3:
		return fmt.Sprintf("%04d-Q%d", year, within/3+1)
	}
	return fmt.Sprintf("%04d", year)
}
