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
	"cmp"
	"crypto/sha256"

	"gongshi/generator/problem"
)

// Register is everything that one body publishes. The tags of it and its parts name the keys of the
// front matter.
type Register struct {
	Title       string        `json:"title"`
	Contact     Contact       `json:"contact,omitzero"`
	Own         Own           `json:"-"`
	Body        Body          `json:"text,omitzero"`
	Inspections []*Inspection `json:"-"` // newest first
	Config      Config        `json:"-"`

	Digest [sha256.Size]byte `json:"-"` // of its file's bytes

	// Record is record/record.json, which is published as it is; nil where there is none.
	Record []byte `json:"-"`

	// FileDigests are those of attachments by path, where somebody has read them.
	FileDigests map[string][sha256.Size]byte `json:"-"`

	// Remarks are the problems of all files that stop nothing: see [problem.List.Remarks].
	Remarks problem.List `json:"-"`

	links []Link
}

// Identity is what tells the register from all others: the uuid of config.toml, without one its
// title. The ids of feeds, calendars and cards are made from it.
func (r *Register) Identity() string { return cmp.Or(r.Config.UUID, r.Title) }

// Inspection is one inspection or audit of a body, and the report on it.
type Inspection struct {
	ID             string          `json:"-"` // the name of its folder
	Title          string          `json:"title"`
	Short          string          `json:"short,omitempty"` // title for places with little room
	Kind           InspectionKind  `json:"kind,omitempty"`  // chooses words; may be empty
	Inspected      string          `json:"body"`
	Issuer         string          `json:"issuer,omitempty"`
	Inspector      string          `json:"inspector,omitempty"`
	From           Date            `json:"from,omitzero"`
	To             Date            `json:"to,omitzero"`
	Feedback       Date            `json:"feedback,omitzero"`
	Published      Moment          `json:"published,omitzero"`
	ReportEvery    Period          `json:"report_every,omitzero"`
	Accountability *Accountability `json:"accountability,omitempty"`
	Opinions       *Opinions       `json:"opinions,omitempty"`
	Source         string          `json:"source,omitempty"`
	Disclosure     *Disclosure     `json:"disclosure,omitempty"`
	Corrections    []Correction    `json:"corrections,omitempty"`
	Contact        Contact         `json:"contact,omitzero"`
	Draft          bool            `json:"-" yaml:"draft"` // so is all in it
	Own            Own             `json:"-"`
	Body           Body            `json:"text,omitzero"`
	Categories     []*Category     `json:"-"` // by weight, then id

	Digest [sha256.Size]byte `json:"-"` // of its file's bytes

	links []Link
}

// Label is what the inspection is called where there is little room.
func (i *Inspection) Label() string { return cmp.Or(i.Short, i.Title) }

// Accountability is how many were held to account; the kinds add up to the totals.
type Accountability struct {
	Organisations int    `json:"organisations"`
	Persons       int    `json:"persons"`
	Kinds         []Kind `json:"kinds,omitempty"`
}

// Kind is one way of holding to account.
type Kind struct {
	Name          string `json:"name"`
	Organisations int    `json:"organisations"`
	Persons       int    `json:"persons"`
}

// Opinions is how many opinions citizens sent about an inspection, and how many were answered.
type Opinions struct {
	Received int `json:"received"`
	Answered int `json:"answered"`
	Until    Day `json:"until"` // counted up to then
}

// Disclosure is what the head of a Chinese government document says of it.
type Disclosure struct {
	Index  string `json:"index,omitempty"`  // 索引号
	Number string `json:"number,omitempty"` // 发文字号
	Signed Date   `json:"signed,omitzero"`  // 成文日期
	Theme  string `json:"theme,omitempty"`  // 主题分类
}

// Category is a heading of an inspection, with its findings.
type Category struct {
	ID         string      `json:"-"` // the name of its folder
	Title      string      `json:"title"`
	Weight     int         `json:"weight"`
	Groups     []Group     `json:"groups,omitempty"`
	Draft      bool        `json:"-" yaml:"draft"` // so is all in it; also where its inspection is
	Own        Own         `json:"-"`
	Body       Body        `json:"text,omitzero"`
	Inspection *Inspection `json:"-"`
	Findings   []*Finding  `json:"-"` // by weight, then id; those that count
	Withdrawn  []*Finding  `json:"-"` // those that do not

	Digest [sha256.Size]byte `json:"-"` // of its file's bytes

	links []Link
}

