package form

import (
	"cmp"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"gongshi/generator/edit"
	"gongshi/generator/register"
)

// difference gathers the changes that make one set of values of another: of keys that are the same
// in both, none.
type difference struct {
	old, now url.Values
	changes  []edit.Change
	rows     map[string][]string // the tokens of a list's rows, as they stand after the changes
}

// differ compares all keys of a kind of text, and its body.
func differ(kind string, old, now url.Values) *difference {
	d := &difference{old: old, now: now, rows: map[string][]string{}}
	d.record(register.Keys(kind), "", "")
	if old.Get(bodyName) != now.Get(bodyName) {
		d.add(edit.Body(now.Get(bodyName)))
	}
	return d
}

// differs says whether a key at the top has another value.
func differs(kind, key string, old, now url.Values) bool {
	if key == bodyName {
		return old.Get(key) != now.Get(key)
	}
	d := &difference{old: old, now: now, rows: map[string][]string{}}
	for _, k := range register.Keys(kind) {
		if k.Name == key {
			d.record([]register.Key{k}, "", "")
		}
	}
	return len(d.changes) > 0
}

func (d *difference) add(c ...edit.Change) { d.changes = append(d.changes, c...) }

// record compares a record that has one path in the form and one in the text.
// Removals come last: what is left empty would be removed with its last key.
func (d *difference) record(keys []register.Key, name, path string) {
	var gone []edit.Change
	for _, k := range keys {
		name, path := join(name, k.Name), join(path, k.Name)
		switch {
		case k.Type == "mapping":
			d.record(register.Keys(k.Of), name, path)
		case k.Type == "list":
			d.list(k, name, path)
		case isLines(k):
			d.lines(k, path, split(d.old.Get(name)), split(d.now.Get(name)))
		case d.now.Get(name) != "" && d.now.Get(name) != d.old.Get(name):
			d.add(edit.Set(path, valueOf(k, d.now.Get(name))))
		case d.now.Get(name) == "" && d.old.Get(name) != "" &&
			!(isTick(k) && d.old.Get(name) == "false"):
			gone = append(gone, edit.Remove(path))
		}
	}
	d.add(gone...)
}

// valueOf is a typed text as it is to be written: figures and flags without quotation marks, and
// what is none as it is, for the checker to say so. A date may be typed as people write it.
func valueOf(k register.Key, text string) any {
	text = cmp.Or(register.CanonicalText(k.Type, text), text)
	switch k.Type {
	case "integer":
		if n, err := strconv.Atoi(text); err == nil {
			return n
		}
	case "boolean":
		if text == "true" || text == "false" {
			return text == "true"
		}
	}
	return text
}

func isTick(k register.Key) bool {
	return k.Type == "boolean" && slices.Contains([]string{"draft", register.NotStated, "erase"}, k.Name)
}

func split(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return r == '\n' })
}

// lines changes as few items of a list of texts as can be: those between what both begin with and
// what both end with.
func (d *difference) lines(k register.Key, path string, old, now []string) {
	if slices.Equal(old, now) {
		return
	}
	if len(now) == 0 {
		d.add(edit.Remove(path))
		return
	}
	if len(old) < 2 || len(now) < 2 {
		if k.Type == "texts" && len(now) == 1 {
			d.add(edit.Set(path, now[0]))
			return
		}
		d.add(edit.Set(path, now))
		return
	}
	head, tail := inCommon(old, now)
	both := min(len(old), len(now)) - head - tail
	for i := head; i < head+both; i++ {
		d.add(edit.Set(rowPath(path, strconv.Itoa(i)), now[i]))
	}
	for i := len(old) - tail - 1; i >= head+both; i-- {
		d.add(edit.Remove(rowPath(path, strconv.Itoa(i))))
	}
	for i := head + both; i < len(now)-tail; i++ {
		d.insert(path, now[i], i, i+tail)
	}
}

// inCommon is how many texts two lists begin with alike, and how many of the others they end with.
func inCommon(old, now []string) (head, tail int) {
	for head < min(len(old), len(now)) && old[head] == now[head] {
		head++
	}
	for tail < min(len(old), len(now))-head && old[len(old)-1-tail] == now[len(now)-1-tail] {
		tail++
	}
	return head, tail
}

// insert puts an item at a position of a list that has length items.
func (d *difference) insert(path string, item any, at, length int) {
	switch {
	case at == length:
		d.add(edit.Append(path, item))
	case at == 0:
		d.add(edit.Prepend(path, item))
	default:
		d.add(edit.Append(path, item), edit.Move(rowPath(path, strconv.Itoa(length)), at))
	}
}

// list compares rows: those that are gone, moved or new, then what stands in the others.
func (d *difference) list(k register.Key, name, path string) {
	order := d.order(name)
	d.rows[path] = order
	kept := d.keep(name, path, order)
	keys := register.Keys(k.Of)
	for at, token := range order {
		if isOld(token, d.old[name]) {
			continue
		}
		item := d.fields(keys, rowPath(name, token))
		d.insert(path, item, at, len(kept))
		kept = slices.Insert(kept, at, token)
	}
	for at, token := range order {
		if isOld(token, d.old[name]) {
			d.record(keys, rowPath(name, token), rowPath(path, strconv.Itoa(at)))
		}
	}
}

// order gives the tokens of rows that hold something; a row that is left empty is none.
func (d *difference) order(name string) []string {
	var order []string
	for _, token := range d.now[name] {
		old := isOld(token, d.old[name]) && !hasBelow(d.old, rowPath(name, token))
		if !slices.Contains(order, token) && (old || hasBelow(d.now, rowPath(name, token))) {
			order = append(order, token)
		}
	}
	return order
}

// keep removes the rows that are gone and puts the others into their order, in which it gives them.
func (d *difference) keep(name, path string, order []string) []string {
	now := slices.Clone(d.old[name])
	for i := len(now) - 1; i >= 0; i-- {
		if !slices.Contains(order, now[i]) {
			d.add(edit.Remove(rowPath(path, strconv.Itoa(i))))
			now = slices.Delete(now, i, i+1)
		}
	}
	at := 0
	for _, token := range order {
		if !isOld(token, now) {
			continue
		}
		if from := slices.Index(now, token); from != at {
			d.add(edit.Move(rowPath(path, strconv.Itoa(from)), at))
			now = slices.Insert(slices.Delete(now, from, from+1), at, token)
		}
		at++
	}
	return now
}

func isOld(token string, old []string) bool { return slices.Contains(old, token) }

// fields is a new row.
func (d *difference) fields(keys []register.Key, name string) edit.Fields {
	var record edit.Fields
	for _, k := range keys {
		if text := d.now.Get(join(name, k.Name)); text != "" {
			record = append(record, edit.Field{Key: k.Name, Value: valueOf(k, text)})
		}
	}
	return record
}
