package register

import (
	"reflect"
	"testing"
)

func TestListsThatStandSideBySideKeepTheirOwn(t *testing.T) {
	a := &arena{items: map[reflect.Type]any{}}
	first, second, none := allot[string](a, 2), allot[string](a, 1), allot[string](a, 0)
	second[0] = "kept"
	if first = append(first, "grown"); second[0] != "kept" || len(first) != 3 {
		t.Errorf("%q and %q share their room", first, second)
	}
	if none == nil {
		t.Error("an empty list is none at all")
	}
	if many := allot[string](a, slabSize); len(many) != slabSize || second[0] != "kept" {
		t.Errorf("%d items where %d were asked for", len(many), slabSize)
	}
}