// Group is a heading within a category.
type Group struct {
	ID    string `json:"id"`
	Title string `json:"title"`
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
	ID          string        `json:"-"` // its file's name
	Title       string        `json:"title"`
	Number      string        `json:"number"`
	Group       string        `json:"group,omitempty"`
	Weight      int           `json:"weight"`
	Summary     string        `json:"summary"`
	Status      Status        `json:"status"`
	Basis       Basis         `json:"basis"`
	Verified    *Verification `json:"verified,omitempty"`
	Completed   Date          `json:"completed,omitzero"` // zero where it is not stated
	Deadline    *Deadline     `json:"deadline,omitempty"`
	Reason      Markdown      `json:"reason,omitempty"`
	Next        Markdown      `json:"next,omitempty"`
	Responsible Texts         `json:"responsible,omitempty"`
	Measures    []Measure     `json:"measures,omitempty"`
	Results     []Result      `json:"results,omitempty"`
	Documents   []Document    `json:"documents,omitempty"`
	Updates     []Update      `json:"updates,omitempty"`
	Answers     []Answer      `json:"answers,omitempty"`
	Evidence    []Attachment  `json:"evidence,omitempty"`
	Related     []string      `json:"related,omitempty"`
	Aliases     []string      `json:"aliases,omitempty"` // its ids of before
	Corrections []Correction  `json:"corrections,omitempty"`
	Withdrawn   *Withdrawal   `json:"withdrawn,omitempty"`
	Contact     *Contact      `json:"contact,omitempty"` // nil also where nothing is in it
	Drafted     Texts         `json:"drafted,omitempty"` // keys whose text a program wrote
	Author      Texts         `json:"-" yaml:"author"`   // who wrote it; never exported
	Approved    *Approval     `json:"-" yaml:"approved"` // never exported
	Draft       bool          `json:"-" yaml:"draft"`    // also where its category is
	NotStated   Texts         `json:"-"`                 // see [NotStated]; the deadline, too
	Own         Own           `json:"-"`
	Body        Body          `json:"text,omitzero"`
	Category    *Category     `json:"-"`

	Digest [sha256.Size]byte `json:"-"` // of its file's bytes

	// Unapproved says that the text is not to be published as it is, and Earlier is the one that is
	// in its place, since it was approved; nil where none was. See [Config.Approval].
	Unapproved bool     `json:"-"`
	Earlier    *Finding `json:"-"`

	text  [sha256.Size]byte // of its public text, where texts are approved
	file  string            // of an earlier text
	links []Link
}

// Own holds the keys that begin with x_: the site's own, handed to the layouts untouched.
type Own map[string]any

// Texts is one text or a list of them.
type Texts []string

// Markdown is text in Markdown, without raw HTML, as [markdown.Read] made it.
type Markdown string

// Body is the Markdown below the front matter, and where it stands.
type Body struct {
	Text string // as [markdown.Read] made it
	File string // slash-separated, relative to the source
	Line int    // of the text's first line, from 1
}

// IsZero says whether there is no text.
func (b Body) IsZero() bool { return b.Text == "" }

// MarshalText gives the text.
func (b Body) MarshalText() ([]byte, error) { return []byte(b.Text), nil }

// Verification is who confirmed a status, and when.
type Verification struct {
	By string `json:"by"`
	On Date   `json:"on"`
}

// Deadline is what was promised: a date, a condition that is looked at again on a day, or what the
// notice does not state. Each may be extended to a later date.
type Deadline struct {
	Date      Day         `json:"date,omitempty"` // the first date promised; never edited
	Extended  []Extension `json:"extended,omitempty"`
	Condition string      `json:"condition,omitempty"`
	Review    Day         `json:"review,omitempty"`
	NotStated bool        `json:"not-stated,omitempty"`
}

// Extension moves a deadline.
type Extension struct {
	On     Day    `json:"on"`
	To     Day    `json:"to"`
	Reason string `json:"reason"`
}

// Measure is one thing that was done, or will be. Done is nil where nobody says.
type Measure struct {
	Text Markdown `json:"text"`
	Date Date     `json:"date,omitzero"`
	Done *bool    `json:"done,omitempty"`
}

// Result is one figure, written as the author writes it.
type Result struct {
	Name   string `json:"name"`
	Value  string `json:"value"`
	Unit   string `json:"unit,omitempty"`
	Change string `json:"change,omitempty"`
}

// Document is a rule or notice that was issued.
type Document struct {
	Title string `json:"title"`
	Date  Date   `json:"date,omitzero"`
	File  string `json:"file,omitempty"` // relative to the finding's folder
	URL   string `json:"url,omitempty"`
}

// Attachment is a file published as evidence.
type Attachment struct {
	Title string `json:"title"`
	File  string `json:"file"` // relative to the finding's folder
}

// Update is one piece of dated progress. Status is empty where it did not change.
type Update struct {
	Date   Date     `json:"date"`
	Status Status   `json:"status,omitempty"`
	Text   Markdown `json:"text"`
}

// Answer is what a citizen asked and what was answered.
type Answer struct {
	On       Date     `json:"on"`
	Question string   `json:"question"`
	Answer   Markdown `json:"answer"`
}

// All gives every finding of the inspection that counts, in the order of the notice.
func (i *Inspection) All() []*Finding {
	var all []*Finding
	for _, c := range i.Categories {
		all = append(all, c.Findings...)
	}
	return all
}
