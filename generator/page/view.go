package page

import "gongshi/generator/register"

// What the layouts see. Every struct here becomes JSON, and each key is what a layout writes after
// .Params. Addresses are relative to the site's root: a layout puts .Params.root before them.
// Dates are ISO 8601, as precise as the register has them: 2023-04-13, 2023-04 or 2023.

// Deadline is what was promised and what became of it. Date or Condition is set, and both where a
// date has followed a condition: First is empty then. With NotStated there is a Date only where one
// has followed. Schedule is
// none, conditional, due, due-soon, overdue, met, met-late or review-overdue. Days counts from AsOf
// to Date or Review, and is negative when over; SinceFirst counts from First to AsOf, where the
// deadline was extended and the first has passed.
type Deadline struct {
	Schedule   string               `json:"schedule"`
	Date       string               `json:"date,omitempty"`  // the date now in force, a day
	First      string               `json:"first,omitempty"` // the date first promised
	Days       int                  `json:"days"`
	SinceFirst int                  `json:"since_first"`
	Extended   []register.Extension `json:"extended,omitempty"`  // oldest first
	Condition  string               `json:"condition,omitempty"` // text
	Review     string               `json:"review,omitempty"`    // when the condition is looked at again
	NotStated  bool                 `json:"not_stated,omitempty"`
	PutOff     int                  `json:"put_off,omitempty"` // days from First to Date
}

// Row is a finding in a list.
type Row struct {
	ID         string   `json:"id"`
	URL        string   `json:"url"`
	Title      string   `json:"title"`
	Number     string   `json:"number"`
	Summary    string   `json:"summary"`
	Status     string   `json:"status"` // not-started … closed: words are i18n status_…
	Basis      string   `json:"basis"`  // stated, inferred, verified: i18n basis_…
	Draft      bool     `json:"draft,omitempty"`
	Approval   string   `json:"approval,omitempty"` // awaiting, edited: i18n approval_…; no public row
	Completed  string   `json:"completed,omitempty"`
	Deadline   Deadline `json:"deadline"`
	Inspection Link     `json:"inspection"`
	Category   Link     `json:"category"`
	// Of is the inspection, in few words, where the register has several.
	Of          string   `json:"of,omitempty"`
	Responsible []Link   `json:"responsible,omitempty"`
	Reason      string   `json:"reason,omitempty"`     // Markdown; only where the facts are shown
	Next        string   `json:"next,omitempty"`       // Markdown; likewise
	NotStated   []string `json:"not_stated,omitempty"` // keys: completed, reason, next, deadline
	// Facts says that the list gives deadline, reason, next step and office, too.
	Facts bool `json:"facts,omitempty"`
	// Withdrawn is of a row of the search page.
	Withdrawn bool `json:"withdrawn,omitempty"`
}

// Counts are the totals over some findings. Open ones are not-started, in-progress, mostly-done
// and on-hold.
type Counts struct {
	All       int           `json:"all"`
	Completed int           `json:"completed"`
	Inferred  int           `json:"inferred"` // of the completed: by inference
	Open      int           `json:"open"`
	Overdue   int           `json:"overdue"`
	DueSoon   int           `json:"due_soon"`
	Review    int           `json:"review_overdue"`
	Rate      string        `json:"rate"`     // completed / all in per cent, one decimal: "91.7"
	Statuses  []StatusCount `json:"statuses"` // all seven, in the design's order, zeros too
	Promises  *Promises     `json:"promises,omitempty"`
}

// StatusCount is how many findings have one status, and the page that lists them.
type StatusCount struct {
	Status string `json:"status"`
	Count  int    `json:"count"`
	URL    string `json:"url"`
}

// Report is when an inspection was last reported on, and when it should be next.
type Report struct {
	Latest    string `json:"latest,omitempty"`
	Every     int    `json:"every_months,omitempty"` // 0: no promise
	EveryDays int    `json:"every_days,omitempty"`   // where the promise is in days or weeks
	Next      string `json:"next,omitempty"`
	Overdue   bool   `json:"overdue"`
	Days      int    `json:"days"` // from AsOf to Next: negative when over
}

