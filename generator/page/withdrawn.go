package page

import "gongshi/generator/register"

// Correction is an error in what was published.
type Correction struct {
	On     string `json:"on"`
	Label  string `json:"label"`          // what was corrected, in words
	From   string `json:"from,omitempty"` // text, as it was published
	To     string `json:"to,omitempty"`   // text
	Reason string `json:"reason"`
}

// Withdrawn is findings/<id>.html of a finding that counts no more: that it was withdrawn, and what
// had been published. Of an erased one there is only when and on what ground.
type Withdrawn struct {
	Frame
	*Details
	On      string `json:"on"`
	Because string `json:"because"` // why, or the ground
	Erased  bool   `json:"erased"`
}

// WithdrawnLine is such a finding below the list of its category.
type WithdrawnLine struct {
	FindingLink
	On string `json:"on"`
}

// Corrections is corrections.html and its further pages: all corrections and withdrawals, the newest
// first. There is none while there is nothing to tell.
type Corrections struct {
	Frame
	Days  []ChangeDay `json:"days"`
	Pager Pager       `json:"pager"`
}

func (p *Planner) planWithdrawn(chosen func(file string) bool) {
	for _, f := range p.snapshot.Withdrawn() {
		if !chosen(f.Body.File) {
			continue
		}
		page := Page{URL: f.URL(), Layout: "withdrawn", File: f.Body.File,
			Modified: f.Modified(), title: f.Title, body: &f.Body}
		p.add(page, p.key(f), func(page Page) any { return p.withdrawn(f, page) })
	}
}

func (p *Planner) withdrawn(f *register.Finding, page Page) Withdrawn {
	c := f.Category
	v := Withdrawn{On: f.Withdrawn.On.String(), Because: f.Withdrawn.Reason, Erased: f.Erased(),
		Frame: p.frameWithin(c.Inspection, page, p.home(), inspectionLink(c.Inspection),
			categoryLink(c))}
	if !v.Erased {
		details := p.details(f)
		v.Details, v.Links = &details, p.links(v.Root, f)
	}
	return v
}

func corrections(changes []register.Change, kind, lang string) []Correction {
	var all []Correction
	for _, c := range changes {
		if of, is := c.Of.(*register.Correction); is {
			all = append(all, *correction(of, kind, lang))
		}
	}
	return all
}

func correction(c *register.Correction, kind, lang string) *Correction {
	return &Correction{c.On.String(), c.Label(kind, lang), c.From, c.To, c.Reason}
}

// withdrawnLines are those below the last page of a category's list.
func withdrawnLines(c *register.Category, pager Pager) []WithdrawnLine {
	var lines []WithdrawnLine
	for _, f := range c.Withdrawn {
		if pager.Page == pager.Pages {
			lines = append(lines, WithdrawnLine{findingLink(f), f.Withdrawn.On.String()})
		}
	}
	return lines
}

func (p *Planner) planCorrections() {
	var all []register.Change
	for _, c := range p.snapshot.Changes() {
		switch c.Of.(type) {
		case *register.Correction, *register.Withdrawal:
			all = append(all, c)
		}
	}
	if len(all) == 0 {
		return
	}
	newest := all[0].Date
	paged(register.CorrectionsURL, all, p.perPage,
		func(url string, shown []register.Change, pager Pager) {
			page := Page{URL: url, Layout: "corrections", Modified: newest}
			p.add(page, keyOf(p.changeKeys(shown), pager), func(page Page) any {
				list, texts := p.changes(shown)
				v := Corrections{Frame: p.frame(page, p.home()), Days: byDay(list), Pager: pager}
				v.Links = p.links(v.Root, texts...)
				return v
			})
		})
}
