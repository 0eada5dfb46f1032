// Package page turns a register into the pages of its site, as plain data.
//
// [Planner.Plan] gives every page: its address, the layout that shows it, all that the layout needs, the
// author's prose, and a digest over these. Lists are pages like any other and hold their rows
// themselves, so a page can be rendered without any other page at hand. The day enters a page
// only where something on it depends on the day; otherwise every night would change every page.
//
// The package renders nothing and writes nothing. Words are not its matter either: it gives keys,
// and the layouts look the words up.
package page

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"gongshi/generator/problem"
	"gongshi/generator/register"
)

// Page is one page of the site, not yet written.
type Page struct {
	URL    string // relative to the site's root, such as findings/asset-growth.html
	Layout string // the layout's name without .html
	File   string // the author's, that the page is named after; empty for one that has none
	Key    Key    // two pages with the same key have the same address, layout and sheet
	// Modified is the date of the newest news on the page, as precise as it is known; may be
	// empty. A browser sees it in Params.
	Modified string
	// Canonical is the address of the list that this page only puts in another order; empty for
	// all other pages.
	Canonical string

	write func() (title string, view any, body register.Body)
}

// Sheet is what stands on a page.
type Sheet struct {
	Title  string          // plain text
	Params json.RawMessage // one of the structs of this package, as JSON
	Body   register.Body   // the author's prose; File is empty without any
}

// File is an attachment as it is published.
type File struct {
	URL  string // relative to the site's root
	Type string // PDF, DOCX …: its extension in capitals
	Size int64  // bytes
}

// Planner holds what the pages of one site are made from. It is for one goroutine at a time, and so
// are its pages.
type Planner struct {
	register *register.Register
	zone     *time.Location // the site's; looking it up takes longer than planning a page
	today    register.Day
	files    map[string]File // by path relative to the source
	byID     map[string]*register.Finding
	reports  map[*register.Inspection]promise
	facts    map[*register.Finding]*fact
	whole    int // findings that one page shows whole
	perPage  int // entries that one page of a list shows
	pages    []Page

	base       Key // of what every page is made from
	everything Key // of what the pages about all of the register are made from
}

// promise is what is owed on an inspection, computed once for its many findings.
type promise struct {
	report register.Report
	next   register.Day
	latest Key // of when the newest report was made
	key    Key // of all of it
}

// NewPlanner plans a register's site as of a day. files are the attachments, by their path relative
// to the source.
func NewPlanner(r *register.Register, today register.Day, files map[string]File) *Planner {
	p := &Planner{register: r, zone: r.Config.Location(), today: today, files: files,
		whole: findingsWhole, perPage: pageRows,
		byID: map[string]*register.Finding{}, reports: map[*register.Inspection]promise{},
		facts: map[*register.Finding]*fact{}, base: keyOf(fmt.Sprintf("%#v", r.Config), r.Digest)}
	for _, i := range r.Inspections {
		report, next := i.Report(today), i.NextReport()
		latest := keyOf(report.Latest.String())
		p.reports[i] = promise{report, next, latest,
			keyOf(latest, int(report.Next), report.Days, int(next))}
	}
	for _, f := range r.All() {
		p.byID[f.ID] = f
	}
	return p
}

// Findings gives the pages of those findings that are chosen, long before all pages are planned.
func (p *Planner) Findings(chosen func(*register.Finding) bool) []Page {
	p.pages = nil
	p.planFindings(chosen)
	return p.pages
}

// Plan gives all pages of the site: those that others lead to come first, home last. The error is a
// problem.List where two pages would have one address.
func (p *Planner) Plan() ([]Page, error) {
	p.pages = nil
	p.planFindings(func(*register.Finding) bool { return true })
	for _, plan := range []func(){p.planCategories, p.planStatuses,
		p.planInspections, p.planNotices, p.planOverdue, p.planUpdates, p.planDocuments, p.planData,
		p.planSearch, p.planContact, p.planNotFound, p.planHome} {
		plan()
	}
	return p.pages, p.collisions()
}

// Digest is of all that the sheet says.
func (s Sheet) Digest() Key { return keyOf(s.Title, string(s.Params), s.Body.Text) }

