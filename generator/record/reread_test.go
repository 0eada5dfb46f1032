package record_test

import (
	"path/filepath"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"gongshi/generator/record"
	"gongshi/generator/register"
)

// A change of one recorded finding that the whole register is refused for is not taken up alone.
func TestFindingIsNotReadAloneWhereItBreaksTheRecord(t *testing.T) {
	names, err := filepath.Glob("testdata/rules/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	read, refused := 0, 0
	for _, name := range names {
		a, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		fsys := sealed(t, a)
		now := fsys[finding]
		for _, before := range []string{"zh", "rich"} {
			if now == nil {
				continue
			}
			fsys[finding] = &fstest.MapFile{Mode: 0o644,
				Data: []byte("---\n" + front[before] + "---\n\n正文。\n")}
			gate, cache, on := new(record.Gate), new(register.Cache), day(t, "2023-11-29")
			asOf := func(register.Config) register.Day { return on }
			r, err := gate.Read(t.Context(), cache, fsys, asOf)
			if fsys[finding] = now; err != nil {
				continue
			}
			cache.Invalidate(finding)
			f := gate.Reread(t.Context(), cache, fsys, r, r.InFile(finding), on)
			switch _, err := gate.Read(t.Context(), cache, fsys, asOf); {
			case f == nil:
				refused++
			case err != nil:
				t.Errorf("%s: it is read alone, in spite of %v", name, err)
			default:
				read++
			}
		}
	}
	if read < 5 || refused < 10 {
		t.Errorf("read alone: %d, not: %d", read, refused)
	}
}
