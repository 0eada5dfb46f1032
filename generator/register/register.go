// Package register reads what was found and what was done about it.
//
// On disk a register is a tree of Markdown files below content/: an _index.md for the register,
// one for each inspection and one for each category, and one file for each finding, whose file
// name is its id. [Read] reads the tree and gives either a [Register] in which every rule holds,
// or every problem of every file as a problem.List: a register with one problem is not a
// register.
//
// What depends on the day (is it overdue?) is never read and never stored. It is computed from
// the register and a [Day] by [Finding.State] and [Inspection.Report].
//
// The package does not know how a page looks, writes nothing, and does not read the clock.
package register

import (
	"crypto/sha256"
	"slices"

	"gongshi/generator/problem"
)

// Register is everything that one body publishes. As JSON, it and its parts are what an editor
// wrote, under the keys of the front matter; own keys, draft and whatever is computed are left out.
type Register struct {
	Title       string        `yaml:"title" json:"title"`
	Contact     Contact       `yaml:"contact" json:"contact,omitzero"`
	Own         Own           `yaml:",inline" json:"-"`
	Body        Body          `yaml:"-" json:"text,omitzero"`
	Inspections []*Inspection `yaml:"-" json:"-"` // newest first
	Config      Config        `yaml:"-" json:"-"`

	Digest [sha256.Size]byte `yaml:"-" json:"-"` // of its file's bytes

	// Remarks are the problems of all files that stop nothing: see [problem.List.Remarks].
	Remarks problem.List `yaml:"-" json:"-"`

	links []Link
}

// Inspection is one inspection or audit of a body, and the report on it.
type Inspection struct {
	ID             string          `yaml:"-" json:"-"` // the name of its folder
	Title          string          `yaml:"title" json:"title"`
	Inspected      string          `yaml:"body" json:"body"`
	Issuer         string          `yaml:"issuer" json:"issuer,omitempty"`
	Inspector      string          `yaml:"inspector" json:"inspector,omitempty"`
	From           Date            `yaml:"from" json:"from,omitzero"`
	To             Date            `yaml:"to" json:"to,omitzero"`
	Feedback       Date            `yaml:"feedback" json:"feedback,omitzero"`
	Published      Moment          `yaml:"published" json:"published,omitzero"`
	ReportEvery    Period          `yaml:"report_every" json:"report_every,omitzero"`
	Accountability *Accountability `yaml:"accountability" json:"accountability,omitempty"`
	Source         string          `yaml:"source" json:"source,omitempty"`
	Contact        Contact         `yaml:"contact" json:"contact,omitzero"`
	Own            Own             `yaml:",inline" json:"-"`
	Body           Body            `yaml:"-" json:"text,omitzero"`
	Categories     []*Category     `yaml:"-" json:"-"` // by weight, then id

	Digest [sha256.Size]byte `yaml:"-" json:"-"` // of its file's bytes

	links []Link
}

// Accountability is how many were held to account; the kinds add up to the totals.
type Accountability struct {
	Organisations int    `yaml:"organisations" json:"organisations"`
	Persons       int    `yaml:"persons" json:"persons"`
	Kinds         []Kind `yaml:"kinds" json:"kinds,omitempty"`
}

// Kind is one way of holding to account.
type Kind struct {
	Name          string `yaml:"name" json:"name"`
	Organisations int    `yaml:"organisations" json:"organisations"`
	Persons       int    `yaml:"persons" json:"persons"`
}

// Category is a heading of an inspection, with its findings.
type Category struct {
	ID         string      `yaml:"-" json:"-"` // the name of its folder
	Title      string      `yaml:"title" json:"title"`
	Weight     int         `yaml:"weight" json:"weight"`
	Groups     []Group     `yaml:"groups" json:"groups,omitempty"`
	Own        Own         `yaml:",inline" json:"-"`
	Body       Body        `yaml:"-" json:"text,omitzero"`
	Inspection *Inspection `yaml:"-" json:"-"`
	Findings   []*Finding  `yaml:"-" json:"-"` // by weight, then id

	Digest [sha256.Size]byte `yaml:"-" json:"-"` // of its file's bytes

	links []Link
}

// Group is a heading within a category.
type Group struct {
	ID    string `yaml:"id" json:"id"`
	Title string `yaml:"title" json:"title"`
}

// GroupTitle is the title of the group with an id; empty where there is none.
func (c *Category) GroupTitle(id string) string {
	for _, g := range c.Groups {
		if g.ID == id {
			return g.Title
		}
	}
	return ""
}

// Finding is one problem that was found, and what was done about it.
type Finding struct {
	ID          string        `yaml:"-" json:"-"` // its file's name
	Title       string        `yaml:"title" json:"title"`
	Number      string        `yaml:"number" json:"number"`
	Group       string        `yaml:"group" json:"group,omitempty"`
	Weight      int           `yaml:"weight" json:"weight"`
	Summary     string        `yaml:"summary" json:"summary"`
	Status      Status        `yaml:"status" json:"status"`
	Basis       Basis         `yaml:"basis" json:"basis"`
	Verified    *Verification `yaml:"verified" json:"verified,omitempty"`
	Completed   Date          `yaml:"completed" json:"completed,omitzero"`
	Deadline    *Deadline     `yaml:"deadline" json:"deadline,omitempty"`
	Reason      Markdown      `yaml:"reason" json:"reason,omitempty"`
	Next        Markdown      `yaml:"next" json:"next,omitempty"`
	Responsible Texts         `yaml:"responsible" json:"responsible,omitempty"`
	Measures    []Measure     `yaml:"measures" json:"measures,omitempty"`
	Results     []Result      `yaml:"results" json:"results,omitempty"`
	Documents   []Document    `yaml:"documents" json:"documents,omitempty"`
	Updates     []Update      `yaml:"updates" json:"updates,omitempty"`
	Answers     []Answer      `yaml:"answers" json:"answers,omitempty"`
	Evidence    []Attachment  `yaml:"evidence" json:"evidence,omitempty"`
	Related     []string      `yaml:"related" json:"related,omitempty"`
	Contact     Contact       `yaml:"contact" json:"contact,omitzero"`
	Draft       bool          `yaml:"draft" json:"-"`
	Own         Own           `yaml:",inline" json:"-"`
	Body        Body          `yaml:"-" json:"text,omitzero"`
	Category    *Category     `yaml:"-" json:"-"`

	Digest [sha256.Size]byte `yaml:"-" json:"-"` // of its file's bytes

	links []Link
}

