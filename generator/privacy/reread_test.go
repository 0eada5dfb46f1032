package privacy_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"gongshi/generator/document"
	"gongshi/generator/privacy"
	"gongshi/generator/register"
	"gongshi/generator/source"
)

// A finding that the whole register is refused for is not taken up alone.
func TestFindingIsNotReadAloneWhereItTellsOfAPerson(t *testing.T) {
	names, err := filepath.Glob("testdata/rules/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	read, refused := 0, 0
	for _, name := range names {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		fsys := with(t, archive)
		now := *fsys[finding]
		numbered := strings.Replace(front, "一(二)3", fmt.Sprint(len(finding)), 1) // as by with
		for _, text := range []string{"---\n" + front + "---\n", "---\n" + numbered + "---\n",
			string(now.Data) + "\nMore.\n"} {
			fsys[finding] = &fstest.MapFile{Data: []byte(text), Mode: 0o644}
			gate, cache := &privacy.Gate{Tools: &document.Tools{}}, new(register.Cache)
			r, err := gate.Read(t.Context(), cache, fsys, today)
			if fsys[finding] = &now; err != nil {
				continue
			}
			cache.Invalidate(finding)
			f := gate.Reread(t.Context(), cache, fsys, r, r.InFile(finding), today(r.Config))
			switch _, err := gate.Read(t.Context(), cache, fsys, today); {
			case f == nil:
				refused++
			case err != nil:
				t.Errorf("%s: it is read alone, in spite of %v", name, err)
			default:
				read++
			}
		}
	}
	if read < 2 || refused < 7 {
		t.Errorf("read alone: %d, not: %d", read, refused)
	}
}

// An allowance that the finding needs no more stops the register.
func TestFindingIsNotReadAloneWhereSomethingIsAllowedIt(t *testing.T) {
	fsys := with(t, &txtar.Archive{Files: []txtar.File{
		{Name: finding, Data: []byte("---\n" + front + "next: 打13800138000\n---\n")},
		{Name: source.AllowFile, Data: []byte("- digest: DIGEST\n  files: " + finding +
			"\n  reason: 已经公开\n  who: 办公室主任\n  until: 2027-11-28\n")}}})
	gate, cache := &privacy.Gate{Tools: &document.Tools{}}, new(register.Cache)
	r, err := gate.Read(t.Context(), cache, fsys, today)
	if err != nil {
		t.Fatal(err)
	}
	fsys[finding] = base()[finding]
	cache.Invalidate(finding)
	f := gate.Reread(t.Context(), cache, fsys, r, r.InFile(finding), today(r.Config))
	if _, err := gate.Read(t.Context(), cache, fsys, today); f != nil || err == nil {
		t.Errorf("it is read alone (%t), in spite of %v", f != nil, err)
	}
}
