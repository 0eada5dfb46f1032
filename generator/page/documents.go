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

// Documents is documents.html and its further pages.
type Documents struct {
	Frame
	Documents []RuleEntry `json:"documents"` // newest first, those without a date last
	Pager     Pager       `json:"pager"`
}

// ruleEntry is a RuleEntry with the date that it is sorted by, and where its findings come from.
type ruleEntry struct {
	view     RuleEntry
	date     register.Date
	findings []*register.Finding
}

// rules gives every rule once.
func (p *Planner) rules() []*ruleEntry {
	var all []*ruleEntry
	known := map[Document]*ruleEntry{}
	for _, f := range p.snapshot.All() {
		for i, d := range p.documents(f) {
			rule, found := known[d]
			if !found {
				rule = &ruleEntry{view: RuleEntry{Document: d}, date: f.Documents[i].Date}
				known[d] = rule
				all = append(all, rule)
			}
			if n := len(rule.findings); n == 0 || rule.findings[n-1] != f {
				rule.findings = append(rule.findings, f)
			}
		}
	}
	slices.SortStableFunc(all, func(a, b *ruleEntry) int { return b.date.Compare(a.date) })
	for _, rule := range all {
		shown := min(len(rule.findings), findingsShown)
		rule.view.More = len(rule.findings) - shown
		for _, f := range rule.findings[:shown] {
			rule.view.Findings = append(rule.view.Findings, findingLink(f))
		}
	}
	return all
}

func (p *Planner) planDocuments() {
	all := p.rules()
	var naming []*register.Finding
	for _, rule := range all {
		naming = append(naming, rule.findings...)
	}
	newest := p.modified(naming)
	paged(register.DocumentsURL, all, p.perPage, func(url string, shown []*ruleEntry, pager Pager) {
		v := Documents{Documents: make([]RuleEntry, len(shown)), Pager: pager}
		for i, rule := range shown {
			v.Documents[i] = rule.view
		}
		page := Page{URL: url, Layout: "documents", Modified: newest}
		p.add(page, keyOf(v), func() any {
			v := v
			v.Frame = p.frame(page, p.home())
			return v
		})
	})
}
