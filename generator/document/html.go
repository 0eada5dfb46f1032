package document

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// A web page is walked once, by hand: html-to-markdown gives Markdown, in which nobody can say
// where a character came from, and it has no notion of what a government's web site puts around
// a text.

// page is a web page on its way to blocks.
type page struct {
	*maker
	weight  map[*html.Node]int // visible characters outside links
	main    *html.Node         // holds the text of the page
	inside  bool               // of main
	after   bool               // main has ended
	line    strings.Builder    // of the block being read
	linked  int                // characters of line that are in links
	link    int                // depth of links
	pre     int                // depth of elements whose lines count
	why     Why                // what is being left out; empty while nothing is
	heading int
	number  string           // of the next block
	aside   *strings.Builder // what is left out within a block; nil while nothing is
	raised  bool             // above the line
	lists   []list
	cell    *strings.Builder // of the row being read; nil outside tables
	images  int
	blocks  int // so far, for places
}

func (m *maker) html(text string) error {
	if strings.Count(text, "<") > maxTags {
		return unreadable(PartFull, "html", maxTags)
	}
	root, err := html.Parse(strings.NewReader(text))
	if err != nil {
		if strings.Contains(err.Error(), "open stack") { // the library's own limit
			return unreadable(PartDeep, "html", 512)
		}
		return unreadable(FileDamaged, errors.Unwrap(err))
	}
	p := &page{maker: m, weight: map[*html.Node]int{}}
	p.weigh(root)
	p.main = p.heart(root)
	p.walk(root)
	p.flush()
	m.count(RemarkImages, p.images)
	return nil
}

func (p *page) walk(n *html.Node) {
	switch n.Type {
	case html.TextNode:
		p.write(n.Data)
		return
	case html.CommentNode:
		p.maker.drop(n.Data, Comment, p.place())
		return
	case html.ElementNode:
		p.element(n)
		return
	}
	p.children(n)
}

func (p *page) children(n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		p.walk(c)
	}
}

// element reads an element, with what its name means for the text around it.
func (p *page) element(n *html.Node) {
	if n == p.main {
		p.flush()
		p.inside = true
		defer func() { p.flush(); p.inside, p.after = false, true }()
	}
	if why := p.leftOut(n); why != "" && p.why == "" {
		if !block[n.DataAtom] && isParagraph(n) && p.aside == nil {
			p.leaveInline(n, why)
			return
		}
		p.flush()
		p.why = why
		defer func() { p.flush(); p.why = "" }()
	}
	switch {
	case n.DataAtom == atom.Br:
		p.flush()
	case n.DataAtom == atom.Hr:
		p.flush()
	case n.DataAtom == atom.Sup || lifted().MatchString(attribute(n, "style")):
		outer := p.raised
		p.raised = true
		p.children(n)
		p.raised = outer
	case n.DataAtom == atom.Img:
		if p.inside && p.why == "" {
			p.images++
		}
	case n.DataAtom == atom.A:
		p.link++
		p.children(n)
		p.link--
	case n.DataAtom == atom.Ol || n.DataAtom == atom.Ul || n.DataAtom == atom.Menu:
		p.flush()
		p.lists = append(p.lists, newList(n))
		p.children(n)
		p.flush()
		p.lists = p.lists[:len(p.lists)-1]
	case n.DataAtom == atom.Table && p.cell == nil && p.why == "" && isData(n):
		p.flush()
		p.table(n)
	case block[n.DataAtom]:
		p.block(n)
	default:
		p.children(n)
	}
}

// block are the elements that stand on lines of their own.
var block = map[atom.Atom]bool{atom.P: true, atom.Div: true, atom.H1: true, atom.H2: true,
	atom.H3: true, atom.H4: true, atom.H5: true, atom.H6: true, atom.Li: true, atom.Section: true,
	atom.Article: true, atom.Main: true, atom.Header: true, atom.Footer: true, atom.Nav: true,
	atom.Aside: true, atom.Form: true, atom.Fieldset: true, atom.Blockquote: true, atom.Dl: true,
	atom.Dt: true, atom.Dd: true, atom.Table: true, atom.Tbody: true, atom.Thead: true,
	atom.Tfoot: true, atom.Tr: true, atom.Td: true, atom.Th: true, atom.Caption: true,
	atom.Figure: true, atom.Figcaption: true, atom.Address: true, atom.Pre: true, atom.Center: true,
	atom.Details: true, atom.Summary: true, atom.Title: true, atom.Option: true, atom.Button: true,
	atom.Body: true, atom.Head: true, atom.Hgroup: true, atom.Legend: true, atom.Noscript: true}

