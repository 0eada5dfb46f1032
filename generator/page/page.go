// Package page turns a register into the pages of its site, as plain data.
//
// [Planner.Plan] gives every page: its address, the layout that shows it, all that the layout
// needs, the author's prose, and a digest over these. Lists are pages like any other and hold their
// rows themselves, so a page can be rendered without any other page at hand. The day enters a page
// only where something on it depends on the day; otherwise every night would change every page.
//
// The package renders nothing and writes nothing. Words are not its concern either: it gives keys,
// and the layouts look the words up.
package page

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"path"
	"slices"
	"strings"
	"time"

	"gongshi/generator/markdown"
	"gongshi/generator/problem"
	"gongshi/generator/register"
)

// Page is one page of the site, not yet written.
type Page struct {
	URL    string // relative to the site's root, such as findings/asset-growth.html
	Layout string // the layout's name without .html
	File   string // the author's, that the page is named after; empty for one that has none
	Key    Key    // two pages with the same key have the same address, layout and content
	// Modified is the date of the newest change on the page, as precise as it is known; may be
	// empty. A browser sees it in Params.
	Modified register.Date
	// Canonical is the address of the list that this page only puts in another order, or of the
	// page that it leads on to; empty for all other pages.
	Canonical string
	// Slow says that the page shows so much that nobody who edits should wait for it: a notice,
	// with its findings whole.
	Slow bool

	title string         // plain text
	body  *register.Body // the author's prose; nil without any
	view  func(Page) any // one of the structs of this package, for the page itself
}

// Content is what stands on a page.
type Content struct {
	Title  string          // plain text
	Params json.RawMessage // one of the structs of this package, as JSON
	Body   register.Body   // the author's prose; File is empty without any
}

// Planner holds what the pages of one site are made from. It is for one goroutine at a time, and so
// are its pages.
type Planner struct {
	snapshot *register.Snapshot
	zone     *time.Location // the site's; looking it up takes longer than planning a page
	files    register.Files
	byID     map[string]*register.Finding
	keys     map[*register.Finding]Key
	codes    codes
	whole    int // findings that one page shows whole
	perPage  int // entries that one page of a list shows
	pages    []Page

	NotFoundStyle InlineStyle // of 404.html; the theme's
	// Recorded is what a record says of findings, by their ids, oldest first; nil without one.
	Recorded map[string][]Recorded

	base       Key // of what every page is made from
	everything Key // of what the pages about all of the register are made from
}

// NewPlanner plans the site of a register as of a day.
func NewPlanner(s *register.Snapshot, files register.Files) *Planner {
	p := &Planner{snapshot: s, zone: s.Config.Location(), files: files,
		whole: findingsWhole, perPage: pageRows,
		byID: make(map[string]*register.Finding, len(s.All())),
		keys: make(map[*register.Finding]Key, len(s.All())), codes: codes{},
		base: keyOf(fmt.Sprintf("%#v", s.Config), s.Digest, min(len(s.Inspections), 2))}
	for _, f := range s.All() {
		p.byID[f.ID] = f
	}
	return p
}

// Edited gives the pages that somebody who edits some files looks at, long before all pages are
// planned: those of the findings that the files hold, and the first of each category that the files
// are of, or lie in.
func (p *Planner) Edited(files []string) []Page {
	p.pages = nil
	in := inFolders(files)
	p.planFindings(in, oneOf(files))
	p.planCategories(in)
	isFurther := func(page Page) bool { return page.body == nil } // it has none of the author's prose
	return slices.DeleteFunc(p.pages, isFurther)
}

// inFolders says whether a category, by its file, is that of one of some files.
func inFolders(files []string) func(index string) bool {
	folders := make([]string, len(files))
	for i, file := range files {
		folders[i] = path.Dir(file)
	}
	chosen := oneOf(folders)
	return func(index string) bool { return chosen(path.Dir(index)) }
}

func oneOf(names []string) func(name string) bool {
	set := map[string]bool{}
	for _, name := range names {
		set[name] = true
	}
	return func(name string) bool { return set[name] }
}

// Plan gives all pages of the site: those that others lead to come first, home last. The error is a
// problem.List where two pages would have one address.
func (p *Planner) Plan() ([]Page, error) {
	p.pages = nil
	go func() { // while others are planned; it takes as long as planning all findings
		defer func() { _ = recover() }() // a panic is met again
		p.snapshot.Changes()
	}()
	all := func(string) bool { return true }
	p.planFindings(all, all)
	p.planAliases()
	p.planCategories(all)
	for _, plan := range []func(){p.planStatuses, p.planInspections, p.planNotices, p.planAll,
		p.planOffices, p.planOverdue, p.planUpdates, p.planCorrections, p.planHistory,
		p.planDocuments, p.planData, p.planVerify, p.planSearch, p.planContact,
		p.planAccessibility, p.planNotFound, p.planHome} {
		plan()
	}
	p.Everything() // which is asked for, and each finding no more
	p.keys = map[*register.Finding]Key{}
	return p.pages, p.collisions()
}

