package office

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"maps"
	"path"
	"slices"
	"strings"

	"gongshi/generator/document"
)

// excelize keeps every cell up to the last one of a row and every row up to the last one in memory,
// so that one cell XFD1048576 is a bomb, and honest files have such cells: a format was given to
// whole columns. It is therefore handed a bounded copy, with no cell but those that hold something.
// The limits, and what the ledger of a province needs: 20,000 rows of 15 columns, 20 MiB of text.
const (
	maxMarkup  = 64 << 20 // bytes of all parts that are looked through
	maxStyles  = 4 << 20  // bytes of styles, and of the list of sheets
	maxStrings = 300_000
	maxTokens  = 5 * maxStrings // of the part with the shared texts
	maxSheets  = 200
	maxCells   = 500_000 // with those before them in their rows
	maxColumns = 1_000
	maxText    = 48 << 20      // bytes that are shown
	maxTotal   = 2 * maxMarkup // bytes of the copy
	maxShown   = 10_000        // numbers with formats, for each of which excelize takes 0.2 ms
	maxDepth   = 64
)

// bounded is a workbook on its way to excelize.
type bounded struct {
	archive *document.Archive
	markup  int // bytes so far
	texts   texts
	formats formats
	zip     *zip.Writer
}

// outline is what a workbook says of itself.
type outline struct {
	sheets           []sheetPart
	styles, strings  string // names of parts
	date1904, macros bool
}

// sheetPart is a sheet: its name, and that of its part.
type sheetPart struct {
	name, part string
	hidden     bool
}

// outline reads what sheets a workbook has. What is no table, such as a chart, is left out.
func (b *bounded) outline(main string) (outline, error) {
	var o outline
	links, err := linksOf(b.archive, main)
	if err != nil {
		return o, err
	}
	for _, l := range links {
		switch l.kind {
		case "styles":
			o.styles = l.target
		case "sharedStrings":
			o.strings = l.target
		case "vbaProject":
			o.macros = true
		}
	}
	data, err := b.small(main)
	if err != nil {
		return o, err
	}
	err = walk(main, data, func(token xml.Token) error {
		t, _ := token.(xml.StartElement)
		switch l := links[attr(t, "id")]; {
		case t.Name.Local == "workbookPr":
			o.date1904 = isOn(attr(t, "date1904"))
		case t.Name.Local == "sheet" && l.kind == "worksheet":
			state := strings.ToLower(attr(t, "state"))
			o.sheets = append(o.sheets, sheetPart{attr(t, "name"), l.target,
				strings.HasSuffix(state, "hidden")})
		}
		return nil
	})
	if err == nil && len(o.sheets) > maxSheets {
		err = unreadable(document.PartFull, main, maxSheets)
	}
	return o, err
}

// copied gives the bounded copy, and its grids in the order of its sheets, which it calls 1, 2 ….
func (b *bounded) copied(o outline) ([]byte, []*grid, error) {
	var out bytes.Buffer
	b.zip = zip.NewWriter(&out)
	styles, err := b.small(o.styles)
	if err != nil {
		return nil, nil, err
	}
	if b.formats, err = readFormats(styles); err != nil {
		return nil, nil, err
	}
	b.formats.date1904 = o.date1904
	shared, err := b.sharedTexts(o.strings)
	if err != nil {
		return nil, nil, err
	}
	parts := map[string][]byte{"xl/styles.xml": styles, "xl/sharedStrings.xml": shared}
	var grids []*grid
	var list, related strings.Builder
	for i, s := range o.sheets {
		g, err := b.sheet(s.part)
		if err != nil {
			return nil, nil, err
		}
		grids = append(grids, g)
		name := fmt.Sprintf("worksheets/sheet%d.xml", i+1)
		parts["xl/"+name] = g.xml()
		fmt.Fprintf(&list, `<sheet name="%d" sheetId="%d" r:id="r%d"/>`, i+1, i+1, i+1)
		fmt.Fprintf(&related, relation, i+1, "worksheet", name)
	}
	fmt.Fprintf(&related, relation, 0, "sharedStrings", "sharedStrings.xml")
	parts["[Content_Types].xml"] = []byte(contentTypes)
	parts["_rels/.rels"] = []byte(relations + fmt.Sprintf(relation, 0, "officeDocument",
		"xl/workbook.xml") + `</Relationships>`)
	parts["xl/_rels/workbook.xml.rels"] = []byte(relations + related.String() + `</Relationships>`)
	parts["xl/workbook.xml"] = []byte(fmt.Sprintf(workbook, o.date1904, list.String()))
	for _, name := range slices.Sorted(maps.Keys(parts)) {
		if err := b.put(name, parts[name]); err != nil {
			return nil, nil, err
		}
	}
	err = b.zip.Close()
	return out.Bytes(), grids, err
}