// InspectionHead is an inspection in a line or two.
type InspectionHead struct {
	Title     string                  `json:"title"`
	Short     string                  `json:"short,omitempty"` // for places with little room
	URL       string                  `json:"url"`
	Kind      register.InspectionKind `json:"kind,omitempty"`
	Body      string                  `json:"body"`
	Issuer    string                  `json:"issuer,omitempty"`
	Inspector string                  `json:"inspector,omitempty"`
	From      string                  `json:"from,omitempty"`
	To        string                  `json:"to,omitempty"`
	Feedback  string                  `json:"feedback,omitempty"`
	Published string                  `json:"published,omitempty"`
	Clock     string                  `json:"clock,omitempty"` // of Published: 15:30
	Source    string                  `json:"source,omitempty"`
	// Disclosure is the head of the document; nothing where none of it is filled in.
	Disclosure *register.Disclosure `json:"disclosure,omitempty"`

	Report     Report         `json:"report"` // only Latest, but for a long-term finding
	Counts     Counts         `json:"counts"`
	Categories []CategoryHead `json:"categories"`
}

// CategoryHead is a category, or an office, in a line.
type CategoryHead struct {
	Title  string `json:"title"`
	URL    string `json:"url"`
	Counts Counts `json:"counts"`
}

// Home is index.html. The body is the register's introduction.
type Home struct {
	Frame
	Extra       map[string]any   `json:"extra,omitempty"` // the author's x_ keys
	Counts      Counts           `json:"counts"`
	Inspections []InspectionHead `json:"inspections"` // newest first
	Unfinished  []Row            `json:"unfinished"`  // most overdue first, at most 10 or 5
	More        int              `json:"more"`        // unfinished ones beyond those
	Changes     []Change         `json:"changes"`     // five newest
	Completions *Completions     `json:"completions,omitempty"`
	// Brief has a line for each inspection in place of tables of its categories.
	Brief           bool `json:"brief"`
	MoreInspections int  `json:"more_inspections"` // beyond those
}

// Inspection is <inspection>/index.html. The body is the author's prose.
type Inspection struct {
	Frame
	Extra          map[string]any           `json:"extra,omitempty"` // the author's x_ keys
	Head           InspectionHead           `json:"head"`
	Unfinished     []Row                    `json:"unfinished"`
	More           int                      `json:"more"`
	Completions    *Completions             `json:"completions,omitempty"`
	Accountability *register.Accountability `json:"accountability,omitempty"`
	Opinions       *register.Opinions       `json:"opinions,omitempty"`
	Corrections    []Correction             `json:"corrections,omitempty"` // newest first
}

// Category is <inspection>/<category>.html and its further pages. The body is the author's prose.
type Category struct {
	Frame
	Extra      map[string]any `json:"extra,omitempty"` // the author's x_ keys
	Inspection Link           `json:"inspection"`
	Counts     Counts         `json:"counts"` // of the whole category
	Orders     []Order        `json:"orders,omitempty"`
	Sections   []Section      `json:"sections"` // of this page
	Pager      Pager          `json:"pager"`
	Siblings   []Sibling      `json:"siblings"` // all categories of the inspection, this one too

	Withdrawn []WithdrawnLine `json:"withdrawn,omitempty"` // on the last page of each order
}

// Sibling is a list beside others: a category of an inspection, an office.
type Sibling struct {
	Title string `json:"title"`
	URL   string `json:"url"`
	All   int    `json:"all"` // how many findings it has
}

// Section is a run of findings in one group; a group that is itself a finding has no title and
// one row. By deadline all stand in one without title.
type Section struct {
	ID    string `json:"id,omitempty"`
	Title string `json:"title,omitempty"`
	Rows  []Row  `json:"rows"`
}

