package page

import "gongshi/generator/register"

// findingsWhole is how many findings one page of a notice shows whole: 500 are some 2 MB, and 200
// sheets of paper. An old telephone opens no more, and nobody staples it.
const findingsWhole = 500

// Notice is <inspection>/notice.html, the inspection as one document in the order of the notice;
// the body is its prose. Where the findings are too many for one page it has their headings only,
// and each category is <inspection>/notice_<category>.html and further pages, without a body.
type Notice struct {
	Frame
	Whole          bool                     `json:"whole"`              // every finding stands on this page
	Contents       string                   `json:"contents,omitempty"` // of a category's: notice.html
	Head           *InspectionHead          `json:"head,omitempty"`     // not on a category's page, like
	Unfinished     []Row                    `json:"unfinished"`         // the unfinished,
	More           int                      `json:"more"`               // how many there are besides,
	Accountability *register.Accountability `json:"accountability,omitempty"`
	Opinions       *register.Opinions       `json:"opinions,omitempty"`
	Pager          Pager                    `json:"pager"` // only on a category's page
	Chapters       []Chapter                `json:"chapters"`
}

// Chapter is a category in a notice.
type Chapter struct {
	ID       string    `json:"id"` // an anchor
	Title    string    `json:"title"`
	URL      string    `json:"url,omitempty"`  // where its findings stand, if not here
	Body     string    `json:"body,omitempty"` // Markdown; only where the findings stand
	Counts   Counts    `json:"counts"`
	Passages []Passage `json:"passages"`
}

// Passage is a group in a notice; a finding without group has one alone, without a title.
type Passage struct {
	ID    string `json:"id,omitempty"` // an anchor
	Title string `json:"title,omitempty"`
	Items []Item `json:"items,omitempty"`
}

// Item is a finding in a notice.
type Item struct {
	Details
	Body string `json:"body,omitempty"` // Markdown: the account of progress
}

func (p *Planner) planNotices() {
	for _, i := range p.snapshot.Inspections {
		if len(i.All()) > p.whole {
			p.planContents(i)
		} else {
			p.planNotice(i, p.wholeNotice)
		}
	}
}

func (p *Planner) planNotice(i *register.Inspection,
	view func(*register.Inspection, Page) Notice) {
	page := Page{URL: i.NoticeURL(), Layout: "notice", File: i.Body.File,
		Modified: p.modified(i.All()), Slow: true, title: i.Title, body: &i.Body}
	p.add(page, p.inspectionKey(i), func(page Page) any { return view(i, page) })
}

func (p *Planner) wholeNotice(i *register.Inspection, page Page) Notice {
	v := p.notice(i, page)
	v.Whole = true
	texts := []linker{i}
	for _, c := range i.Categories {
		v.Chapters = append(v.Chapters, p.chapter(c, c.Findings))
		texts = append(texts, c)
	}
	v.Links = p.links(v.Root, append(texts, linkers(i.All())...)...)
	return v
}

// planContents plans a notice on many pages, its contents first.
func (p *Planner) planContents(i *register.Inspection) {
	p.planNotice(i, p.contents)
	for _, c := range i.Categories {
		counts := p.counts(c.Findings)
		key := keyOf(i.Digest, c.Digest, p.report(i), counts, p.dayOf(i, c.Findings))
		paged(c.NoticeURL(), c.Findings, p.whole,
			func(url string, findings []*register.Finding, pager Pager) {
				page := Page{URL: url, Layout: "notice", File: c.Body.File,
					Modified: p.modified(findings), Slow: true, title: c.Title}
				key := keyOf(key, p.keysOf(findings), pager)
				p.add(page, key, func(page Page) any { return p.noticePart(c, page, findings, pager) })
			})
	}
}

func (p *Planner) contents(i *register.Inspection, page Page) Notice {
	v := p.notice(i, page)
	v.Links = p.links(v.Root, i)
	for _, c := range i.Categories {
		chapter := Chapter{ID: c.ID, Title: c.Title, URL: c.NoticeURL(),
			Counts: p.counts(c.Findings)}
		for _, g := range c.Groups {
			chapter.Passages = append(chapter.Passages, Passage{Title: g.Title})
		}
		v.Chapters = append(v.Chapters, chapter)
	}
	return v
}

// noticePart is one page of a category in a notice of many pages.
func (p *Planner) noticePart(c *register.Category, page Page, findings []*register.Finding,
	pager Pager) Notice {
	i := c.Inspection
	frame := p.frameWithin(i, page, p.home(), inspectionLink(i))
	frame.AsOf = p.dayOf(i, c.Findings)
	frame.Links = p.links(frame.Root, append([]linker{c}, linkers(findings)...)...)
	chapter := p.chapter(c, findings)
	if pager.Page > 1 {
		chapter.Body = "" // said on the first page
	}
	return Notice{Frame: frame, Contents: i.NoticeURL(), Pager: pager, Chapters: []Chapter{chapter}}
}

// notice gives what stands before and after the findings.
func (p *Planner) notice(i *register.Inspection, page Page) Notice {
	frame := p.frameWithin(i, page, p.home(), inspectionLink(i))
	frame.AsOf = p.dayOf(i, i.All())
	open, more := p.unfinished(i.All()), 0
	if len(i.All()) > p.whole {
		open, more = first(open, entriesShown)
	}
	head := p.head(i)
	return Notice{Frame: frame, Head: &head, Unfinished: p.rows(open), More: more,
		Accountability: i.Accountability, Opinions: i.Opinions}
}

// dayOf gives the day where the inspection's reports or any of the findings' states depend on it.
func (p *Planner) dayOf(i *register.Inspection, findings []*register.Finding) string {
	if p.snapshot.Report(i).Next != 0 {
		return p.snapshot.Day.String()
	}
	return p.asOf(findings)
}

// chapter gives a category, and some of its findings whole.
func (p *Planner) chapter(c *register.Category, findings []*register.Finding) Chapter {
	v := Chapter{ID: c.ID, Title: c.Title, Body: emphasis(c.Body.Text),
		Counts: p.counts(c.Findings)}
	for _, s := range p.sections(c, findings) {
		passage := Passage{Title: s.Title}
		if s.Title != "" {
			passage.ID = c.Anchor(s.ID)
		}
		for _, row := range s.Rows {
			f := p.byID[row.ID]
			passage.Items = append(passage.Items, Item{p.details(f), emphasis(f.Body.Text)})
		}
		v.Passages = append(v.Passages, passage)
	}
	return v
}
