// Package page turns a register into the pages of its site, as plain data.
//
// [Plan] gives every page: its address, the layout that shows it, all that the layout needs, the
// author's prose, and a digest over these. Lists are pages like any other and hold their rows
// themselves, so a page can be rendered without any other page at hand. The day enters a page
// only where something on it depends on the day; otherwise every night would change every page.
//
// The package renders nothing and writes nothing. Words are not its matter either: it gives keys,
// and the layouts look the words up.
package page

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"gongshi/generator/problem"
	"gongshi/generator/register"
)

// Page is one page of the site.
type Page struct {
	URL    string          // relative to the site's root, such as findings/asset-growth.html
	Layout string          // the layout's name without .html
	Title  string          // plain text
	Params json.RawMessage // one of the structs of this package, as JSON
	Body   register.Body   // the author's prose; File is empty without any
	// Modified is the date of the newest news on the page, as precise as it is known; may be
	// empty. A browser sees it in Params.
	Modified string
	// Canonical is the address of the list that this page only puts in another order; empty for
	// all other pages.
	Canonical string
	Digest    [sha256.Size]byte
}

// File is an attachment as it is published.
type File struct {
	URL  string // relative to the site's root
	Type string // PDF, DOCX …: its extension in capitals
	Size int64  // bytes
}

// planner holds what the pages of one site are made from.
type planner struct {
	register *register.Register
	zone     *time.Location // the site's; looking it up takes longer than planning a page
	today    register.Day
	files    map[string]File // by path relative to the source
	byID     map[string]*register.Finding
	reports  map[*register.Inspection]promise
	whole    int // findings that one page shows whole
	pages    []Page
}

// promise is what is owed on an inspection, computed once for its many findings.
type promise struct {
	report register.Report
	next   register.Day
}

// Plan gives all pages of the register's site as of a day: those that others lead to come first,
// home last. files are the attachments, by their path relative to the source. The error is a
// problem.List where two pages would have one address.
func Plan(r *register.Register, today register.Day, files map[string]File) ([]Page, error) {
	return newPlanner(r, today, files).plan()
}

func newPlanner(r *register.Register, today register.Day, files map[string]File) *planner {
	p := &planner{register: r, zone: r.Config.Location(), today: today, files: files,
		whole: findingsWhole,
		byID:  map[string]*register.Finding{}, reports: map[*register.Inspection]promise{}}
	for _, i := range r.Inspections {
		p.reports[i] = promise{i.Report(today), i.NextReport()}
	}
	for _, f := range r.All() {
		p.byID[f.ID] = f
	}
	return p
}

func (p *planner) plan() ([]Page, error) {
	for _, plan := range []func() error{p.planFindings, p.planCategories, p.planStatuses,
		p.planInspections, p.planNotices, p.planOverdue, p.planUpdates, p.planDocuments, p.planData,
		p.planSearch, p.planContact, p.planNotFound, p.planHome} {
		if err := plan(); err != nil {
			return nil, err
		}
	}
	return p.pages, p.collisions()
}

// add encodes a page and takes its digest.
func (p *planner) add(url, title string, frame Frame, view any, body register.Body) error {
	var params bytes.Buffer
	e := json.NewEncoder(&params)
	e.SetEscapeHTML(false)
	if err := e.Encode(view); err != nil {
		return fmt.Errorf("%s: %w", url, err)
	}
	title, body.Text = closed(title), emphasis(body.Text)
	page := Page{URL: url, Layout: frame.Kind, Title: title, Body: body,
		Params: closedAll(params.Bytes()), Modified: frame.Modified, Canonical: frame.Canonical}
	h := sha256.New()
	for _, part := range []string{url, page.Layout, title, string(page.Params), body.Text} {
		fmt.Fprintf(h, "%d\n%s", len(part), part)
	}
	h.Sum(page.Digest[:0])
	p.pages = append(p.pages, page)
	return nil
}

// collisions refuses two pages with one address, which would be one file, the other lost. Case is
// folded, since Windows and macOS fold it.
func (p *planner) collisions() error {
	var list problem.List
	first := map[string]Page{}
	for _, page := range p.pages {
		key := strings.ToLower(page.URL)
		if other, taken := first[key]; taken {
			list = append(list, problem.Problem{File: page.Body.File, Rule: "url-twice",
				Args: []any{page.URL, other.Body.File}})
		}
		first[key] = page
	}
	return list.Err()
}

// frame is what a page of a kind at an address has around its own matter.
func (p *planner) frame(kind, url, description string, crumbs ...Link) Frame {
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
func modified(findings []*register.Finding) string {
	var newest register.Date
	for _, f := range findings {
		for _, d := range []register.Date{f.Modified(), f.Category.Inspection.Published.Date} {
			if d.Compare(newest) > 0 {
				newest = d
			}
		}
	}
	return newest.String()
}

// asOf gives the day where any of the findings' states depends on it.
func (p *planner) asOf(findings []*register.Finding) string {
	for _, f := range findings {
		if p.depends(f) {
			return p.today.String()
		}
	}
	return ""
}

// depends says whether anything shown of a finding depends on the day.
func (p *planner) depends(f *register.Finding) bool {
	if f.Deadline == nil || f.Status == register.Completed || f.Status == register.Closed {
		return false
	}
	return f.Deadline.Condition == "" || p.state(f).Due != 0
}

func (p *planner) state(f *register.Finding) register.State {
	return f.State(p.today, p.reports[f.Category.Inspection].next)
}

// linked is whatever has Markdown that may point somewhere.
type linked interface{ Links() []register.Link }

// links says where the destinations in a page's Markdown lead, as they are written there. Any
// page may show any finding's text, and ids are unique; but a file is named from the folder of
// its finding, and such a pair holds in that finding's texts only.
func (p *planner) links(root string, texts ...linked) []Destination {
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

func (p *planner) home() Link { return Link{p.register.Title, "index.html"} }

func inspectionLink(i *register.Inspection) Link { return Link{i.Title, inspectionURL(i)} }

func categoryLink(c *register.Category) Link { return Link{c.Title, categoryURL(c)} }
