package metadata

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"gongshi/generator/document"
)

// tag is one of XML, with the elements that it is in.
type tag struct {
	name  string // without its namespace
	attrs []xml.Attr
	above []string // names, the outermost first
}

// attr gives an attribute's value, whatever its namespace; empty where there is none.
func (t tag) attr(name string) string {
	for _, a := range t.attrs {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// within says whether an element is in one of a name.
func (t tag) within(name string) bool { return slices.Contains(t.above, name) }

// visitor hears of a part's elements in their order, and of the texts in them. Any may be nil.
type visitor struct {
	start func(tag)
	text  func(in tag, text string) // not blank
	end   func(name string)
}

// walk reads a part element by element; its memory does not grow with the part.
func walk(name string, data []byte, v visitor) error {
	return tokens(name, data, func(token xml.Token, open []tag, _, _ int64) {
		switch token := token.(type) {
		case xml.StartElement:
			if v.start != nil {
				v.start(open[len(open)-1])
			}
		case xml.CharData:
			if v.text != nil && len(open) > 0 && len(bytes.TrimSpace(token)) > 0 {
				v.text(open[len(open)-1], string(token))
			}
		case xml.EndElement:
			if v.end != nil {
				v.end(token.Name.Local)
			}
		}
	})
}

// cut gives a part without some elements and all that is in them; every other byte stays.
func cut(name string, data []byte, drop func(tag) bool) ([]byte, error) {
	var out bytes.Buffer
	kept, within := int64(0), -1
	err := tokens(name, data, func(token xml.Token, open []tag, from, to int64) {
		switch token.(type) {
		case xml.StartElement:
			if within < 0 && drop(open[len(open)-1]) {
				out.Write(data[kept:from])
				within = len(open)
			}
		case xml.EndElement:
			if within == len(open) {
				kept, within = to, -1
			}
		}
	})
	out.Write(data[kept:])
	return out.Bytes(), err
}

// tokens reads the tokens of a part, each with the elements that are open, its own included, and
// the bytes that it stands at.
func tokens(name string, data []byte, see func(token xml.Token, open []tag, from, to int64)) error {
	if !utf8.Valid(data) {
		return unreadable(document.EncodingUnknown)
	}
	d := xml.NewDecoder(bytes.NewReader(data))
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	var open []tag
	var names []string
	for {
		from := d.InputOffset()
		token, err := d.RawToken()
		switch {
		case errors.Is(err, io.EOF) && len(open) == 0:
			return nil
		case err != nil:
			return unreadable(document.FileDamaged, name+": "+strings.TrimSpace(err.Error()))
		case len(open) >= depthLimit:
			return unreadable(document.PartDeep, name, depthLimit)
		}
		switch t := token.(type) {
		case xml.StartElement:
			open = append(open, tag{t.Name.Local, t.Attr, names[:len(names):len(names)]})
			names = append(names, t.Name.Local)
			see(token, open, from, d.InputOffset())
		case xml.EndElement:
			if len(open) == 0 || open[len(open)-1].name != t.Name.Local {
				return unreadable(document.FileDamaged, name+": unpaired element")
			}
			see(token, open, from, d.InputOffset())
			open, names = open[:len(open)-1], names[:len(names)-1]
		case xml.Directive:
			return unreadable(document.PartDTD, name)
		default:
			see(token, open, from, d.InputOffset())
		}
	}
}