// Own holds the keys that begin with x_: the site's own, handed to the layouts untouched.
type Own map[string]any

// Texts is one text or a list of them.
type Texts []string

// Markdown is text in Markdown, without raw HTML.
type Markdown string

// Body is the Markdown below the front matter, and where it stands.
type Body struct {
	Text string
	File string // slash-separated, relative to the source
	Line int    // of the text's first line, from 1
}

// IsZero says whether there is no text.
func (b Body) IsZero() bool { return b.Text == "" }

// MarshalText gives the text.
func (b Body) MarshalText() ([]byte, error) { return []byte(b.Text), nil }

// Verification is who confirmed a status, and when.
type Verification struct {
	By string `yaml:"by" json:"by"`
	On Date   `yaml:"on" json:"on"`
}

// Deadline is what was promised: a date, or a condition that is looked at again on a day.
type Deadline struct {
	Date      Day         `yaml:"date" json:"date,omitempty"` // the first date promised; never edited
	Extended  []Extension `yaml:"extended" json:"extended,omitempty"`
	Condition string      `yaml:"condition" json:"condition,omitempty"`
	Review    Day         `yaml:"review" json:"review,omitempty"`
}

// Extension moves a deadline.
type Extension struct {
	On     Day    `yaml:"on" json:"on"`
	To     Day    `yaml:"to" json:"to"`
	Reason string `yaml:"reason" json:"reason"`
}

// Measure is one thing that was done, or will be. Done is nil where nobody says.
type Measure struct {
	Text Markdown `yaml:"text" json:"text"`
	Date Date     `yaml:"date" json:"date,omitzero"`
	Done *bool    `yaml:"done" json:"done,omitempty"`
}

// Result is one figure, written as the author writes it.
type Result struct {
	Name   string `yaml:"name" json:"name"`
	Value  string `yaml:"value" json:"value"`
	Unit   string `yaml:"unit" json:"unit,omitempty"`
	Change string `yaml:"change" json:"change,omitempty"`
}

// Document is a rule or notice that was issued.
type Document struct {
	Title string `yaml:"title" json:"title"`
	Date  Date   `yaml:"date" json:"date,omitzero"`
	File  string `yaml:"file" json:"file,omitempty"` // relative to the finding's folder
	URL   string `yaml:"url" json:"url,omitempty"`
}

// Attachment is a file published as evidence.
type Attachment struct {
	Title string `yaml:"title" json:"title"`
	File  string `yaml:"file" json:"file"` // relative to the finding's folder
}

// Update is one piece of dated progress. Status is empty where it did not change.
type Update struct {
	Date   Date     `yaml:"date" json:"date"`
	Status Status   `yaml:"status" json:"status,omitempty"`
	Text   Markdown `yaml:"text" json:"text"`
}

// Answer is what a citizen asked and what was answered.
type Answer struct {
	On       Date     `yaml:"on" json:"on"`
	Question string   `yaml:"question" json:"question"`
	Answer   Markdown `yaml:"answer" json:"answer"`
}

// Drafts counts the findings that no released site shows.
func (r *Register) Drafts() int {
	drafts := 0
	for _, f := range r.All() {
		if f.Draft {
			drafts++
		}
	}
	return drafts
}

// Published gives the register without its drafts, and without what leads to them: r itself where
// it has none.
func (r *Register) Published() *Register {
	drafts := map[string]bool{}
	for _, f := range r.All() {
		if f.Draft {
			drafts[f.ID] = true
		}
	}
	if len(drafts) == 0 {
		return r // a copy of 100,000 findings would be 65 MB
	}
	public := *r
	public.Inspections = nil
	for _, i := range r.Inspections {
		inspection := *i
		inspection.Categories = nil
		for _, c := range i.Categories {
			category := *c
			category.Inspection, category.Findings = &inspection, nil
			for _, f := range c.Findings {
				if f.Draft {
					continue
				}
				finding := *f
				finding.Category = &category
				finding.Related = slices.DeleteFunc(slices.Clone(f.Related),
					func(id string) bool { return drafts[id] })
				category.Findings = append(category.Findings, &finding)
			}
			if len(c.Findings) > 0 && len(category.Findings) == 0 {
				continue // nobody shall read that there is something to come
			}
			inspection.Categories = append(inspection.Categories, &category)
		}
		public.Inspections = append(public.Inspections, &inspection)
	}
	return &public
}

// All gives every finding of the inspection, in the order of the notice.
func (i *Inspection) All() []*Finding {
	var all []*Finding
	for _, c := range i.Categories {
		all = append(all, c.Findings...)
	}
	return all
}
