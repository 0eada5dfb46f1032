package document

import (
	"cmp"
	"maps"
	"slices"
	"strings"
)

// document is a Word file on its way to blocks: ECMA-376 part 1, section 17.
type document struct {
	*maker
	styles    styles
	numbers   *numbering
	paragraph int
	pieces    []piece     // of the paragraph being read
	why       Why         // what is being left out; empty while nothing is
	fields    []openField // that are open
	boxes     []box       // to be read after the paragraph
	noted     []note      // in the order of their references
	raised    bool        // above the line
	cell      *strings.Builder
	images    int
	embedded  int
	unit      Unit
}

// piece is text of a paragraph that goes one way.
type piece struct {
	text []string
	why  Why
}

// box is a frame with paragraphs of its own, anchored in another.
type box struct {
	content *element
	why     Why
}

// note is a reference to a footnote or endnote.
type note struct{ kind, id string }

// docx reads a Word file. See [Archive] for its limits.
func (m *maker) docx(data []byte) error {
	a, err := OpenArchive(data)
	if err != nil {
		return err
	}
	main, err := a.relations("")
	if err != nil {
		return err
	}
	if len(main["officeDocument"]) == 0 {
		return unreadable(NoDocument)
	}
	name := main["officeDocument"][0]
	root, err := a.xml(name)
	if err != nil {
		return err
	}
	body := root.at("body")
	if body == nil {
		return unreadable(NoDocument)
	}
	d := &document{maker: m, unit: Paragraph}
	related, err := d.prepare(a, name)
	if err != nil {
		return err
	}
	d.content(body)
	d.endOpen()
	if err := d.margins(a, related); err != nil {
		return err
	}
	m.count(RemarkImages, d.images)
	m.count(RemarkEmbedded, d.embedded)
	return nil
}

// prepare reads what the body is set by.
func (d *document) prepare(a *Archive, name string) (related map[string][]string, err error) {
	if related, err = a.relations(name); err != nil {
		return nil, err
	}
	parts := map[string]*element{}
	for _, kind := range []string{"styles", "numbering"} {
		for _, target := range related[kind] {
			if parts[kind], err = a.xml(target); err != nil {
				return nil, err
			}
		}
	}
	d.styles = readStyles(parts["styles"])
	d.numbers = readNumbering(parts["numbering"], d.styles)
	return related, nil
}

// margins reads what stands beside the body: notes, which are kept, and comments, headers and
// footers, which are not.
func (d *document) margins(a *Archive, related map[string][]string) error {
	parts := map[string][]*element{}
	for _, kind := range []string{"footnotes", "endnotes", "comments", "header", "footer"} {
		for _, target := range related[kind] {
			root, err := a.xml(target)
			if err != nil {
				return err
			}
			parts[kind] = append(parts[kind], root)
		}
	}
	notes := map[note]*element{}
	for _, kind := range []string{"footnote", "endnote"} {
		for _, root := range parts[kind+"s"] {
			gather(root, kind, notes)
		}
	}
	d.notes(notes)
	for _, root := range parts["comments"] {
		d.aside(root, Comment)
	}
	for _, root := range slices.Concat(parts["header"], parts["footer"]) {
		d.aside(root, Header)
	}
	return nil
}

// gather adds the notes of a part that are no mere lines between text and notes.
func gather(root *element, kind string, notes map[note]*element) {
	for _, n := range root.all(kind) {
		if n.attr("type") == "" || n.attr("type") == "normal" {
			notes[note{kind, n.attr("id")}] = n
		}
	}
}

// notes reads the notes that the body refers to as blocks, and drops the others: the text that
// referred to them was deleted.
func (d *document) notes(notes map[note]*element) {
	d.unit, d.paragraph = Footnote, 0
	for _, ref := range d.noted {
		if n := notes[ref]; n != nil {
			d.paragraph++
			d.content(n)
			d.endOpen()
			delete(notes, ref)
		}
	}
	for _, n := range sortedNotes(notes) {
		d.aside(n, Deleted)
	}
}

// aside reads a part of which nothing is kept.
func (d *document) aside(n *element, why Why) {
	if n == nil {
		return
	}
	d.why, d.unit = why, ""
	d.fields = nil
	d.content(n)
	d.endOpen()
	d.why = ""
}

func (d *document) place() Place {
	if d.unit == "" {
		return Place{}
	}
	return Place{d.unit, max(1, d.paragraph)}
}

func (d *document) content(n *element) {
	for _, k := range n.kids {
		switch k.name {
		case "p":
			d.readParagraph(k)
		case "tbl":
			d.table(k)
		case "del", "moveFrom":
			d.leaving(Deleted, func() { d.content(k) })
		case "sdt":
			if k.at("sdtPr", "docPartObj", "docPartGallery").attr("val") == "Table of Contents" {
				d.leaving(Repeated, func() { d.content(k) })
				continue
			}
			d.content(k)
		case "altChunk":
			d.embedded++
		case "AlternateContent":
			d.alternate(k, d.content)
		case "sdtPr", "sdtEndPr", "sectPr", "tblPr", "customXmlPr":
		default:
			d.content(k)
		}
	}
}

// leaving reads what is left out, if there is a reason; that of all around it comes first.
func (d *document) leaving(why Why, read func()) {
	outer := d.why
	d.why = cmp.Or(outer, why)
	read()
	d.why = outer
}

// alternate reads the first of several forms of one thing that has text, and leaves the others out
// as repeated: Word writes a text box twice, for itself and for its older versions.
func (d *document) alternate(n *element, read func(*element)) {
	found := false
	for _, form := range n.kids {
		if found {
			d.leaving(Repeated, func() { read(form) })
			continue
		}
		read(form)
		found = written(form)
	}
}

func written(n *element) bool {
	if n.name == "t" && len(n.kids) > 0 {
		return true
	}
	return slices.ContainsFunc(n.kids, written)
}

// sortedNotes puts notes into an order that is always the same.
func sortedNotes(notes map[note]*element) []*element {
	order := func(a, b note) int { return strings.Compare(a.kind+a.id, b.kind+b.id) }
	var sorted []*element
	for _, key := range slices.SortedFunc(maps.Keys(notes), order) {
		sorted = append(sorted, notes[key])
	}
	return sorted
}
