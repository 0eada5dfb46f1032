package office

import (
	"bytes"
	"encoding/xml"
	"strings"

	"gongshi/generator/document"
)

// texts are those that the cells of all sheets share. They are copied as they are read: without
// what is struck out, and with what is set above the line as a power.
type texts struct {
	out    bytes.Buffer
	count  int
	tokens int
	struck map[int]string // by their numbers

	run      strings.Builder // text of the run, or of the whole where it has none
	gone     strings.Builder // what is struck out
	all      strings.Builder
	line     bool // the run is struck out
	above    bool // or set above the line
	phonetic int
	within   bool // of a t
}

// sharedTexts gives the texts of all sheets, unless there are too many.
func (b *bounded) sharedTexts(name string) ([]byte, error) {
	data, err := b.part(name)
	if err != nil || data == nil {
		return nil, err
	}
	t := &b.texts
	t.struck = map[int]string{}
	t.out.WriteString(`<sst xmlns="` + namespace + `spreadsheetml/2006/main">`)
	err = walk(name, data, func(token xml.Token) error {
		if t.tokens++; t.tokens > maxTokens || t.count > maxStrings {
			return unreadable(document.PartFull, name, maxStrings)
		}
		t.token(token)
		return nil
	})
	t.out.WriteString(`</sst>`)
	return t.out.Bytes(), err
}

func (t *texts) token(token xml.Token) {
	switch token := token.(type) {
	case xml.StartElement:
		on := attr(token, "val") == "" || isOn(attr(token, "val"))
		switch token.Name.Local {
		case "r":
			t.line, t.above = false, false
		case "strike":
			t.line = on
		case "vertAlign":
			t.above = attr(token, "val") == "superscript"
		case "rPh":
			t.phonetic++
		case "t":
			t.within = t.phonetic == 0
		}
	case xml.CharData:
		if t.within {
			t.run.Write(token)
		}
	case xml.EndElement:
		t.end(token.Name.Local)
	}
}

func (t *texts) end(name string) {
	switch name {
	case "rPh":
		t.phonetic--
	case "t":
		t.within = false
		switch text := t.run.String(); {
		case t.line:
			t.gone.WriteString(text)
		case t.above:
			t.all.WriteString(document.Raised(text))
		default:
			t.all.WriteString(text)
		}
		t.run.Reset()
	case "si":
		t.out.WriteString(`<si><t xml:space="preserve">`)
		_ = xml.EscapeText(&t.out, []byte(t.all.String()))
		t.out.WriteString(`</t></si>`)
		if t.gone.Len() > 0 {
			t.struck[t.count] = t.gone.String()
		}
		t.count++
		t.all.Reset()
		t.gone.Reset()
		t.line, t.above, t.phonetic = false, false, 0
	}
}
