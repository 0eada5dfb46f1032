package record

import (
	"encoding"
	"encoding/base64"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"gongshi/generator/register"
)

// unpublished are the keys that no site shows.
var unpublished = []string{"draft", "author", "approved"}

// digester makes the digests of one text of the register, key by key of the table of keys.
type digester struct {
	fields    map[string]string
	buffer    []byte
	withdrawn bool
}

// fieldsOf gives the digests of a text's published fields: keys within a mapping as deadline.date,
// a list's items one after another, the text below the front matter as text. record points to a
// struct of the room register.
func fieldsOf(record any) map[string]string {
	d := digester{fields: map[string]string{}}
	if f, is := record.(*register.Finding); is {
		d.withdrawn = f.Withdrawn != nil
	}
	d.mapping("", reflect.ValueOf(record).Elem())
	if d.withdrawn {
		return d.fields
	}
	switch v := record.(type) {
	case *register.Finding:
		for _, key := range v.NotStated {
			if key != "deadline" { // which has a key of its own for it
				d.add(key, reflect.ValueOf(register.NotStated))
			}
		}
		d.body(v.Body)
	case *register.Inspection:
		d.body(v.Body)
	case *register.Category:
		d.body(v.Body)
	case *register.Register:
		d.body(v.Body)
	}
	return d.fields
}

// findingFields are [fieldsOf] a finding, and digests of the bytes of the files that it publishes,
// as evidence.file and documents.file, where the gate has read them.
func findingFields(f *register.Finding, in *register.Register) map[string]string {
	fields := fieldsOf(f)
	if f.Withdrawn != nil {
		return fields
	}
	for _, a := range f.Attached() {
		if sum, known := in.FileDigests[a.File]; known {
			list, _, _ := strings.Cut(a.Path(), "[")
			fields[list+bytesKey] = strings.TrimSpace(fields[list+bytesKey] + " " +
				base64.RawURLEncoding.EncodeToString(sum[:digestSize]))
		}
	}
	return fields
}

// bytesKey is behind the name of a list of files.
const bytesKey = ".file"

// bytesAlone says whether files that are named as before have other bytes, where a field is of
// their bytes; true of any other field.
func bytesAlone(field string, old, now map[string]string) bool {
	list, is := strings.CutSuffix(field, bytesKey)
	return !is || old[list] == now[list] && old[field] != "" && now[field] != ""
}

// withdrawnKeys are those that the page of a withdrawn finding still shows.
var withdrawnKeys = []string{"title", "number", "aliases", "corrections", "withdrawn"}

func (d *digester) skips(key string) bool {
	return slices.Contains(unpublished, key) || d.withdrawn && !slices.Contains(withdrawnKeys, key)
}

func (d *digester) body(b register.Body) {
	if !b.IsZero() {
		d.add("text", reflect.ValueOf(b.Text))
	}
}

func (d *digester) mapping(above string, record reflect.Value) {
	for key, value := range register.Values(record) {
		if above == "" && d.skips(key) {
			continue
		}
		v := reflect.ValueOf(value)
		if v.Kind() == reflect.Pointer {
			v = v.Elem()
		}
		_, scalar := v.Interface().(encoding.TextMarshaler)
		switch {
		case v.Kind() == reflect.Struct && !scalar:
			d.mapping(above+key+".", v)
		case v.Kind() == reflect.Slice:
			var items []string
			for i := range v.Len() {
				items = append(items, d.digest(v.Index(i)))
			}
			if items != nil {
				d.fields[above+key] = strings.Join(items, " ")
			}
		default:
			d.add(above+key, v)
		}
	}
}

func (d *digester) add(key string, v reflect.Value) { d.fields[key] = d.digest(v) }

// digestSize is in bytes: finding two texts with one digest takes 2^64 attempts.
const digestSize = 16

func (d *digester) digest(v reflect.Value) string {
	d.buffer = d.buffer[:0]
	d.write(v)
	return digest(d.buffer, digestSize)
}

// Between keys, values and items stand characters that no text has in its normal form.
const (
	valueMark = '\x1f'
	itemMark  = '\x1e'
	endMark   = '\x1d'
)

func (d *digester) write(v reflect.Value) {
	if text, is := v.Interface().(encoding.TextMarshaler); is {
		written, err := text.MarshalText()
		if err != nil {
			panic(err) // no type of the register gives one
		}
		d.buffer = append(d.buffer, written...)
		return
	}
	switch v.Kind() {
	case reflect.String:
		d.buffer = normal(d.buffer, v.String())
	case reflect.Int:
		d.buffer = strconv.AppendInt(d.buffer, v.Int(), 10)
	case reflect.Bool:
		d.buffer = strconv.AppendBool(d.buffer, v.Bool())
	case reflect.Pointer:
		d.write(v.Elem())
	case reflect.Slice:
		for i := range v.Len() {
			d.write(v.Index(i))
			d.buffer = append(d.buffer, itemMark)
		}
	case reflect.Struct:
		for key, value := range register.Values(v) {
			d.buffer = append(append(d.buffer, key...), valueMark)
			d.write(reflect.ValueOf(value))
			d.buffer = append(d.buffer, endMark)
		}
	default:
		panic(fmt.Sprintf("a %v has no digest", v.Type()))
	}
}

// differing gives the fields that two texts do not have in common, in order.
func differing(a, b map[string]string) []string {
	var fields []string
	for field, digest := range a {
		if b[field] != digest {
			fields = append(fields, field)
		}
	}
	for field := range maps.Keys(b) {
		if _, both := a[field]; !both {
			fields = append(fields, field)
		}
	}
	slices.Sort(fields)
	return fields
}

// stateOf is what can be counted out anyway, in plain words.
func stateOf(f *register.Finding) State {
	s := State{Status: f.Status, Basis: f.Basis, Completed: f.Completed.String()}
	if f.Unstated("completed") {
		s.Completed = register.NotStated
	}
	if f.Deadline != nil {
		s.First, s.Deadline = f.Deadline.Date, f.Deadline.Due()
	}
	if f.Withdrawn != nil {
		s.Withdrawn = f.Withdrawn.On
	}
	return s
}