// Digest is of all that the content says.
func (s Content) Digest() Key {
	h := sha256.New()
	for _, part := range [][]byte{[]byte(s.Title), s.Params, []byte(s.Body.Text)} {
		fmt.Fprintf(h, "%d ", len(part))
		h.Write(part)
	}
	return Key(h.Sum(nil))
}

// add plans a page. view gives what stands on it, and is called when that is wanted; whatever may
// change it goes into the key.
func (p *Planner) add(page Page, key Key, view func(Page) any) {
	page.Key = keyOf(p.base, page.URL, page.Layout, page.Modified.String(), page.Canonical, key)
	page.title, page.view = cmp.Or(page.title, page.Layout), view
	p.pages = append(p.pages, page)
}

// Write gives what stands on the page. The pages of one plan are written one at a time.
func (p Page) Write() (Content, error) {
	var params bytes.Buffer
	e := json.NewEncoder(&params)
	e.SetEscapeHTML(false)
	if err := e.Encode(p.view(p)); err != nil {
		return Content{}, fmt.Errorf("%s: %w", p.URL, err)
	}
	c := Content{Title: closeBidi(p.title), Params: closeAllBidi(params.Bytes())}
	if p.body != nil {
		c.Body = *p.body
		c.Body.Text = emphasis(c.Body.Text)
	}
	return c, nil
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

// frame is what a page has around its own content.
func (p *Planner) frame(page Page, crumbs ...Link) Frame {
	f := Frame{
		Self:      page.URL,
		Root:      strings.Repeat("../", strings.Count(page.URL, "/")),
		Kind:      page.Layout,
		Crumbs:    crumbs,
		Contact:   contact(p.snapshot.Contact, ""),
		Modified:  page.Modified.String(),
		Canonical: page.Canonical,
	}
	if site := p.snapshot.Config.Address(); site != "" {
		f.QR = p.codes.of(site + cmp.Or(page.Canonical, page.URL))
	}
	return f
}

// frameWithin is frame for a page of an inspection: whom to call, and when and where the notice was
// published.
func (p *Planner) frameWithin(i *register.Inspection, page Page, crumbs ...Link) Frame {
	f := p.frame(page, crumbs...)
	f.Contact = p.contactOf(i, nil)
	f.Published, f.Clock = i.Published.String(), i.Published.Clock
	f.PublishedAt = i.Published.ISO(p.zone)
	f.Source = cmp.Or(i.Source, i.Issuer)
	f.InspectionKind = i.Kind
	return f
}

// modified gives the date of the newest change on some findings.
func (p *Planner) modified(findings []*register.Finding) register.Date {
	var newest register.Date
	for _, f := range findings {
		for _, d := range []register.Date{f.Modified(),
			f.Category.Inspection.Published.Date} {
			if d.Compare(newest) > 0 {
				newest = d
			}
		}
	}
	return newest
}

// asOf gives the day where any of the findings' states depends on it.
func (p *Planner) asOf(findings []*register.Finding) string {
	for _, f := range findings {
		if p.snapshot.State(f).Running() {
			return p.snapshot.Day.String()
		}
	}
	return ""
}

// linker is whatever has Markdown that may point somewhere.
type linker interface{ Links() []register.Link }

func linkers(findings []*register.Finding) []linker {
	all := make([]linker, len(findings))
	for i, f := range findings {
		all[i] = f
	}
	return all
}

// linking gives those findings whose reason or next step may have a link: a list that shows no other
// text of theirs need not bring along where all their links lead.
func linking(findings []*register.Finding) []linker {
	return linkers(only(findings, func(f *register.Finding) bool {
		return strings.ContainsAny(string(f.Reason+f.Next), "]<")
	}))
}

// links says where the destinations in a page's Markdown lead, as they are written there. Any
// page may show any finding's text, and ids are unique; but a file is named from the folder of
// its finding, and such a pair holds in that finding's texts only.
func (p *Planner) links(root string, texts ...linker) []Destination {
	var links []Destination
	for _, t := range texts {
		for _, l := range t.Links() {
			d := Destination{Raw: l.Raw, To: l.To}
			if to := p.files.Target(l); to != "" {
				d.To = root + to
			}
			if f, ok := t.(*register.Finding); ok && l.File != "" {
				d.Of = f.ID
				d.Name = register.DownloadName(f.TitleOf(l.File), l.File)
			}
			if (d.Raw != d.To || d.Name != "") && !slices.Contains(links, d) {
				links = append(links, d)
			}
		}
	}
	return links
}

// emphasis is Markdown as the layouts want it: see [markdown.Emphasis].
func emphasis[T ~string](source T) string { return markdown.Emphasis(string(source)) }

func (p *Planner) home() Link { return Link{p.snapshot.Title, register.HomeURL} }

func inspectionLink(i *register.Inspection) Link { return Link{i.Label(), i.URL()} }

func categoryLink(c *register.Category) Link { return Link{c.Title, c.URL()} }
