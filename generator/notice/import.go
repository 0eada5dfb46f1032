package notice

import (
	"gongshi/generator/document"
	"gongshi/generator/register"
)

// Import is a notice as it was understood. Pieces says of every character of the source's blocks
// where it went.
type Import struct {
	Source         *document.Source
	Language       string // of the notice: zh or en
	Inspection     Inspection
	Contact        register.Contact // Phone as the notice gives it, perhaps without area code
	Accountability *register.Accountability
	Categories     []*Category
	Findings       []*Finding // in the notice's order
	Groups         int        // those that are themselves findings included
	Unfinished     int        // findings that the notice names as unfinished
	Pieces         []Piece    // by block, then offset; together all blocks
	Questions      []Note     // what a person has to decide
	Checks         []Note     // what the notice says of itself, and was found to be so
	Answered       []Note     // what was settled without a question, or by [Import.Answer]
	Places         Places
}

// Places are the files that an import is written to, relative to the source; empty before.
type Places struct {
	Findings                       map[*Finding]string
	Inspection, Register, Leftover string
}

// Inspection is what the notice says of the inspection as a whole. Dates are 2023-04-13, 2023-04 or
// 2023, empty where the notice gives none.
type Inspection struct {
	Title       string                  `json:"title"`
	Kind        register.InspectionKind `json:"kind,omitempty"`
	Body        string                  `json:"body"`
	Issuer      string                  `json:"issuer"`
	Inspector   string                  `json:"inspector"`
	From        string                  `json:"from"`
	To          string                  `json:"to"`
	Feedback    string                  `json:"feedback"`
	Published   string                  `json:"published"`
	ReportEvery string                  `json:"-"` // ISO 8601 duration
}

// Category is a heading of the notice with findings below it.
type Category struct {
	Title  string
	Number string // 二(一)
	Path   []int  // the values of its numerals, for its id
	Groups []*Group
}

// Group is a heading between a category and its findings.
type Group struct {
	Title string
	Path  []int
}

// Finding is one problem, and what the notice says was done about it.
type Finding struct {
	Title       string
	Number      string
	Path        []int // the figures of its number, for its id
	Category    *Category
	Group       *Group // nil where there is none
	Status      register.Status
	Basis       register.Basis
	Completed   string // a date as in [Inspection]
	VerifiedBy  string // with Basis verified alone, and VerifiedOn, a date
	VerifiedOn  string
	Deadline    string // a day; empty where there is none or a condition
	Condition   string
	Responsible []string
	Measures    []string
	Reason      []string // paragraphs, as the next two
	Next        []string
	Body        []string
	Summary     string   // that somebody has given; a notice has none
	NotStated   []string // keys that its status needs and the notice says nothing of

	block   int    // its heading
	class   string // of its heading's numeral
	key     string
	said    bool // there is an account of progress
	always  bool // its deadline is that it goes on for ever
	doubted bool // an unfinished matter may be this one or another
	open    bool // the notice names it as unfinished
	told    bool // its number stands below its heading
	settled bool // its status stands in the notice, at a place for one

	inferred bool   // and the notice says that it is inferred
	printed  bool   // and who has verified it is told as a register prints it
	doubt    string // what who inspects says against its completion
}

// Use is what a piece of the source became.
type Use string

// The uses. What is used as Numeral, Label, Gap or Outline gives an order or a meaning to what stands
// beside it and is not written down again; all others are, word for word or as the value they stand for.
const (
	Numeral     Use = "numeral"
	Label       Use = "label"
	Gap         Use = "gap" // between the cells of a row
	Title       Use = "title"
	Body        Use = "body"
	Measure     Use = "measure"
	Status      Use = "status"
	Deadline    Use = "deadline"
	Completed   Use = "completed"
	Reason      Use = "reason"
	Next        Use = "next"
	Responsible Use = "responsible"
	Repeat      Use = "repeat" // an unfinished finding, named a second time
	Heading     Use = "heading"
	Outline     Use = "outline" // a heading of the inspection without text below it
	Text        Use = "text"    // of the inspection
	Issuer      Use = "issuer"
	Published   Use = "published"
	Leftover    Use = "leftover"
)

// Piece is a part of a block: the bytes from From up to To.
type Piece struct {
	Block    int
	From, To int
	Use      Use
	Finding  *Finding // nil where it belongs to the inspection, or to Category
	Category *Category
}

// Note is something about the notice for a person to read. Its sentence stands under its rule in
// report.zh.toml and report.en.toml.
type Note struct {
	Rule  string
	Block int // -1 where no single block is meant
	Args  []any
}

// Text gives the words of a piece.
func (i *Import) Text(p Piece) string { return i.Source.Blocks[p.Block].Text[p.From:p.To] }
