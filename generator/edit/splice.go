package edit

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"gongshi/generator/encoding"
	"gongshi/generator/register"
)

// parent parts a path into that of what holds the node, and the last step.
func parent(path string) (above, step string) {
	steps := register.Steps(path)
	if len(steps) == 0 {
		return "", ""
	}
	step = steps[len(steps)-1]
	return strings.TrimSuffix(strings.TrimSuffix(path, step), "."), step
}

func (t *text) set(path string, v value) error {
	above, step := parent(path)
	if step == "" {
		return ErrPath
	}
	n, holder := t.tree.At(path), t.tree.At(above)
	isItem := strings.HasPrefix(step, "[")
	switch {
	case n != nil:
		return t.replace(n, v)
	case isItem && holder != nil && holder.Shape == register.List &&
		step == fmt.Sprintf("[%d]", len(holder.Nodes)):
		return t.append(above, v)
	case isItem:
		return ErrPath
	case !strings.HasPrefix(path, "x_") &&
		!slices.Contains(register.KeysAt(t.file, above), step):
		return ErrPath
	case holder == nil || holder.Shape != register.Mapping:
		return t.set(above, value{shape: register.Mapping, fields: []field{{step, v}}})
	}
	return t.add(holder, above, step, v)
}

func (t *text) replace(n *register.Node, v value) error {
	if n.Shape == register.Scalar && v.shape == register.Scalar && n.Text == v.text {
		return nil
	}
	from := n.Label.End // behind the dash, or the colon
	if n.Key != "" {
		from += bytes.IndexByte(t.data[from:], ':') + 1
	}
	at := register.Span{Start: from, End: max(from, n.Value.End)}
	switch column := t.column(n.Label.Start); {
	case n.Inner && n.Key == "":
		return t.splice(n.Value, v.flow())
	case n.Inner:
		return t.splice(at, " "+v.flow())
	case n.Key == "":
		return t.splice(at, v.item(column+2))
	default:
		return t.splice(at, v.block(column+2))
	}
}

// add puts a key that is not there at its canonical place: behind the last of those that come
// before it.
func (t *text) add(holder *register.Node, path, key string, v value) error {
	order := register.KeysAt(t.file, path)
	rank := func(key string) int {
		if i := slices.Index(order, key); i >= 0 {
			return i
		}
		return len(order) // the site's own keys are last
	}
	var before *register.Node
	for _, n := range holder.Nodes {
		if rank(n.Key) <= rank(key) {
			before = n
		}
	}
	switch {
	case holder.Flow && len(holder.Nodes) == 0:
		return t.insert(holder.Value.Start+1, key+": "+v.flow())
	case holder.Flow && before == nil:
		return t.insert(holder.Nodes[0].Label.Start, key+": "+v.flow()+", ")
	case holder.Flow:
		return t.insert(before.Value.End, ", "+key+": "+v.flow())
	}
	first := holder.Nodes[0].Label.Start
	column := t.column(first)
	line := strings.TrimRight(key+":"+v.block(column+2), " ") + "\n"
	indent := strings.Repeat(" ", column)
	if before == nil {
		return t.insert(first, line+indent)
	}
	return t.insert(t.lineEnd(before.Value.End), indent+line)
}

func (t *text) append(path string, v value) error {
	list := t.tree.At(path)
	switch {
	case list == nil:
		return t.set(path, value{shape: register.List, items: []value{v}})
	case list.Shape == register.Scalar && list.Text != "":
		first := value{text: list.Text}
		return t.replace(list, value{shape: register.List, items: []value{first, v}})
	case list.Shape != register.List:
		return t.replace(list, value{shape: register.List, items: []value{v}})
	case list.Flow && len(list.Nodes) == 0:
		return t.insert(list.Value.Start+1, v.flow())
	case list.Flow:
		return t.insert(list.Nodes[len(list.Nodes)-1].Value.End, ", "+v.flow())
	}
	last := list.Nodes[len(list.Nodes)-1]
	column := t.column(last.Label.Start)
	return t.insert(t.lineEnd(last.Value.End), strings.Repeat(" ", column)+"-"+v.item(column+2)+"\n")
}

// prepend puts an item before the first, and before the comments above that.
func (t *text) prepend(path string, v value) error {
	list := t.tree.At(path)
	if list == nil || list.Shape != register.List || len(list.Nodes) == 0 {
		return t.append(path, v)
	}
	if list.Flow {
		return t.insert(list.Nodes[0].Label.Start, v.flow()+", ")
	}
	indent := strings.Repeat(" ", t.column(list.Nodes[0].Label.Start))
	item := indent + "-" + v.item(len(indent)+2) + "\n"
	return t.insert(t.lineEnd(list.Label.End), item)
}

func (t *text) remove(path string) error {
	above, _ := parent(path)
	n, holder := t.tree.At(path), t.tree.At(above)
	switch {
	case n == nil || n == t.tree.Root:
		return ErrPath
	case len(holder.Nodes) == 1:
		return t.remove(above)
	}
	i := slices.Index(holder.Nodes, n)
	switch {
	case holder.Flow && i+1 < len(holder.Nodes):
		return t.cut(n.Label.Start, holder.Nodes[i+1].Label.Start)
	case holder.Flow:
		return t.cut(holder.Nodes[i-1].Value.End, n.Value.End)
	}
	start := t.lineStart(n.Label.Start)
	if len(bytes.TrimSpace(t.data[start:n.Label.Start])) == 0 {
		return t.cut(start, t.lineEnd(n.Value.End))
	}
	next := holder.Nodes[1].Label.Start // it stands behind a dash
	if len(bytes.TrimSpace(t.data[n.Value.End:next])) == 0 {
		return t.cut(n.Label.Start, next)
	}
	return t.cut(start+len(bytes.TrimRight(t.data[start:n.Label.Start], " ")), n.Value.End)
}

// move turns the items between two positions by one; what stands between items stays there.
func (t *text) move(path string, to int) error {
	above, step := parent(path)
	n, list := t.tree.At(path), t.tree.At(above)
	if n == nil || !strings.HasPrefix(step, "[") || to < 0 || to >= len(list.Nodes) {
		return ErrPath
	}
	from := slices.Index(list.Nodes, n)
	moved := slices.Delete(slices.Clone(list.Nodes), from, from+1)
	moved = slices.Insert(moved, to, n)
	data, at := []byte(nil), 0
	for i, slot := range list.Nodes {
		data = append(data, t.data[at:slot.Label.Start]...)
		data = append(data, t.data[moved[i].Label.Start:moved[i].Value.End]...)
		at = slot.Value.End
	}
	return t.read(append(data, t.data[at:]...))
}

// setBody puts a text between the empty lines that stand around the one before.
func (t *text) setBody(markdown string) error {
	if ReadBody(t.data, t.tree) == markdown {
		return nil
	}
	if strings.ContainsFunc(markdown, encoding.Forbidden) || strings.ToValidUTF8(markdown, "") != markdown {
		return ErrValue
	}
	start := t.tree.Body.Start
	old := t.data[start:]
	from := len(old) - len(bytes.TrimLeft(old, "\r\n"))
	to := max(from, len(bytes.TrimRight(old, "\r\n")))
	head, tail := t.data[:start+from], t.data[start+to:]
	if from == to { // there was none
		head, tail = append(bytes.Clone(t.data[:start]), t.eol...), []byte(t.eol)
	}
	if markdown == "" {
		head, tail = t.data[:start], nil
	}
	lines := strings.ReplaceAll(markdown, "\n", t.eol)
	return t.read(slices.Concat(head, []byte(lines), tail))
}
