package page

import "gongshi/generator/register"

// findingsWhole is how many findings one page of a notice shows whole: 500 are some 3 MB, and 500
// sheets of paper. An old telephone opens no more, and nobody staples it.
const findingsWhole = 500

// Notice is <inspection>/notice.html, the inspection as one document in the order of the notice;
// the body is its prose. Where the findings are too many for one page it has their headings only,
// and each category is <inspection>/notice_<category>.html and further pages, without a body.
type Notice struct {
	Frame
	Whole          bool            `json:"whole"`              // every finding stands on this page
	Contents       string          `json:"contents,omitempty"` // of a category's: notice.html
	Head           *InspectionHead `json:"head,omitempty"`     // not on a category's page, like
	Unfinished     []Row           `json:"unfinished"`         // the unfinished,
	More           int             `json:"more"`               // how many there are besides,
	Accountability *Accountability `json:"accountability,omitempty"`
	Pager          Pager           `json:"pager"` // only on a category's page
	Chapters       []Chapter       `json:"chapters"`
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
	Matter
	Body string `json:"body,omitempty"` // Markdown: the account of progress
}

func noticeURL(i *register.Inspection) string { return i.ID + "/notice.html" }

// chapterURL is where a category stands in a notice of many pages. No id holds an underscore.
func chapterURL(c *register.Category) string {
	return c.Inspection.ID + "/notice_" + c.ID + ".html"
}

func (p *planner) planNotices() error {
	for _, i := range p.register.Inspections {
		plan := p.planNotice
		if len(i.All()) > p.whole {
			plan = p.planContents
		}
		if err := plan(i); err != nil {
			return err
		}
	}
	return nil
}

// planNotice plans a notice on one page.
func (p *planner) planNotice(i *register.Inspection) error {
	v := p.notice(i)
	v.Whole = true
	texts := []linked{i}
	for _, c := range i.Categories {
		v.Chapters = append(v.Chapters, p.chapter(c, c.Findings))
		texts = append(texts, c)
	}
	for _, f := range i.All() {
		texts = append(texts, f)
	}
	v.Frame.Links = p.links(v.Root, texts...)
	return p.add(v.Self, i.Title, v.Frame, v, i.Body)
}

// planContents plans a notice on many pages, its contents first.
func (p *planner) planContents(i *register.Inspection) error {
	v := p.notice(i)
	v.Frame.Links = p.links(v.Root, i)
	for _, c := range i.Categories {
		chapter := Chapter{ID: c.ID, Title: c.Title, URL: chapterURL(c),
			Counts: p.counts(c.Findings)}
		for _, g := range c.Groups {
			chapter.Passages = append(chapter.Passages, Passage{Title: g.Title})
		}
		v.Chapters = append(v.Chapters, chapter)
	}
	if err := p.add(v.Self, i.Title, v.Frame, v, i.Body); err != nil {
		return err
	}
	for _, c := range i.Categories {
		err := parted(chapterURL(c), c.Findings, p.whole,
			func(url string, findings []*register.Finding, pager Pager) error {
				return p.planChapter(c, url, findings, pager)
			})
		if err != nil {
			return err
		}
	}
	return nil
}

// planChapter plans one page of a category in a notice of many pages.
func (p *planner) planChapter(c *register.Category, url string, findings []*register.Finding,
	pager Pager) error {
	i := c.Inspection
	frame := p.frame("notice", url, "", p.home(), inspectionLink(i))
	frame.Contact = p.contactOf(i, nil)
	frame.AsOf, frame.Modified = p.noticeDay(i, c.Findings), modified(findings)
	p.publish(&frame, i)
	texts := []linked{c}
	for _, f := range findings {
		texts = append(texts, f)
	}
	frame.Links = p.links(frame.Root, texts...)
	chapter := p.chapter(c, findings)
	if pager.Page > 1 {
		chapter.Body = "" // said on the first page
	}
	v := Notice{Frame: frame, Contents: noticeURL(i), Pager: pager, Chapters: []Chapter{chapter}}
	return p.add(url, c.Title, frame, v, register.Body{})
}

// notice gives what stands before and after the findings.
func (p *planner) notice(i *register.Inspection) Notice {
	frame := p.frame("notice", noticeURL(i), "", p.home(), inspectionLink(i))
	frame.Contact = p.contactOf(i, nil)
	frame.AsOf, frame.Modified = p.noticeDay(i, i.All()), modified(i.All())
	p.publish(&frame, i)
	open, more := p.unfinished(i.All()), 0
	if len(i.All()) > p.whole {
		open, more = first(open)
	}
	head := p.head(i)
	return Notice{Frame: frame, Head: &head, Unfinished: p.rows(open), More: more,
		Accountability: accountability(i.Accountability)}
}

// noticeDay gives the day where anything on a page of the notice depends on it.
func (p *planner) noticeDay(i *register.Inspection, findings []*register.Finding) string {
	if p.reports[i].report.Next != 0 {
		return p.today.String()
	}
	return p.asOf(findings)
}

// chapter gives a category, and some of its findings whole.
func (p *planner) chapter(c *register.Category, findings []*register.Finding) Chapter {
	v := Chapter{ID: c.ID, Title: c.Title, Body: emphasis(c.Body.Text),
		Counts: p.counts(c.Findings)}
	for _, s := range p.sections(c, findings) {
		passage := Passage{Title: s.Title}
		if s.Title != "" {
			passage.ID = c.ID + "_" + s.ID // an id of a group is unique in its category only
		}
		for _, row := range s.Rows {
			f := p.byID[row.ID]
			passage.Items = append(passage.Items, Item{p.matter(f), emphasis(f.Body.Text)})
		}
		v.Passages = append(v.Passages, passage)
	}
	return v
}

func accountability(a *register.Accountability) *Accountability {
	if a == nil {
		return nil
	}
	v := &Accountability{Organisations: a.Organisations, Persons: a.Persons}
	for _, k := range a.Kinds {
		v.Kinds = append(v.Kinds, Kind(k))
	}
	return v
}