// Pager says which page of a list this is.
type Pager struct {
	Page  int    `json:"page"` // from 1
	Pages int    `json:"pages"`
	Prev  string `json:"prev,omitempty"`
	Next  string `json:"next,omitempty"`
}

// Measure is one thing that was done, or will be.
type Measure struct {
	Text string `json:"text"` // Markdown
	Date string `json:"date,omitempty"`
	Done string `json:"done,omitempty"` // yes, no, or empty where the register does not say
}

// Document is a rule or notice that was issued, or a piece of evidence.
type Document struct {
	Title string `json:"title"`
	Date  string `json:"date,omitempty"`
	URL   string `json:"url,omitempty"`  // elsewhere
	File  string `json:"file,omitempty"` // on this site, relative to its root
	Name  string `json:"name,omitempty"` // under which a browser saves it
	Type  string `json:"type,omitempty"` // PDF …, of a file
	Size  int64  `json:"size,omitempty"` // bytes, of a file
}

// Event is an entry of a finding's timeline, newest first.
type Event struct {
	Date   string `json:"date"`
	Kind   string `json:"kind"` // feedback, update, extended, completed, verified: i18n event_…
	Status string `json:"status,omitempty"`
	To     string `json:"to,omitempty"`     // of an extension
	By     string `json:"by,omitempty"`     // of a verification
	Text   string `json:"text,omitempty"`   // Markdown
	Reason string `json:"reason,omitempty"` // text, of an extension

	last register.Day // of Date
}

// Finding is findings/<id>.html. The body is the account of progress.
type Finding struct {
	Frame
	Details
	Related   []Row          `json:"related,omitempty"`
	Prev      *Link          `json:"prev,omitempty"`
	Following *Link          `json:"following,omitempty"`
	Extra     map[string]any `json:"extra,omitempty"` // the author's x_ keys
	// Opinions is of the inspection, and only where the finding has answers.
	Opinions *register.Opinions `json:"opinions,omitempty"`
}

// Details is a finding whole, but for its body.
type Details struct {
	Row
	Group     string                 `json:"group,omitempty"` // its title
	Verified  *register.Verification `json:"verified,omitempty"`
	Measures  []Measure              `json:"measures,omitempty"`
	Results   []register.Result      `json:"results,omitempty"`
	Documents []Document             `json:"documents,omitempty"`
	Evidence  []Document             `json:"evidence,omitempty"`
	Timeline  []Event                `json:"timeline,omitempty"`
	Answers   []register.Answer      `json:"answers,omitempty"` // newest first
	Report    Report                 `json:"report"`            // only Latest, but for a long-term finding

	Corrections []Correction `json:"corrections,omitempty"` // newest first
}

// Status is status/<status>.html and its further pages.
type Status struct {
	Frame
	Status string  `json:"status"`
	Counts Counts  `json:"counts"` // of the whole register, on the first page only
	Orders []Order `json:"orders,omitempty"`
	Rows   []Row   `json:"rows"`
	Pager  Pager   `json:"pager"`
}

// ContactPage is contact.html.
type ContactPage struct {
	Frame
	Others []OtherContact `json:"others,omitempty"` // inspections with a contact of their own
}

// OtherContact is the contact of one inspection.
type OtherContact struct {
	Inspection Link    `json:"inspection"`
	Contact    Contact `json:"contact"`
}

// Accessibility is accessibility.html; all that it says is words.
type Accessibility struct {
	Frame
}

// NotFound is 404.html, which hosts show at any depth: no relative link, no file beside it.
type NotFound struct {
	Frame
	Home  string      `json:"home,omitempty"` // where the site begins; empty where not known
	Style InlineStyle `json:"style"`
}

// InlineStyle is the stylesheet of a page that can name no file, and what the page's policy allows
// it by: 'sha256-…'. Both are empty where the theme has none.
type InlineStyle struct {
	Text string `json:"text"`
	Hash string `json:"hash"`
}
