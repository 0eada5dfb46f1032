package document

import (
	"cmp"
	"slices"
	"strings"
)

// openField is a field of Word that is open: its code, then its result.
type openField struct {
	code   string
	result bool
}

// readParagraph reads a paragraph and the boxes that hang in it.
func (d *document) readParagraph(p *element) {
	if d.unit != Footnote && d.why == "" {
		d.paragraph++
	}
	format := d.styles.paragraph(p)
	d.closeFields(format)
	why := d.why
	if d.why == "" && format.contents {
		d.why = Repeated
	}
	for _, k := range p.kids {
		d.inline(k, format)
	}
	d.why = why
	// A paragraph whose end was deleted goes on in the next one, which gives it its number.
	if p.at("pPr", "rPr", "del") != nil || p.at("pPr", "rPr", "moveFrom") != nil {
		return
	}
	b := Block{Heading: format.heading, Place: d.place()}
	if d.why == "" && !format.contents {
		b.Number = d.numbers.label(format)
	}
	d.endParagraph(b)
}

// closeFields ends fields that a damaged file never ends, so that they do not swallow what follows:
// a code at the end of its paragraph, a table of contents at the first heading.
func (d *document) closeFields(next format) {
	d.fields = slices.DeleteFunc(d.fields, func(f openField) bool {
		return !f.result || next.heading > 0
	})
}

// endParagraph hands over what was read since the last one ended; b says how it is set.
func (d *document) endParagraph(b Block) {
	var text strings.Builder
	for _, p := range d.pieces {
		if p.why == "" {
			for _, t := range p.text {
				text.WriteString(t)
			}
		}
	}
	at := b.Place
	for i, row := range strings.Split(text.String(), "\n") {
		b.Text = row
		if i > 0 {
			b.Number = ""
		}
		if d.cell != nil {
			if row = tidy(row); row != "" || b.Number != "" && i == 0 {
				d.cell.WriteString(" " + numbered(b.Number, row))
			}
			continue
		}
		d.block(b)
	}
	for _, p := range d.pieces {
		if p.why != "" {
			d.drop(strings.Join(p.text, ""), p.why, at)
		}
	}
	d.pieces = nil
	d.readBoxes()
}

// endOpen ends a paragraph whose end was deleted, where none follows that it could go on in.
func (d *document) endOpen() {
	if len(d.pieces) > 0 || len(d.boxes) > 0 {
		d.endParagraph(Block{Place: d.place()})
	}
}

// readBoxes reads the boxes of the paragraph that has ended, as blocks after it.
func (d *document) readBoxes() {
	boxes := d.boxes
	d.boxes = nil
	for _, b := range boxes {
		why := d.why
		d.why = b.why
		d.content(b.content)
		d.endOpen()
		d.why = why
	}
}

func (d *document) write(text string, why Why) {
	if n := len(d.pieces); n > 0 && d.pieces[n-1].why == why {
		d.pieces[n-1].text = append(d.pieces[n-1].text, text)
		return
	}
	d.pieces = append(d.pieces, piece{[]string{text}, why})
}

func (d *document) inline(n *element, format format) {
	read := func(n *element) {
		for _, k := range n.kids {
			d.inline(k, format)
		}
	}
	switch n.name {
	case "r":
		d.run(n, format)
	case "del", "moveFrom":
		d.leaving(Deleted, func() { read(n) })
	case "fldSimple":
		d.write(n.attr("instr"), Markup)
		d.leaving(d.inField(n.attr("instr")), func() { read(n) })
	case "ruby", "rubyBase":
		read(n)
	case "rt":
		d.leaving(Markup, func() { read(n) }) // how the character is said
	case "AlternateContent":
		d.alternate(n, read)
	case "oMath", "oMathPara":
		d.math(n)
	case "pPr", "sdtPr", "sdtEndPr", "rubyPr", "smartTagPr", "customXmlPr":
	default:
		read(n)
	}
}

