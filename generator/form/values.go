package form

import (
	"errors"
	"net/url"
	"strconv"
	"strings"

	"gongshi/generator/edit"
	"gongshi/generator/register"
)

// Values of a form are named after the paths of [register.Tree.At]. The name of a list holds a
// token for each of its rows, in their order: in measures[3].text, 3 is a token. Tokens below the
// length of the list on disk are its positions there; others are new rows.

// bodyName is the value that stands below the front matter; no text has such a key at the top.
const bodyName = "text"

// errShape is a value that is a record or list where the form has a line, or the other way round.
var errShape = errors.New("a value is not of the form that its key has")

// read gives the values of a text.
func read(kind string, data []byte, tree *register.Tree) (url.Values, error) {
	values := url.Values{}
	if err := readRecord(values, register.Keys(kind), "", tree.Root); err != nil {
		return nil, err
	}
	set(values, bodyName, edit.ReadBody(data, tree))
	return values, nil
}

func readRecord(values url.Values, keys []register.Key, above string, n *register.Node) error {
	for _, k := range keys {
		child := n.Child(k.Name)
		if child == nil || child.Shape == register.Scalar && child.Text == "" {
			continue
		}
		path := join(above, k.Name)
		err := error(nil)
		switch {
		case isLines(k) && child.Shape != register.Mapping:
			set(values, path, strings.Join(lines(child), "\n"))
		case child.Shape != shapeOf(k):
			return errShape
		case k.Type == "list":
			err = readRows(values, register.Keys(k.Of), path, child)
		case k.Type == "mapping":
			err = readRecord(values, register.Keys(k.Of), path, child)
		default:
			set(values, path, child.Text)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func readRows(values url.Values, keys []register.Key, path string, list *register.Node) error {
	for i, row := range list.Nodes {
		values.Add(path, strconv.Itoa(i))
		if row.Shape != register.Mapping && row.Text != "" || row.Shape == register.List {
			return errShape
		}
		if err := readRecord(values, keys, rowPath(path, strconv.Itoa(i)), row); err != nil {
			return err
		}
	}
	return nil
}

// lines are the items of a list of texts, or the one text that stands in its place.
func lines(n *register.Node) []string {
	if n == nil || n.Shape == register.Scalar && n.Text == "" {
		return nil
	}
	if n.Shape == register.Scalar {
		return []string{n.Text}
	}
	var all []string
	for _, item := range n.Nodes {
		all = append(all, item.Text)
	}
	return all
}

func isLines(k register.Key) bool { return k.Type == "texts" || k.Type == "ids" }

func shapeOf(k register.Key) register.Shape {
	switch k.Type {
	case "list":
		return register.List
	case "mapping":
		return register.Mapping
	}
	return register.Scalar
}

func join(above, key string) string {
	if above == "" {
		return key
	}
	return above + "." + key
}

func rowPath(list, token string) string { return list + "[" + token + "]" }

// top is the key at the top of the text that a name belongs to.
func top(name string) string {
	if i := strings.IndexAny(name, ".["); i >= 0 {
		return name[:i]
	}
	return name
}

func set(values url.Values, name, text string) {
	if text != "" {
		values.Set(name, text)
	}
}

// plain is a text as a form sends it, with the line ends of the register.
func plain(text string) string {
	return strings.TrimSpace(strings.ReplaceAll(text, "\r\n", "\n"))
}

// typed gives what of a form is a value of a text, with plain line ends.
func typed(kind string, sent url.Values) url.Values {
	known := map[string]bool{bodyName: true}
	for _, k := range register.Keys(kind) {
		known[k.Name] = true
	}
	values := url.Values{}
	for name, all := range sent {
		if !known[top(name)] {
			continue
		}
		for _, text := range all {
			if name == bodyName {
				text = strings.Trim(strings.ReplaceAll(text, "\r\n", "\n"), "\n")
			} else {
				text = plain(text)
			}
			if text != "" {
				values.Add(name, text)
			}
		}
	}
	unstate(kind, values, sent)
	for name := range sent {
		list, is := strings.CutPrefix(name, pickName)
		if id := sent.Get(name); is && id != "" && known[list] {
			values.Set(list, strings.TrimSpace(values.Get(list)+"\n"+id))
		}
	}
	return values
}

// keepUnsent leaves alone what the form had no field for, as that of another version. A browser
// sends every field, be it empty, but for ticks and the rows of a list.
func (a *attempt) keepUnsent() {
	for name, all := range a.old {
		key := name[strings.LastIndex(name, ".")+1:]
		tick := key == "draft" || key == register.NotStated || key == "erase"
		if !a.sent.Has(name) && !strings.Contains(name, "[") && !isList(a.kind, name) && !tick {
			a.now[name] = all
		}
	}
}

// unstatedName is the tick that says that nothing is stated of a key, and reviewedName the one that
// somebody has read what a program wrote.
const (
	unstatedName = "unstated:"
	reviewedName = "reviewed:"
	draftedName  = "drafted"
	pickName     = "pick:" // a line that a list of its own adds
)

// untyped are the keys of a finding that nobody types: what a program wrote, and who approved it.
var untyped = []string{draftedName, "approved"}

// unstate takes the ticks of what is not stated; what was typed is stated.
func unstate(kind string, values, sent url.Values) {
	for _, k := range register.Keys(kind) {
		if k.Unstated && sent.Get(unstatedName+k.Name) == "true" && values.Get(k.Name) == "" {
			values.Set(k.Name, register.NotStated)
		}
	}
}

// hasBelow says whether a record holds anything.
func hasBelow(values url.Values, path string) bool {
	for name := range values {
		if strings.HasPrefix(name, path+".") {
			return true
		}
	}
	return false
}

// replace puts the values of one key at the top into the place of others.
func replace(into, from url.Values, key string) {
	for name := range into {
		if top(name) == key {
			delete(into, name)
		}
	}
	for name, all := range from {
		if top(name) == key {
			into[name] = all
		}
	}
}

func clone(v url.Values) url.Values {
	out := url.Values{}
	for name, all := range v {
		out[name] = append([]string(nil), all...)
	}
	return out
}