// The parts of a workbook that say where the others are.
const (
	namespace    = `http://schemas.openxmlformats.org/`
	related      = namespace + `officeDocument/2006/relationships`
	contentTypes = `<Types xmlns="` + namespace + `package/2006/content-types">` +
		`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.` +
		`relationships+xml"/>` +
		`<Default Extension="xml" ContentType="application/xml"/></Types>`
	relations = `<Relationships xmlns="` + namespace + `package/2006/relationships">`
	relation  = `<Relationship Id="r%d" Type="` + related + `/%s" Target="%s"/>`
	workbook  = `<workbook xmlns="` + namespace + `spreadsheetml/2006/main" xmlns:r="` + related +
		`"><workbookPr date1904="%t"/><sheets>%s</sheets></workbook>`
)

// link is a part that another one names.
type link struct{ kind, target string }

// linksOf are the parts that a part names within the file, by their ids; kind is the last word of
// the type.
func linksOf(a *document.Archive, part string) (map[string]link, error) {
	dir, base := path.Split(part)
	name := dir + "_rels/" + base + ".rels"
	data, err := a.Part(name)
	if err != nil {
		return nil, err
	}
	if len(data) > maxStyles {
		return nil, unreadable(document.PartLarge, name, maxStyles>>20)
	}
	links := map[string]link{}
	return links, walk(name, data, func(token xml.Token) error {
		t, _ := token.(xml.StartElement)
		if t.Name.Local != "Relationship" || strings.EqualFold(attr(t, "TargetMode"), "external") {
			return nil
		}
		target := attr(t, "Target")
		if !strings.HasPrefix(target, "/") {
			target = path.Join("/", dir, target)
		}
		links[attr(t, "Id")] = link{path.Base(attr(t, "Type")),
			strings.TrimPrefix(path.Clean(target), "/")}
		return nil
	})
}

func (b *bounded) part(name string) ([]byte, error) {
	data, err := b.archive.Part(name)
	if b.markup += len(data); err == nil && b.markup > maxMarkup {
		err = unreadable(document.PartLarge, name, maxMarkup>>20)
	}
	return data, err
}

func (b *bounded) put(name string, data []byte) error {
	w, err := b.zip.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
	if err == nil {
		_, err = w.Write(data)
	}
	return err
}

// small gives a part that is read whole.
func (b *bounded) small(name string) ([]byte, error) {
	data, err := b.part(name)
	switch {
	case err != nil || data == nil:
		return nil, err
	case len(data) > maxStyles:
		return nil, unreadable(document.PartLarge, name, maxStyles>>20)
	}
	return data, walk(name, data, func(xml.Token) error { return nil })
}

// sheet reads the cells of a sheet that hold something.
func (b *bounded) sheet(name string) (*grid, error) {
	data, err := b.part(name)
	if err != nil {
		return nil, err
	}
	g := &grid{name: name, texts: &b.texts, formats: &b.formats, kinds: map[position]Kind{},
		days: map[position]string{}, struck: map[position]string{}, lined: map[position]bool{},
		rows: map[int]line{}}
	return g, walk(name, data, g.token)
}

// walk hands on the tokens of a part, without their namespaces: those of the strict format differ.
func walk(name string, data []byte, see func(xml.Token) error) error {
	d := xml.NewDecoder(bytes.NewReader(data))
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	for depth := 0; ; {
		token, err := d.RawToken()
		switch {
		case errors.Is(err, io.EOF) && depth == 0:
			return nil
		case err != nil:
			return unreadable(document.FileDamaged, name+": "+err.Error())
		}
		switch token.(type) {
		case xml.StartElement:
			depth++
		case xml.EndElement:
			depth--
		case xml.Directive:
			return unreadable(document.PartDTD, name)
		}
		if depth > maxDepth {
			return unreadable(document.PartDeep, name, maxDepth)
		}
		if err := see(token); err != nil {
			return err
		}
	}
}

func unreadable(rule document.UnreadableRule, args ...any) *document.Unreadable {
	return &document.Unreadable{Rule: rule, Args: args}
}
