// Package document reads a file of any format that offices write into a [Source]: its blocks in
// their order, and what was left out of it. It opens no file but the bytes that it is given, and
// runs no program but the converters in [Tools].
package document

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Source is a notice as it was read: its blocks in their order, and what was left out of it.
//
// Every visible character of the file stands in one block or in one Dropped. What a block has and
// the file has not is its Number, and the bars between Cells.
type Source struct {
	Name    string // of the file, as it was given
	Blocks  []Block
	Dropped []Dropped
	Remarks []Remark
}

// Block is a paragraph, a heading or a row of a table.
type Block struct {
	Text    string   // as a reader sees it, automatic number included; one line, single spaces
	Number  string   // the automatic number that Text begins with; empty where it is typed or none
	Heading int      // level by style or markup, from 1; 0 for none
	Cells   []string // of a table's row; Text is then the cells joined by " | "
	Merged  []bool   // for each of Cells: empty, as the cell above or to the left reaches over it
	Head    bool     // the row is marked as a table's head
	Table   int      // which table, from 1; 0 for none
	Sheet   string   // of a spreadsheet that has several
	Place   Place    // where it stands in the source
}

// Place is where something stands in a source, by what its format counts.
type Place struct {
	Unit   Unit // empty where nothing is counted, as in the head of every page
	Number int  // from 1
}

// String gives the place in English, for logs and tests: line 12.
func (p Place) String() string {
	if p.Unit == "" {
		return "margin"
	}
	return fmt.Sprintf("%s %d", p.Unit, p.Number)
}

// Unit is what a format counts.
type Unit string

const (
	Line      Unit = "line"      // of plain text and Markdown
	Paragraph Unit = "paragraph" // of a web page, or of a Word file with its empty ones
	Page      Unit = "page"      // of a PDF
	Footnote  Unit = "footnote"  // at the foot of a page or the end of a Word file
	Row       Unit = "row"       // of a spreadsheet
)

// Dropped is text of the source that is no part of the notice.
type Dropped struct {
	Text  string
	Why   Why
	Place Place
}

// Why is the reason that something was left out of the blocks.
type Why string

const (
	Chrome     Why = "chrome"      // of the web site around the notice: menus, buttons, footers
	Script     Why = "script"      // scripts, styles and other text for machines
	Comment    Why = "comment"     // in the margin, or in the markup
	Header     Why = "header"      // the head or foot of every page
	Deleted    Why = "deleted"     // by a tracked change
	Hidden     Why = "hidden"      // by its format
	Struck     Why = "struck"      // by a line through it
	Markup     Why = "markup"      // signs of the format, such as the # of a heading in Markdown
	Repeated   Why = "repeated"    // a second form of text that is there: a table of contents
	PageNumber Why = "page-number" // of a printed page
)

// Remark is something about the whole source that the editor should know.
type Remark struct {
	Rule RemarkRule
	Args []any
}

// RemarkRule names a remark.
type RemarkRule string

const (
	RemarkEncoding  RemarkRule = "encoding"  // 1: name; the text is not in UTF-8
	RemarkWrapped   RemarkRule = "wrapped"   // 1: lines that were joined to the one before
	RemarkImages    RemarkRule = "images"    // 1: pictures, whose text was not read
	RemarkEmbedded  RemarkRule = "embedded"  // 1: embedded documents, not opened
	RemarkComments  RemarkRule = "comments"  // 1: parts with comments, not read
	RemarkExternal  RemarkRule = "external"  // 1: links to other files, not opened
	RemarkMacros    RemarkRule = "macros"    // no arguments; neither run nor read
	RemarkConverted RemarkRule = "converted" // 1: the program that turned it into what was read
	RemarkAlike     RemarkRule = "alike"     // 1: characters that look like ordinary ones
	RemarkBeside    RemarkRule = "beside"    // 1: lines of a PDF beside others, in no known table
)

// maker gathers a source. Readers hand it whatever text they meet, as it stands in the file.
type maker struct {
	source *Source
	tables int
	cells  int  // of all rows so far
	alike  int  // characters that became ordinary ones
	long   bool // there is more than a notice can have, which is not kept
}

