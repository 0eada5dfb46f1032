package page

import (
	"fmt"
	"slices"
	"strings"

	"gongshi/generator/register"
)

const (
	// pageRows is how many findings one page of a list shows: about ten screens of a phone.
	pageRows = 50
	// entriesShown is how many unfinished findings, with reason and next step, one page shows
	// whole.
	entriesShown = 20
	// changesShown is how many changes the home page tells: one screen.
	changesShown = 5
)

// first gives the findings that are shown whole, and how many more there are.
func first(findings []*register.Finding) (shown []*register.Finding, more int) {
	n := min(len(findings), entriesShown)
	return findings[:n], len(findings) - n
}

func (p *planner) planHome() error {
	all := p.register.All()
	shown, more := first(p.unfinished(all))
	frame := p.frame("home", "index.html", "")
	frame.AsOf, frame.Modified = p.asOf(all), modified(all)
	v := Home{Extra: p.register.Own, Counts: p.totals(all), Unfinished: p.openRows(shown),
		More: more, Completions: completions(all)}
	texts := []linked{p.register}
	for _, f := range shown {
		texts = append(texts, f)
	}
	for _, i := range p.register.Inspections {
		h := p.head(i)
		v.Inspections = append(v.Inspections, h)
		if h.Report.Next != "" {
			frame.AsOf = p.today.String()
		}
	}
	news := p.register.Changes()
	told, linking := changes(news[:min(len(news), changesShown)])
	v.Changes, texts = told, append(texts, linking...)
	frame.Links = p.links(frame.Root, texts...)
	v.Frame = frame
	return p.add("index.html", p.register.Config.Title, frame, v, p.register.Body)
}

func (p *planner) planInspections() error {
	for _, i := range p.register.Inspections {
		shown, more := first(p.unfinished(i.All()))
		url := inspectionURL(i)
		frame := p.frame("inspection", url, "", p.home())
		frame.Contact = p.contactOf(i, nil)
		texts := []linked{i}
		for _, f := range shown {
			texts = append(texts, f)
		}
		frame.Links = p.links(frame.Root, texts...)
		v := Inspection{Extra: i.Own, Head: p.head(i), Unfinished: p.openRows(shown), More: more,
			Completions: completions(i.All())}
		frame.AsOf, frame.Modified = p.asOf(i.All()), modified(i.All())
		p.publish(&frame, i)
		if v.Head.Report.Next != "" {
			frame.AsOf = p.today.String()
		}
		v.Accountability = accountability(i.Accountability)
		v.Frame = frame
		if err := p.add(url, i.Title, frame, v, i.Body); err != nil {
			return err
		}
	}
	return nil
}

// paged calls add once for each page of a list: at the list's own address, then at …_2.html and
// so on. A list of nothing has one page.
func paged[T any](url string, list []T,
	add func(url string, shown []T, pager Pager) error) error {
	return parted(url, list, pageRows, add)
}

// parted is paged with a size of its own: how much of the list one page has.
func parted[T any](url string, list []T, size int,
	add func(url string, shown []T, pager Pager) error) error {
	pages := max(1, (len(list)+size-1)/size)
	at := func(page int) string {
		switch {
		case page < 1 || page > pages:
			return ""
		case page == 1:
			return url
		}
		return fmt.Sprintf("%s_%d.html", strings.TrimSuffix(url, ".html"), page)
	}
	for page := 1; page <= pages; page++ {
		from := (page - 1) * size
		to := min(from+size, len(list))
		pager := Pager{page, pages, at(page - 1), at(page + 1)}
		if err := add(at(page), list[from:to], pager); err != nil {
			return err
		}
	}
	return nil
}

func (p *planner) planCategories() error {
	for _, i := range p.register.Inspections {
		var siblings []Sibling
		for _, c := range i.Categories {
			siblings = append(siblings, Sibling{c.Title, categoryURL(c), len(c.Findings)})
		}
		for _, c := range i.Categories {
			if err := p.planCategory(c, siblings); err != nil {
				return err
			}
		}
	}
	return nil
}