func (p *page) block(n *html.Node) {
	p.flush()
	if level, ok := strings.CutPrefix(n.Data, "h"); ok && len(level) == 1 && level != "r" {
		p.heading, _ = strconv.Atoi(level)
	}
	if n.DataAtom == atom.Li && len(p.lists) > 0 {
		p.number = p.lists[len(p.lists)-1].label(n)
	}
	if n.DataAtom == atom.Pre {
		p.pre++
		defer func() { p.pre-- }()
	}
	p.children(n)
	p.flush()
	p.heading = 0
	if n.DataAtom == atom.Li {
		p.number = ""
	}
}

// write adds text to the block being read. In pre, a line is a block.
func (p *page) write(text string) {
	if p.aside != nil {
		p.aside.WriteString(text)
		return
	}
	if p.raised {
		text = Raised(text)
	}
	if p.link > 0 {
		p.linked += shown(text)
	}
	if p.pre == 0 {
		p.line.WriteString(text)
		return
	}
	for i, row := range strings.Split(text, "\n") {
		if i > 0 {
			p.flush()
		}
		p.line.WriteString(row)
	}
}

// leaveInline leaves out a part of a block, which goes on behind it.
func (p *page) leaveInline(n *html.Node, why Why) {
	p.aside = &strings.Builder{}
	p.children(n)
	p.drop(p.aside.String(), why, p.place())
	p.aside = nil
}

func (p *page) place() Place { return Place{Paragraph, p.blocks + 1} }

// flush ends the block being read, and says where it goes.
func (p *page) flush() {
	text, linked := tidy(glue(strings.Split(p.line.String(), "\n"))), p.linked
	p.line.Reset()
	p.linked = 0
	if text == "" {
		return
	}
	at := p.place()
	switch {
	case p.why != "":
		p.drop(text, p.why, at)
		return
	case p.cell != nil:
		p.cell.WriteString(" " + text)
		return
	case p.outside(text, linked):
		p.drop(text, Chrome, at)
		return
	}
	if alreadyNumbered().MatchString(text) {
		p.number = ""
	}
	if p.maker.block(Block{Text: text, Number: p.number, Heading: p.heading, Place: at}) {
		p.blocks++
	}
	p.number = ""
}

// alreadyNumbered is an item whose number its author wrote: the site's style sheet shows no other.
var alreadyNumbered = pattern(`^(` + typedNumber + `)`)

// around are texts beside the main one that belong to it: who published it and when.
var around = pattern(`来源\s*[：:]|(发布|发文|成文|公开|生成)(时间|日期|机构|单位)\s*[：:]|索\s?引\s?号|文\s?号|` +
	`^\d{4}\s*[-年/.]\s*\d{1,2}\s*[-月/.]\s*\d{1,2}\s*日?(\s+\d{1,2}:\d{2}(:\d{2})?)?$`)

// outside says whether a text stands outside the main one and is no title of it. What is mostly
// links is a menu, where the page gave no main text away.
func (p *page) outside(text string, linked int) bool {
	if p.inside {
		return p.main.DataAtom == atom.Body && p.heading == 0 && 10*linked >= 6*shown(text) &&
			!strings.HasPrefix(text, "附件")
	}
	return p.after || p.heading == 0 && !around().MatchString(text)
}

// isData tells a table of data from one that only sets a page: that holds other tables, has one
// column, or has one cell with most of the text.
func isData(table *html.Node) bool {
	columns, most, all := 0, 0, 0
	for _, row := range rowsOf(table) {
		cells := cellsOf(row)
		columns = max(columns, len(cells))
		for _, cell := range cells {
			n := shown(textOf(cell))
			most, all = max(most, n), all+n
			if find(cell, func(n *html.Node) bool { return n.DataAtom == atom.Table }) != nil {
				return false
			}
		}
	}
	layout := len(rowsOf(table)) < 3 && 10*most > 7*all && most > 400
	role := slices.Contains([]string{"presentation", "none"}, attribute(table, "role"))
	return columns > 1 && !layout && !role
}
