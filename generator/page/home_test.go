package page

import (
	"fmt"
	"testing"

	"gongshi/generator/register"
)

// The home page of a province has a line for each of its newest inspections, without tables, and
// says how many more there are.
func TestHomeWithMuchOnItIsBrief(t *testing.T) {
	r := everySchedule(t)
	few := planned[Home](t, r, "2026-05-01", "index.html")
	if few.Brief || len(few.Inspections[0].Categories) == 0 {
		t.Errorf("brief: %v, categories of the newest: %d", few.Brief, len(few.Inspections[0].Categories))
	}
	newest := r.Inspections[0]
	for n := range 30 {
		i := *newest
		i.ID, i.Categories = fmt.Sprintf("%s-%d", newest.ID, n), nil
		for m := range 10 {
			i.Categories = append(i.Categories, &register.Category{ID: fmt.Sprint("c", m),
				Title: "C", Inspection: &i})
		}
		r.Inspections = append(r.Inspections, &i)
	}
	v := planned[Home](t, r, "2026-05-01", "index.html")
	tables := 0
	for _, i := range v.Inspections {
		tables += len(i.Categories)
	}
	if !v.Brief || tables > 0 || len(v.Inspections)+v.MoreInspections != len(r.Inspections) ||
		len(v.Inspections) != inspectionsShown {
		t.Errorf("brief: %v, %d inspections and %d more, tables of %d categories", v.Brief,
			len(v.Inspections), v.MoreInspections, tables)
	}
}

// Of many that are not done the home page shows the five that are latest by days.
func TestHomeShowsTheLatestOfMany(t *testing.T) {
	text := base
	for n := range 12 {
		text += fmt.Sprintf("-- content/audit/money/late-%02d.md --\n---\ntitle: Late\nnumber: n%d\n"+
			"summary: Late.\nstatus: in-progress\nbasis: stated\nreason: R.\nnext: N.\n"+
			"deadline:\n  date: 2023-%02d-01\n---\n", n, n, 12-n)
	}
	v := planned[Home](t, read(t, text), "2024-01-01", "index.html")
	got := ""
	for _, row := range v.Unfinished {
		got += row.ID + " "
	}
	if got != "late-11 late-10 late-09 late-08 late-07 " || v.More != 8 {
		t.Errorf("%s and %d more", got, v.More)
	}
}
