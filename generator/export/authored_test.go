package export

import (
	"encoding"
	"path"
	"reflect"
	"testing"
)

// A struct that an author fills would be written out with whatever is added to it.
func TestNoAuthoredStructIsWrittenOut(t *testing.T) {
	seen := map[reflect.Type]bool{}
	var look func(of reflect.Type)
	look = func(of reflect.Type) {
		if seen[of] || of.Implements(reflect.TypeFor[encoding.TextMarshaler]()) {
			return
		}
		seen[of] = true
		switch of.Kind() {
		case reflect.Pointer, reflect.Slice, reflect.Map:
			look(of.Elem())
		case reflect.Interface:
			t.Errorf("%s may hold anything", of)
		case reflect.Struct:
			if path.Base(of.PkgPath()) != "export" {
				t.Errorf("%s is a struct of %s", of, of.PkgPath())
			}
			for i := range of.NumField() {
				look(of.Field(i).Type)
			}
		}
	}
	for _, of := range []reflect.Type{reflect.TypeFor[records](), reflect.TypeFor[searchIndex](),
		reflect.TypeFor[rootIndex](), reflect.TypeFor[jsonFeed]()} {
		look(of)
	}
}
