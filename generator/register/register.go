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

// Register is everything that one body publishes.
type Register struct {
	Title       string        `yaml:"title"`
	Contact     Contact       `yaml:"contact"`
	Own         Own           `yaml:",inline"`
	Body        Body          `yaml:"-"`
	Inspections []*Inspection `yaml:"-"` // newest first
	Config      Config        `yaml:"-"`

	Digest [sha256.Size]byte `yaml:"-"` // of its file's bytes

	// Remarks are the problems of all files that stop nothing: see [problem.List.Remarks].
	Remarks problem.List `yaml:"-"`

	links []Link
}

// Inspection is one inspection or audit of a body, and the report on it.
type Inspection struct {
	ID             string          `yaml:"-"` // the name of its folder
	Title          string          `yaml:"title"`
	Inspected      string          `yaml:"body"`
	Issuer         string          `yaml:"issuer"`
	Inspector      string          `yaml:"inspector"`
	From           Date            `yaml:"from"`
	To             Date            `yaml:"to"`
	Feedback       Date            `yaml:"feedback"`
	Published      Moment          `yaml:"published"`
	ReportEvery    Period          `yaml:"report_every"`
	Accountability *Accountability `yaml:"accountability"`
	Source         string          `yaml:"source"`
	Contact        Contact         `yaml:"contact"`
	Own            Own             `yaml:",inline"`
	Body           Body            `yaml:"-"`
	Categories     []*Category     `yaml:"-"` // by weight, then id

	Digest [sha256.Size]byte `yaml:"-"` // of its file's bytes

	links []Link
}

// Accountability is how many were held to account; the kinds add up to the totals.
type Accountability struct {
	Organisations int    `yaml:"organisations"`
	Persons       int    `yaml:"persons"`
	Kinds         []Kind `yaml:"kinds"`
}

// Kind is one way of holding to account.
type Kind struct {
	Name          string `yaml:"name"`
	Organisations int    `yaml:"organisations"`
	Persons       int    `yaml:"persons"`
}

// Category is a heading of an inspection, with its findings.
type Category struct {
	ID         string      `yaml:"-"` // the name of its folder
	Title      string      `yaml:"title"`
	Weight     int         `yaml:"weight"`
	Groups     []Group     `yaml:"groups"`
	Own        Own         `yaml:",inline"`
	Body       Body        `yaml:"-"`
	Inspection *Inspection `yaml:"-"`
	Findings   []*Finding  `yaml:"-"` // by weight, then id

	Digest [sha256.Size]byte `yaml:"-"` // of its file's bytes

	links []Link
}

// Group is a heading within a category.
type Group struct {
	ID    string `yaml:"id"`
	Title string `yaml:"title"`
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
	ID          string        `yaml:"-"` // its file's name
	Title       string        `yaml:"title"`
	Number      string        `yaml:"number"`
	Group       string        `yaml:"group"`
	Weight      int           `yaml:"weight"`
	Summary     string        `yaml:"summary"`
	Status      Status        `yaml:"status"`
	Basis       Basis         `yaml:"basis"`
	Verified    *Verification `yaml:"verified"`
	Completed   Date          `yaml:"completed"`
	Deadline    *Deadline     `yaml:"deadline"`
	Reason      Markdown      `yaml:"reason"`
	Next        Markdown      `yaml:"next"`
	Responsible Texts         `yaml:"responsible"`
	Measures    []Measure     `yaml:"measures"`
	Results     []Result      `yaml:"results"`
	Documents   []Document    `yaml:"documents"`
	Updates     []Update      `yaml:"updates"`
	Answers     []Answer      `yaml:"answers"`
	Evidence    []Attachment  `yaml:"evidence"`
	Related     []string      `yaml:"related"`
	Contact     Contact       `yaml:"contact"`
	Draft       bool          `yaml:"draft"`
	Own         Own           `yaml:",inline"`
	Body        Body          `yaml:"-"`
	Category    *Category     `yaml:"-"`

	Digest [sha256.Size]byte `yaml:"-"` // of its file's bytes

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

// Verification is who confirmed a status, and when.
type Verification struct {
	By string `yaml:"by"`
	On Date   `yaml:"on"`
}

// Deadline is what was promised: a date, or a condition that is looked at again on a day.
type Deadline struct {
	Date      Day         `yaml:"date"` // the first date promised; never edited
	Extended  []Extension `yaml:"extended"`
	Condition string      `yaml:"condition"`
	Review    Day         `yaml:"review"`
}

// Extension moves a deadline.
type Extension struct {
	On     Day    `yaml:"on"`
	To     Day    `yaml:"to"`
	Reason string `yaml:"reason"`
}

// Measure is one thing that was done, or will be. Done is nil where nobody says.
type Measure struct {
	Text Markdown `yaml:"text"`
	Date Date     `yaml:"date"`
	Done *bool    `yaml:"done"`
}

// Result is one figure, written as the author writes it.
type Result struct {
	Name   string `yaml:"name"`
	Value  string `yaml:"value"`
	Unit   string `yaml:"unit"`
	Change string `yaml:"change"`
}

// Document is a rule or notice that was issued.
type Document struct {
	Title string `yaml:"title"`
	Date  Date   `yaml:"date"`
	File  string `yaml:"file"` // relative to the finding's folder
	URL   string `yaml:"url"`
}

// Attachment is a file published as evidence.
type Attachment struct {
	Title string `yaml:"title"`
	File  string `yaml:"file"` // relative to the finding's folder
}

// Update is one piece of dated progress. Status is empty where it did not change.
type Update struct {
	Date   Date     `yaml:"date"`
	Status Status   `yaml:"status"`
	Text   Markdown `yaml:"text"`
}

// Answer is what a citizen asked and what was answered.
type Answer struct {
	On       Date     `yaml:"on"`
	Question string   `yaml:"question"`
	Answer   Markdown `yaml:"answer"`
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