// add plans a page. write gives what stands on it, and is called when that is wanted; whatever
// may change it goes into the key.
func (p *Planner) add(page Page, key Key,
	write func() (title string, view any, body register.Body)) {
	page.Key = keyOf(p.base, page.URL, page.Layout, page.Modified, page.Canonical, key)
	page.write = write
	p.pages = append(p.pages, page)
}

// Write gives what stands on the page. The pages of one plan are written one at a time.
func (p Page) Write() (Sheet, error) {
	title, view, body := p.write()
	var params bytes.Buffer
	e := json.NewEncoder(&params)
	e.SetEscapeHTML(false)
	if err := e.Encode(view); err != nil {
		return Sheet{}, fmt.Errorf("%s: %w", p.URL, err)
	}
	body.Text = emphasis(body.Text)
	return Sheet{closed(title), closedAll(params.Bytes()), body}, nil
}

// collisions refuses two pages with one address, which would be one file, the other lost. Case is
// folded, since Windows and macOS fold it.
func (p *Planner) collisions() error {
	var list problem.List
	first := map[string]Page{}
	for _, page := range p.pages {
		key := strings.ToLower(page.URL)
		if other, taken := first[key]; taken {
			list = append(list, problem.Problem{File: page.File, Rule: "url-twice",
				Args: []any{page.URL, other.File}})
		}
		first[key] = page
	}
	return list.Err()
}

// frame is what a page of a kind at an address has around its own matter.
func (p *Planner) frame(kind, url, description string, crumbs ...Link) Frame {
	return Frame{
		Self:        url,
		Root:        strings.Repeat("../", strings.Count(url, "/")),
		Kind:        kind,
		Description: description,
		Crumbs:      crumbs,
		Contact:     contact(p.register.Contact, ""),
	}
}

// modified gives the date of the newest news on some findings.
func (p *Planner) modified(findings []*register.Finding) string {
	var newest register.Date
	for _, f := range findings {
		if d := p.fact(f).modified; d.Compare(newest) > 0 {
			newest = d
		}
	}
	return newest.String()
}

// asOf gives the day where any of the findings' states depends on it.
func (p *Planner) asOf(findings []*register.Finding) string {
	for _, f := range findings {
		if p.depends(f) {
			return p.today.String()
		}
	}
	return ""
}

// depends says whether anything shown of a finding depends on the day.
func (p *Planner) depends(f *register.Finding) bool {
	if f.Deadline == nil || f.Status == register.Completed || f.Status == register.Closed {
		return false
	}
	return f.Deadline.Condition == "" || p.state(f).Due != 0
}

func (p *Planner) state(f *register.Finding) register.State {
	return p.fact(f).state
}

// linked is whatever has Markdown that may point somewhere.
type linked interface{ Links() []register.Link }

// links says where the destinations in a page's Markdown lead, as they are written there. Any
// page may show any finding's text, and ids are unique; but a file is named from the folder of
// its finding, and such a pair holds in that finding's texts only.
func (p *Planner) links(root string, texts ...linked) []Destination {
	var links []Destination
	for _, t := range texts {
		for _, l := range t.Links() {
			d := Destination{Raw: l.Raw, To: l.To}
			switch {
			case l.Finding != "":
				d.To = root + findingURL(l.Finding)
			case l.File != "":
				d.To = root + p.files[l.File].URL
				if f, ok := t.(*register.Finding); ok {
					d.Of = f.ID
				}
			}
			if d.Raw != d.To && !slices.Contains(links, d) {
				links = append(links, d)
			}
		}
	}
	return links
}

func findingURL(id string) string { return "findings/" + id + ".html" }

func inspectionURL(i *register.Inspection) string { return i.ID + "/index.html" }

func categoryURL(c *register.Category) string {
	return c.Inspection.ID + "/" + c.ID + ".html"
}

func statusURL(s register.Status) string { return "status/" + string(s) + ".html" }

func (p *Planner) home() Link { return Link{p.register.Title, "index.html"} }

func inspectionLink(i *register.Inspection) Link { return Link{i.Title, inspectionURL(i)} }

func categoryLink(c *register.Category) Link { return Link{c.Title, categoryURL(c)} }
