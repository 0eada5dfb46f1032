package record_test

import (
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"gongshi/generator/record"
	"gongshi/generator/register"
)

// TestTheProjectsOwnRegisterIsHeld holds the register of this project against its record, and that a
// silent change of any field of a finding of it is refused.
func TestTheProjectsOwnRegisterIsHeld(t *testing.T) {
	source := os.DirFS("../..")
	recorded, list, err := record.Read(source)
	if err != nil || list != nil || recorded == nil {
		t.Fatal(list, err)
	}
	r, err := register.Read(source)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range record.Compare(recorded, r) {
		if c.Rule != "" && c.Rule != "record-later" {
			t.Errorf("%s: %s of %s %s", c.Rule, c.What, c.ID, c.Field)
		}
	}
	refused := map[string]bool{}
	for _, f := range r.All() {
		for _, l := range leaves(reflect.ValueOf(f).Elem(), "") {
			key, _, _ := strings.Cut(l.path, "[")
			if l.value.IsZero() || refused[key] {
				continue
			}
			before := reflect.New(l.value.Type()).Elem()
			before.Set(l.value)
			spoil(l.value)
			refused[key] = slices.ContainsFunc(record.Compare(recorded, r), func(c record.Change) bool {
				return c.ID == f.ID && c.Rule != "" && c.Rule != "record-later"
			})
			l.value.Set(before)
		}
	}
	for _, key := range []string{"title", "number", "summary", "status", "basis", "deadline.date",
		"reason", "next", "measures", "results", "documents", "updates"} {
		if !refused[key] {
			t.Errorf("%s changed in silence", key)
		}
	}
}
