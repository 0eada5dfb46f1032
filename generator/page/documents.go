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
}

// rule is a rule with all findings that it answers.
type rule struct {
	Document
	date register.Date
	all  []*register.Finding
}

// Documents is documents.html and its further pages.
type Documents struct {
	Frame
	Documents []RuleEntry `json:"documents"` // newest first, those without a date last
	Pager     Pager       `json:"pager"`
}

func (p *Planner) rules() []*rule {
	var all []*rule
	known := map[Document]*rule{}
	for _, f := range p.snapshot.All() {
		for i, d := range p.documents(f) {
			r, found := known[d]
			if !found {
				r = &rule{Document: d, date: f.Documents[i].Date}
				known[d] = r
				all = append(all, r)
			}
			if n := len(r.all); n == 0 || r.all[n-1] != f {
				r.all = append(r.all, f)
			}
		}
	}
	slices.SortStableFunc(all, func(a, b *rule) int { return b.date.Compare(a.date) })
	return all
}

// entries gives rules with the findings that are named.
func entries(rules []*rule) []RuleEntry {
	all := []RuleEntry{} // Hugo has no null
	for _, r := range rules {
		e := RuleEntry{Document: r.Document}
		shown, more := first(r.all, findingsShown)
		e.More = more
		for _, f := range shown {
			e.Findings = append(e.Findings, findingLink(f))
		}
		all = append(all, e)
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
	paged(register.DocumentsURL, all, p.perPage, func(url string, shown []*rule, pager Pager) {
		key := keyOf(Documents{Documents: entries(shown), Pager: pager})
		p.add(Page{URL: url, Layout: "documents", Modified: newest}, key, func(page Page) any {
			return Documents{p.frame(page, p.home()), entries(shown), pager}
		})
	})
}
