package document

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"

	"gongshi/generator/encoding"
)

// element is one of a part, or text in one. Namespaces are left out: Word's strict format has
// others than its usual one, and no two elements that matter here differ by them alone.
type element struct {
	name  string // empty for text
	attrs []xml.Attr
	kids  []*element
	text  string // of text
}

// xml reads a part; nil where there is none of that name.
func (a *Archive) xml(name string) (*element, error) {
	data, err := a.Part(name)
	if err != nil || data == nil {
		return nil, err
	}
	if text, encoded, ok := encoding.Detect(data); ok && strings.HasPrefix(encoded, "UTF-16") {
		data = []byte(text)
	}
	d := xml.NewDecoder(bytes.NewReader(data))
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	root := &element{}
	stack := []*element{root}
	for n := 0; ; n++ {
		token, err := d.RawToken()
		switch {
		case errors.Is(err, io.EOF) && len(stack) == 1 && len(root.kids) > 0:
			return root.kids[len(root.kids)-1], nil
		case err != nil:
			return nil, unreadable(FileDamaged, name+": "+err.Error())
		case n > maxTokens:
			return nil, unreadable(PartFull, name, maxTokens)
		case len(stack) > maxDepth:
			return nil, unreadable(PartDeep, name, maxDepth)
		}
		if stack, err = grow(stack, token); err != nil {
			return nil, in(name, err)
		}
	}
}

// errDTD and errUnpaired are what grow finds.
var (
	errDTD      = errors.New("document type definition")
	errUnpaired = errors.New("unpaired element")
)

func in(part string, err error) error {
	if errors.Is(err, errDTD) {
		return unreadable(PartDTD, part)
	}
	return unreadable(FileDamaged, part+": "+err.Error())
}

// grow adds a token to the tree whose open elements are the stack.
func grow(stack []*element, token xml.Token) ([]*element, error) {
	top := stack[len(stack)-1]
	switch t := token.(type) {
	case xml.StartElement:
		n := &element{name: t.Name.Local}
		if len(t.Attr) > 0 {
			n.attrs = append([]xml.Attr(nil), t.Attr...)
		}
		top.kids = append(top.kids, n)
		return append(stack, n), nil
	case xml.EndElement:
		if top.name != t.Name.Local {
			return nil, errUnpaired
		}
		return stack[:len(stack)-1], nil
	case xml.CharData:
		if len(stack) > 1 && (textual[top.name] || len(bytes.TrimSpace(t)) > 0) {
			top.kids = append(top.kids, &element{text: string(t)})
		}
	case xml.Directive:
		return nil, errDTD
	}
	return stack, nil
}

// textual are the elements in which white space counts.
var textual = map[string]bool{"t": true, "delText": true, "instrText": true, "delInstrText": true}

// attr gives an attribute, whatever its namespace; empty where there is none.
func (n *element) attr(name string) string {
	if n == nil {
		return ""
	}
	for _, a := range n.attrs {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// number gives an attribute that is a whole number, else the fallback.
func (n *element) number(name string, fallback int) int {
	i, err := strconv.Atoi(n.attr(name))
	if err != nil || i < -1<<20 || i > 1<<20 {
		return fallback
	}
	return i
}

// on says whether n is a switch that is on: there, and not set to off.
func (n *element) on() bool {
	if n == nil {
		return false
	}
	switch n.attr("val") {
	case "0", "false", "off":
		return false
	}
	return true
}

// at follows a path of names to the first element there; nil where one is missing. It may be
// asked of nil.
func (n *element) at(names ...string) *element {
	for _, name := range names {
		if n == nil {
			return nil
		}
		i := slices.IndexFunc(n.kids, func(k *element) bool { return k.name == name })
		if i < 0 {
			return nil
		}
		n = n.kids[i]
	}
	return n
}

func (n *element) all(name string) []*element {
	if n == nil {
		return nil
	}
	var found []*element
	for _, k := range n.kids {
		if k.name == name {
			found = append(found, k)
		}
	}
	return found
}

// inside gives the elements of a name at any depth, but not within each other or within some others.
func (n *element) inside(name string, but ...string) []*element {
	var found []*element
	for _, k := range n.kids {
		if k.name == name {
			found = append(found, k)
		} else if !slices.Contains(but, k.name) {
			found = append(found, k.inside(name, but...)...)
		}
	}
	return found
}
