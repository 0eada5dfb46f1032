package notice

import (
	"cmp"
	"slices"

	"gongshi/generator/document"
	"gongshi/generator/register"
)

// Understand reads the blocks of a source as a notice. It never fails: what it does not understand
// is left over, and what only a person can decide is a question. The same source gives the same
// import.
func Understand(s *document.Source) *Import {
	t, rec := newText(s), &record{}
	tables := findTables(t)
	inspection, from, to := readFrame(t, rec)
	readIntroduction(t, &inspection, from, to)
	root := outline(t, from, to)

	res := newResult(t, rec)
	r := newReader(newLayout(tables, root), res, &inspection, from)
	r.sections(root)
	res.refuseTitles()
	held := readAccountability(t, rec, res.accountable)
	contact := readContact(t, rec)
	contact.Hours = readHours(t, rec)

	res.join()
	res.readExcept()
	res.dropEmptyCategories()
	inspection.ReportEvery = readPeriod(t, rec)
	nameBody(&inspection, rec)
	inspection.Kind = cmp.Or(kindIn(inspection.Title), kindIn(inspection.Inspector))
	res.number(inspection.Title)
	unfinished := res.settle(inspection.Published)
	if len(res.Findings) == 0 {
		rec.withdraw()
	}
	rec.complete(s.Blocks)
	rec.dropEmptyHeadings(t)
	i := &Import{Source: s, Language: t.Language, Inspection: inspection, Contact: contact,
		Accountability: held, Categories: res.Categories, Findings: res.Findings,
		Groups: res.Groups, Unfinished: unfinished, Pieces: rec.Pieces}
	checkFigures(i, t, rec)
	i.Questions, i.Checks = rec.Questions, rec.Checks
	unstated := 0
	for _, f := range i.Findings {
		unstated += len(f.NotStated)
	}
	if unstated > 0 {
		i.Answered = append(i.Answered,
			Note{"keys-unstated", -1, []any{unstated, register.NotStated}})
	}
	if len(i.Findings) == 0 {
		i.Questions = slices.DeleteFunc(i.Questions, asksDetail)
	}
	return i
}

// asksDetail says whether a question is about a notice whose findings are known: of a text without
// any, nobody asks whom it is about and how to reach them.
func asksDetail(n Note) bool {
	return slices.Contains([]string{"contact-missing", "body-missing", "body-taken",
		"title-missing"}, n.Rule)
}
