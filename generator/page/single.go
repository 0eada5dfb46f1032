package page

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"

	"gongshi/generator/register"
)

// Single is all of the register as one file that needs no other: see [Planner.Single]. Its links
// are for use as they are: to places in it, else whole addresses, else empty.
type Single struct {
	Frame
	Inlined
	Site       string          `json:"site,omitempty"` // siteURL; empty where not known
	Counts     Counts          `json:"counts"`
	Unfinished []Row           `json:"unfinished"` // most overdue first
	Sections   []DueSection    `json:"sections"`   // overdue, to be reviewed, due soon
	Later      []Row           `json:"later"`      // that will be, for the script
	Pager      Pager           `json:"pager"`      // the only page
	Parts      []SinglePart    `json:"parts"`
	Withdrawn  []WithdrawnLine `json:"withdrawn,omitempty"`
	Attached   bool            `json:"attached"` // findings name files, which are not in it
}

// SinglePart is an inspection whole.
type SinglePart struct {
	ID             string                   `json:"id"` // an anchor
	Head           InspectionHead           `json:"head"`
	Body           string                   `json:"body,omitempty"` // Markdown
	Chapters       []Chapter                `json:"chapters"`
	Accountability *register.Accountability `json:"accountability,omitempty"`
	Opinions       *register.Opinions       `json:"opinions,omitempty"`
	Contact        *Contact                 `json:"contact,omitempty"` // where it has one of its own
}

// Inlined are the styles and scripts of a page that names no file.
type Inlined struct {
	Style  InlineStyle `json:"style"`
	Script InlineStyle `json:"script"` // that every page has
	Search InlineStyle `json:"search"` // what looks for words in the page itself
}

// Single plans the register as one page. It is no page of the site.
func (p *Planner) Single(inlined Inlined) Page {
	p.pages = nil
	page := Page{URL: "single.html", Layout: "single", title: p.snapshot.Config.Title,
		Modified: p.modified(p.snapshot.All()), body: &p.snapshot.Body}
	p.add(page, p.Everything(), func(page Page) any {
		v := p.single(page)
		v.Inlined = inlined
		return inPlace(v, p.anchors(), p.snapshot.Config.Address())
	})
	return p.pages[0]
}

func (p *Planner) single(page Page) Single {
	all := p.snapshot.All()
	v := Single{Frame: p.frame(page), Site: p.snapshot.Config.Address(), Counts: p.totals(all),
		Unfinished: p.openRows(p.unfinished(all)), Later: p.rows(p.later()),
		Pager: Pager{Page: 1, Pages: 1}, Attached: len(p.files) > 0}
	v.QR, v.InspectionKind = nil, p.snapshot.InspectionKind()
	v.AsOf = p.snapshot.Day.String()
	for _, s := range []register.Schedule{register.Overdue, register.ReviewOverdue,
		register.DueSoon} {
		found := p.scheduled(s)
		v.Sections = append(v.Sections, DueSection{string(s), len(found), p.rows(found)})
	}
	texts := []linker{p.snapshot}
	for _, i := range p.snapshot.Inspections {
		part := SinglePart{ID: i.ID, Head: p.head(i), Body: emphasis(i.Body.Text),
			Accountability: i.Accountability, Opinions: i.Opinions}
		if i.Contact != (register.Contact{}) {
			contact := p.contactOf(i, nil)
			part.Contact = &contact
		}
		texts = append(texts, i)
		for _, c := range i.Categories {
			chapter := p.chapter(c, c.Findings)
			chapter.ID = i.ID + "_" + c.ID
			for n := range chapter.Passages {
				if id := &chapter.Passages[n].ID; *id != "" {
					*id = i.ID + "_" + *id
				}
			}
			part.Chapters = append(part.Chapters, chapter)
			for _, f := range c.Withdrawn {
				v.Withdrawn = append(v.Withdrawn,
					WithdrawnLine{findingLink(f), f.Withdrawn.On.String()})
			}
			texts = append(texts, c)
		}
		v.Parts = append(v.Parts, part)
	}
	v.Links = p.links(v.Root, slices.Concat(texts, linkers(all))...)
	return v
}

// anchors are the places in the page, by the addresses of the pages of the site that say the same.
func (p *Planner) anchors() map[string]string {
	places := map[string]string{register.OverdueURL: "#overdue", register.ContactURL: "#speak",
		register.HomeURL: "#main", register.FindingsURL: "#findings"}
	for _, f := range p.snapshot.Filed() {
		for _, id := range append([]string{f.ID}, f.Aliases...) {
			places[register.FindingURL(id)] = "#finding-" + f.ID
		}
	}
	for _, i := range p.snapshot.Inspections {
		places[i.URL()], places[i.NoticeURL()] = "#inspection-"+i.ID, "#inspection-"+i.ID
		for _, c := range i.Categories {
			places[c.URL()] = "#category-" + i.ID + "_" + c.ID
		}
	}
	return places
}

// inPlace gives what a layout sees with every link as it is used from the page alone: to an anchor,
// else below base, else nowhere. A file that is nowhere has its place on the site in words.
func inPlace(view any, anchors map[string]string, base string) any {
	var written bytes.Buffer
	var all any
	e := json.NewEncoder(&written)
	e.SetEscapeHTML(false)
	if err := e.Encode(view); err != nil {
		return view // which says so itself when it is written
	}
	d := json.NewDecoder(&written)
	d.UseNumber()
	if err := d.Decode(&all); err != nil {
		return view
	}
	relinking{anchors, base}.walk(all)
	return all
}

type relinking struct {
	anchors map[string]string
	base    string
}

func (r relinking) walk(v any) {
	switch v := v.(type) {
	case []any:
		for _, item := range v {
			r.walk(item)
		}
	case map[string]any:
		for _, key := range []string{"url", "to", "file"} {
			if address, is := v[key].(string); is && address != "" {
				r.relink(v, key, address)
			}
		}
		for _, item := range v {
			r.walk(item)
		}
	}
}

func (r relinking) relink(v map[string]any, key, address string) {
	to := r.anchors[address]
	switch {
	case key == "to" && v["raw"] == nil: // no link: a day, a text
		return
	case to != "":
		if r.base != "" {
			v["page"] = r.base + address
		}
	case strings.Contains(address, ":"): // a whole one
		return
	case r.base != "":
		to = r.base + address
	case key == "file":
		v["place"] = address
	}
	v[key] = to
}