// maxBlocks is how many paragraphs and rows a file may have, and maxCells how many cells. The
// action plan of a whole province has 20,000 paragraphs. What is longer is no notice.
const (
	maxBlocks = 50_000
	maxCells  = 20 * maxBlocks
)

// add adds a block, unless there are too many.
func (m *maker) add(b Block) {
	m.cells += len(b.Cells)
	m.long = m.long || len(m.source.Blocks) == maxBlocks || m.cells > maxCells
	if !m.long {
		m.source.Blocks = append(m.source.Blocks, b)
	}
}

// block adds a paragraph, without the buttons that a web site put into it. It gives false where
// nothing visible was in it.
func (m *maker) block(b Block) bool {
	text, chrome := withoutChrome(tidy(b.Text))
	for _, c := range chrome {
		m.drop(c, Chrome, b.Place)
	}
	if pageNumber().MatchString(text) && b.Heading == 0 {
		m.drop(text, PageNumber, b.Place)
		return true
	}
	if text == "" {
		return len(chrome) > 0
	}
	b.Text = numbered(b.Number, text)
	m.add(b)
	return true
}

// row adds a row of a table, where one of its cells has text.
func (m *maker) row(b Block) {
	empty := true
	for i, cell := range b.Cells {
		b.Cells[i] = tidy(cell)
		empty = empty && b.Cells[i] == ""
	}
	if empty {
		return
	}
	if b.Merged == nil {
		b.Merged = make([]bool, len(b.Cells))
	}
	b.Text = strings.Join(b.Cells, " | ")
	m.add(b)
}

// FromBlocks makes a source of paragraphs and rows that another room has read: their texts are
// tidied, empty ones left out, and the limits are those of [Read]. The error is [*Unreadable].
func FromBlocks(name string, blocks []Block, dropped []Dropped) (*Source, error) {
	m := &maker{source: &Source{Name: name}}
	for _, b := range blocks {
		if b.Table > 0 {
			m.row(b)
		} else {
			m.block(b)
		}
	}
	for _, d := range dropped {
		m.drop(d.Text, d.Why, d.Place)
	}
	return m.made()
}

// drop notes text that is left out, where any of it is visible.
func (m *maker) drop(text string, why Why, at Place) {
	if text = tidy(text); text != "" {
		m.source.Dropped = append(m.source.Dropped, Dropped{text, why, at})
	}
}

func (m *maker) remark(rule RemarkRule, args ...any) {
	m.source.Remarks = append(m.source.Remarks, Remark{rule, args})
}

// count adds a remark that counts something, unless there is none.
func (m *maker) count(rule RemarkRule, n int) {
	if n > 0 {
		m.remark(rule, n)
	}
}

// tidy gives text on one line, with single spaces, full-width ones included, and without
// characters that nobody sees. Those that turn the direction of text are among them: no notice has
// a use for them, and they can make one text look like another.
func tidy(text string) string {
	text = strings.Map(func(r rune) rune {
		if Unseen(r) && !unicode.IsSpace(r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, "\ufffd"))
	return strings.Join(strings.Fields(text), " ")
}

// Unseen says whether a character is white space or leaves no mark at all.
func Unseen(r rune) bool {
	return unicode.IsSpace(r) || unicode.IsControl(r) || r == '\u00ad' || r == '\ufeff' ||
		'\u200b' <= r && r <= '\u200f' || '\u202a' <= r && r <= '\u202e' ||
		'\u2060' <= r && r <= '\u2069'
}

// numbered puts an automatic number before its text, with a space only where the two would
// otherwise read as one.
func numbered(number, text string) string {
	if number == "" {
		return text
	}
	word := func(b byte) bool {
		return b < utf8.RuneSelf && (unicode.IsLetter(rune(b)) || unicode.IsDigit(rune(b)))
	}
	last := number[len(number)-1]
	if text == "" {
		return number
	}
	if word(last) || last < utf8.RuneSelf && word(text[0]) {
		return number + " " + text
	}
	return number + text
}