func (p *planner) planCategory(c *register.Category, siblings []Sibling) error {
	counts, asOf, newest := p.totals(c.Findings), p.asOf(c.Findings), modified(c.Findings)
	orders := p.orders(categoryURL(c), c.Findings)
	for _, o := range orders {
		add := func(url string, shown []*register.Finding, pager Pager) error {
			frame := p.frame("category", url, "", p.home(), inspectionLink(c.Inspection))
			frame.Contact = p.contactOf(c.Inspection, nil)
			frame.AsOf, frame.Modified, frame.Canonical = asOf, newest, o.canonical(orders)
			p.publish(&frame, c.Inspection)
			frame.Links = p.links(frame.Root, c)
			v := Category{Frame: frame, Extra: c.Own, Inspection: inspectionLink(c.Inspection),
				Counts: counts, Orders: o.views(orders), Pager: pager, Siblings: siblings}
			if o.by == "number" {
				v.Sections = p.sections(c, shown)
			} else {
				v.Sections = []Section{{Rows: p.rows(shown)}}
			}
			body := c.Body
			if url != categoryURL(c) {
				body = register.Body{} // said on the first page
			}
			return p.add(url, c.Title, frame, v, body)
		}
		if err := paged(o.url, o.findings, add); err != nil {
			return err
		}
	}
	return nil
}

// sections puts the findings of one group together, where its first one stands; a finding without
// group stands alone.
func (p *planner) sections(c *register.Category, findings []*register.Finding) []Section {
	var sections []Section
	for _, f := range findings {
		i := slices.IndexFunc(sections, func(s Section) bool { return s.ID == f.Group })
		if i < 0 || f.Group == "" {
			i = len(sections)
			sections = append(sections, Section{ID: f.Group, Title: c.GroupTitle(f.Group)})
		}
		sections[i].Rows = append(sections[i].Rows, p.row(f))
	}
	return sections
}

func (p *planner) planStatuses() error {
	all := p.register.All()
	counts := tally(all)
	for _, s := range register.Statuses() {
		var found []*register.Finding
		for _, f := range all {
			if f.Status == s {
				found = append(found, f)
			}
		}
		if err := p.planStatus(s, counts, found); err != nil {
			return err
		}
	}
	return nil
}

func (p *planner) planStatus(s register.Status, counts Counts, found []*register.Finding) error {
	newest := modified(found)
	orders := p.orders(statusURL(s), found)
	for _, o := range orders {
		add := func(url string, shown []*register.Finding, pager Pager) error {
			frame := p.frame("status", url, "", p.home())
			frame.AsOf, frame.Modified = p.asOf(shown), newest
			frame.Canonical = o.canonical(orders)
			v := Status{Frame: frame, Status: string(s), Counts: counts, Orders: o.views(orders),
				Rows: p.rows(shown), Pager: pager}
			return p.add(url, string(s), frame, v, register.Body{})
		}
		if err := paged(o.url, o.findings, add); err != nil {
			return err
		}
	}
	return nil
}

func (p *planner) planOverdue() error {
	frame := p.frame("overdue", "overdue.html", "", p.home())
	frame.AsOf, frame.Modified = p.today.String(), modified(p.register.All())
	v := Overdue{
		Frame:   frame,
		Rows:    p.rows(p.scheduled(register.Overdue)),
		Reviews: p.rows(p.scheduled(register.ReviewOverdue)),
		Soon:    p.rows(p.scheduled(register.DueSoon)),
	}
	later := p.later()
	v.Left = max(0, len(later)-laterRows)
	v.Later = p.rows(later[:len(later)-v.Left])
	for _, i := range p.register.Inspections {
		if p.reports[i].report.Next != 0 {
			v.Inspections = append(v.Inspections, p.head(i))
		}
	}
	return p.add("overdue.html", "overdue", frame, v, register.Body{})
}

func (p *planner) planContact() error {
	frame := p.frame("contact", "contact.html", "", p.home())
	v := ContactPage{Frame: frame}
	for _, i := range p.register.Inspections {
		if i.Contact != (register.Contact{}) {
			v.Others = append(v.Others, OtherContact{inspectionLink(i), p.contactOf(i, nil)})
		}
	}
	return p.add("contact.html", "contact", frame, v, register.Body{})
}

func (p *planner) planNotFound() error {
	frame := p.frame("404", "404.html", "")
	return p.add("404.html", "404", frame, NotFound{frame}, register.Body{})
}
