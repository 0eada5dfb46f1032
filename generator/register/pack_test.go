package register

import (
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
	"time"
	"unsafe"

	"gongshi/generator/cache"
	"gongshi/generator/problem"
)

// filler gives every field of a value something, lists up to two items, and the site's own keys
// all that they may hold.
type filler struct{ *rand.Rand }

func (f filler) fill(v reflect.Value) {
	if !v.CanSet() { // a field that other packages do not see
		v = reflect.NewAt(v.Type(), unsafe.Pointer(v.UnsafeAddr())).Elem()
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(strings.Repeat("字", f.IntN(3)) + string(rune('a'+f.IntN(26))))
	case reflect.Int:
		v.SetInt(f.Int64() - f.Int64())
	case reflect.Bool:
		v.SetBool(f.IntN(2) == 0)
	case reflect.Array:
		for i := range v.Len() {
			v.Index(i).SetUint(uint64(f.IntN(256)))
		}
	case reflect.Slice:
		if n := f.IntN(4); n < 3 {
			v.Set(reflect.MakeSlice(v.Type(), n, n))
		}
		for i := range v.Len() {
			f.fill(v.Index(i))
		}
	case reflect.Pointer:
		if f.IntN(3) > 0 {
			v.Set(reflect.New(v.Type().Elem()))
			f.fill(v.Elem())
		}
	case reflect.Map:
		v.Set(reflect.ValueOf(Own{"x_a": f.own(3), "x_b": []any{}, "x_c": map[string]any{}}))
	case reflect.Struct:
		for i := range v.NumField() {
			if !fromOthers(v.Type().Field(i)) {
				f.fill(v.Field(i))
			}
		}
	default:
		panic(v.Kind())
	}
}

// fromOthers are the fields that a file has from others.
func fromOthers(f reflect.StructField) bool {
	return strings.Contains(
		" Inspections Categories Findings Withdrawn Inspection Category Config Remarks Record FileDigests Unapproved "+
			"Earlier file ",
		" "+f.Name+" ")
}

func (f filler) own(depth int) any {
	all := []any{"字", true, int64(-5), uint64(7), 2.5, 1.0, []any{}, map[string]any{}}
	if depth > 0 {
		all = append(all, []any{f.own(depth - 1)}, map[string]any{"k": f.own(depth - 1)})
	}
	return all[f.IntN(len(all))]
}

func TestEverythingThatAFileSaysComesBackFromTheCache(t *testing.T) {
	f := filler{rand.New(rand.NewPCG(1, 2))}
	for range 500 {
		comesBack[Register](t, f)
		comesBack[Inspection](t, f)
		comesBack[Category](t, f)
		comesBack[Finding](t, f)
	}
}

func comesBack[T entry](t *testing.T, f filler) {
	t.Helper()
	var v T
	f.fill(reflect.ValueOf(&v).Elem())
	got, ok := restored[T](&cachedFile{packed: packed(&v)}, nil)
	if !ok || !reflect.DeepEqual(*got, v) {
		t.Fatalf("got  %+v\nwant %+v", *got, v)
	}
}

func TestValuesThatCannotBePackedAreReadAgain(t *testing.T) {
	deep := any("x")
	for range ownDepth + 1 {
		deep = []any{deep}
	}
	for _, value := range []any{deep, struct{}{}} {
		if packed(&Finding{Own: Own{"x_a": value}}) != "" {
			t.Errorf("%v is packed", value)
		}
	}
}

// A body that is not what was packed may say anything, and still takes no more memory and depth
// than its length allows.
func FuzzUnpack(f *testing.F) {
	fill := filler{rand.New(rand.NewPCG(3, 4))}
	for range 10 {
		var v Finding
		fill.fill(reflect.ValueOf(&v).Elem())
		p := &cache.Packer{}
		p.Text("content/a/b/c.md")
		p.Digest([32]byte{1})
		p.Stamp(cache.Stamp{Size: 1})
		p.Text(packed(&v))
		remarks := problem.List{{File: "a.md", Line: 1, Rule: "placeholder", Args: []any{"待补"}}}
		p.Text(PackRemarks(remarks))
		f.Add(string(p.Bytes()))
		f.Add(packed(&v))
	}
	f.Fuzz(func(t *testing.T, body string) {
		var c Cache
		c.unpack(body, time.Unix(1, 0))
		for _, known := range c.files {
			_, _ = restored[Finding](known, nil)
			_, _ = restored[Register](known, nil)
		}
		known := &cachedFile{packed: body}
		if v, ok := restored[Finding](known, nil); ok && packed(v) == "" {
			t.Errorf("%q is taken and cannot be packed", body)
		}
	})
}
