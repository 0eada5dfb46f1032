package page

import (
	"fmt"
	"testing"

	"gongshi/generator/register"
)

// The home page of a province has the tables of its newest inspections, and names all.
func TestHomeHasTheCategoriesOfTheNewestInspectionsOnly(t *testing.T) {
	r := everySchedule(t)
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
	if len(v.Inspections) != len(r.Inspections) || tables < 90 || tables > categoriesShown {
		t.Errorf("%d inspections, tables of %d categories", len(v.Inspections), tables)
	}
	if len(v.Inspections[0].Categories) != len(newest.Categories) {
		t.Error("the newest has no table")
	}
}
