package privacy

import (
	"fmt"
	"reflect"
	"strings"

	"gongshi/generator/problem"
	"gongshi/generator/register"
)

// gatherer gathers texts of a register; it holds which fields of a struct have some.
type gatherer map[reflect.Type][]int

// joined gives all texts in a value of the register, apart from each other: but for what belongs to
// another file, and the contacts of whole inspections.
func (g gatherer) joined(value any) string {
	var b strings.Builder
	b.Grow(usualText)
	g.gather(&b, reflect.ValueOf(value))
	return b.String()
}

// usualText is longer than most findings, in bytes.
const usualText = 4096

// apart separates two texts that no value goes across.
const apart = "\n\n"

func (g gatherer) gather(b *strings.Builder, v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		if v.Len() > 0 {
			b.WriteString(v.String())
			b.WriteString(apart)
		}
	case reflect.Slice:
		for i := range v.Len() {
			g.gather(b, v.Index(i))
		}
	case reflect.Map:
		for entries := v.MapRange(); entries.Next(); {
			g.gather(b, entries.Key())
			g.gather(b, entries.Value())
		}
	case reflect.Pointer:
		if !v.IsNil() {
			g.gather(b, v.Elem())
		}
	case reflect.Interface: // of own keys, where figures are no texts
		if n := v.Elem(); n.CanInt() || n.CanUint() || n.CanFloat() {
			fmt.Fprint(b, n, apart)
		} else if n.IsValid() {
			g.gather(b, n)
		}
	case reflect.Struct:
		for _, i := range g.fieldsOf(v.Type()) {
			g.gather(b, v.Field(i))
		}
	}
}

// fieldsOf gives the fields of a struct that may hold texts of its own file.
func (g gatherer) fieldsOf(of reflect.Type) []int {
	fields, known := g[of]
	if known {
		return fields
	}
	for i := range of.NumField() {
		f := of.Field(i)
		if f.IsExported() && !elsewhere(of, f) && !hasNoText(f.Type) {
			fields = append(fields, i)
		}
	}
	g[of] = fields
	return fields
}

// hasNoText says whether a type can hold no text: days, numbers, digests.
func hasNoText(t reflect.Type) bool {
	switch t.Kind() {
	case reflect.String, reflect.Map, reflect.Interface:
		return false
	case reflect.Slice, reflect.Pointer:
		return hasNoText(t.Elem())
	case reflect.Struct:
		for i := range t.NumField() {
			if f := t.Field(i); f.IsExported() && !elsewhere(t, f) && !hasNoText(f.Type) {
				return false
			}
		}
	}
	return true
}

// elsewhere says whether a field holds what is looked at on its own.
func elsewhere(of reflect.Type, f reflect.StructField) bool {
	switch f.Type {
	case reflect.TypeFor[*register.Category](), reflect.TypeFor[*register.Inspection](),
		reflect.TypeFor[[]*register.Finding](), reflect.TypeFor[[]*register.Category](),
		reflect.TypeFor[[]*register.Inspection](), reflect.TypeFor[register.Config](),
		reflect.TypeFor[*register.Finding](), reflect.TypeFor[*register.Approval](),
		reflect.TypeFor[problem.List]():
		return true
	case reflect.TypeFor[register.Contact]():
		return of != reflect.TypeFor[register.Finding]()
	}
	isName := f.Name == "ID" && of != reflect.TypeFor[register.Group]()
	return isName || f.Name == "Author" || of == reflect.TypeFor[register.Body]() && f.Name == "File"
}
