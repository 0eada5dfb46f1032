package register_test

import (
	"os"
	"testing"

	"gongshi/generator/register"
)

// The register that this project publishes, with the counts of the public notice that it was
// written from.
func TestOwnContentIsWholeAndHasNoProblems(t *testing.T) {
	r, err := register.Read(os.DirFS("../.."))
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Inspections) != 1 {
		t.Fatalf("%d inspections", len(r.Inspections))
	}
	inspection := r.Inspections[0]
	var perCategory []int
	groups := 0
	for _, c := range inspection.Categories {
		perCategory = append(perCategory, len(c.Findings))
		groups += len(c.Groups)
		for _, f := range c.Findings {
			if f.Group == "" {
				groups++ // a group that is itself a finding
			}
		}
	}
	measures, byStatus, dated, conditional := 0, map[register.Status]int{}, 0, 0
	for _, f := range r.All() {
		measures += len(f.Measures)
		byStatus[f.Status]++
		if (f.Status == register.Completed) != (f.Basis == register.Inferred) {
			t.Errorf("%s: status %s on basis %s", f.ID, f.Status, f.Basis)
		}
		if f.Status == register.Completed {
			continue
		}
		switch {
		case f.Deadline.Date.String() == "2023-12-31":
			dated++
		case f.Deadline.Condition != "":
			conditional++
		}
	}
	for what, pair := range map[string][2]int{
		"findings":               {len(r.All()), 36},
		"categories":             {len(perCategory), 3},
		"in the first category":  {perCategory[0], 15},
		"in the second":          {perCategory[1], 11},
		"in the third":           {perCategory[2], 10},
		"groups":                 {groups, 13},
		"measures":               {measures, 101},
		"completed":              {byStatus[register.Completed], 33},
		"in progress":            {byStatus[register.InProgress], 3},
		"unfinished, by a date":  {dated, 2},
		"unfinished, otherwise":  {conditional, 1},
		"persons":                {inspection.Accountability.Persons, 16},
		"organisations":          {inspection.Accountability.Organisations, 1},
		"kinds":                  {len(inspection.Accountability.Kinds), 3},
		"months between reports": {inspection.ReportEvery.Months, 3},
	} {
		if pair[0] != pair[1] {
			t.Errorf("%s: %d, the notice has %d", what, pair[0], pair[1])
		}
	}
	want := register.Contact{Phone: "0595-28008990", Email: "qzsgzw@163.com", Postcode: "362000",
		Address: "泉州市丰泽区府东路东海行政中心交通科研楼B栋7楼"}
	if r.Contact != want {
		t.Errorf("contact %+v", r.Contact)
	}
}
