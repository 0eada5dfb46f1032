package page

import "gongshi/generator/register"

// Alias is a page under an address that a finding had before. It leads on to the finding's own.
type Alias struct {
	Frame
	To     string `json:"to"`               // relative to this page
	Erased bool   `json:"erased,omitempty"` // what it leads to has no title
}

func (p *Planner) planAliases() {
	for _, f := range p.snapshot.Filed() {
		for _, id := range f.Aliases {
			page := Page{URL: register.FindingURL(id), Layout: "alias", File: f.Body.File,
				Canonical: f.URL(), title: f.Title}
			p.add(page, keyOf(p.key(f)), func(page Page) any {
				frame := p.frame(page)
				return Alias{frame, frame.Root + f.URL(), f.Erased()}
			})
		}
	}
}