// math gives the letters of a formula in their order.
func (d *document) math(n *element) {
	if n.name == "t" {
		d.text(n)
		return
	}
	for _, k := range n.kids {
		d.math(k)
	}
}

func (d *document) text(n *element) {
	for _, k := range n.kids {
		text := d.ordinary(k.text)
		if d.raised {
			text = Raised(text)
		}
		d.write(text, d.reason())
	}
}

// reason is why text at this place is left out; empty where it is not.
func (d *document) reason() Why {
	if d.why != "" {
		return d.why
	}
	for _, f := range d.fields {
		if !f.result {
			return Markup
		}
		if why := d.inField(f.code); why != "" {
			return why
		}
	}
	return ""
}

// inField is why the result of a field is left out: that of a table of contents says again what
// the headings say.
func (d *document) inField(code string) Why {
	if name, _, _ := strings.Cut(strings.TrimSpace(code), " "); strings.EqualFold(name, "TOC") {
		return Repeated
	}
	return ""
}

// run reads a run: text set in one way.
func (d *document) run(r *element, format format) {
	props := r.at("rPr")
	why := Why("")
	switch {
	case d.styles.set(props, format, "vanish"):
		why = Hidden
	case d.styles.set(props, format, "strike"), d.styles.set(props, format, "dstrike"):
		why = Struck
	}
	d.raised = d.styles.superscript(props)
	d.leaving(why, func() { d.runContent(r) })
	d.raised = false
}

func (d *document) runContent(r *element) {
	for _, k := range r.kids {
		d.mark(k)
	}
}

func (d *document) mark(k *element) {
	switch k.name {
	case "t":
		d.text(k)
	case "delText":
		d.leaving(Deleted, func() { d.text(k) })
	case "instrText", "delInstrText":
		d.code(k)
	case "fldChar":
		d.fieldMark(k.attr("fldCharType"))
	case "tab", "ptab":
		d.write("\t", d.reason())
	case "br", "cr":
		d.write("\n", d.reason())
	case "noBreakHyphen":
		d.write("-", d.reason())
	case "sym":
		d.write(symbol(k.attr("font"), k.attr("char")), d.reason())
	case "footnoteReference", "endnoteReference":
		if d.reason() == "" {
			d.noted = append(d.noted, note{strings.TrimSuffix(k.name, "Reference"), k.attr("id")})
		}
	case "AlternateContent":
		d.alternate(k, d.runContent)
	case "ruby":
		for _, part := range k.kids {
			d.inline(part, format{})
		}
	case "drawing", "pict", "object":
		d.drawing(k)
	}
}

// code notes the code of a field, which no reader sees.
func (d *document) code(n *element) {
	for _, k := range n.kids {
		last := len(d.fields) - 1
		if last >= 0 && len(d.fields[last].code) < 20 { // what it is comes first
			d.fields[last].code += k.text
		}
		d.write(k.text, cmp.Or(d.why, Markup))
	}
}

// fieldMark reads where a field begins, where its result begins, and where it ends.
func (d *document) fieldMark(kind string) {
	last := len(d.fields) - 1
	switch {
	case kind == "begin":
		d.fields = append(d.fields, openField{})
	case kind == "separate" && last >= 0:
		d.fields[last].result = true
	case kind == "end" && last >= 0:
		d.fields = d.fields[:last]
	}
}

// drawing looks into a picture for text, which is read after the paragraph.
func (d *document) drawing(n *element) {
	switch n.name {
	case "txbxContent":
		d.boxes = append(d.boxes, box{n, d.why})
		return
	case "blip", "imagedata":
		if d.why == "" {
			d.images++
		}
	case "OLEObject":
		d.embedded++
	case "AlternateContent":
		d.alternate(n, d.drawing)
		return
	}
	for _, k := range n.kids {
		d.drawing(k)
	}
}
