package page

import (
	"slices"

	"gongshi/generator/register"
)

// findingsShown is how many findings are named with one document: a plan that hundreds rest upon
// shall not bury the rest of the page.
const findingsShown = 50

// RuleEntry is a rule with the findings that it answers. Two findings that name the same title,
// date, file and address name one rule.
type RuleEntry struct {
	Document
	Findings []FindingLink `json:"findings"` // in the notice's order
	More     int           `json:"more"`     // findings beyond those

	date register.Date
	all  []*register.Finding
}

// Documents is documents.html and its further pages.
type Documents struct {
	Frame
	Documents []*RuleEntry `json:"documents"` // newest first, those without a date last
	Pager     Pager        `json:"pager"`
}

func (p *Planner) rules() []*RuleEntry {
	all := []*RuleEntry{} // Hugo has no null
	known := map[Document]*RuleEntry{}
	for _, f := range p.snapshot.All() {
		for i, d := range p.documents(f) {
			rule, found := known[d]
			if !found {
				rule = &RuleEntry{Document: d, date: f.Documents[i].Date}
				known[d] = rule
				all = append(all, rule)
			}
			if n := len(rule.all); n == 0 || rule.all[n-1] != f {
				rule.all = append(rule.all, f)
			}
		}
	}
	slices.SortStableFunc(all, func(a, b *RuleEntry) int { return b.date.Compare(a.date) })
	for _, rule := range all {
		shown := min(len(rule.all), findingsShown)
		rule.More = len(rule.all) - shown
		for _, f := range rule.all[:shown] {
			rule.Findings = append(rule.Findings, findingLink(f))
		}
	}
	return all
}

func (p *Planner) planDocuments() {
	all := p.rules()
	var naming []*register.Finding
	for _, rule := range all {
		naming = append(naming, rule.all...)
	}
	newest := p.modified(naming)
	paged(register.DocumentsURL, all, p.perPage, func(url string, shown []*RuleEntry, pager Pager) {
		v := Documents{Documents: shown, Pager: pager}
		page := Page{URL: url, Layout: "documents", Modified: newest}
		p.add(page, keyOf(v), func() any {
			v := v
			v.Frame = p.frame(page, p.home())
			return v
		})
	})
}
